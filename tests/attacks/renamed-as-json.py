"""Honest: the browser saved a copy of the notebook with .json at its end."""

deserved = 8
says = "`Copy of 41-target.ipynb.json` was graded as `41-target.ipynb`"


def hand_in(folder, notebook):
    import json

    (folder / "Copy of 41-target.ipynb.json").write_text(json.dumps(notebook))
