"""Honest: all answers were written into one cell at the top; the cells to fill in were deleted."""

deserved = 8


def edit(notebook):
    answers = [cell for cell in notebook["cells"] if cell["id"] in ("double", "average", "name_of", "counts")]
    code = "\n\n\n".join("".join(cell["source"]) for cell in answers)
    cell = {"cell_type": "code", "id": "all", "metadata": {}, "source": code, "outputs": [], "execution_count": None}
    notebook["cells"] = [cell] + [cell for cell in notebook["cells"] if cell not in answers]
