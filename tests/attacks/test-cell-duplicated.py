"""Honest: a test cell was copied and pasted, with its metadata and its id."""

deserved = 8
says = "The cell `double-numbers` is there 2 times; it is graded once."


def edit(notebook):
    cells = notebook["cells"]
    place = next(index for index, cell in enumerate(cells) if cell["id"] == "double-numbers")
    cells.insert(place, dict(cells[place]))
