"""A file and the time stamp are named pipes, from which reading never ends; the answers are right."""

deserved = 8


def hand_in(folder, notebook):
    import json
    import os

    (folder / "41-target.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    os.mkfifo(folder / "data.txt")
    os.mkfifo(folder / "timestamp.txt")
