"""Submissions are taken in and put in order: what became of each cell, and what is said about it. Nothing runs here."""

import json
import os

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from grader.intake import read_submission
from grader.mend import KnownCell, mend

STUB = "def double(x):\n    # YOUR CODE HERE\n    raise NotImplementedError"
SMALL = "assert double(1) == 2"
LARGE = "assert double(9) == 18"
HIDDEN = "### BEGIN HIDDEN TESTS\nassert double(-1) == -2\n### END HIDDEN TESTS"
KNOWN = [
    KnownCell("double-statement", "markdown", "### Exercise 42.1", True, "a", None),
    KnownCell("double", "code", STUB, False, "b", None),
    KnownCell("double-small", "code", f"{SMALL}\n{HIDDEN}", True, "c", 1.0),
    KnownCell("double-large", "code", LARGE, True, "d", 2.0),
    KnownCell("half", "code", "half = '?'", False, "e", None),
    KnownCell("half-tests", "code", f"{HIDDEN}\nassert half == 0.5", True, "f", 4.0),
]
ANSWER = "def double(x):\n    return 2 * x"
COMPLETE = ["double-statement", "double", "double-small", "double-large", "half", "half-tests"]


def cell(source, name="", id="", kind="code"):
    """A cell as grader.intake reads it."""
    new = (new_code_cell if kind == "code" else new_markdown_cell)(source, metadata={"nbgrader": {"grade_id": name}})
    new.id = id or new.id
    return new


def honest():
    """A submission to which nothing happened, as {name: cell}."""
    sources = {
        "double-statement": "### Exercise 42.1",
        "double": ANSWER,
        "double-small": SMALL,
        "double-large": LARGE,
        "half": "half = 0.5",
        "half-tests": "assert half == 0.5",
    }
    return {name: cell(source, name, name, "markdown" if name == "double-statement" else "code") for name, source in sources.items()}


def nameless():
    """The same after another editor: without nbgrader's names and with other ids."""
    cells = list(honest().values())
    return [cell(one.source, kind=one.cell_type) for one in cells]


def names(cells):
    """nbgrader's names of the cells; of an ordinary cell its text."""
    return [one.metadata.nbgrader.grade_id if "nbgrader" in one.metadata else one.source for one in cells]


def source(cells, name):
    return next(one.source for one in cells if one.id == name)


def test_a_submission_in_order_stays_as_it_is_with_tests_and_points_as_the_gradebook_has_them():
    cells, notes = mend(list(honest().values()), KNOWN)
    assert names(cells) == COMPLETE and notes == []
    assert source(cells, "double") == ANSWER
    assert source(cells, "double-small") == f"{SMALL}\n{HIDDEN}"
    assert dict(cells[3].metadata.nbgrader) == {
        "cell_type": "code", "checksum": "d", "grade": True, "grade_id": "double-large", "locked": True, "points": 2.0,
        "schema_version": 3, "solution": False, "task": False,
    }  # fmt: skip


def test_points_and_flags_of_the_submission_are_not_believed():
    submitted = honest()
    for one in submitted.values():
        one.metadata.nbgrader |= {"points": 99, "locked": False, "solution": True, "checksum": "z"}
    assert mend(list(submitted.values()), KNOWN) == mend(list(honest().values()), KNOWN)


def test_an_edited_test_is_restored_word_for_word_and_that_is_said():
    submitted = honest()
    submitted["double-small"].source = "print(double(1))"
    cells, notes = mend(list(submitted.values()), KNOWN)
    assert source(cells, "double-small") == f"{SMALL}\n{HIDDEN}"
    assert notes == ["The cell `double-small` was edited; it counts as it was handed out."]


def test_blank_lines_and_spaces_are_no_edits():
    submitted = honest()
    submitted["double-small"].source = f"\n{SMALL}  \r\n\r\n"
    assert mend(list(submitted.values()), KNOWN)[1] == []


def test_deleted_tests_come_back_behind_their_answer():
    submitted = honest()
    del submitted["double-small"], submitted["double-large"]
    cells, notes = mend(list(submitted.values()), KNOWN)
    assert names(cells) == COMPLETE
    assert notes == ["Test cells that were missing have been put back: `double-small`, `double-large`."]


def test_tests_never_stand_before_their_answer():
    submitted = list(honest().values())
    cells, notes = mend(submitted[::-1], KNOWN)
    order = names(cells)
    assert sorted(order) == sorted(COMPLETE)
    assert order.index("double") < min(order.index("double-small"), order.index("double-large"))
    assert order.index("half") < order.index("half-tests")
    assert len(notes) == 3


def test_without_its_answer_a_deleted_test_goes_to_the_end():
    submitted = honest()
    del submitted["double"], submitted["double-small"], submitted["double-large"]
    extra = cell("exec('def double(x): return 2 * x')")
    cells, notes = mend([*submitted.values(), extra], KNOWN)
    assert names(cells) == ["double-statement", "half", "half-tests", extra.source, "double-small", "double-large"]
    assert notes[0] == "Exercise `double`: no answer to it was found. Was its cell deleted, or a name changed?"


def test_a_duplicated_test_is_graded_once_and_its_copy_stays_an_ordinary_cell():
    submitted = list(honest().values())
    submitted.insert(3, cell(SMALL, "double-small", "double-small"))
    cells, notes = mend(submitted, KNOWN)
    assert names(cells) == [*COMPLETE[:3], SMALL, *COMPLETE[3:]]
    assert notes == ["The cell `double-small` is there 2 times; it is graded once."]


@pytest.mark.parametrize(
    ("copies", "counts", "order"),
    [
        ([(1, "a = 1")], ANSWER, ["double-statement", "a = 1", *COMPLETE[1:]]),
        ([(2, "b = 2")], "b = 2", ["double-statement", ANSWER, *COMPLETE[1:]]),
        ([(6, "def double(x):\n    return x <<")], ANSWER, [*COMPLETE, "def double(x):\n    return x <<"]),
        ([(2, STUB)], ANSWER, [*COMPLETE[:2], "", *COMPLETE[2:]]),
        ([(1, STUB), (3, "c = 3")], "c = 3", ["double-statement", "", ANSWER, "double", "double-small", *COMPLETE[3:]]),
    ],
    ids=["above", "below", "unfinished-at-the-end", "untouched-below", "between-its-tests"],
)
def test_of_an_answer_and_its_copies_the_last_before_its_tests_counts_and_no_code_is_lost(copies, counts, order):
    submitted = list(honest().values())
    for place, text in copies:
        submitted.insert(place, cell(text, "double", "double"))
    cells, notes = mend(submitted, KNOWN)
    assert source(cells, "double") == counts
    assert names(cells) == order
    assert notes[0] == f"Exercise `double`: its answer is there {len(copies) + 1} times; the last one before its tests counts."


def test_an_answer_worked_on_only_behind_its_tests_counts():
    submitted = honest()
    submitted["double"].source = STUB
    cells, _ = mend([*submitted.values(), cell(ANSWER, "double")], KNOWN)
    assert source(cells, "double") == ANSWER
    assert names(cells) == ["double-statement", "", "half", "half-tests", "double", "double-small", "double-large"]


def test_a_copy_kept_as_markdown_is_not_the_answer():
    submitted = list(honest().values())
    submitted.insert(2, cell("def double(x):\n    return x  # my first try", "double", kind="markdown"))
    cells, _ = mend(submitted, KNOWN)
    assert source(cells, "double") == ANSWER
    assert cells[2].cell_type == "markdown" and "first try" in cells[2].source


def test_cells_turned_into_markdown_count_as_code():
    submitted = honest()
    for name in ("double", "double-large"):
        submitted[name] = cell(submitted[name].source, name, kind="markdown")
    cells, notes = mend(list(submitted.values()), KNOWN)
    assert [one.cell_type for one in cells] == ["markdown", "code", "code", "code", "code", "code"]
    assert source(cells, "double") == ANSWER
    assert notes[0] == "The cell `double` is no code cell any more; it counts as one." and len(notes) == 2


def test_without_nbgraders_names_ids_are_believed():
    submitted = [cell(one.source, "", one.id, one.cell_type) for one in honest().values()]
    cells, notes = mend(submitted, KNOWN)
    assert names(cells) == COMPLETE
    assert notes == ["Cells that had lost nbgrader's labels and were recognised by their ids or texts: 6."]


def test_without_names_and_ids_texts_and_definitions_are_believed():
    early, late = cell("def double(x):\n    return x"), cell("double = None")
    cells, notes = mend([early, *nameless(), late], KNOWN)
    assert names(cells) == [early.source, *COMPLETE[:5], "half-tests", late.source]
    assert source(cells, "double") == ANSWER and source(cells, "half") == "half = 0.5"
    assert "recognised by the names that they define or by their place: `double`, `half`." in notes[1]


def test_an_answer_that_does_not_parse_is_recognised_all_the_same():
    submitted = nameless()
    submitted[1].source = "def double(x)\n    return 2 * x"
    assert source(mend(submitted, KNOWN)[0], "double") == submitted[1].source


def test_a_misspelt_answer_is_recognised_by_its_place():
    submitted = nameless()
    submitted[1].source = "def duoble(x):\n    return 2 * x"
    assert names(mend(submitted, KNOWN)[0]) == COMPLETE


def test_two_answers_in_one_cell():
    submitted = honest()
    submitted["double"].source += "\nhalf = 0.5"
    del submitted["half"]
    cells, notes = mend(list(submitted.values()), KNOWN)
    assert names(cells) == [name for name in COMPLETE if name != "half"]
    assert notes == ["Exercise `half`: its answer has no cell of its own; it stands in the cell of another."]


def test_an_empty_cell_is_not_taken_for_a_test_that_is_hidden_altogether():
    known = [*KNOWN, KnownCell("half-hidden", "code", HIDDEN, True, "g", 1.0)]
    submitted = [cell(""), *honest().values()]
    assert names(mend(submitted, known)[0]) == ["", *COMPLETE, "half-hidden"]


def test_no_cells_at_all_get_every_test():
    cells, notes = mend([], KNOWN)
    assert names(cells) == ["double-small", "double-large", "half-tests"] and notes == []


NOTEBOOK = {"cells": [{"cell_type": "code", "id": "double", "metadata": {"nbgrader": {"grade_id": "double"}}, "source": ["a = 1\n", "b = 'ü卷'"]}]}
TEXT = "a = 1\nb = 'ü卷'"


def read(folder, data, name="42-tiny.ipynb"):
    (folder / name).write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())
    notebook = read_submission(folder / "42-tiny.ipynb")
    return notebook.cells, notebook.metadata.grader.notes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_encodings(tmp_path, encoding):
    cells, notes = read(tmp_path, json.dumps(NOTEBOOK, ensure_ascii=False).encode(encoding))
    assert [(one.id, one.cell_type, one.source, one.metadata) for one in cells] == [
        ("double", "code", TEXT, {"nbgrader": {"grade_id": "double"}})
    ]
    assert notes == []


def test_cells_of_every_form(tmp_path):
    texts = ["one\ntwo", ["one\n", "two"], None, 17, {}, ["one", None, 2], "half of \ud83d"]
    cells, notes = read(tmp_path, {"cells": [{"cell_type": "code", "source": text} for text in texts] + [{}, None, "text"]})
    assert [one.source for one in cells] == ["one\ntwo", "one\ntwo", "", "", "", "one", "half of ?", ""]
    assert [one.cell_type for one in cells] == ["code"] * 7 + ["markdown"]
    assert {one.metadata.nbgrader.grade_id for one in cells} == {""} and notes == []
    assert len({one.id for one in cells}) == 8


def test_shared_and_impossible_ids_say_nothing(tmp_path):
    ids = ["double", "double", "half", "", "a b", None, 5, ["half"], "x" * 65]
    cells, _ = read(tmp_path, {"cells": [{"cell_type": "code", "id": name, "source": ""} for name in ids]})
    assert [one.id for one in cells if one.id in ids] == ["half"]
    assert len({one.id for one in cells}) == len(ids)


def test_worksheets_of_nbformat_3(tmp_path):
    old = {"worksheets": [{"cells": [{"cell_type": "code", "input": ["a = 1\n", "b"]}]}, {"cells": None}, None, {"cells": [{"source": "text"}]}]}
    cells, notes = read(tmp_path, old)
    assert [(one.cell_type, one.source) for one in cells] == [("code", "a = 1\nb"), ("markdown", "text")] and notes == []


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"\0" * 100, "is empty"),
        (b"def double(x): return 2 * x", "is no notebook: it holds no JSON"),
        (b"[" * 100_000, "is no notebook: it holds no JSON"),
        (json.dumps(NOTEBOOK).encode()[:-20], "is no notebook: it holds no JSON"),
        ([1, 2], "is no notebook: it has no cells"),
        ({"cells": {"a": 1}}, "is no notebook: it has no cells"),
        ({"cells": []}, "is no notebook: it has no cells"),
        ({"worksheets": 3}, "is no notebook: it has no cells"),
    ],
)
def test_what_is_no_notebook_gets_the_reason(tmp_path, data, reason):
    assert read(tmp_path, data) == ([], [f"`42-tiny.ipynb` {reason}, so nothing could be graded."])


def test_very_long_texts_are_left_out(tmp_path):
    sources = [("markdown", "x" * 100_001), ("code", "x" * 100_001), ("code", "y" * 200_001)]
    cells, _ = read(tmp_path, {"cells": [{"cell_type": kind, "source": source} for kind, source in sources]})
    assert cells[0].source == "A text of 100,001 characters, perhaps with a picture in it, is left out here."
    assert cells[1].source == sources[1][1]
    assert cells[2].source == "# A text of 200,001 characters, perhaps with a picture in it, is left out here."


def test_a_notebook_with_far_too_many_cells_is_not_graded(tmp_path):
    assert read(tmp_path, {"cells": [{}] * 1001})[1] == ["`42-tiny.ipynb` has 1,001 cells; 1,000 are allowed, so nothing could be graded."]


@pytest.mark.parametrize("name", ["42-tiny (1).ipynb", "Copy of 42-tiny.ipynb", "42-TINY.IPYNB", "smith_1_42-tiny.ipynb", "42-tiny.ipynb.json"])
def test_other_names(tmp_path, name):
    (tmp_path / "01-other.ipynb").write_text("{}")
    cells, notes = read(tmp_path, NOTEBOOK, name)
    assert cells[0].source == TEXT
    assert len(notes) == 1 and f"`{name}` was graded as `42-tiny.ipynb`." in notes[0]


def test_the_notebook_with_the_right_name_is_graded_and_others_are_named(tmp_path):
    (tmp_path / "42-tiny (1).ipynb").write_text("{}")
    (tmp_path / ".ipynb_checkpoints").mkdir()
    (tmp_path / ".ipynb_checkpoints" / "42-tiny-checkpoint.ipynb").write_text("{}")
    cells, notes = read(tmp_path, NOTEBOOK)
    assert cells[0].source == TEXT
    assert notes == ["`42-tiny.ipynb` was graded. There is also `42-tiny (1).ipynb`, perhaps newer, which was not."]


def test_a_name_that_is_no_utf_8_and_a_folder_with_the_notebooks_name(tmp_path):
    (tmp_path / "42-tiny.ipynb").mkdir()
    with open(os.fsencode(tmp_path) + b"/42-tiny l\xf6sung.ipynb", "w") as file:
        json.dump(NOTEBOOK, file)
    notebook = read_submission(tmp_path / "42-tiny.ipynb")
    assert notebook.cells[0].source == TEXT
    assert "`42-tiny l?sung.ipynb` was graded as" in notebook.metadata.grader.notes[0]


def test_no_notebook_at_all(tmp_path):
    (tmp_path / "answers.docx").write_bytes(b"PK")
    notebook = read_submission(tmp_path / "42-tiny.ipynb")
    assert notebook.cells == []
    assert notebook.metadata.grader.notes == ["No notebook `42-tiny.ipynb` was handed in, so nothing could be graded."]
