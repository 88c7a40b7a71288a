"""Honest: an answer was copied to the end of the notebook, to try something there that was never finished."""

deserved = 8
says = "Exercise `double`: its answer is there 2 times"


def edit(notebook):
    cells = notebook["cells"]
    answer = next(cell for cell in cells if cell["id"] == "double")
    cells.append(answer | {"id": "copied", "source": "def double(x):\n    return x <<"})
