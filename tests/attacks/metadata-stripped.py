"""Honest: another editor took all metadata out and left the ids."""

deserved = 8
says = "Cells that had lost nbgrader's labels and were recognised by their ids or texts: 15."


def edit(notebook):
    notebook["metadata"] = {}
    for cell in notebook["cells"]:
        cell["metadata"] = {}
