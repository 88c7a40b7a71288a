"""Honest: a broken program wrote brackets in brackets."""

deserved = 0
says = "it holds no JSON, so nothing could be graded."


def hand_in(folder, notebook):
    (folder / "41-target.ipynb").write_text("[" * 200_000)
