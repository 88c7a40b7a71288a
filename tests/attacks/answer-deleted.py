"""Honest: an answer cell was deleted by accident."""

deserved = {"double": 2, "average": 0, "name_of": 2, "counts": 2}
says = "Exercise `average`: no answer to it was found."


def edit(notebook):
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] != "average"]
