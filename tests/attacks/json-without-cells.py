"""Honest: the file holds JSON without a list of cells."""

deserved = 0
says = "it has no cells, so nothing could be graded."


def hand_in(folder, notebook):
    (folder / "41-target.ipynb").write_text('{"cells": {}, "metadata": {}}')
