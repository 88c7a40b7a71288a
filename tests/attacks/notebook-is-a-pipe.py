"""The notebook is a named pipe, from which reading never ends."""

deserved = 0


def hand_in(folder, notebook):
    import os

    os.mkfifo(folder / "41-target.ipynb")
