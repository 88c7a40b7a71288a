"""Honest: the cell to fill in was copied to the end of the notebook and filled in there."""

deserved = 8
says = "Exercise `average`: its answer is there 2 times"


def edit(notebook):
    cells = notebook["cells"]
    answer = next(cell for cell in cells if cell["id"] == "average")
    cells.append(dict(answer))
    answer["source"] = '''def average(values):
    """The mean of a list."""
    # YOUR CODE HERE
    raise NotImplementedError("Nothing here yet: replace this line with your code.")'''
