"""Honest: the browser called the second download "41-target (1).ipynb"."""

deserved = 8
says = "was graded as `41-target.ipynb`"


def hand_in(folder, notebook):
    import json

    (folder / "41-target (1).ipynb").write_text(json.dumps(notebook))
