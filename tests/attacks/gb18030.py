"""Honest: Chinese Windows saved the notebook as GB18030."""

deserved = 8
first_cell = "# 卷积核的大小\nprint('你好')"
says = "你好"


def hand_in(folder, notebook):
    import json

    (folder / "41-target.ipynb").write_text(json.dumps(notebook, ensure_ascii=False), encoding="gb18030")
