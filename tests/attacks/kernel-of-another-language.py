"""Honest: the notebook was saved with the kernel of R by accident."""

deserved = 8


def edit(notebook):
    notebook["metadata"]["kernelspec"] = {"name": "ir", "display_name": "R", "language": "R"}
    notebook["metadata"]["language_info"] = {"name": "R"}
