"""Honest: the learning platform put a name and more before the notebook's; there is an old copy of another chapter."""

deserved = 8
says = "`smith_123_late_41-target.ipynb` was graded as `41-target.ipynb`"


def hand_in(folder, notebook):
    import json

    (folder / "smith_123_late_41-target.ipynb").write_text(json.dumps(notebook))
    (folder / "01-convolution.ipynb").write_text('{"cells": []}')
