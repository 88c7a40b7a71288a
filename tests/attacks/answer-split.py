"""Honest: an answer cell was split; JupyterLab gives both halves the same metadata."""

deserved = 8
says = "Exercise `name_of`: its answer is there 2 times"


def edit(notebook):
    cells = notebook["cells"]
    place = next(index for index, cell in enumerate(cells) if cell["id"] == "name_of")
    cells[place]["source"] = "NAMES = {'k': 'kernel', 's': 'stride'}"
    cells.insert(place + 1, cells[place] | {"id": "half", "source": "def name_of(kind):\n    return NAMES.get(kind)"})
