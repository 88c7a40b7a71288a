"""Honest: a text was handed in, and no notebook."""

deserved = 0
says = "No notebook `41-target.ipynb` was handed in"


def hand_in(folder, notebook):
    (folder / "answers.docx").write_bytes(b"PK\x03\x04")
