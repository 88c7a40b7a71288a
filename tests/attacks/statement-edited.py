"""Honest: a student wrote notes of their own into a statement, and one answer stayed untouched."""

deserved = {"double": 2, "average": 2, "name_of": 2, "counts": 0}
answers = {"counts": "counts = {'three': '?', 'five': '?'}"}
says = "The cell `double-statement` was edited"


def edit(notebook):
    cell = next(cell for cell in notebook["cells"] if cell["id"] == "double-statement")
    cell["source"] = [*cell["source"], "\n\nI found this easy."]
