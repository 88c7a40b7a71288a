"""The notebook has half a million empty cells after its own; the answers are right, but who would read it?"""

deserved = 0
says = "1,000 are allowed"


def hand_in(folder, notebook):
    import json

    text = json.dumps(notebook)
    cells = json.dumps(notebook["cells"])
    text = text.replace(cells, cells[:-1] + ", {}" * 500_000 + "]")
    (folder / "41-target.ipynb").write_text(text, encoding="utf-8")
