"""Honest: an editor took out all metadata and gave all cells the same id, which is also the name of an answer."""

deserved = 8
says = "recognised by the names that they define"


def edit(notebook):
    for cell in notebook["cells"]:
        cell["metadata"] = {}
        cell["id"] = "double"
