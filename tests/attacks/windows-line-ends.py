"""Honest: Windows line ends in the file and inside the cells' texts."""

deserved = 8


def hand_in(folder, notebook):
    import json

    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"]).replace("\n", "\r\n")
    (folder / "41-target.ipynb").write_text(json.dumps(notebook, indent=1), encoding="utf-8", newline="\r\n")
