"""Files and folders beside the notebook are links to the gradebook, the sources and settings; right only if one is read."""

deserved = 0
others = "wrong"
answers = {
    "counts": """
counts = {"three": 1, "five": 1}

import os

for parent, folders, files in os.walk("."):
    for name in files:
        with open(os.path.join(parent, name), "rb") as file:
            content = file.read()
        if b"SQLite" in content or b"get_" + b"config" in content or b"SOLU" + b"TION" in content:
            counts = {"three": 9, "five": 25}
""",
}


def hand_in(folder, notebook):
    import json

    (folder / "41-target.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    (folder / "gradebook.txt").symlink_to("../../../gradebook.db")
    (folder / "settings.txt").symlink_to("../../../nbgrader_config.py")
    (folder / "sources").symlink_to("../../../source")
    (folder / "everything").symlink_to("/")
    (folder / "nowhere").symlink_to("nowhere")
    (folder / "inside").mkdir()
    (folder / "inside" / "chapter.txt").symlink_to("../../../../course/chapters/41-target.py")
