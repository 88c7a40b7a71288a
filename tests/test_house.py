"""The rules of the house: who imports whom, what a student's wheel holds, what the README and the folders promise."""

import ast
import re
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent


def imported_modules(folder: str) -> set[str]:
    """Top-level names of all modules that the Python files of a folder import."""
    names = set()
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                names.add((node.module or "").split(".")[0])
    return names


def declared(*files: str) -> set[str]:
    """Names of the packages that these pyproject files depend on."""
    lines = "\n".join((ROOT / file).read_text() for file in files)
    return set(re.findall(r'^    "([a-z0-9-]+)[><=]', lines, re.MULTILINE))


def test_everything_imported_is_declared():
    called = {"sklearn": "scikit-learn", "PIL": "pillow", "paddle": "paddlepaddle", "jupyter_client": "jupyter-client", "IPython": "ipython"}
    own = set(sys.stdlib_module_names) | {"course", "grader"}
    lent = {"grader": {"paddlepaddle"}}  # the processes that students' code is forked from have it as the course does
    for folder, files in [("course", ["pyproject.toml"]), ("grader", ["grader/pyproject.toml"])]:
        imported = {called.get(name, name) for name in imported_modules(folder) - own}
        assert imported - lent.get(folder, set()) <= declared(*files), folder


def test_course_knows_nothing_of_grading():
    assert imported_modules("course") & {"grader", "nbgrader", "tests"} == set()


def test_grader_imports_nothing_from_the_course():
    assert imported_modules("grader") & {"course", "tests"} == set()


def test_only_the_students_process_imports_paddle():
    assert [path.name for path in (ROOT / "grader").glob("*.py") if re.search(r"^ *import paddle", path.read_text(), re.MULTILINE)] == ["student.py"]


def test_a_students_wheel_holds_the_library_alone(tmp_path):
    command = ["-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(tmp_path), str(ROOT)]
    subprocess.run([sys.executable, *command], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert held == {f"course/{path.name}" for path in (ROOT / "course").iterdir() if path.suffix in (".py", ".json")}


def test_files_that_the_readme_names_exist():
    text = (ROOT / "README.md").read_text()
    names = re.findall(r"\]\((?!http)([^)#]+)\)", text) + re.findall(r"<img[^>]*src=\"([^\"]+)\"", text)
    assert names
    assert [name for name in names if not (ROOT / name).exists()] == []


def test_make_targets_that_the_readme_names_exist():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"\bmake (demo|test|lab|docs|bench|[a-z]+-[a-z]+)\b", (ROOT / "README.md").read_text()))
    assert {"demo", "test", "lab", "docs", "bench"} <= named <= targets
