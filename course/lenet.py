"""Chapter 9: LeNet's explorers: learning rates for two activations, and how sure a network is of what it says."""

import numpy as np
import paddle
import paddle.nn.functional as F
from ipywidgets import Dropdown, FloatSlider, Layout
from paddle import nn

from course import data, gallery, plots
from course.training import seed_everything
from course.widgets import Explorer

RATES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0)
EPOCHS, BATCH, SEEDS = 10, 50, (0, 1, 2)
# {activation: {rate: validation accuracy in thousandths, a row for each seed, a column for each epoch}}, made by learning_run.
RUNS = {
    "ReLU": {
        0.001: [[303, 481, 677, 828, 835, 859, 896, 892, 906, 909], [259, 468, 667, 798, 845, 882, 892, 892, 896, 906], [293, 599, 721, 818, 855, 848, 869, 892, 896, 902]],
        0.003: [[407, 788, 818, 882, 916, 889, 943, 916, 919, 939], [485, 731, 832, 869, 912, 939, 949, 923, 919, 956], [488, 828, 835, 862, 899, 916, 933, 946, 953, 949]],
        0.01: [[609, 892, 926, 933, 953, 943, 966, 953, 960, 943], [724, 872, 892, 956, 953, 976, 976, 960, 970, 949], [771, 906, 929, 933, 936, 943, 966, 946, 939, 966]],
        0.03: [[852, 906, 936, 906, 939, 956, 946, 943, 966, 960], [458, 747, 919, 886, 949, 963, 963, 976, 970, 966], [822, 845, 926, 953, 960, 946, 960, 980, 970, 973]],
        0.1: [[434, 731, 862, 896, 815, 939, 916, 956, 939, 960], [677, 855, 822, 899, 896, 916, 949, 936, 892, 946], [737, 104, 114, 91, 77, 118, 98, 118, 98, 118]],
        0.3: [[77, 118, 77, 118, 98, 104, 77, 108, 118, 98], [104, 98, 118, 118, 98, 98, 98, 77, 98, 118], [91, 118, 118, 77, 118, 98, 118, 98, 118, 98]],
        1.0: [[77, 91, 77, 118, 77, 108, 104, 91, 77, 118], [98, 98, 98, 98, 91, 114, 98, 77, 91, 91], [77, 118, 91, 77, 77, 108, 77, 104, 91, 77]],
    },
    "sigmoid": {
        0.001: [[91, 91, 98, 101, 118, 118, 118, 104, 98, 74], [77, 91, 91, 98, 98, 118, 118, 98, 118, 118], [114, 77, 98, 98, 98, 118, 98, 118, 118, 118]],
        0.003: [[118, 77, 98, 118, 118, 77, 118, 91, 98, 77], [77, 118, 77, 118, 98, 118, 77, 98, 118, 98], [77, 118, 118, 98, 77, 118, 98, 118, 155, 114]],
        0.01: [[77, 98, 77, 118, 98, 104, 118, 108, 118, 98], [118, 91, 104, 118, 98, 98, 98, 77, 98, 118], [91, 77, 98, 114, 118, 98, 118, 98, 118, 98]],
        0.03: [[91, 121, 118, 118, 121, 108, 104, 77, 77, 98], [118, 98, 118, 118, 91, 98, 98, 77, 98, 91], [101, 77, 91, 121, 108, 91, 104, 98, 98, 77]],
        0.1: [[114, 121, 118, 118, 98, 162, 118, 77, 118, 98], [104, 98, 118, 118, 91, 118, 77, 98, 77, 98], [98, 91, 91, 118, 114, 168, 242, 98, 350, 428]],
        0.3: [[77, 118, 77, 118, 98, 104, 77, 108, 118, 98], [77, 118, 104, 118, 98, 98, 98, 77, 98, 118], [108, 77, 118, 98, 108, 98, 118, 98, 118, 175]],
        1.0: [[77, 91, 77, 118, 77, 108, 104, 91, 77, 118], [118, 98, 118, 98, 91, 114, 98, 77, 91, 91], [98, 98, 91, 77, 77, 108, 77, 104, 91, 77]],
    },
}  # fmt: skip


def network(activation):
    """LeNet-5 for pictures [N, 1, 32, 32] and ten classes with another activation, a class of paddle.nn."""
    layers = [nn.Conv2D(1, 6, 5), activation(), nn.MaxPool2D(2), nn.Conv2D(6, 16, 5), activation(), nn.AvgPool2D(2)]
    layers += [nn.Conv2D(16, 120, 5), activation(), nn.Flatten(), nn.Linear(120, 84), activation(), nn.Linear(84, 10)]
    return nn.Sequential(*layers)


def learning_run(activation, rate, seed, epochs=EPOCHS):
    """Validation accuracies, one for each epoch, of `network` trained with Momentum 0.9 on the 1,000 digits of 32×32 pixels.

    activation: "ReLU" or "sigmoid". Where the weights are no numbers any more, all answers are "0".
    """
    seed_everything(seed)
    net = network({"ReLU": nn.ReLU, "sigmoid": nn.Sigmoid}[activation])
    optimizer = paddle.optimizer.Momentum(rate, 0.9, parameters=net.parameters())
    training, validation, _ = data.digits(32)
    x, labels, unseen = (paddle.to_tensor(array) for array in (training.pictures, training.labels, validation.pictures))
    rng, accuracies = np.random.default_rng(seed), []
    for _ in range(epochs):
        order = paddle.to_tensor(rng.permutation(len(training)))
        for start in range(0, len(training), BATCH):
            chosen = order[start : start + BATCH]
            F.cross_entropy(net(x[chosen]), labels[chosen]).backward()
            optimizer.step()
            optimizer.clear_grad()
        with paddle.no_grad():
            answers = np.nan_to_num(net(unseen).numpy()).argmax(axis=1)
        accuracies.append(float((answers == validation.labels).mean()))
    return accuracies


def runs(activation, rate):
    """Validation accuracies of the recorded runs, [seeds, epochs]."""
    return np.array(RUNS[activation][rate]) / 1000


def draw_rate(rate):
    """The figure of explore_rates and its alt text. rate: one of RATES."""
    epochs = np.arange(1, EPOCHS + 1)
    found = {activation: runs(activation, rate) for activation in RUNS}
    figure = plots.curves(
        {name: (epochs, values.mean(0), values.std(0, ddof=1)) for name, values in found.items()}, "epoch", "validation accuracy"
    )  # fmt: skip
    axes = figure.axes[0]
    axes.set(ylim=(0, 1.02), title=f"LeNet at learning rate {rate:g}, three seeds")
    ends = ", ".join(f"{name} {values[:, -1].mean():.2f} ± {values[:, -1].std(ddof=1):.2f}" for name, values in found.items())
    return figure, f"Validation accuracy over {EPOCHS} epochs at learning rate {rate:g}, mean and spread of three seeds. At the end: {ends}."


def explore_rates():
    """Choose a learning rate and compare the two activations at it."""
    rate = Dropdown(options=[(f"{rate:g}", rate) for rate in RATES], value=0.001, description="rate")
    return Explorer({"rate": rate}, draw_rate)


def draw_sure(pictures, scores, threshold):
    """The surest mistakes among the answers that are sure enough, at most 12, and the alt text.

    pictures: course.data.Pictures; scores: [N, K]; threshold: the least probability of an answer that counts.
    Raises ValueError where no answer is left, or none of them is wrong.
    """
    exponentials = np.exp(scores - scores.max(axis=1, keepdims=True))
    sure, said = (exponentials / exponentials.sum(axis=1, keepdims=True)).max(axis=1), scores.argmax(axis=1)
    kept = sure >= threshold
    wrong = np.flatnonzero(kept & (said != pictures.labels))
    if not kept.any():
        raise ValueError(f"no answer has a probability of {threshold:.2f} or more; lower the threshold")
    if not len(wrong):
        raise ValueError(f"none of the {kept.sum()} answers with a probability of {threshold:.2f} or more is wrong; lower the threshold to see mistakes")
    shown = wrong[np.argsort(-sure[wrong], kind="stable")][:12]
    figure = gallery.predictions_figure(pictures.pictures[shown], pictures.labels[shown], scores[shown], pictures.classes)
    counts = f"{kept.sum()} of {len(sure)} answers have a probability of at least {threshold:.2f}; {len(wrong)} of them {'is' if len(wrong) == 1 else 'are'} wrong"
    figure.set_figheight(figure.get_figheight() + 0.5)
    figure.suptitle(counts, fontsize=11)
    surest = shown[0]
    first = f"a {pictures.classes[pictures.labels[surest]]} that is called {pictures.classes[said[surest]]} with {sure[surest]:.0%}"
    return figure, f"{counts}, an accuracy of {1 - len(wrong) / kept.sum():.3f}. The surest mistake is {first}."


def explore_sure(pictures, scores):
    """Keep only the answers that are sure enough, and see which of them are wrong all the same."""
    threshold = FloatSlider(value=0.0, min=0, max=1, step=0.01, description="threshold", readout_format=".2f", layout=Layout(width="420px"))
    return Explorer({"threshold": threshold}, lambda threshold: draw_sure(pictures, scores, threshold))
