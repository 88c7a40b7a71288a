"""Chapter 7: gradients drawn, step by step, and the same gradients from Paddle to compare with."""

import time

import numpy as np
from ipywidgets import Dropdown, IntSlider, Layout
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle

from course import budget, plots
from course.plots import INK, WINDOW, draw_numbers
from course.widgets import Explorer

BACKWARD = "#0072b2"  # gradients run against the arrows of the forward pass, dashed and in blue

PICTURE = np.array([[1, 2, 0, 1, 3], [0, 1, 2, 3, 1], [2, 1, 0, 1, 2], [1, 0, 3, 2, 0], [3, 1, 1, 0, 2]])
KERNEL = np.array([[0, 1, 0], [2, -1, 1], [0, 3, 0]])

FUNCTIONS = {
    "softplus, log(1 + e^x), at x = 0.7": (lambda x: np.log(1 + np.exp(x)), lambda x: 1 / (1 + np.exp(-x)), 0.7),
    "x³ at x = 2": (lambda x: x**3, lambda x: 3 * x**2, 2.0),
    "ReLU at x = 0.001, near its kink": (lambda x: np.maximum(x, 0), lambda x: np.where(x > 0, 1.0, 0.0), 0.001),
}
PRECISIONS = {"float64, 16 digits": np.float64, "float32, 7 digits": np.float32}


def paddle_gradients(function, dy, *inputs):
    """Gradients that Paddle's autograd finds: one array for each input.

    function: takes as many Paddle tensors as there are inputs and returns one, y.
    dy: the gradient of the loss with respect to y, an array of its shape; inputs: arrays of floats.
    """
    import paddle  # takes seconds to load; the drawings do without

    tensors = [paddle.to_tensor(np.array(value), stop_gradient=False) for value in inputs]
    y = function(*tensors)
    y.backward(paddle.to_tensor(np.array(dy, dtype=str(y.dtype).removeprefix("paddle."))))
    return [tensor.grad.numpy() for tensor in tensors]


def speed_ratio(ours, theirs, rounds=30):
    """Median time of `ours` over the median time of `theirs`, two functions that are called in turn."""
    times = []
    for _ in budget.patiently(range(rounds)):
        start = time.perf_counter()
        ours()
        middle = time.perf_counter()
        theirs()
        times.append((middle - start, time.perf_counter() - middle))
    mine, other = np.median(times[len(times) // 10 :], axis=0)  # the first rounds warm up
    return mine / other


def computational_graph(x, w, target):
    """The graph of L = ½ Σ (y - target)², y being the convolution of x with w, with values and gradients written in.

    x: [H, W]; w: [k_h, k_w]; target: of the shape of y. Values stand in the boxes, gradients below them.
    """
    x, w, target = np.asarray(x), np.asarray(w), np.asarray(target)
    rows, columns = plots.kernel_positions(x, w)
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape)
    y = (windows * w).sum((2, 3))
    dy = y - target
    dw = np.einsum("ijuv,ij->uv", windows, dy)
    dx = np.zeros(x.shape, dy.dtype)
    for i in range(rows):
        for j in range(columns):
            dx[i : i + w.shape[0], j : j + w.shape[1]] += dy[i, j] * w
    boxes = {  # name: (centre, value, gradient)
        "x": ((1.3, 4.3), x, dx),
        "w": ((1.3, 1.2), w, dw),
        "y": ((5.4, 2.8), y, dy),
        "L": ((9.4, 2.8), np.array([[0.5 * (dy**2).sum()]]), np.array([[1]])),
    }
    arrows = [  # from, to, label, its place, whether it runs backward
        ((2.4, 4.6), (4.3, 3.5), "convolution", (3.9, 4.25), False),
        ((2.4, 1.7), (4.3, 2.7), "", (0, 0), False),
        ((6.5, 3.1), (8.3, 3.1), "½ Σ (y - t)²", (7.4, 3.25), False),
        ((8.3, 2.5), (6.5, 2.5), "y - t", (7.4, 2.1), True),
        ((4.3, 3.1), (2.4, 4.1), "each dy · w", (2.95, 3.25), True),
        ((4.3, 2.3), (2.4, 1.2), "each dy · window", (3.55, 1.0), True),
    ]
    figure = Figure(figsize=(9.4, 5.2), layout="constrained")
    axes = figure.subplots()
    for name, (centre, value, gradient) in boxes.items():
        _graph_box(axes, name, centre, value, gradient)
    for start, end, label, place, backward in arrows:
        colour = BACKWARD if backward else INK
        axes.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": colour, "linestyle": "--" if backward else "-", "linewidth": 1.6})
        axes.text(*place, label, ha="center", fontsize=10, color=colour)
    axes.set(xlim=(0, 10.7), ylim=(-0.3, 5.9), aspect="equal")
    axes.set_axis_off()
    return figure


def _graph_box(axes, name, centre, value, gradient):
    """A box with a value written in it, and its gradient below."""
    axes.add_patch(FancyBboxPatch((centre[0] - 0.95, centre[1] - 1.3), 1.9, 2.6, boxstyle="round,pad=0.05", facecolor="white", edgecolor=INK))
    style = {"ha": "center", "fontsize": 12, "linespacing": 1.1, "family": "DejaVu Sans Mono"}
    axes.text(centre[0], centre[1] + 0.08, f"{name}\n{_rows(value)}", va="bottom", color=INK, **style)
    axes.text(centre[0], centre[1] - 0.08, f"d{name}\n{_rows(gradient)}", va="top", color=BACKWARD, **style)


def _rows(array):
    """A small array as lines of text."""
    width = max(len(f"{number:g}") for number in np.ravel(array))
    return "\n".join(" ".join(f"{number:{width}g}" for number in row) for row in array)


def gradient_so_far(x, w, dy, stride, padding, outputs):
    """What the first `outputs` outputs of a convolution, in row order, add to its gradients, one output after the other.

    x: [H, W]; w: [k_h, k_w]; dy: [rows, columns]. Returns (dw, dx, dw of the last output alone, dx of it alone); dx with the padding.
    """
    padded = np.pad(x, padding)
    dw, dx = np.zeros(w.shape), np.zeros(padded.shape)
    last_dw, last_dx = np.zeros(w.shape), np.zeros(padded.shape)
    for number in range(outputs):
        i, j = divmod(number, dy.shape[1])
        window = (slice(i * stride, i * stride + w.shape[0]), slice(j * stride, j * stride + w.shape[1]))
        last_dw, last_dx = dy[i, j] * padded[window], np.zeros(padded.shape)
        last_dx[window] = dy[i, j] * w
        dw, dx = dw + last_dw, dx + last_dx
    return dw, dx, last_dw, last_dx


def example_dy(stride, padding):
    """The gradient dy that the explorer uses, [rows, columns]: small whole numbers that are not alike."""
    side = (len(PICTURE) + 2 * padding - len(KERNEL)) // stride + 1
    return np.resize([1, -1, 2, 0, 3, -2, 1], (side, side))


def draw_gradient(stride, padding, step):
    """The figure of explore_gradient and its alt text. step: which output's gradient comes next, counted from 1 in row order.

    Raises ValueError where there are not so many outputs.
    """
    dy = example_dy(stride, padding)
    if not 1 <= step <= dy.size:
        raise ValueError(f"with stride {stride} and padding {padding} there are {dy.size} outputs: choose a step from 1 to {dy.size}")
    dw, dx, last_dw, last_dx = gradient_so_far(PICTURE, KERNEL, dy, stride, padding, step)
    i, j = divmod(step - 1, dy.shape[1])
    corner = (j * stride, i * stride)
    padded = np.pad(PICTURE, padding)

    figure = Figure(figsize=(9.4, 7.2), layout="constrained")
    panels = figure.subplots(2, 3)
    grids = {
        "picture x, padded" if padding else "picture x": padded,
        "gradient dy": dy,
        f"dw so far, + {dy[i, j]:g} · window": dw,
        "kernel w": KERNEL,
        f"{dy[i, j]:g} · w, for dx": last_dx,
        "dx so far": dx,
    }
    for axes, (title, array) in zip(panels.ravel(), grids.items(), strict=True):
        draw_numbers(axes, array)
        axes.set_title(title, fontsize=11)
    for axes in (panels[0, 0], panels[1, 1], panels[1, 2]):
        _outline(axes, corner, KERNEL.shape[1], KERNEL.shape[0])
        if padding:
            axes.add_patch(Rectangle((padding, padding), PICTURE.shape[1], PICTURE.shape[0], fill=False, edgecolor=INK, linewidth=2, linestyle="--"))
    _outline(panels[0, 1], (j, i), 1, 1)
    alt = (
        f"Output {step} of {dy.size}, at row {i}, column {j}, has the gradient {dy[i, j]:g}. "
        f"It adds {_listed(last_dw)} to dw, which is now {_listed(dw)}, and {dy[i, j]:g} times the kernel to the window of dx at row {i * stride}, "
        f"column {j * stride}{' of the padded picture' if padding else ''}; the largest value of dx is now {dx.max():g}, its sum {dx.sum():g}."
    )
    return figure, alt


def _outline(axes, corner, width, height):
    axes.add_patch(Rectangle(corner, width, height, fill=False, edgecolor=WINDOW, linewidth=3))


def _listed(array):
    """A small array in words: [1, 2; 3, 4]."""
    return "[" + "; ".join(", ".join(f"{number:g}" for number in row) for row in array) + "]"


def explore_gradient():
    """Step through the outputs of a convolution and watch where the gradient of each lands in dw and dx."""
    return Explorer(
        {
            "stride": Dropdown(options=[1, 2], description="stride"),
            "padding": Dropdown(options=[0, 1], description="padding"),
            "step": IntSlider(value=3, min=1, max=25, description="output", layout=Layout(width="420px")),
        },
        draw_gradient,
    )


def difference_errors(function, precision, steps):
    """Relative error of forward and of central differences for each step. function: a name in FUNCTIONS; precision: in PRECISIONS.

    A step that is lost in rounding gives no difference at all, so an error of 1.
    """
    if function not in FUNCTIONS or precision not in PRECISIONS:
        raise ValueError("choose a function and a precision from the lists")
    f, derivative, at = FUNCTIONS[function]
    kind = PRECISIONS[precision]
    x, steps, true = kind(at), np.asarray(steps).astype(kind), float(derivative(np.float64(kind(at))))
    forward = (f(x + steps) - f(x)) / steps
    central = (f(x + steps) - f(x - steps)) / (2 * steps)
    return np.abs(forward.astype(float) - true) / abs(true), np.abs(central.astype(float) - true) / abs(true)


def draw_step_size(function, precision, exponent):
    """The figure of explore_step_size and its alt text. exponent: the step is 10 to this power, from -12 to -1."""
    if not -12 <= exponent <= -1:
        raise ValueError(f"the step lies between 10^-12 and 10^-1; 10^{exponent} does not")
    exponents = np.arange(-12, -0.9, 0.25)
    floor = 1e-14  # what agrees in all digits would not show on a logarithmic axis
    forward, central = (np.maximum(errors, floor) for errors in difference_errors(function, precision, 10.0**exponents))
    one_sided, both_sides = (errors[0] for errors in difference_errors(function, precision, [10.0**exponent]))
    figure = plots.curves(
        {"forward difference": (10**exponents, forward), "central difference": (10**exponents, central)},
        "step",
        "relative error",
        log_x=True,
        log_y=True,
    )
    axes = figure.axes[0]
    axes.axvline(10.0**exponent, color=WINDOW, linewidth=2.5)
    axes.annotate(
        f"step $10^{{{exponent}}}$\ncentral: {both_sides:.1e}\nforward: {one_sided:.1e}",
        (10.0**exponent, 0.97), (8 if exponent < -5 else -8, 0), ("data", "axes fraction"), "offset points",
        ha="left" if exponent < -5 else "right", va="top", fontsize=9,
    )  # fmt: skip
    axes.set(ylim=(3e-15, 30), title=f"{function}; {precision}")
    axes.title.set_fontsize(11)
    axes.legend(loc="lower left" if "float64" in precision else "lower right", fontsize=9)
    alt = (
        f"Relative error of numerical derivatives against the step, both axes logarithmic, for {function}, in {precision.split(',')[0]}. "
        f"At the step 1e{exponent} the central difference is wrong by {both_sides:.1e}, the forward difference by {one_sided:.1e}; "
        f"the best central step is about 1e{exponents[np.argmin(central)]:.0f}, with an error of {central.min():.0e}."
    )
    return figure, alt


def explore_step_size():
    """Move the step of a numerical derivative: too large is wrong, and too small as well."""
    return Explorer(
        {
            "function": Dropdown(options=list(FUNCTIONS), description="function", layout=Layout(width="380px")),
            "precision": Dropdown(options=list(PRECISIONS), description="precision"),
            "exponent": IntSlider(value=-2, min=-12, max=-1, description="step 10^", layout=Layout(width="420px")),
        },
        draw_step_size,
    )


def kernel_strip(kernels, titles=None, label="weight", side=1.25):
    """Small arrays [H, W] in one row, `side` inches each, on one common scale: blue is negative, white zero, red positive."""
    kernels = np.asarray(kernels)
    limit = np.abs(kernels).max() or 1.0
    figure = Figure(figsize=(side * len(kernels) + 0.9, side + 0.65), layout="constrained")
    panels = np.atleast_1d(figure.subplots(1, len(kernels)))
    for number, (axes, kernel) in enumerate(zip(panels, kernels)):
        drawn = axes.imshow(kernel, cmap="RdBu_r", vmin=-limit, vmax=limit)
        axes.set_title(titles[number] if titles else f"kernel {number}", fontsize=10)
        axes.set_xticks([])
        axes.set_yticks([])
    figure.colorbar(drawn, ax=panels, label=label, shrink=0.9)
    return figure


def digit_row(pictures, titles):
    """Small grey pictures [H, W] in one row, each with a title."""
    figure = Figure(figsize=(1.5 * len(pictures), 2.0), layout="constrained")
    for axes, picture, title in zip(np.atleast_1d(figure.subplots(1, len(pictures))), pictures, titles, strict=True):
        axes.imshow(picture, cmap="gray", vmin=0, vmax=1, interpolation="nearest")
        axes.set_title(title, fontsize=9)
        axes.set_xticks([])
        axes.set_yticks([])
    return figure
