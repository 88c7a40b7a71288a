"""Honest: a text was saved under the notebook's name."""

deserved = 0
says = "it holds no JSON, so nothing could be graded."


def hand_in(folder, notebook):
    (folder / "41-target.ipynb").write_text("these are my answers")
