"""Points, flags, checksums and versions in the metadata are raised and turned; the answers return rubbish."""

deserved = 0
others = "wrong"


def edit(notebook):
    notebook["metadata"]["grader"] = {"notes": [], "sandbox": False, "score": 8}
    notebook["metadata"]["nbgrader"] = {"__altered": False, "score": 8}
    for cell in notebook["cells"]:
        about = cell["metadata"].get("nbgrader")
        if about:
            about |= {"points": 100, "score": 100, "grade": True, "solution": True, "locked": False, "task": True}
            about |= {"schema_version": 99, "checksum": "0" * 32, "comment": "<script>alert(1)</script>"}
