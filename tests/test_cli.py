"""The command line as a person meets it: answers, sentences, exit codes."""

import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from typer.testing import CliRunner

from grader.build import notebook_path
from grader.cli import app
from grader.course_root import nbgrader_api
from grader.doctor import Finding, table
from grader.marks import marks
from grader.submission import answered, submit

GRADER = str(Path(sys.executable).parent / "grader")


def run(*arguments, cwd="."):
    """What the command says in the folder `cwd`, and its exit code; in this process, because imports take seconds."""
    before = Path.cwd()
    os.chdir(cwd)
    try:
        result = CliRunner().invoke(app, arguments, catch_exceptions=False)
    finally:
        os.chdir(before)
    return SimpleNamespace(returncode=result.exit_code, stdout=result.stdout, stderr=result.stderr)


def test_help_names_the_commands_and_imports_nothing_heavy():
    result = subprocess.run([GRADER, "--help"], capture_output=True, text=True)
    assert result.returncode == 0
    assert all(command in result.stdout for command in ("build", "demo", "doctor", "grade"))
    code = "import sys, grader.cli; print([name for name in ('nbgrader', 'nbclient', 'jupytext', 'numpy') if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"


def test_build_and_check(tiny_course):
    result = run("build", "--check", cwd=tiny_course)
    assert result.returncode == 1
    assert "release/42-tiny/42-tiny.ipynb is missing" in result.stderr and "run `grader build`" in result.stderr
    result = run("build", cwd=tiny_course)
    assert result.returncode == 0 and "built 42-tiny" in result.stdout
    result = run("build", "--check", "42", cwd=tiny_course)
    assert result.returncode == 0 and "match" in result.stdout
    path = notebook_path(tiny_course, "source", "42-tiny")
    path.write_text(path.read_text().replace("twice as much", "half as much"))
    result = run("build", "--check", cwd=tiny_course)
    assert result.returncode == 1
    assert "source/42-tiny/42-tiny.ipynb differs from course/chapters/42-tiny.py" in result.stderr


def test_misuse_is_one_sentence_and_exit_code_2(tiny_course, tmp_path):
    for arguments, says in [(["build", "43"], "no chapter '43'; there are 42-tiny"), (["build", "--root", str(tmp_path / "no")], "no chapters in")]:
        result = run(*arguments, cwd=tiny_course)
        assert result.returncode == 2
        assert says in result.stderr and "Traceback" not in result.stderr
    assert run("bild").returncode == 2
    assert run("build", "--chek", cwd=tiny_course).returncode == 2


def test_a_file_that_cannot_be_written_is_named(built_course):
    blocked = notebook_path(built_course, "release", "42-tiny")
    before = blocked.read_bytes()
    (blocked.parent / "42-tiny.new").mkdir()  # where the builder puts the new notebook first
    result = run("build", cwd=built_course)
    assert result.returncode == 1
    assert result.stderr.strip() == f"grader: {blocked.with_suffix('.new')}: Is a directory"
    assert blocked.read_bytes() == before


def test_a_missing_configuration_is_named(tiny_course):
    (tiny_course / "nbgrader_config.py").unlink()
    for arguments in (["build"], ["build", "--check"]):
        result = run(*arguments, cwd=tiny_course)
        assert result.returncode == 1 and "Traceback" not in result.stderr
        assert result.stderr.startswith("grader: ") and "nbgrader_config.py" in result.stderr


def test_a_broken_chapter_is_told_with_file_and_line(tiny_course, tiny_chapter):
    tiny_chapter.write_text(tiny_chapter.read_text().replace("points=1", "points=7"))
    result = run("build", cwd=tiny_course)
    assert result.returncode == 1
    assert result.stderr.strip() == f"grader: {tiny_chapter}:7: the heading promises 3 points, the tests of 'double' give 9"


def hand_in(root, student, code):
    notebook = answered(root, "42-tiny", {"double": code})
    return submit(root, student, "42-tiny", notebook)


@pytest.mark.sandbox
def test_grade_marks_a_class_and_says_what_was_mended(built_course):
    hand_in(built_course, "ann", "def double(x):\n    return 2 * x")
    path = hand_in(built_course, "bob", "def double(x):\n    return x + x if x == 1 else 0")
    path.rename(path.with_name("42-tiny (1).ipynb"))
    result = run("grade", "42", cwd=built_course)
    assert result.returncode == 0, result.stderr
    assert "42-tiny" in result.stdout and re.search(r"ann\s+│\s+3 of 3", result.stdout) and re.search(r"bob\s+│\s+1 of 3", result.stdout)
    assert "42-tiny (1).ipynb" in result.stdout
    notebook = nbformat.read(built_course / "autograded" / "ann" / "42-tiny" / "42-tiny.ipynb", as_version=4)
    assert notebook.metadata.grader == {"notes": [], "sandbox": True, "fingerprint": notebook.metadata.grader.fingerprint}
    assert notebook_path(built_course / "submitted", "bob", "42-tiny").exists() is False  # what was handed in stays as it was
    result = run("grade", "42-tiny", "--student", "ann", "--no-sandbox", cwd=built_course)
    assert result.returncode == 0 and "bob" not in result.stdout and "without a sandbox" in result.stdout
    notebook = nbformat.read(built_course / "autograded" / "ann" / "42-tiny" / "42-tiny.ipynb", as_version=4)
    assert notebook.metadata.grader.sandbox is False and "Graded without a sandbox" in notebook.cells[0].source
    assert marks(nbgrader_api(built_course, built_course), "42-tiny", "ann") == {"double": (3.0, 3.0)}


@pytest.mark.sandbox
def test_grade_gives_a_folder_without_a_notebook_nothing_and_says_why(built_course):
    hand_in(built_course, "zoe", "def double(x):\n    return 2 * x")
    (built_course / "submitted" / "ann" / "42-tiny").mkdir(parents=True)
    (built_course / "submitted" / "ann" / "42-tiny" / "answers.docx").write_text("double it")
    result = run("grade", "42", cwd=built_course)
    assert result.returncode == 0, result.stderr
    assert re.search(r"ann\s+│\s+0 of 3 │ No notebook `42-tiny.ipynb`", result.stdout) and re.search(r"zoe\s+│\s+3 of 3", result.stdout)


def test_misuse_of_grade_is_one_sentence_and_changes_nothing(tiny_course):
    def refused(says, exit_code, *arguments):
        before = {path: path.read_bytes() for path in tiny_course.rglob("*") if path.is_file()}
        result = run("grade", "--no-sandbox", *arguments, cwd=tiny_course)
        assert says in result.stderr and result.stderr.count("\n") == 1 and result.stderr.startswith("grader: ")
        assert result.returncode == exit_code
        assert {path: path.read_bytes() for path in tiny_course.rglob("*") if path.is_file()} == before

    refused("there is no gradebook", 1, "42")
    run("build", cwd=tiny_course)
    refused("no assignment '43' in the gradebook; there are 42-tiny", 2, "43")
    refused("nobody handed in 42-tiny", 2, "42")
    hand_in(tiny_course, "ann", "def double(x):\n    return 2 * x")
    refused("no student 'bob' handed in 42-tiny", 2, "42", "--student", "bob")
    release = notebook_path(tiny_course, "release", "42-tiny")
    release.rename(release.with_suffix(".away"))
    refused("release/42-tiny/42-tiny.ipynb is missing; make it with `grader build 42-tiny`", 1, "42")
    release.with_suffix(".away").rename(release)
    (tiny_course / "gradebook.db").write_bytes(b"not a database, but long enough to be looked at" * 50)
    refused("cannot be read", 1, "42")


def test_without_a_sandbox_nothing_is_graded_unless_it_is_asked_for(built_course, tmp_path):
    hand_in(built_course, "ann", "def double(x):\n    return 2 * x")
    (tmp_path / "bin").mkdir()
    for command in ("grader", "nbgrader"):
        arguments = ["grade", "42"] if command == "grader" else ["autograde", "42-tiny"]
        executable = str(Path(GRADER).with_name(command))
        environment = {"PATH": str(tmp_path / "bin"), "HOME": str(tmp_path)}
        result = subprocess.run([executable, *arguments], capture_output=True, text=True, cwd=built_course, env=environment)
        assert result.returncode == 1
        assert "bubblewrap is not installed" in result.stderr and "apt-get install bubblewrap" in result.stderr
        assert "--no-sandbox" in result.stderr and "Traceback" not in result.stderr
        assert not (built_course / "autograded").exists()


def test_doctor_finds_everything_here():
    result = run("doctor")
    assert result.returncode == 0, result.stdout + result.stderr
    assert "MISSING" not in result.stdout
    said = re.sub(r"\s*│\s*│\s*│\s*", " ", result.stdout)
    assert re.search(r"Paddle computes on (cpu|gpu)", said) and re.search(r"nbgrader\s*│ 0\.9", said)
    for subject in ("Python", "paddlepaddle", "device", "kernel python3", "nbgrader in", "server: formgrader"):
        assert subject in said, subject


def test_doctor_says_what_to_do_about_what_is_missing(monkeypatch):
    import grader.doctor as doctor

    monkeypatch.setattr(doctor, "PACKAGES", ["no-such-package"])
    monkeypatch.setattr(doctor, "_listing", lambda *command: "@jupyter/nbgrader v0.9.6 disabled OK")
    results = {finding.subject: finding for finding in doctor.findings()}
    for subject, remedy in [
        ("no-such-package", "pip install -c constraints.txt no-such-package"),
        ("nbgrader in JupyterLab", "jupyter labextension enable @jupyter/nbgrader"),
        ("server: formgrader", "jupyter server extension enable nbgrader.server_extensions.formgrader"),
    ]:
        assert not results[subject].good and results[subject].remedy == remedy


def test_doctor_table_marks_what_is_needed_and_what_is_not():
    from rich.console import Console

    console = Console(width=100, record=True, file=open("/dev/null", "w"))
    console.print(table([Finding("a", True, "1", "do x"), Finding("b", False, "2", "do y"), Finding("c", False, "3", "do z", needed=False)]))
    rows = [line for line in console.export_text().splitlines() if "│" in line]
    assert "ok" in rows[0] and "do x" not in rows[0]
    assert "MISSING" in rows[1] and "do y" in rows[1]
    assert "absent" in rows[2] and "do z" in rows[2]
