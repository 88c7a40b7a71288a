"""Honest: an answer was moved to the end of the notebook, behind its tests."""

deserved = 8
says = "The test `double-numbers` stood before its answer; it was moved behind it."


def edit(notebook):
    cells = notebook["cells"]
    answer = next(cell for cell in cells if cell["id"] == "double")
    cells.remove(answer)
    cells.append(answer)
