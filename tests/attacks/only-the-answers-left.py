"""Honest: the student handed in a fresh notebook with the answers alone."""

deserved = 8
says = "recognised by the names that they define"


def edit(notebook):
    cells = [cell for cell in notebook["cells"] if cell["id"] in ("double", "average", "name_of", "counts")]
    for number, cell in enumerate(cells):
        cell["metadata"] = {}
        cell["id"] = f"new-{number}"
    notebook["cells"] = cells[::-1]
