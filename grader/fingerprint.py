"""What a mark depends on, as one key: the submission's bytes, the tests, and what is installed.

Where two keys are equal, judging again would give the same marks.
"""

import hashlib
import json
import os
import platform
from dataclasses import astuple
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from grader.mend import KnownCell

GRADER = Path(__file__).parent
OWN_CODE = "the code of course and grader"
BLOCK = 2**20  # bytes read at once


def fingerprint(submission: Path, given: Path, known: list[KnownCell], settings: dict) -> str:
    """The key, in hexadecimal digits, of what lies in the folder `submission`, judged by these cells and settings.

    given: the folder of the instructor's notebook, from which other files are handed to every student.
    """
    parts = [[astuple(cell) for cell in sorted(known, key=lambda cell: cell.name)], settings, environment()]
    key = hashlib.sha256(json.dumps(parts, sort_keys=True).encode())
    for folder in (submission, given):
        for path in sorted(folder.rglob("*")):
            if folder == submission or path.suffix != ".ipynb":
                _add_file(path, f"\0{folder == given} {path.relative_to(folder)}\0", key)
    return key.hexdigest()


def _add_file(path: Path, name: str, key) -> None:
    if path.is_symlink():
        name += f"link {os.readlink(path)}"
    elif path.is_file():
        name += f"file {path.stat().st_size}\0"
    key.update(name.encode(errors="replace"))
    if path.is_file() and not path.is_symlink():
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                key.update(block)


@cache
def environment() -> dict[str, str]:
    """{what a mark can depend on here: its version}: Python, the packages needed, and a digest of the course's and the grader's code."""
    code = hashlib.sha256()
    for file in [*sorted((GRADER.parent / "course").glob("*.py")), *sorted(GRADER.glob("*.py"))]:
        code.update(f"\0{file.parent.name}/{file.name}\0".encode() + file.read_bytes())
    found = {"python": platform.python_version(), OWN_CODE: code.hexdigest()}
    for name in ("kernel-to-resnet", "kernel-to-resnet-grader"):
        _add_package(name, found)
    return found


def _add_package(name: str, found: dict[str, str]) -> None:
    """Add an installed package and all that it needs, without optional extras, to found = {name: version}."""
    name = canonicalize_name(name)
    if name in found:
        return
    try:
        package = distribution(name)
    except PackageNotFoundError:
        return
    found[name] = package.version
    for requirement in map(Requirement, package.requires or []):
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            _add_package(requirement.name, found)
