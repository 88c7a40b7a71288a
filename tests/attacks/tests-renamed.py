"""Test cells exchange their names and get unknown ones, and more cells claim to be tests; the answers return rubbish."""

deserved = 0
others = "wrong"


def edit(notebook):
    tests = [cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("grade")]
    names = [cell["metadata"]["nbgrader"]["grade_id"] for cell in tests]
    for cell, name in zip(tests, [*names[2:], "double-bonus", "counts"]):
        cell["metadata"]["nbgrader"]["grade_id"] = name
        cell["id"] = name
    for name in (*names, "double-extra", "counts-numbers-2", "../../gradebook"):
        about = {"grade_id": name, "grade": True, "points": 8, "solution": False, "locked": False, "schema_version": 3}
        cell = {"cell_type": "code", "id": "new", "metadata": {"nbgrader": about}, "source": "8.0", "outputs": [], "execution_count": None}
        notebook["cells"].append(cell)
