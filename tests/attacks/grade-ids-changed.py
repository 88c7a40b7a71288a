"""Honest: nbgrader's names of an answer and a test were changed."""

deserved = 8
says = "Cells that had lost nbgrader's labels and were recognised by their ids or texts: 2."


def edit(notebook):
    for cell in notebook["cells"]:
        if cell["id"] in ("double", "counts-numbers"):
            cell["metadata"]["nbgrader"]["grade_id"] += "-1"
