"""Honest: all cells of the notebook are gone."""

deserved = 0
says = "it has no cells, so nothing could be graded."


def hand_in(folder, notebook):
    (folder / "41-target.ipynb").write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')
