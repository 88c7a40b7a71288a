"""Honest: the file holds nothing but zeros, as after a full disk."""

deserved = 0
says = "is empty, so nothing could be graded."


def hand_in(folder, notebook):
    (folder / "41-target.ipynb").write_text("\0" * 1000)
