"""Sliders and menus over the drawing functions of course.plots. Nothing is computed here that is not drawn there."""

import base64
import html

import numpy as np
from ipywidgets import HTML, Dropdown, HBox, IntSlider, Layout, Textarea, VBox
from scipy.signal import correlate2d

from course import data, plots

KERNELS = {
    "vertical edges": [[1, 0, -1], [1, 0, -1], [1, 0, -1]],
    "Laplacian, 8 neighbours": [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]],
    "mean blur, 3×3": [[1 / 9] * 3] * 3,
    "identity": [[0, 0, 0], [0, 1, 0], [0, 0, 0]],
    "emboss": [[-2, -1, 0], [-1, 1, 1], [0, 1, 2]],
}


class Explorer(VBox):
    """Controls above a picture, redrawn at every change.

    controls: {name: ipywidget}, shown in this order.
    draw: called with each control's value under its name; returns (figure, alt text). A ValueError that it raises is
        shown as a sentence below the picture, which stays as it was.
    Where widgets do not run (a saved notebook, GitHub, paper) the first picture is shown instead.
    """

    def __init__(self, controls, draw):
        self.controls = controls
        self.picture = HTML()
        self.message = HTML()
        self._draw = draw
        self._still = None
        super().__init__([HBox(list(controls.values()), layout=Layout(flex_flow="row wrap")), self.picture, self.message])
        self.redraw()
        for control in controls.values():
            control.observe(self.redraw, names="value")

    def redraw(self, change=None):
        """Draw again with the controls' present values."""
        try:
            figure, alt = self._draw(**{name: control.value for name, control in self.controls.items()})
        except ValueError as error:
            self.message.value = f'<p role="alert"><strong>{html.escape(str(error))}</strong></p>'
            return
        self.message.value = ""
        picture, width = plots.png(figure), plots.css_width(figure)
        if self._still is None:
            self._still = picture, {"image/png": {"alt": alt, "width": width}}
        encoded = base64.b64encode(picture).decode()
        self.picture.value = (
            f'<img alt="{html.escape(alt)}" style="width: {width}px; max-width: 100%" src="data:image/png;base64,{encoded}">'
        )

    def _repr_mimebundle_(self, **kwargs):
        bundle = super()._repr_mimebundle_(**kwargs)
        picture, metadata = self._still
        return {**bundle, "image/png": base64.b64encode(picture).decode()}, metadata


def parse_kernel(text):
    """A kernel of shape [k_h, k_w] from rows of numbers, one row a line; fractions such as 1/9 are understood.

    Raises ValueError that says which row is wrong.
    """
    rows = [line.replace(",", " ").split() for line in text.strip().splitlines() if line.strip()]
    if not rows:
        raise ValueError("type a kernel: one row of numbers a line, such as 1 0 -1")
    kernel = []
    for number, row in enumerate(rows, 1):
        if len(row) != len(rows[0]):
            raise ValueError(f"row {number} has {len(row)} numbers, row 1 has {len(rows[0])}; make them equal")
        kernel.append([_parse_number(word, number) for word in row])
    return np.array(kernel)


def _parse_number(word, row):
    try:
        numerator, _, denominator = word.partition("/")
        value = float(numerator) / float(denominator or 1)
    except (ValueError, ZeroDivisionError):
        value = np.nan
    if not np.isfinite(value):
        raise ValueError(f"row {row}: {word!r} is no number; write numbers such as -1, 0.5 or 1/9")
    return value


def kernel_text(kernel):
    """A kernel as the text that parse_kernel reads."""
    ninths = {1 / 9: "1/9", 1 / 25: "1/25"}
    return "\n".join(" ".join(ninths.get(value, f"{value:g}") for value in row) for row in kernel)


def draw_step(picture, kernel, step):
    """The figure of step_kernel and its alt text. picture: a photograph's name; kernel: a name in KERNELS; step: from 0."""
    image = data.photograph(picture, height=12).round(1)
    weights = np.array(KERNELS[kernel])
    rows, columns = plots.kernel_positions(image, weights)
    row, column = divmod(min(step, rows * columns - 1), columns)
    total = correlate2d(image, weights, mode="valid")[row, column]
    alt = (
        f"The kernel '{kernel}' on the photograph '{picture}' with its corner at row {row}, column {column}; "
        f"the nine products add up to {total:.2f}."
    )
    return plots.convolution_step(image, weights, row * columns + column), alt


def step_kernel():
    """Step a kernel across a small photograph and watch the sum of products."""
    rows, columns = plots.kernel_positions(data.photograph("temple", height=12), np.zeros((3, 3)))
    return Explorer(
        {
            "picture": Dropdown(options=list(data.PHOTOGRAPHS), description="picture"),
            "kernel": Dropdown(options=list(KERNELS), description="kernel"),
            "step": IntSlider(value=3 * columns + 5, max=rows * columns - 1, description="step", layout=Layout(width="420px")),
        },
        draw_step,
    )


def draw_choice(picture, kernel):
    """The figure of choose_kernel and its alt text. picture: a photograph's name; kernel: text for parse_kernel."""
    image = data.photograph(picture)
    weights = parse_kernel(kernel)
    plots.kernel_positions(image, weights)
    response = correlate2d(image, weights, mode="valid")
    alt = (
        f"Left: the photograph '{picture}'. Right: its response to the kernel {weights.tolist()}, "
        f"which lies between {response.min():.2f} and {response.max():.2f}."
    )
    return plots.pictures([image, response], [picture, "response to the kernel"]), alt


def choose_kernel():
    """Choose or type a kernel and see what it does to a photograph."""
    preset = Dropdown(options=list(KERNELS), description="start from")
    typed = Textarea(value=kernel_text(KERNELS[preset.value]), description="kernel", rows=5)
    preset.observe(lambda change: setattr(typed, "value", kernel_text(KERNELS[change.new])), names="value")
    picture = Dropdown(options=list(data.PHOTOGRAPHS), description="picture")
    explorer = Explorer({"picture": picture, "kernel": typed}, draw_choice)
    explorer.children = [preset, *explorer.children]
    return explorer
