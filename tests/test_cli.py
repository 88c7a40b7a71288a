"""The command line as a person meets it: answers, sentences, exit codes."""

import re
import subprocess
import sys
from pathlib import Path

from grader.build import notebook_path
from grader.doctor import Finding, findings, table

GRADER = str(Path(sys.executable).parent / "grader")


def run(*arguments, cwd=None):
    return subprocess.run([GRADER, *arguments], capture_output=True, text=True, cwd=cwd)


def test_help_names_the_commands_and_imports_nothing_heavy():
    result = run("--help")
    assert result.returncode == 0
    assert all(command in result.stdout for command in ("build", "demo", "doctor"))
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


def test_a_file_that_cannot_be_written_is_named(tiny_course):
    run("build", cwd=tiny_course)
    blocked = notebook_path(tiny_course, "release", "42-tiny")
    before = blocked.read_bytes()
    (blocked.parent / "42-tiny.new").mkdir()  # where the builder puts the new notebook first
    result = run("build", cwd=tiny_course)
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


def test_doctor_finds_everything_here():
    result = run("doctor")
    assert result.returncode == 0, result.stdout + result.stderr
    assert "MISSING" not in result.stdout
    assert re.search(r"Paddle computes on (cpu|gpu)", re.sub(r"\s*│\s*│\s*│\s*", " ", result.stdout))


def test_doctor_looks_at_each_part():
    results = {finding.subject: finding for finding in findings()}
    assert {"Python", "paddlepaddle", "device", "kernel python3", "nbgrader in JupyterLab", "server: formgrader"} <= set(results)
    assert results["nbgrader"].found.startswith("0.9")


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
