"""Honest: an answer was merged with the test below it."""

deserved = 8
says = "have been put back: `double-numbers`"


def edit(notebook):
    cells = {cell["id"]: cell for cell in notebook["cells"]}
    cells["double"]["source"] += ["\n\n", *cells["double-numbers"]["source"]]
    notebook["cells"].remove(cells["double-numbers"])
