"""What nbgrader alone, and what our judge makes of every attack and accident in tests/attacks: `python -m benchmarks.attacks`.

Both grade the same class in this run, and docs/attacks.md is written. nbgrader alone runs each submission with the grader's
rights, so here it runs inside a container made by bubblewrap, in a copy of the course; files that say why they are unsafe
even so are not tried.
"""

import os
import runpy
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbgrader
from nbgrader.api import Gradebook, MissingEntry
from rich.progress import track

from grader.build import notebook_path
from tests.attack_bank import ATTACKS, CHAPTER, HONEST, hand_in, hand_in_all

PAGE = Path(__file__).parent.parent / "docs" / "attacks.md"
NBGRADER = str(Path(sys.executable).with_name("nbgrader"))
SECONDS = 120  # after which a command is ended
INTRODUCTION = """# What was tried against the grader

Written by `python -m benchmarks.attacks` (part of `make bench`); every figure is from one run of it. Each line is a submission of
[tests/attacks](../tests/attacks), worth 8 points at most. *nbgrader alone* is nbgrader {version} without this course's
lines on `c.Autograde`; *here* is the same command with them.
"""


def main():
    with tempfile.TemporaryDirectory() as folder:
        ours, alone = Path(folder, "ours"), Path(folder, "alone")
        hand_in_all(ours)
        hand_in_all(alone, [])
        (alone / "nbgrader_config.py").write_text((alone / "nbgrader_config.py").read_text() + "del c['Autograde']\n")
        subprocess.run([NBGRADER, "autograde", CHAPTER], cwd=ours, capture_output=True, timeout=3600)
        for student in HONEST:
            subprocess.run([NBGRADER, "autograde", CHAPTER, "--student", student], cwd=alone, capture_output=True, check=True)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            jobs = [pool.submit(grade_alone, alone, path) for path in ATTACKS]
            found = [job.result() for job in track(jobs, "nbgrader alone")]
        PAGE.write_text(page([(path, result, points(ours, path.stem)) for path, result in zip(ATTACKS, found)]), encoding="utf-8")


def grade_alone(course: Path, path: Path) -> tuple[float | None, str]:
    """(points or None, what else happened) when nbgrader alone grades one attack, in a copy of the course."""
    attack, student = runpy.run_path(str(path)), path.stem
    if "unsafe" in attack:
        return None, f"not tried: {attack['unsafe']}"
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "course")
        shutil.copytree(course, copy)
        hand_in(copy, path)
        honest = [submission(copy, name).read_bytes() for name in HONEST]
        container = ["bwrap", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp", "--bind", str(copy), str(copy)]
        container += ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--die-with-parent", "--new-session", "--chdir", str(copy)]
        limits = ["prlimit", f"--data={4 * 2**30}", f"--fsize={2**27}", "--core=0"]
        remarks = []
        try:
            command = [*container, *limits, NBGRADER, "autograde", CHAPTER, "--student", student]
            run = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            remarks.append(f"not ended after {SECONDS} s")
        else:
            remarks += ["the command fails"] if run.returncode else []
        if [points(copy, name) for name in HONEST] != [8, 8] or [submission(copy, name).read_bytes() for name in HONEST] != honest:
            remarks.append("**others' marks or files changed**")
        return points(copy, student), ", ".join(remarks)


def submission(course: Path, student: str) -> Path:
    return notebook_path(course / "submitted", student, CHAPTER)


def points(course: Path, student: str) -> float | None:
    """A submission's points in the gradebook; None where it was not graded."""
    try:
        with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
            notebooks = gradebook.find_submission(CHAPTER, student).notebooks
            grades = [grade.auto_score for notebook in notebooks for grade in notebook.grades]
    except MissingEntry:
        return None
    return None if None in grades or not grades else sum(grades)


def page(rows: list[tuple[Path, tuple[float | None, str], float | None]]) -> str:
    """The table as Markdown. rows: (file, what nbgrader alone did, points here)."""
    text = INTRODUCTION.format(version=nbgrader.__version__)
    for title, honest in [("Attacks", False), ("Accidents of honest students", True)]:
        lines, wrong_alone, wrong_here, tried = [], 0, 0, 0
        for path, (alone, remark), here in rows:
            attack = runpy.run_path(str(path))
            told = attack["__doc__"].strip().splitlines()[0]
            if told.startswith("Honest:") != honest:
                continue
            deserved = sum(attack["deserved"].values()) if isinstance(attack["deserved"], dict) else attack["deserved"]
            tried += not remark.startswith("not tried")
            wrong_alone += (alone or 0) != deserved and not remark.startswith("not tried")
            wrong_here += here != deserved
            result = "; ".join(filter(None, ["" if remark.startswith("not tried") else "not graded" if alone is None else f"{alone:g}", remark]))
            what = told.removeprefix("Honest:").strip().replace("|", "\\|")
            lines.append(f"| [{path.stem}](../tests/attacks/{path.name}) | {what} | {deserved:g} | {result} | {here:g} |")
        text += f"\n## {title}\n\nOther marks than deserved: nbgrader alone {wrong_alone} of {tried} tried, here {wrong_here} of {len(lines)}.\n\n"
        text += "| file | what is handed in | deserved | nbgrader alone | here |\n|---|---|---|---|---|\n" + "\n".join(lines) + "\n"
    return text


if __name__ == "__main__":
    main()
