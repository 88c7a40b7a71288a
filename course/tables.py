"""Networks as lists of layers, and tables of layers as they are typed and written as Python text. Nothing is counted here."""

import json
import re

COLUMNS = ("weight_shape", "weight_count", "bias_shape", "bias_count", "output_shape")
UNKNOWN = "?"  # a cell that is still to be filled in


def parse_cell(column, text):
    """What a typed cell means: a list, None, a whole number, or "?" where nothing is there yet.

    column: one of COLUMNS. A shape is typed as 10, 6, 224, 224, with or without brackets, or as None;
    a count as 450 or as a product such as 6*5*5. Raises ValueError that says what was typed.
    """
    text = text.strip()
    if text in ("", UNKNOWN):
        return UNKNOWN
    if column.endswith("count"):
        return _product(text)
    if text.lower() in ("none", "-", "[]", "()"):
        return None
    separated = re.sub(r"(?<=\d)\s*[x×]\s*(?=\d)", " ", text.strip("[]()"))  # 10x6x224x224 is a shape, too
    try:
        return [_product(word) for word in separated.replace(",", " ").split()]
    except ValueError:
        raise ValueError(f"{text!r} is no shape; write 10, 6, 24, 24, or None where there is none") from None


def _product(text):
    """A whole number, or a product of some, such as 16*56*56."""
    number = 1
    for factor in text.replace("×", "*").replace("·", "*").split("*"):
        digits = factor.strip().replace("_", "").replace(",", "")
        if not (digits.isascii() and digits.isdigit()):
            raise ValueError(f"{text!r} is no whole number; write 450, a product such as 6*5*5, or ? for not yet")
        number *= int(digits)
    return number


def parse_table(typed):
    """{layer: {column: meaning}} from {layer: {column: typed text}}; raises ValueError that names the first bad cell."""
    table = {}
    for layer, row in typed.items():
        table[layer] = {}
        for column, text in row.items():
            try:
                table[layer][column] = parse_cell(column, text)
            except ValueError as error:
                raise ValueError(f"{layer}, {column}: {error}") from None
    return table


def table_code(name, table):
    """The table as Python text that assigns it to `name`, two lines a row so that it fits into a notebook's cell."""
    lines = []
    for layer, row in table.items():
        *others, last = [f'"{column}": {json.dumps(value) if value is not None else None}' for column, value in row.items()]
        start = f'    "{layer}": {{'
        lines += [start + ", ".join(others) + ",", " " * len(start) + last + "},"]
    return "\n".join([f"{name} = {{", *lines, "}"])


def still_open(table):
    """How many cells of a table are still "?"."""
    return sum(value == UNKNOWN for row in table.values() for value in row.values())


def conv(filters, kernel, **more):
    """A convolution for a list of layers; more: stride, padding, name."""
    return {"type": "conv", "filters": filters, "kernel": kernel, **more}


def pool(kernel, **more):
    """A pooling for a list of layers; more: stride, padding, name."""
    return {"type": "pool", "kernel": kernel, **more}


def fc(units, **more):
    """A fully connected layer for a list of layers; more: name."""
    return {"type": "fc", "units": units, **more}
