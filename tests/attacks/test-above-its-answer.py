"""Honest: a test was moved above its answer."""

deserved = 8
says = "The test `name_of-known` stood before its answer; it was moved behind it."


def edit(notebook):
    cells = notebook["cells"]
    test = next(cell for cell in cells if cell["id"] == "name_of-known")
    cells.remove(test)
    cells.insert(0, test)
