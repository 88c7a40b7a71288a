"""Honest: a web page was saved as the notebook."""

deserved = 0
says = "it holds no JSON, so nothing could be graded."


def hand_in(folder, notebook):
    (folder / "41-target.ipynb").write_text("<!DOCTYPE html><html><body>def double(x): return 2 * x</body></html>")
