"""Honest: an old zip program wrote a file's name in another encoding than UTF-8."""

deserved = 8
says = "`41-target l?sung.ipynb` was graded as `41-target.ipynb`"


def hand_in(folder, notebook):
    import json
    import os

    with open(os.fsencode(folder) + b"/41-target l\xf6sung.ipynb", "w", encoding="utf-8") as file:
        json.dump(notebook, file)
