"""Honest: the notebook was saved in nbformat 3, from before 2015."""

deserved = 8


def hand_in(folder, notebook):
    import json

    cells = []
    for cell in notebook["cells"]:
        text = "source" if cell["cell_type"] == "markdown" else "input"
        cells.append({"cell_type": cell["cell_type"], "metadata": cell["metadata"], "language": "python", text: cell["source"]})
    half = len(cells) // 2
    sheets = [{"metadata": {}, "cells": cells[:half]}, {"cells": cells[half:]}, {"cells": None}, None]
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": sheets}
    (folder / "41-target.ipynb").write_text(json.dumps(old))
