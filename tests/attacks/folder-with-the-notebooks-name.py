"""Honest: an archive was unpacked into a folder that has the notebook's name."""

deserved = 8


def hand_in(folder, notebook):
    import json

    (folder / "41-target.ipynb").mkdir()
    (folder / "41-target.ipynb" / "41-target.ipynb").write_text(json.dumps(notebook))
