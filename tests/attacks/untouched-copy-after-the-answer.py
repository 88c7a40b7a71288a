"""Honest: the cell to fill in was copied first; the upper copy was filled in and the lower one forgotten."""

deserved = 8
says = "Exercise `average`: its answer is there 2 times"


def edit(notebook):
    cells = notebook["cells"]
    place = next(index for index, cell in enumerate(cells) if cell["id"] == "average")
    untouched = '''def average(values):
    """The mean of a list."""
    # YOUR CODE HERE
    raise NotImplementedError("Nothing here yet: replace this line with your code.")
'''
    cells.insert(place + 1, cells[place] | {"source": untouched})
