"""Honest: the upload broke off in the middle of the file."""

deserved = 0
says = "it holds no JSON, so nothing could be graded."


def hand_in(folder, notebook):
    import json

    text = json.dumps(notebook)
    (folder / "41-target.ipynb").write_text(text[: len(text) // 2])
