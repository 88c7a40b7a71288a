"""Honest: an editor saved the notebook as UTF-16."""

deserved = 8
first_cell = "# 卷积核"


def hand_in(folder, notebook):
    import json

    (folder / "41-target.ipynb").write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-16")
