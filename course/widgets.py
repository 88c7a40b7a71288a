"""Sliders and menus over the drawing functions of course.plots. Nothing is computed here that is not drawn there."""

import html

import numpy as np
from ipywidgets import HTML, Dropdown, GridBox, HBox, IntSlider, Layout, Text, Textarea, VBox
from scipy.signal import correlate2d

from course import data, plots, tables

KERNELS = {
    "vertical edges": [[1, 0, -1], [1, 0, -1], [1, 0, -1]],
    "Laplacian, 8 neighbours": [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]],
    "mean blur, 3×3": [[1 / 9] * 3] * 3,
    "identity": [[0, 0, 0], [0, 1, 0], [0, 0, 0]],
    "emboss": [[-2, -1, 0], [-1, 1, 1], [0, 1, 2]],
}


class StillBox(VBox):
    """Widgets below each other which leave a picture where widgets do not run: a saved notebook, GitHub, paper.

    A subclass sets `still`, a course.plots.Picture, and shows `message` among its children.
    """

    def __init__(self):
        super().__init__()
        self.message = HTML()

    def complain(self, error):
        """Show an error as a sentence."""
        self.message.value = f'<p role="alert"><strong>{html.escape(str(error))}</strong></p>'

    def _repr_mimebundle_(self, **kwargs):
        still, metadata = self.still._repr_mimebundle_()
        return {**super()._repr_mimebundle_(**kwargs), **still}, metadata


class Explorer(StillBox):
    """Controls above a picture, redrawn at every change; the first picture is the one that stays.

    controls: {name: ipywidget}, shown in this order.
    draw: called with each control's value under its name; returns (figure, alt text). A ValueError that it raises is
        shown as a sentence below the picture, which stays as it was.
    """

    def __init__(self, controls, draw):
        super().__init__()
        self.controls, self.draw = controls, draw
        self.picture = HTML()
        self.children = [HBox(list(controls.values()), layout=Layout(flex_flow="row wrap")), self.picture, self.message]
        self.still = self.redraw()
        for control in controls.values():
            control.observe(self.redraw, names="value")

    def redraw(self, change=None):
        """Draw again with the controls' present values; returns the Picture, or None where they were refused."""
        try:
            figure, alt = self.draw(**{name: control.value for name, control in self.controls.items()})
        except ValueError as error:
            self.complain(error)
            return None
        self.message.value = ""
        picture = plots.Picture(figure, alt)
        self.picture.value = picture.html()
        return picture


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


class TableForm(StillBox):
    """A table to type into, and below it the same table as Python text, ready to paste.

    name: the variable that the text assigns to; layers: the rows. Each cell is a text box, reached with the Tab key.
    Where widgets do not run, the table is shown as it is at the start, with a "?" in each cell.
    """

    def __init__(self, name, layers):
        super().__init__()
        self.name, self.layers = name, list(layers)
        self.text = Textarea(rows=2 * len(self.layers) + 2, layout=Layout(width="98%"), tooltip=f"{name} as Python text, to copy")
        self.controls = {
            f"{layer} {column}": Text(
                tables.UNKNOWN, tooltip=f"{layer}, {column}", continuous_update=False, layout=Layout(width="auto", min_width="60px")
            )
            for layer in self.layers
            for column in tables.COLUMNS
        }
        self.children = [self._grid(), self.message, self.text]
        self.still = plots.Picture(*draw_table(self.typed()))
        self.rewrite()
        for control in self.controls.values():
            control.observe(self.rewrite, names="value")

    def typed(self):
        """What stands in the text boxes: {layer: {column: text}}."""
        return {layer: {column: self.controls[f"{layer} {column}"].value for column in tables.COLUMNS} for layer in self.layers}

    def rewrite(self, change=None):
        """Write the Python text again; a cell that cannot be read is named in a sentence, and the text stays as it was."""
        try:
            table = tables.parse_table(self.typed())
        except ValueError as error:
            self.complain(f"{error}. The text below stays as it was until this is mended.")
            return
        self.message.value = f'<p role="status">Cells still open: {tables.still_open(table)}. The table as Python, to copy:</p>'
        self.text.value = tables.table_code(self.name, table)

    def _grid(self):
        cells = [HTML("<b>layer</b>"), *(HTML(f"<b>{column}</b>") for column in tables.COLUMNS)]
        for layer in self.layers:
            cells += [HTML(f"<b>{layer}</b>"), *(self.controls[f"{layer} {column}"] for column in tables.COLUMNS)]
        return GridBox(cells, layout=Layout(grid_template_columns="6em 2fr 1.4fr 1.2fr 1.2fr 2fr", grid_gap="2px 6px", width="98%"))


def draw_table(typed):
    """A typed table {layer: {column: text}} as a figure, and its alt text."""
    rows = [[layer, *(row[column] for column in tables.COLUMNS)] for layer, row in typed.items()]
    words = [f"{row[0]}: {'nothing yet' if set(row[1:]) == {tables.UNKNOWN} else '; '.join(row[1:])}." for row in rows]
    alt = f"A table to fill in, with the columns {', '.join(tables.COLUMNS)}. {' '.join(words)}"
    return plots.table(["layer", *tables.COLUMNS], rows), alt


def fill_in_table():
    """The table of homework 2, to type into."""
    return TableForm("homework_2", ["conv1", "max_pool1", "conv2", "max_pool2", "fc1", "fc2"])
