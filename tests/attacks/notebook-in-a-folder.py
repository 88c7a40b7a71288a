"""Honest: a whole folder was handed in, with the notebook and its automatic copy inside."""

deserved = 8
says = "`41-target.ipynb` was graded as `41-target.ipynb`"


def hand_in(folder, notebook):
    import json

    checkpoints = folder / "my work" / ".ipynb_checkpoints"
    checkpoints.mkdir(parents=True)
    (checkpoints / "41-target-checkpoint.ipynb").write_text('{"cells": []}')
    (folder / "my work" / "41-target.ipynb").write_text(json.dumps(notebook))
