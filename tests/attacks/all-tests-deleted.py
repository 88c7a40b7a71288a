"""Honest: the student thought that the tests need not be handed in."""

deserved = 8
says = "have been put back: `double-numbers`, `double-arrays`"


def edit(notebook):
    notebook["cells"] = [cell for cell in notebook["cells"] if "-" not in cell["id"] or cell["id"].endswith("-statement")]
