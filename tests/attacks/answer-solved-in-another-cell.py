"""Honest: an answer cell was deleted, and the exercise solved in a new cell."""

deserved = 8
says = "recognised by the names that they define"


def edit(notebook):
    cells = notebook["cells"]
    place = next(index for index, cell in enumerate(cells) if cell["id"] == "double")
    cells[place] = {"cell_type": "code", "id": "new", "metadata": {}, "source": cells[place]["source"], "outputs": [], "execution_count": None}
