"""Honest: a photograph of 12 MB was pasted into a Markdown cell."""

deserved = 8
says = "perhaps with a picture in it"


def edit(notebook):
    picture = "![a photograph](data:image/png;base64," + "A" * 12 * 2**20 + ")"
    notebook["cells"].insert(1, {"cell_type": "markdown", "id": "photograph", "metadata": {}, "source": picture})
