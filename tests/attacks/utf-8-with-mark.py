"""Honest: an editor wrote a byte order mark before the UTF-8."""

deserved = 8


def hand_in(folder, notebook):
    import json

    (folder / "41-target.ipynb").write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8-sig")
