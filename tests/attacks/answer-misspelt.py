"""Honest: a function has another name than asked for, and another editor took out all metadata and ids."""

deserved = {"double": 0, "average": 2, "name_of": 2, "counts": 2}
answers = {"double": "def duoble(x):\n    return 2 * x"}
says = "name 'double' is not defined"


def edit(notebook):
    for cell in notebook["cells"]:
        cell["metadata"] = {}
        del cell["id"]
