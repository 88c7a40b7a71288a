"""Honest: a slider and a figure are shown, and the notebook keeps the state of widgets."""

deserved = 8
first_cell = """
import ipywidgets
from ipywidgets import interact

ipywidgets.IntSlider()


@interact(size=(1, 5))
def show(size=3):
    return size
"""


def edit(notebook):
    notebook["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {}, "version_major": 2}}
