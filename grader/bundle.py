"""Packs what students get into one zip file: the release, the library as a wheel, the pinned packages and a page that says how to start."""

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from grader import GraderError
from grader.build import find_chapters, notebook_path

FOLDER = "kernel-to-resnet"  # that the zip file unpacks to
FIRST_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file knows: the same content makes the same bytes
HIDDEN = (b"### BEGIN HIDDEN TESTS", b"### BEGIN SOLUTION")
ENVIRONMENT = """\
# For conda users: `conda env create --file environment.yml` in this folder, then `conda activate kernel-to-resnet`.
name: kernel-to-resnet
channels:
  - conda-forge
dependencies:
  - python>=3.10,<3.14
  - pip
  - pip:
      - --requirement requirements.txt
"""


class BundleError(GraderError):
    """The student kit cannot be packed; the message says why and what to do."""


def write_bundle(root: Path, target: Path) -> list[str]:
    """Write the student kit of the course folder root to the zip file target; returns the names in it.

    Raises BundleError where a chapter is not built, a release holds hidden tests, or the library cannot be packed.
    """
    names = [path.stem for path in find_chapters(root, [])]
    for name in names:
        _check_release(notebook_path(root, "release", name))
    files = {f"release/{path.relative_to(root / 'release').as_posix()}": path.read_bytes() for path in _released(root)}
    files["constraints.txt"] = (root / "constraints.txt").read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        wheel = _wheel(root, Path(folder))
        files[wheel.name] = wheel.read_bytes()
    files["requirements.txt"] = f"--constraint constraints.txt\n./{wheel.name}\n".encode()
    files["environment.yml"] = ENVIRONMENT.encode()
    page = (Path(__file__).parent / "student-readme.md").read_text(encoding="utf-8")
    files["README.md"] = page.replace("FIRST-CHAPTER", names[0]).encode()
    partial = target.with_name(f"{target.name}.partial")
    try:
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as kit:
            for name in sorted(files):
                entry = zipfile.ZipInfo(f"{FOLDER}/{name}", FIRST_TIME)
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                kit.writestr(entry, files[name])
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return sorted(files)


def _check_release(path: Path) -> None:
    if not path.exists():
        raise BundleError(f"{path} is missing; make it with `grader build`")
    for marker in HIDDEN:
        if marker in path.read_bytes():
            raise BundleError(f"{path} holds {marker.decode()[4:]!r}, which no student may see; make it anew with `grader build {path.stem}`")


def _released(root: Path) -> list[Path]:
    """The files of release/ that students get: not what JupyterLab or an operating system leaves there."""
    files = [path for path in (root / "release").rglob("*") if path.is_file()]
    return [path for path in files if not any(part.startswith((".", "_")) for part in path.relative_to(root / "release").parts)]


def _wheel(root: Path, folder: Path) -> Path:
    """Build the wheel of the library in folder, without network, from a copy: what earlier builds left in root must not get in."""
    copy = folder / "copy"
    copy.mkdir()
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(root / name, copy)
    shutil.copytree(root / "course", copy / "course", ignore=shutil.ignore_patterns("__pycache__", "chapters"))
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", str(folder), str(copy)]
    environment = os.environ | {"SOURCE_DATE_EPOCH": "315532800", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}  # 1980
    run = subprocess.run(command, capture_output=True, text=True, env=environment)
    wheels = list(folder.glob("*.whl"))
    if run.returncode or not wheels:
        raise BundleError(f"the library in {root} cannot be packed:\n{run.stderr.strip()[-2000:]}")
    return wheels[0]
