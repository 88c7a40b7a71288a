"""Honest: an older editor saved the notebook in nbformat 4.2, without ids."""

deserved = 8


def edit(notebook):
    notebook["nbformat_minor"] = 2
    for cell in notebook["cells"]:
        del cell["id"]
