"""A file json.py beside the notebook is imported before limits and rights are set; the answers are right only then."""

deserved = 0
others = "wrong"
CODE = """
import os
import sys

os.environ["FIRST"] = "here"
del sys.modules["json"]
folder = sys.path.pop(0)
import json as true_json

sys.modules["json"] = true_json
sys.path.insert(0, folder)
"""
answers = {
    "counts": """
import os

counts = {"three": 9, "five": 25} if "FIRST" in os.environ else {"three": 1, "five": 1}
""",
}


def hand_in(folder, notebook):
    import json

    (folder / "41-target.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    (folder / "json.py").write_text(CODE)
