"""Honest: an answer and a test lost nbgrader's names and their ids; another has the name of none."""

deserved = 8
says = "recognised by the names that they define or by their place: `double`."


def edit(notebook):
    for cell in notebook["cells"]:
        if cell["id"] in ("double", "counts-numbers"):
            del cell["metadata"]["nbgrader"]["grade_id"], cell["id"]
        elif cell["id"] == "average-values":
            cell["metadata"]["nbgrader"]["grade_id"] = None
