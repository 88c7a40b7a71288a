"""A file numpy.py beside the notebook is imported in NumPy's place, before limits and rights are set; the answers are right."""

deserved = 8


def hand_in(folder, notebook):
    import json

    (folder / "41-target.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    for name in ("numpy", "json", "IPython"):
        (folder / f"{name}.py").write_text("import os\n\nos._exit(0)\n")
