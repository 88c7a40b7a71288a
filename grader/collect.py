"""Lays downloaded submissions, named as learning platforms name them, into submitted/STUDENT/ASSIGNMENT.

nbgrader's own `zip_collect` stops at a second attempt that has no time in its name, refuses a second download of the same
assignment, and with --force replaces newer work by older.
"""

import os
import re
import shutil
import tempfile
import time
import zipfile
import zlib
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from nbgrader.apps.api import NbGraderAPI
from nbgrader.utils import parse_utc
from rich.markup import escape
from rich.table import Table

from grader import GraderError
from grader.course_root import nbgrader_api
from grader.grade import assignment_name
from grader.wire import printable

# Groups are named as in nbgrader's FileNameCollectorPlugin.named_regexp. `user` is a number that a student keeps; `number` is
# another one in each assignment, so it only tells namesakes apart; `attempt` grows with each upload.
PLATFORMS = [
    # Moodle: "Ada Lovelace_1234_assignsubmission_file_/01-convolution.ipynb", with or without a folder
    r"(?:.*/)?(?P<student_id>[^/]+)_(?P<number>\d+)_assignsubmission_(?:file|onlinetext)(?:_/|/|_)(?P<file_id>.+)",
    # Blackboard: "gradebook_COURSE_TITLE_ada_attempt_2026-11-20-10-00-00_01-convolution.ipynb", and a .txt with remarks
    r"(?:.*/)?(?P<head>[^/]+)_attempt_(?P<timestamp>\d{4}(?:-\d\d){5})(?:_(?P<file_id>[^/]+)|\.txt)",
    # Canvas: "lovelaceada_LATE_12345_67890_01-convolution-1.ipynb"
    r"(?:.*/)?(?P<student_id>[^_/]+)(?:_LATE)?_(?P<user>\d+)_(?P<attempt>\d+)_(?P<file_id>[^/]+)",
]
# "01-convolution (1).ipynb" is a browser's name of a second copy, "01-convolution-1.ipynb" Canvas' of a second attempt.
NUMBERED = re.compile(r"(?P<stem>.+?)(?:[ _+]?\((?P<copy>\d{1,6})\))?(?:-(?P<again>\d{1,6}))?\.ipynb(?:\.txt|\.json)?", re.IGNORECASE)
LARGEST_DOWNLOAD, LARGEST_HANDED_IN = 8 * 2**30, 256 * 2**20  # bytes that a zip file takes when it is unpacked
LEFT_BY_SYSTEMS = {"__MACOSX", ".ipynb_checkpoints"}
ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError, OverflowError, ValueError)


class DownloadError(GraderError):
    """There is nothing to collect in what was named."""


@dataclass
class File:
    """One student's file among the downloads."""

    path: Path
    student: str
    number: str  # the platform's, for this assignment
    name: PurePosixPath  # that it had when it was handed in; the assignment's notebook has the assignment's name
    stamp: datetime | None  # when it was handed in, where its name says so
    order: tuple  # grows from attempt to attempt


@dataclass
class Collected:
    """What became of one student's files."""

    student: str
    outcome: str  # collected, replaced, unchanged or kept
    notes: list[str] = field(default_factory=list)


def collect(root: Path, name: str, downloads: Path, *, config_root: Path | None = None) -> tuple[list[Collected], list[tuple[str, str]]]:
    """Lay the downloads, a folder or a zip file, into submitted/ for assignment `name`. They stay as they are.

    Of several attempts the last counts. What is in submitted/ already is replaced by newer work only, and kept in replaced/.
    config_root is as in grader.grade.grade. Returns what became of each student's files, and (file, why) of those that could
    not be assigned to anybody. Raises UnknownNameError, GradebookError and DownloadError.
    """
    api = nbgrader_api(root, config_root or root)
    assignment = assignment_name(api, root, name)
    if not downloads.exists():
        raise DownloadError(f"{downloads}: no such folder or zip file; name the one with the downloaded submissions")
    with tempfile.TemporaryDirectory(prefix=".collect-", dir=root) as scratch:  # on the disk of submitted/, for moving
        patterns, left = _patterns(api), []
        found = _walk(downloads, patterns, Path(scratch), left)
        if not found and not left:
            raise DownloadError(f"{downloads} holds no files; name the folder or zip file with the downloaded submissions")
        students = defaultdict(list)
        for file in _assign(found, assignment, left):
            students[file.student].append(file)
        results = []
        for student in sorted(students):
            try:
                results.append(_lay(api, assignment, student, students[student], Path(scratch)))
            except OSError as error:  # an odd name, a full disk
                left.append((student, f"{error.filename}: {error.strerror}"))
        return results, left


def _patterns(api: NbGraderAPI) -> list[re.Pattern]:
    """PLATFORMS, after the course's own c.FileNameCollectorPlugin.named_regexp where it has one."""
    own = api.config.get("FileNameCollectorPlugin", {}).get("named_regexp")
    return [re.compile(pattern, re.DOTALL) for pattern in ([f"(?:{own}).*"] if own else []) + PLATFORMS]


def _walk(downloads: Path, patterns: list[re.Pattern], scratch: Path, left: list[tuple[str, str]]) -> list[tuple[Path, dict]]:
    """The files in a folder or zip file whose names say whose they are, and the groups that say it; the others go to `left`.

    A zip file that is no student's is looked into. Links and what systems leave are passed over.
    """
    folder = downloads
    if downloads.is_file():
        folder = Path(tempfile.mkdtemp(dir=scratch))
        try:
            _unpack(downloads, folder, LARGEST_DOWNLOAD)
        except ZIP_ERRORS as error:
            left.append((downloads.name, f"cannot be unpacked ({error})"))
            return []
    found = []
    for path in sorted(folder.rglob("*")):
        if path.name.startswith(".") or not LEFT_BY_SYSTEMS.isdisjoint(path.parts) or path.is_symlink() or not path.is_file():
            continue
        name = normalize("NFC", path.as_posix())
        match = next((match for pattern in patterns if (match := pattern.fullmatch(name))), None)
        if match:
            found.append((path, match.groupdict()))
        elif path.suffix.lower() == ".zip":
            found += _walk(path, patterns, scratch, left)
        else:
            left.append((printable(str(path.relative_to(folder))), "its name does not say whose it is"))
    return found


def _assign(found: list[tuple[Path, dict]], assignment: str, left: list[tuple[str, str]]) -> list[File]:
    """Whose files they are, under what name they were handed in and when."""
    # What stands before a Blackboard user name, which may hold a "_" itself, is the same in a whole download.
    common = os.path.commonprefix([match["head"].split("_")[:-1] for _, match in found if "head" in match])
    files = []
    for path, match in found:
        student = "_".join(match["head"].split("_")[len(common) :]) if "head" in match else match["student_id"].strip()
        student += f"_{match['user']}" if match.get("user") else ""
        if trouble := _no_name(student):
            left.append((printable(path.name), trouble))
            continue
        stamp = parse_utc(match["timestamp"]) if match.get("timestamp") else None
        name, numbers = _original_name(match["file_id"] or "remarks.txt", path, assignment)
        order = (stamp.timestamp() if stamp else 0, *numbers, int(match.get("attempt") or 0), path.stat().st_mtime)
        files.append(File(path, student, match.get("number") or "", name, stamp, order))
    numbers = defaultdict(set)
    for file in files:
        numbers[file.student].add(file.number)
    for file in files:
        if len(numbers[file.student]) > 1:
            file.student += f"_{file.number}"
    return files


def _no_name(student: str) -> str:
    """Why this can be no student's name in a path and a gradebook; "" where it can."""
    if not student or student.startswith(".") or not student.isprintable():
        return f"{printable(student)!r} is no name for a student"
    return "" if printable(student) == student else "its name is in an encoding that is not known"


def _original_name(file_id: str, path: Path, assignment: str) -> tuple[PurePosixPath, tuple[int, int]]:
    """The name a file was handed in with, and what browser and platform counted in it.

    >>> _original_name("01-convolution (2)-1.ipynb", Path("x.ipynb"), "01-convolution")
    (PurePosixPath('01-convolution.ipynb'), (1, 2))
    """
    parts = [part for part in PurePosixPath(file_id).parts if part not in ("/", "..")] or [path.name]
    parts[-1] += "" if PurePosixPath(parts[-1]).suffix else path.suffix  # which a pattern of one's own may leave out
    match = NUMBERED.fullmatch(parts[-1])
    if match and match["stem"].casefold() == assignment.casefold():
        return PurePosixPath(*parts[:-1], f"{assignment}.ipynb"), (int(match["again"] or 0), int(match["copy"] or 0))
    return PurePosixPath(*parts), (0, 0)


def _lay(api: NbGraderAPI, assignment: str, student: str, files: list[File], scratch: Path) -> Collected:
    """Put a student's files into submitted/ where they are newer than what is there."""
    last = {}
    for file in sorted(files, key=lambda file: file.order):
        last[file.name] = file
    notebook = PurePosixPath(f"{assignment}.ipynb")
    tries = [file for file in files if file.name == notebook]
    notes = [f"{len(tries)} attempts; `{printable(last[notebook].path.name)}` counts"] if len(tries) > 1 else []
    if files[0].number and student.endswith(f"_{files[0].number}"):
        notes.append("has a namesake; the number is this assignment's alone, so rename the folder in submitted/ to whom it belongs")
    new = Path(tempfile.mkdtemp(dir=scratch))
    for file in last.values():
        if file.name != PurePosixPath("timestamp.txt"):  # which is not the student's to write
            _copy(file, new, notes)
    stamps = [file.stamp for file in last.values() if file.stamp]
    if stamps:
        (new / "timestamp.txt").write_text(max(stamps).isoformat(" "))
    new.chmod(0o755)
    there = Path(api.coursedir.format_path(api.coursedir.submitted_directory, student, assignment))
    if not there.exists():
        there.parent.mkdir(parents=True, exist_ok=True)
        new.rename(there)
        return Collected(student, "collected", notes)
    if _content(new) == _content(there):
        return Collected(student, "unchanged", notes)
    if not _newer(new, there):
        return Collected(student, "kept", [*notes, "what is in submitted/ is not older; to take the download, move that folder away"])
    away = Path(api.coursedir.root, "replaced", student, f"{assignment} {datetime.now():%Y-%m-%d %H-%M-%S-%f}")
    away.parent.mkdir(parents=True, exist_ok=True)
    there.rename(away)
    new.rename(there)
    return Collected(student, "replaced", [*notes, f"the older one is kept in {away.relative_to(api.coursedir.root)}"])


def _copy(file: File, folder: Path, notes: list[str]) -> None:
    """Copy a file, or unpack it where it is a zip file, with the time when it was last changed."""
    target = folder / file.name
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.suffix.lower() == ".zip":
        try:
            _unpack(file.path, target.with_suffix(""), LARGEST_HANDED_IN)
            return
        except ZIP_ERRORS as error:
            shutil.rmtree(target.with_suffix(""), ignore_errors=True)
            notes.append(f"`{printable(file.path.name)}` cannot be unpacked ({error})")
    shutil.copy2(file.path, target)


def _unpack(path: Path, folder: Path, largest: int) -> None:
    """Unpack a zip file, with its times, and with names that older programs wrote in UTF-8 or GB 18030 without saying so."""
    with zipfile.ZipFile(path) as archive:
        size = sum(info.file_size + 4096 for info in archive.infolist())  # a file takes a block or more
        if size > largest:
            raise ValueError(f"it would take {size / 2**20:,.0f} MB")
        for info in archive.infolist():
            if not info.flag_bits & 0x800:  # the name is not marked as UTF-8, and Python took it for code page 437
                info.filename = _decoded(info.filename.encode("cp437"))
            if not info.is_dir():
                target = archive.extract(info, folder)
                stamp = time.mktime((*info.date_time, 0, 0, -1))
                os.utime(target, (stamp, stamp))


def _decoded(name: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            pass
    return name.decode("cp437")


def _content(folder: Path) -> dict[str, bytes]:
    """What a submission holds, without the time stamp."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in _files(folder)}


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and path != folder / "timestamp.txt"]


def _newer(new: Path, old: Path) -> bool:
    """Whether a submission is newer than another: by their time stamps, or else by when their files were changed."""
    stamps = [_stamp(folder) for folder in (new, old)]
    if None in stamps:
        stamps = [max((path.stat().st_mtime for path in _files(folder)), default=0) for folder in (new, old)]
    return stamps[0] > stamps[1]


def _stamp(folder: Path) -> datetime | None:
    try:
        return parse_utc((folder / "timestamp.txt").read_text().strip())
    except (OSError, ValueError, OverflowError):
        return None


def table(results: list[Collected]) -> Table:
    """What became of each student's files, for the terminal."""
    result = Table("student", "outcome")
    result.add_column("notes", overflow="fold")
    for collected in results:
        result.add_row(escape(collected.student), collected.outcome, escape("\n".join(collected.notes)))
    return result
