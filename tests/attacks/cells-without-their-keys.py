"""Honest: a program wrote cells without metadata, outputs or text, and null in their place."""

deserved = 8
says = "recognised by the names that they define"


def edit(notebook):
    for number, cell in enumerate(notebook["cells"]):
        cell["source"] = "".join(cell["source"])
        del cell["id"]
        for key in ("outputs", "execution_count"):
            cell.pop(key, None)
        if number % 2:
            cell["metadata"] = None
        else:
            del cell["metadata"]
    notebook["cells"] += [{}, {"cell_type": "code"}, {"cell_type": "code", "source": None}, {"source": 17}, None, "text", []]
    notebook["metadata"] = None
    del notebook["nbformat"], notebook["nbformat_minor"]
