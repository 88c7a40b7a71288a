"""Puts a submission in order: its answers as the student meant them, everything else as the instructor made it.

A cell is recognised by nbgrader's name for it (grade_id), else by its cell id; where a notebook has lost both, a test or a
statement by its text, and an answer by the names that it defines or by its place.
"""

import re
from dataclasses import dataclass
from uuid import uuid4

from nbformat import NotebookNode, from_dict

from grader.chapter import exercise_of, hidden_lines, top_level_names

LONGEST_PARSED = 20_000  # characters


@dataclass
class KnownCell:
    """A cell of the assignment, as nbgrader's gradebook knows it."""

    name: str  # nbgrader's grade_id
    kind: str  # "code" or "markdown"
    source: str  # as released for an answer, with hidden tests for a test cell
    locked: bool
    checksum: str
    points: float | None  # of a cell that gets marks

    @property
    def is_answer(self) -> bool:
        return not self.locked

    @property
    def exercise(self) -> str:
        return exercise_of(self.name)


def mend(cells: list[NotebookNode], known: list[KnownCell]) -> tuple[list[NotebookNode], list[str]]:
    """The cells to grade, and notes on what was mended or is missing.

    cells: as grader.intake reads them. The result has every test once, as the instructor wrote it and not before its
    answer; of an answer that is there several times, the last before its tests counts; whatever is not recognised
    stays where it is, as an ordinary cell.
    """
    notes: list[str] = []
    if not cells:
        return _in_order([], [], known, notes), notes
    names = _recognise(cells, known)
    strays = sum(bool(name) and cell.metadata.nbgrader.grade_id != name for cell, name in zip(cells, names))
    if strays:
        notes.append(f"Cells that had lost nbgrader's labels and were recognised by their ids or texts: {strays}.")
    names = _one_of_each(cells, names, known, notes)
    names = _one_of_each(cells, _find_lost(cells, names, known, notes), known, notes)
    result = _in_order(cells, names, known, notes)
    if not any(names):
        title = cells[0].source.strip().splitlines()[:1]
        return result, [f"None of this chapter's exercises was found. Is it another chapter's notebook? It begins with: {title}"]
    return result, notes


def _recognise(cells, known):
    """The known cell's name for each cell, or "": by nbgrader's name, the cell id, or the text of a test or statement."""
    by_name = {cell.name: cell for cell in known}
    by_text = {_essence(cell.source): cell.name for cell in known if cell.locked}
    by_text.pop("", None)  # nothing but hidden tests
    names = []
    for cell in cells:
        told = (cell.metadata.nbgrader.grade_id, cell.id)
        names.append(next((name for name in told if name in by_name), "") or by_text.get(_essence(cell.source), ""))
    return names


def _find_lost(cells, names, known, notes):
    """`names` with those of answers that are recognised only by what they define or by their place; several for copies.

    An answer's cell as it was handed out is no answer where another cell defines what it has to.
    """
    names = list(names)
    lost = []
    defined = [_names(cell.source) if cell.cell_type == "code" else set() for cell in cells]
    for answer in known:
        own = [index for index, name in enumerate(names) if name == answer.name]
        if not answer.is_answer or any(_essence(cells[index].source) != _essence(answer.source) for index in own):
            continue
        free = [index for index, cell in enumerate(cells) if not names[index] and cell.cell_type == "code"]
        wanted = top_level_names(answer.source)
        found = [index for index in free if wanted <= defined[index]] or ([] if own else _in_its_place(free, names, answer, known))
        for index in found:
            names[index] = answer.name
        if own and not found:
            continue
        if found:
            lost.append(answer.exercise)
        elif any(wanted <= here for here in defined):
            notes.append(f"Exercise `{answer.exercise}`: its answer has no cell of its own; it stands in the cell of another.")
        else:
            notes.append(f"Exercise `{answer.exercise}`: no answer to it was found. Was its cell deleted, or a name changed?")
    if lost:
        listed = ", ".join(f"`{name}`" for name in lost)
        notes.append(f"Answers in other cells than theirs, recognised by the names that they define or by their place: {listed}.")
    return names


def _in_its_place(free, names, answer, known):
    """The one free cell between an exercise's statement and its first test, as a list; [] where there is none or more."""
    same = [cell for cell in known if cell.exercise == answer.exercise]
    tests = [names.index(cell.name) for cell in same if cell.points is not None and cell.name in names]
    statements = [names.index(cell.name) for cell in same if cell.locked and cell.points is None and cell.name in names]
    if not tests or not statements:
        return []
    between = [index for index in free if max(statements) < index < min(tests)]
    return between if len(between) == 1 else []


def _names(source):
    """The names that a cell defines."""
    try:
        if len(source) <= LONGEST_PARSED:
            return top_level_names(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        pass
    # It does not parse, or that would take long; its lines may still tell.
    return set(re.findall(r"^(?:def|class)\s+(\w+)", source, re.MULTILINE)) | set(re.findall(r"^(\w+)\s*=", source, re.MULTILINE))


def _one_of_each(cells, names, known, notes):
    """`names` with "" in place of copies."""
    names = list(names)
    for cell in known:
        places = [index for index, name in enumerate(names) if name == cell.name]
        if len(places) < 2:
            continue
        keep = places[0]
        if cell.is_answer:
            keep = _that_counts(cells, names, cell, known)
            notes.append(f"Exercise `{cell.exercise}`: its answer is there {len(places)} times; the last one before its tests counts.")
        else:
            notes.append(f"The cell `{cell.name}` is there {len(places)} times; it is graded once.")
        for index in places:
            if index != keep:
                names[index] = ""
                if cell.is_answer and _essence(cells[index].source) == _essence(cell.source):
                    cells[index].source = ""  # an empty copy would take the place of the answer
    return names


def _that_counts(cells, names, answer, known):
    """The index of the last copy of an answer that is code, was worked on and stands before its tests, as far as there is one."""
    places = [index for index, name in enumerate(names) if name == answer.name]
    places = [index for index in places if cells[index].cell_type == answer.kind] or places
    worked_on = [index for index in places if _essence(cells[index].source) != _essence(answer.source)] or places
    tests = {cell.name for cell in known if cell.exercise == answer.exercise and cell.points is not None}
    last_test = max((index for index, name in enumerate(names) if name in tests), default=len(cells))
    return ([index for index in worked_on if index < last_test] or worked_on)[-1]


def _in_order(cells, names, known, notes):
    result = []
    by_name = {cell.name: cell for cell in known}
    answers = {cell.exercise: cell.name for cell in known if cell.is_answer}
    waiting = []  # tests that stand before their answer
    done = set()
    for cell, name in zip(cells, names):
        if not name:
            result.append(_plain(cell))
            continue
        place = by_name[name]
        answer = answers.get(place.exercise)
        if place.points is not None and not place.is_answer and answer in names and answer not in done:
            waiting.append(place)
            notes.append(f"The test `{name}` stood before its answer; it was moved behind it.")
            continue
        notes += _changes(cell, place)
        result.append(_graded(place, cell.source if place.is_answer else place.source))
        done.add(name)
        if place.is_answer:
            for test in [test for test in waiting if test.exercise == place.exercise]:
                result.append(_graded(test, test.source))
                done.add(test.name)
    missing = [cell for cell in known if cell.points is not None and cell.name not in done]
    _put_back(result, missing)
    if missing and cells:
        notes.append(f"Test cells that were missing have been put back: {', '.join(f'`{cell.name}`' for cell in missing)}.")
    for number, cell in enumerate(result):
        cell.id = _name(cell) or f"submitted-{number}"
    return result


def _changes(cell, place):
    """Notes on what the student changed in a cell that is not his own, and in the kind of an answer."""
    if cell.cell_type != place.kind:
        return [f"The cell `{place.name}` is no {place.kind} cell any more; it counts as one."]
    if place.locked and _essence(cell.source) != _essence(place.source):
        return [f"The cell `{place.name}` was edited; it counts as it was handed out."]
    return []


def _put_back(result, missing):
    """Put each missing test behind its answer and the other tests of its exercise, or at the end where there is no answer."""
    for cell in missing:
        ends = [index for index, other in enumerate(result) if exercise_of(_name(other)) == cell.exercise]
        answered = any(_name(result[index]) == cell.exercise for index in ends)
        result.insert(max(ends) + 1 if answered else len(result), _graded(cell, cell.source))


def _name(cell):
    """nbgrader's name for a cell of the result, or ""."""
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def _plain(cell):
    return new_cell(cell.cell_type, cell.source, {})


def _graded(known, source):
    """A cell with nbgrader's metadata, schema 3."""
    metadata = {
        "cell_type": known.kind,
        "checksum": known.checksum,
        "grade": known.points is not None,
        "grade_id": known.name,
        "locked": known.locked,
        "schema_version": 3,
        "solution": known.is_answer,
        "task": False,
    }
    if known.points is not None:
        metadata["points"] = known.points
    return new_cell(known.kind, source, {"nbgrader": metadata})


def new_cell(kind: str, source: str, metadata: dict) -> NotebookNode:
    """A cell for a notebook, "code" or else Markdown; nbformat's own functions check each by its schema, which takes long."""
    code = {"execution_count": None, "outputs": []} if kind == "code" else {}
    return from_dict({"cell_type": kind, "id": uuid4().hex[:8], "metadata": metadata, "source": source} | code)


def _essence(source):
    """A cell's text without hidden tests, blank lines and spaces at the ends, to compare."""
    hidden = hidden_lines(source)
    lines = [line.rstrip() for number, line in enumerate(source.splitlines(), 1) if number not in hidden]
    return "\n".join(filter(None, lines))
