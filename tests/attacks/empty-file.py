"""Honest: the file is empty."""

deserved = 0
says = "is empty, so nothing could be graded."


def hand_in(folder, notebook):
    (folder / "41-target.ipynb").write_text("")
