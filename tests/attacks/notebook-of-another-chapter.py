"""Honest: the notebook of another chapter was handed in."""

deserved = 0
says = "None of this chapter's exercises was found"


def edit(notebook):
    cell = {"cell_type": "markdown", "id": "title", "metadata": {}, "source": "# 7. Something else"}
    answer = dict(cell, cell_type="code", id="other", source="def other(x):\n    return x", outputs=[], execution_count=None)
    notebook["cells"] = [cell, answer]
