"""Honest: two answers were merged into one cell, and the cell of the second is gone."""

deserved = 8
says = "Exercise `average`: its answer has no cell of its own"


def edit(notebook):
    cells = {cell["id"]: cell for cell in notebook["cells"]}
    cells["double"]["source"] += ["\n\n", *cells["average"]["source"]]
    notebook["cells"].remove(cells["average"])
