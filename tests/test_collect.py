"""Downloads of learning platforms become submissions: whose they are, which attempt counts, and that nothing newer is lost."""

import os
import zipfile

import pytest
from typer.testing import CliRunner

from grader.cli import app
from grader.collect import DownloadError, collect

DAY = 86_400  # seconds
MOODLE = "assignsubmission_file_"


def download(folder, name, text="work", age=0):
    """A downloaded file, last changed `age` days ago."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    os.utime(path, (1_790_000_000 - age * DAY,) * 2)
    return path


def handed_in(root):
    """{path under submitted/: text}."""
    return {path.relative_to(root / "submitted").as_posix(): path.read_text() for path in (root / "submitted").rglob("*") if path.is_file()}


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "downloads"


NAMES = {
    "Moodle": (f"Ada Lovelace_1234_{MOODLE}/42-tiny.ipynb", "Ada Lovelace"),
    "Moodle since 4": ("Ada Lovelace_1234_assignsubmission_file/42-tiny.ipynb", "Ada Lovelace"),
    "Moodle without folders": (f"Ada Lovelace_1234_{MOODLE}42-tiny.ipynb", "Ada Lovelace"),
    "Moodle, Chinese": (f"王 伟_77_{MOODLE}/42-tiny (1).ipynb", "王 伟"),
    "Moodle, decomposed letters": (f"Zoe\u0308_77_{MOODLE}/42-tiny.ipynb", "Zo\u00eb"),
    "Moodle, a group": (f"Group A-Wei O'Neil_5_{MOODLE}/42-TINY.ipynb", "Group A-Wei O'Neil"),
    "Canvas": ("lovelaceada_12345_67890_42-tiny.ipynb", "lovelaceada_12345"),
    "Canvas, late": ("lovelaceada_LATE_12345_67890_42-tiny-1.ipynb", "lovelaceada_12345"),
    "Canvas, Chinese": ("王伟_9_8_42-tiny+(2)-11.ipynb", "王伟_9"),
    "Blackboard": ("gradebook_nets_Week 2_ada_attempt_2026-11-20-10-00-00_42-tiny.ipynb", "ada"),
    "as JSON": (f"Ada_1_{MOODLE}/42-tiny.ipynb.json", "Ada"),
}


@pytest.mark.parametrize("kind", NAMES)
def test_the_name_says_whose_it_is(built_course, folder, kind):
    name, student = NAMES[kind]
    download(folder / "All of week 2", name)
    results, left = collect(built_course, "42", folder)
    assert ([(each.student, each.outcome) for each in results], left) == ([(student, "collected")], [])
    stamp = {f"{student}/42-tiny/timestamp.txt": "2026-11-20 10:00:00"} if kind == "Blackboard" else {}
    assert handed_in(built_course) == {f"{student}/42-tiny/42-tiny.ipynb": "work"} | stamp


def test_of_several_attempts_the_last_counts(built_course, folder):
    blackboard = "gradebook_nets_Week_2_ada_b_attempt_2026-11-{}-10-00-00_42-tiny.ipynb"
    download(folder, "wei_7_900_42-tiny-10.ipynb", "eleventh")
    download(folder, "wei_7_901_42-tiny-9.ipynb", "tenth")
    download(folder, "wei_7_700_42-tiny.ipynb", "first")
    download(folder, blackboard.format(19), "yesterday")
    download(folder, blackboard.format(20), "today", age=30)
    download(folder, blackboard.format(20).replace("ada_b", "bob"), "bob's")
    download(folder, f"Eve_1_{MOODLE}/42-tiny.ipynb", "once")
    download(folder, f"Eve_1_{MOODLE}/42-tiny (1).ipynb", "twice", age=1)
    results, left = collect(built_course, "42", folder)
    assert left == []
    assert {path: text for path, text in handed_in(built_course).items() if path.endswith("ipynb")} == {
        "wei_7/42-tiny/42-tiny.ipynb": "eleventh",
        "ada_b/42-tiny/42-tiny.ipynb": "today",
        "bob/42-tiny/42-tiny.ipynb": "bob's",
        "Eve/42-tiny/42-tiny.ipynb": "twice",
    }
    notes = {each.student: each.notes for each in results}
    assert notes["wei_7"] == ["3 attempts; `wei_7_900_42-tiny-10.ipynb` counts"] and notes["bob"] == []
    assert len(list(folder.rglob("*.ipynb"))) == 8  # nothing was moved away


def test_what_else_was_handed_in_comes_along(built_course, folder):
    own = f"Ada_1_{MOODLE}"
    for name in (f"{own}/helper.py", f"{own}/data/table.csv", f"{own}/first try.ipynb", f"{own}/timestamp.txt", f"{own}/.ipynb_checkpoints/42-tiny.ipynb"):
        download(folder, name)
    (folder / own / "secret.ipynb").symlink_to("/etc/passwd")
    with zipfile.ZipFile(folder / own / "all.zip", "w") as archive:
        archive.writestr("../../42-tiny.ipynb", "packed")
    assert collect(built_course, "42", folder)[1] == []
    # without a notebook of the assignment's name, grading looks for the one that is most like it
    assert set(handed_in(built_course)) == {f"Ada/42-tiny/{name}" for name in ("helper.py", "data/table.csv", "first try.ipynb", "all/42-tiny.ipynb")}


def test_what_is_nobodys_is_named_with_what_to_do(built_course, folder):
    for name in ("42-tiny.ipynb", "ada/42-tiny.ipynb", f"..._1_{MOODLE}/42-tiny.ipynb", f"Eve_1_{MOODLE}/42-tiny.ipynb"):
        download(folder, name)
    (folder / "broken.zip").write_bytes(b"PK, but no zip file")
    result = CliRunner().invoke(app, ["collect", "42", str(folder), "--root", str(built_course)])
    assert result.exit_code == 1
    said = " ".join(result.output.split())
    assert "4 files are nobody's; put each notebook into submitted/STUDENT/ASSIGNMENT yourself" in said
    assert " 42-tiny.ipynb: its name does not say whose it is" in said and " ada/42-tiny.ipynb: its name does not say" in said
    assert "'...' is no name for a student" in said and "broken.zip: cannot be unpacked (File is not a zip file)" in said
    assert list(handed_in(built_course)) == ["Eve/42-tiny/42-tiny.ipynb"]


def test_namesakes_are_told_apart(built_course, folder):
    download(folder, f"Wang Wei_11_{MOODLE}/42-tiny.ipynb", "one")
    download(folder, f"Wang Wei_12_{MOODLE}/42-tiny.ipynb", "another")
    results, _ = collect(built_course, "42", folder)
    assert handed_in(built_course) == {"Wang Wei_11/42-tiny/42-tiny.ipynb": "one", "Wang Wei_12/42-tiny/42-tiny.ipynb": "another"}
    assert all("has a namesake" in each.notes[0] for each in results)


def test_newer_work_replaces_older_and_never_the_other_way_round(built_course, folder):
    def again(text, age, name=f"Ada_1_{MOODLE}/42-tiny.ipynb"):
        download(folder, name, text, age)
        return collect(built_course, "42", folder)[0][0].outcome

    path = "Ada/42-tiny/42-tiny.ipynb"
    assert [again("second", 5), again("second", 5), again("first", 9), again("other", 5)] == ["collected", "unchanged", "kept", "kept"]
    assert handed_in(built_course) == {path: "second"}
    assert again("third", 1) == "replaced" and handed_in(built_course) == {path: "third"}
    assert [file.read_text() for file in (built_course / "replaced" / "Ada").rglob("*.ipynb")] == ["second"]
    # times in names decide where both have one, whatever the files say
    name = "gradebook_nets_hw_Ada_attempt_2026-11-{}-10-00-00_42-tiny.ipynb"
    (folder / f"Ada_1_{MOODLE}" / "42-tiny.ipynb").unlink()
    assert again("fourth", 0, name.format(20)) == "replaced"
    (folder / name.format(20)).unlink()
    assert again("fifth", -9, name.format(19)) == "kept"


def test_a_zip_file_with_old_names_and_a_zip_file_in_it(built_course, folder, tmp_path):
    inner = tmp_path / "x.zip"
    with zipfile.ZipFile(inner, "w") as archive:
        info = zipfile.ZipInfo("42-tiny.ipynb", (2026, 11, 1, 8, 0, 0))
        archive.writestr(info, "packed")
    outer = tmp_path / "week 2.zip"
    with zipfile.ZipFile(outer, "w") as archive:
        archive.write(inner, f"Wang_1_{MOODLE}/work.zip")
        archive.writestr(f"AAAA_2_{MOODLE}/42-tiny.ipynb", "in GB 18030")
    outer.write_bytes(outer.read_bytes().replace(b"AAAA", "王伟".encode("gb18030")))
    results, left = collect(built_course, "42", outer)
    assert left == [] and handed_in(built_course) == {"Wang/42-tiny/work/42-tiny.ipynb": "packed", "王伟/42-tiny/42-tiny.ipynb": "in GB 18030"}


def test_a_bomb_is_not_unpacked(built_course, folder, monkeypatch):
    monkeypatch.setattr("grader.collect.LARGEST_HANDED_IN", 2 * 2**20)
    (folder / f"Ada_1_{MOODLE}").mkdir(parents=True)
    with zipfile.ZipFile(folder / f"Ada_1_{MOODLE}" / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(str(number), b"0" * 2**20)
    results, _ = collect(built_course, "42", folder)
    assert results[0].notes == ["`bomb.zip` cannot be unpacked (it would take 3 MB)"]
    assert [path.name for path in (built_course / "submitted" / "Ada" / "42-tiny").iterdir()] == ["bomb.zip"]


def test_a_pattern_of_ones_own(built_course, folder):
    with open(built_course / "nbgrader_config.py", "a") as file:
        file.write('c.FileNameCollectorPlugin.named_regexp = r".*/(?P<student_id>\\d{8})-[^/-]+-(?P<file_id>[^/.]+)"\n')
    download(folder, "20260001-王伟-42-tiny.ipynb")
    download(folder, f"Ada_1_{MOODLE}/42-tiny.ipynb")
    collect(built_course, "42", folder)
    assert set(handed_in(built_course)) == {"20260001/42-tiny/42-tiny.ipynb", "Ada/42-tiny/42-tiny.ipynb"}


def test_no_downloads_are_said(built_course, folder):
    with pytest.raises(DownloadError, match="no such folder or zip file"):
        collect(built_course, "42", folder)
    folder.mkdir()
    with pytest.raises(DownloadError, match="holds no files"):
        collect(built_course, "42", folder)
    assert not (built_course / "submitted").exists() and not list(built_course.glob(".collect-*"))
