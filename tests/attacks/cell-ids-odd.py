"""Honest: an editor wrote ids that nbformat does not allow, or that are no text."""

deserved = 8


def edit(notebook):
    odd = ["", "a b", "ü" * 100, 17, None, [], {"id": 1}, "\ud800", "x" * 65]
    for number, cell in enumerate(notebook["cells"]):
        cell["id"] = odd[number % len(odd)]
