"""Honest: a right answer was copied right below, with its metadata, and the copy made better."""

deserved = 8
answers = {"double": "def double(x):\n    return x + 'x'"}
says = "Exercise `double`: its answer is there 2 times"


def edit(notebook):
    cells = notebook["cells"]
    place = next(index for index, cell in enumerate(cells) if cell["id"] == "double")
    cells.insert(place + 1, cells[place] | {"id": "copied", "source": "def double(x):\n    return x * 2"})
