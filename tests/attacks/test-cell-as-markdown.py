"""Honest: a press of the key m turned a test into Markdown."""

deserved = 8
says = "The cell `counts-numbers` is no code cell any more"


def edit(notebook):
    cell = next(cell for cell in notebook["cells"] if cell["id"] == "counts-numbers")
    cell["cell_type"] = "markdown"
    del cell["outputs"], cell["execution_count"]
