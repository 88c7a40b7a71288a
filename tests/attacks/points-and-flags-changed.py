"""Honest: a student opened nbgrader's sidebar and changed points, kinds and locks of cells."""

deserved = {"double": 2, "average": 2, "name_of": 0, "counts": 2}
answers = {"name_of": "def name_of(kind):\n    return 0"}


def edit(notebook):
    for cell in notebook["cells"]:
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"] |= {"points": 50, "grade": True, "solution": True, "task": True, "locked": False, "schema_version": 1}
