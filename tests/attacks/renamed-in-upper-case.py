"""Honest: a file system gave the notebook's name back in upper case."""

deserved = 8
says = "`41-TARGET.IPYNB` was graded as `41-target.ipynb`"


def hand_in(folder, notebook):
    import json

    (folder / "41-TARGET.IPYNB").write_text(json.dumps(notebook))
