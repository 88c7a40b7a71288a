"""Honest: answers that use a module of the student's and a table, both handed in beside the notebook."""

deserved = 8
answers = {
    "double": "from my_helpers import twice as double",
    "counts": """
import csv

with open("counts.csv", encoding="utf-8") as file:
    counts = {name: int(number) for name, number in csv.reader(file)}
""",
}


def hand_in(folder, notebook):
    import json

    (folder / "41-target.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    (folder / "my_helpers.py").write_text("def twice(x):\n    return 2 * x\n")
    (folder / "counts.csv").write_text("three,9\nfive,25\n")
