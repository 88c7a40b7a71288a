"""Files beside the notebook bear names with line ends, half characters and options in them; the answers are right."""

deserved = 8


def hand_in(folder, notebook):
    import json
    import os

    (folder / "41-target.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    for name in (b"--share-net", b"a\nb", b"\xff\xfe.txt", b"\x1b[31mred", b"`<script>`.ipynb", b"\xff.ipynb", b" "):
        with open(os.path.join(os.fsencode(folder), name), "w") as file:
            file.write("data")
