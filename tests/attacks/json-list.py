"""Honest: the file holds a list."""

deserved = 0
says = "it has no cells, so nothing could be graded."


def hand_in(folder, notebook):
    (folder / "41-target.ipynb").write_text("[1, 2, 3]")
