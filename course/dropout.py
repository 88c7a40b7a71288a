"""Figures and the explorer of chapter 6: what dropout does to mean and spread, and runs of training side by side."""

import numpy as np
from ipywidgets import Dropdown, FloatSlider, IntText
from matplotlib.figure import Figure

from course import budget, plots
from course.widgets import Explorer

UNSCALED = "no scaling (wrong)"
MODES = ("upscale_in_train", "downscale_in_infer", UNSCALED)
VALUES = np.array([-3.0, -2, -1, 1, 2, 3, 4, 5])  # what explore_expectation drops
MOST_REPETITIONS = 10_000


def training_steps(number):
    """Counts the steps of a training: 0 to number - 1. While work is graded there is one step only, as no mark depends on the rest."""
    return range(1 if budget.grading() else number)


def factors(p, mode):
    """(what a kept value is multiplied with in training, what every value is multiplied with at inference)."""
    if not 0 <= p <= 1:
        raise ValueError(f"p is a probability, so between 0 and 1, not {p}")
    if mode == "upscale_in_train":
        if p == 1:
            raise ValueError("with p = 1 nothing is left that could be scaled up: choose p below 1")
        return 1 / (1 - p), 1.0
    return 1.0, 1 - p if mode == "downscale_in_infer" else 1.0


def mean_outputs(x, p, mode, repetitions, rng):
    """The mean of `repetitions` outputs of dropout in training, for each value of the vector x."""
    kept, _ = factors(p, mode)
    return x * kept * rng.binomial(repetitions, 1 - p, size=len(x)) / repetitions


def draw_expectation(p, mode, repetitions):
    """The figure of explore_expectation and its alt text. mode: one of MODES; repetitions: 1 to MOST_REPETITIONS."""
    if not 1 <= repetitions <= MOST_REPETITIONS:
        raise ValueError(f"repeat at least once and at most {MOST_REPETITIONS:,} times, not {repetitions:,}")
    kept, at_inference = factors(p, mode)
    means = mean_outputs(VALUES, p, mode, repetitions, np.random.default_rng(1))
    spread = np.abs(VALUES) * kept * np.sqrt(p * (1 - p) / repetitions)
    figure = Figure(figsize=(6.6, 3.9), layout="constrained")
    axes = figure.subplots()
    axes.plot(VALUES, VALUES * at_inference, color=plots.INK, label="output at inference")
    style = {"linestyle": "none", "marker": "s", "color": plots.WINDOW, "capsize": 3}
    axes.errorbar(VALUES, means, spread, **style, label=f"mean of {repetitions:,} outputs in training, ± 1 standard deviation")
    axes.set(xlabel="value x", ylabel="output", ylim=(min(-5, (means - spread).min() - 1), max(10, 1.4 * (means + spread).max())), title=f"p = {p:g}, {mode}")
    axes.grid(alpha=0.3)
    axes.legend(loc="upper left", fontsize=9)
    expected = kept * (1 - p)
    match = "the two agree on average" if np.isclose(expected, at_inference) else f"the two do not match: on average training gives {expected:g} times x, inference {at_inference:g} times x"
    return figure, f"p = {p:g}, {mode}, repetitions: {repetitions:,}. For x = 4 the mean output in training is {means[-2]:.2f}, the output at inference {4 * at_inference:.2f}; {match}."


def explore_expectation():
    """Choose p, a way of scaling and how often to repeat; compare the mean in training with the output at inference."""
    return Explorer(
        {
            "p": FloatSlider(value=0.5, min=0, max=1, step=0.05, description="p"),
            "mode": Dropdown(options=MODES, description="mode"),
            "repetitions": IntText(value=10, description="repetitions"),
        },
        draw_expectation,
    )


def histogram(sums, marks, x_label):
    """How often which sum came up, and vertical lines to compare with.

    sums: numbers; marks: {label: the number at which the line stands}.
    """
    figure = Figure(figsize=(6.6, 3.6), layout="constrained")
    axes = figure.subplots()
    axes.hist(sums, bins=30, color="#9ecae1", edgecolor=plots.INK, linewidth=0.5, label=f"{len(sums):,} sums in training")
    for (label, place), (colour, dash, _) in zip(marks.items(), plots.STYLES, strict=False):
        axes.axvline(place, color=colour, linestyle=dash, linewidth=2, label=f"{label}: {place:.2f}")
    axes.set(xlabel=x_label, ylabel="how often")
    axes.set_ylim(top=1.45 * axes.get_ylim()[1])  # room for the legend
    axes.legend(loc="upper left", fontsize=9)
    return figure


def runs(results, y_label):
    """One dot for each run, in a column for each way of training; the bar is the mean, lines join runs of the same seed.

    results: {way of training: one number for each seed}, all with the same seeds in the same order.
    """
    values = np.array(list(results.values()), dtype=float)
    figure = Figure(figsize=(1.5 * len(values) + 2.4, 3.8), layout="constrained")
    axes = figure.subplots()
    axes.plot(np.arange(len(values)), values, color="#999999", linewidth=0.8, marker="o", markersize=5, markerfacecolor=plots.INK, markeredgecolor=plots.INK)
    axes.hlines(values.mean(axis=1), np.arange(len(values)) - 0.25, np.arange(len(values)) + 0.25, color=plots.WINDOW, linewidth=3, label="mean")
    axes.set_xticks(np.arange(len(values)), list(results))
    axes.set(xlim=(-0.5, len(values) - 0.5), ylabel=y_label)
    axes.grid(axis="y", alpha=0.3)
    axes.legend(fontsize=9)
    return figure
