"""Honest: the answers were written into new cells at the end of the notebook; the answer cells are as they were handed out."""

deserved = 8
says = "Answers in other cells than theirs"
STUB = '{}\n    # YOUR CODE HERE\n    raise NotImplementedError("Nothing here yet: replace this line with your code.")'
HANDED_OUT = {
    "double": STUB.format('def double(x):\n    """Twice x."""'),
    "average": STUB.format('def average(values):\n    """The mean of a list."""'),
    "name_of": STUB.format('def name_of(kind):\n    """The name behind a letter."""'),
}


def edit(notebook):
    for cell in list(notebook["cells"]):
        if cell["id"] in HANDED_OUT:
            notebook["cells"].append(dict(cell, id=f"own-{cell['id']}", metadata={}))
            cell["source"] = HANDED_OUT[cell["id"]]
