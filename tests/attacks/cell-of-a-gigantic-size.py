"""One cell is a comment of 20 MB; the answers are right."""

deserved = 8


def edit(notebook):
    cell = {"cell_type": "code", "id": "large", "metadata": {}, "source": "#" * 20_000_000, "outputs": [], "execution_count": None}
    notebook["cells"].insert(1, cell)
