"""Honest: a press of the key r turned an answer into raw text."""

deserved = 8
says = "The cell `double` is no code cell any more"


def edit(notebook):
    cell = next(cell for cell in notebook["cells"] if cell["id"] == "double")
    cell["cell_type"] = "raw"
    del cell["outputs"], cell["execution_count"]
