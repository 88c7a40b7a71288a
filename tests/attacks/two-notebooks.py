"""Honest: an older try was handed in beside the notebook."""

deserved = 8
says = "There is also `41-target-old.ipynb`"


def hand_in(folder, notebook):
    import json

    (folder / "41-target.ipynb").write_text(json.dumps(notebook))
    (folder / "41-target-old.ipynb").write_text(json.dumps(notebook | {"cells": notebook["cells"][:4]}))
