"""Honest: NaN and a large number stand in the file, in metadata and outputs."""

deserved = 8


def edit(notebook):
    notebook["metadata"]["zoom"] = float("nan")
    for cell in notebook["cells"]:
        cell["metadata"]["width"] = float("inf")
        cell["metadata"]["height"] = 10**400
