"""Hands in the attacks and accidents of tests/attacks as a class; for the test of them and for the benchmark."""

import json
import runpy
from pathlib import Path

import nbformat

from grader.build import read_chapters, write_chapter
from grader.submission import answered, solutions, submit

ROOT = Path(__file__).parent.parent
BANK = Path(__file__).parent / "attacks"
CHAPTER = "41-target"
ATTACKS = sorted(path for path in BANK.glob("*.py") if path.stem != CHAPTER)
HONEST = ("honest-before", "honest-zulu")  # graded first and last
WRONG = {
    "double": "def double(x):\n    return None",
    "average": "def average(values):\n    return 'rubbish'",
    "name_of": "def name_of(kind):\n    return 17",
    "counts": "counts = {'three': 1, 'five': 1}",
}
SECONDS = 4  # that a cell may take here


def hand_in_all(root: Path, attacks: list[Path] = ATTACKS) -> None:
    """Build the attacked chapter in root, and hand in these attacks there, and two honest students' work."""
    folder = root / "course" / "chapters"
    folder.mkdir(parents=True)
    (folder / f"{CHAPTER}.py").write_bytes((BANK / f"{CHAPTER}.py").read_bytes())
    config = (ROOT / "nbgrader_config.py").read_text()
    (root / "nbgrader_config.py").write_text(f"{config}\nc.Judge.cell_seconds = c.Execute.timeout = {SECONDS}\n")
    chapter = read_chapters(root, [])[0]
    write_chapter(chapter, root, root)
    for student in HONEST:
        submit(root, student, CHAPTER, answered(root, CHAPTER, solutions(chapter)))
    for path in attacks:
        hand_in(root, path)


def hand_in(root: Path, path: Path) -> None:
    """Hand in one attack under its own name."""
    attack = runpy.run_path(str(path))
    right = solutions(read_chapters(root, [])[0])
    answers = (WRONG if attack.get("others") == "wrong" else right) | attack.get("answers", {})
    notebook = json.loads(nbformat.writes(answered(root, CHAPTER, answers)))
    if "first_cell" in attack:
        cell = {"cell_type": "code", "id": "first", "metadata": {}, "source": attack["first_cell"], "outputs": [], "execution_count": None}
        notebook["cells"].insert(0, cell)
    if "edit" in attack:
        attack["edit"](notebook)
    folder = root / "submitted" / path.stem / CHAPTER
    folder.mkdir(parents=True)
    if "hand_in" in attack:
        attack["hand_in"](folder, notebook)
    else:
        (folder / f"{CHAPTER}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
