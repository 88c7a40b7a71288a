"""What a mark depends on, as one key: the submission's bytes, the tests, and all that is installed.

Where two keys are equal, judging again would give the same marks.
"""

import hashlib
import json
import os
import platform
from dataclasses import astuple
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

from grader.mend import KnownCell

GRADER = Path(__file__).parent
OWN_CODE = "the code of course and grader"
BLOCK = 2**20  # bytes read at once


def fingerprint(submission: Path, known: list[KnownCell], settings: dict) -> str:
    """The key, in hexadecimal digits, of what lies in the folder `submission`, judged by these cells and settings."""
    parts = [[astuple(cell) for cell in sorted(known, key=lambda cell: cell.name)], settings, environment()]
    key = hashlib.sha256(json.dumps(parts, sort_keys=True).encode())
    for path in sorted(submission.rglob("*")):
        if path.is_symlink():
            key.update(f"\0{path.relative_to(submission)}\0link {os.readlink(path)}".encode(errors="replace"))
        elif path.is_file():
            key.update(f"\0{path.relative_to(submission)}\0file {path.stat().st_size}\0".encode(errors="replace"))
            with path.open("rb") as file:
                while block := file.read(BLOCK):
                    key.update(block)
    return key.hexdigest()


@cache
def environment() -> dict[str, str]:
    """{what is installed here: its version}: Python, all its packages, and a digest of the course's and the grader's code."""
    code = hashlib.sha256()
    for file in [*sorted((GRADER.parent / "course").glob("*.py")), *sorted(GRADER.glob("*.py"))]:
        code.update(f"\0{file.parent.name}/{file.name}\0".encode() + file.read_bytes())
    found = {package.name.lower(): package.version for package in distributions() if package.name}
    return found | {"python": platform.python_version(), OWN_CODE: code.hexdigest()}
