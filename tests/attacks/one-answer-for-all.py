"""The tests of three exercises are renamed to those of the one that is solved."""

deserved = {"double": 2, "average": 0, "name_of": 0, "counts": 0}
answers = {
    "average": "def average(values):\n    return 'rubbish'",
    "name_of": "def name_of(kind):\n    return 17",
    "counts": "counts = {'three': 1, 'five': 1}",
}


def edit(notebook):
    for cell in notebook["cells"]:
        about = cell["metadata"].get("nbgrader", {})
        if about.get("grade"):
            about["grade_id"] = cell["id"] = "double-numbers"
