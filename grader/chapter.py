"""Reads a chapter's text (jupytext py:percent with roles) and refuses what would go wrong later.

A cell's first line says what it is for:

    # %% [markdown] role="statement" exercise="conv2d"
    # %% role="answer" exercise="conv2d"
    # %% role="tests" exercise="conv2d" case="values" points=2

Cells without a role are the lesson itself. `case` names one of several test cells of an exercise.
"""

import ast
import math
import re
from dataclasses import dataclass
from pathlib import Path

import jupytext
from pyflakes.checker import Checker
from pyflakes.messages import UndefinedName

from grader import GraderError

MARKER = re.compile(r"\s*### (?P<edge>BEGIN|END) (?P<name>SOLUTION|HIDDEN TESTS)\s*")
NEARLY_MARKER = re.compile(r"#+\s*(begin|end)\b|(BEGIN|END) (SOLUTION|HIDDEN TESTS)", re.IGNORECASE)
LONGEST_ID = 64  # nbformat's limit for a cell id

ATTRIBUTES = {
    "statement": {"exercise"},
    "answer": {"exercise"},
    "tests": {"exercise", "case", "points"},
}
FILE_NAME = re.compile(r"\d\d-[a-z][a-z0-9-]*")
EXERCISE_ID = re.compile(r"[a-z][a-z0-9_]*")
CARD_HEADING = re.compile(
    r"^###+ Exercise (?P<number>\d+\.\d+)\b(?P<title>.*)\((?P<points>\d+(\.\d+)?) points?, ~(?P<minutes>\d+) min\)\s*$", re.MULTILINE
)
SHOWS = re.compile(r"plots\.show\(|\w+\.(explore|step_kernel|choose_kernel|fill_in)\w*\(")  # what course.plots and the explorers give is shown by Jupyter
MARKDOWN_IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<url>[^)\s]*)")
HTML_IMAGE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
REMOTE_REFERENCE = re.compile(r"^\[[^\]]+\]:\s*(?P<url>(https?:)?//\S+)", re.IGNORECASE | re.MULTILINE)
REMOTE_URL = re.compile(r"(https?:)?//", re.IGNORECASE)


class ChapterError(GraderError):
    """A chapter that cannot be built; the message has one `file:line: what is wrong and what to do` per problem."""


@dataclass
class Cell:
    """One cell of a chapter.

    `line` is its `# %%` line in the chapter's file, counted from 1; `role`, `exercise`, `case` are "" and `points` is 0
    where the cell has none.
    """

    line: int
    kind: str  # "markdown" or "code"
    source: str
    role: str = ""
    exercise: str = ""
    case: str = ""
    points: float = 0

    @property
    def grade_id(self) -> str:
        """The cell's name in nbgrader's gradebook: `conv2d` for an answer, `conv2d-values` for its tests."""
        return self.exercise if self.role == "answer" else f"{self.exercise}-{self.case or self.role}"


@dataclass
class Chapter:
    name: str  # "01-convolution"
    path: Path
    cells: list[Cell]

    def exercises(self) -> list[str]:
        """Exercise ids in the order of their statements."""
        return [cell.exercise for cell in self.cells if cell.role == "statement"]


def exercise_number(statement: Cell) -> str:
    """The number in the heading of an exercise's statement, such as 1.2."""
    return CARD_HEADING.search(statement.source)["number"]


def exercise_of(grade_id: str) -> str:
    """The exercise that a gradebook cell belongs to: `conv2d` for `conv2d-values`."""
    return grade_id.split("-")[0]


def solution_text(answer: Cell) -> str:
    """The code of an answer cell without the lines that mark its solution."""
    return "\n".join(line for line in answer.source.splitlines() if not MARKER.fullmatch(line))


def hidden_lines(source: str) -> set[int]:
    """The numbers, from 1, of the lines of a test cell that are hidden from students, markers included."""
    hidden, inside = set(), False
    for number, line in enumerate(source.splitlines(), 1):
        marker = MARKER.fullmatch(line)
        if inside or (marker and marker["name"] == "HIDDEN TESTS"):
            hidden.add(number)
        inside = marker["edge"] == "BEGIN" if marker else inside
    return hidden


def read_chapter(path: Path) -> Chapter:
    """Read and check one chapter.

    Raises ChapterError with every problem found, each as `file:line: what is wrong and what to do`.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ChapterError(f"{path}: cannot be read as UTF-8 text: {error}") from error
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.startswith("# %%")]
    if not lines or lines[0] != 1:
        raise ChapterError(f"{path}:1: text stands before the first cell, or there is none; begin the file with a '# %%' line")
    try:
        notebook_cells = jupytext.reads(text, fmt="py:percent").cells
    except Exception as error:
        raise ChapterError(f"{path}: jupytext cannot read it: {error}") from error
    if len(notebook_cells) != len(lines):
        raise ChapterError(f"{path}: {len(lines)} lines begin with '# %%', but there are {len(notebook_cells)} cells; is one inside a string?")

    problems: list[tuple[int, str]] = []
    cells = []
    for line, notebook_cell in zip(lines, notebook_cells):
        metadata = {key: value for key, value in notebook_cell.metadata.items() if key != "lines_to_next_cell"}  # jupytext's own
        if notebook_cell.cell_type == "raw":
            problems.append((line, "a raw cell has no use here; make it markdown or code"))
        problems += [(line, message) for message in _attribute_problems(metadata)]
        cells.append(
            Cell(
                line=line,
                kind=notebook_cell.cell_type,
                source=notebook_cell.source,
                role=str(metadata.get("role", "")),
                exercise=str(metadata.get("exercise", "")),
                case=str(metadata.get("case", "")),
                points=metadata["points"] if _is_number(metadata.get("points")) else 0,
            )
        )
    problems += _bare_lines(text)
    chapter = Chapter(path.stem, path, cells)
    if not FILE_NAME.fullmatch(path.stem):
        problems.append((1, f"a chapter's file is called NN-name.py, lower case with hyphens, not {path.name!r}"))
    problems += _cell_problems(chapter)
    problems += _exercise_problems(chapter)
    if problems:
        raise ChapterError("\n".join(f"{path}:{line}: {message}" for line, message in sorted(set(problems))))
    return chapter


def _is_number(value) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _bare_lines(text: str):
    """Lines of a markdown cell that are no comment: jupytext would take code there for prose."""
    in_markdown = False
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("# %%"):
            in_markdown = "[markdown]" in line
        elif in_markdown and line.strip() and not line.startswith("#"):
            yield number, "in a markdown cell each line begins with '#'; begin a code cell with '# %%'"


def _attribute_problems(metadata: dict):
    role = metadata.get("role", "")
    if role and role not in ATTRIBUTES:
        yield f"unknown role {role!r}; use one of {', '.join(ATTRIBUTES)}, or none for a cell of the lesson"
        return
    allowed = ATTRIBUTES.get(role, set())
    for key in sorted(set(metadata) - allowed - {"role"}):
        of_what = f"a cell with role {role!r}" if role else "a cell without a role"
        yield f"{of_what} has no attribute {key!r}; it may have {', '.join(sorted(allowed)) or 'none'}"
    if not role:
        return
    if not EXERCISE_ID.fullmatch(str(metadata.get("exercise", ""))):
        yield f'role {role!r} needs exercise="name", in lower case with underscores'
    if len(str(metadata.get("exercise", ""))) + len(str(metadata.get("case", role))) >= LONGEST_ID:
        yield f"exercise and case together have more than {LONGEST_ID - 1} characters; shorten one"
    if "case" in metadata and not EXERCISE_ID.fullmatch(str(metadata["case"])):
        yield f"case {metadata['case']!r} must be a name in lower case with underscores"
    if role == "tests" and not (_is_number(metadata.get("points")) and metadata["points"] > 0):
        yield "tests need points=N with N above 0"


def _cell_problems(chapter: Chapter):
    """Problems that one cell shows by itself."""
    for cell in chapter.cells:
        if cell.role == "statement" and cell.kind != "markdown":
            yield cell.line, "a statement is a markdown cell; write '# %% [markdown]'"
        if cell.role in ("answer", "tests") and cell.kind != "code":
            yield cell.line, f"a cell with role {cell.role!r} is code; drop '[markdown]'"
        if cell.kind == "markdown":
            yield from _picture_problems(cell)
        if cell.kind == "code":
            try:
                body = ast.parse(cell.source).body
            except SyntaxError as error:
                body = []
                yield cell.line + (error.lineno or 1), f"not valid Python: {error.msg}"
            for statement in body[:-1]:
                if isinstance(statement, ast.Expr) and SHOWS.match(ast.unparse(statement)):
                    yield cell.line + statement.lineno, "a picture shows only where it is the last thing of its cell; end the cell here"
        for number, line in enumerate(cell.source.splitlines(), 1):
            if cell.kind == "code" and NEARLY_MARKER.search(line) and not MARKER.fullmatch(line):
                yield cell.line + number, "nearly a marker; write '### BEGIN SOLUTION' or '### BEGIN HIDDEN TESTS', or END, alone on its line"
        yield from _marker_problems(cell, "SOLUTION", "answer")
        yield from _marker_problems(cell, "HIDDEN TESTS", "tests")


def _picture_problems(cell: Cell):
    pictures = [(match.start(), match["alt"], match["url"]) for match in MARKDOWN_IMAGE.finditer(cell.source)]
    for match in HTML_IMAGE.finditer(cell.source):
        attributes = dict(re.findall(r"(\w+)\s*=\s*[\"']([^\"']*)", match[0]))
        pictures.append((match.start(), attributes.get("alt", ""), attributes.get("src", "")))
    for start, alt, url in pictures:
        line = cell.line + 1 + cell.source.count("\n", 0, start)
        if not alt.strip():
            yield line, f"the picture {url!r} has no alt text; say in words what it shows"
        if REMOTE_URL.match(url):
            yield line, f"the picture {url!r} is remote; draw it with course.plots instead"
    if "![" in cell.source and (match := REMOTE_REFERENCE.search(cell.source)):
        line = cell.line + 1 + cell.source.count("\n", 0, match.start())
        yield line, f"the picture {match['url']!r} is remote; draw it with course.plots instead"


def _marker_problems(cell: Cell, name: str, role: str):
    """BEGIN/END lines must alternate, and stand only in cells of the given role."""
    is_open, count = False, 0
    for number, line in enumerate(cell.source.splitlines(), 1):
        match = MARKER.fullmatch(line)
        if not match or match["name"] != name:
            continue
        count += 1
        if (match["edge"] == "BEGIN") == is_open:
            yield cell.line + number, f"'{match['edge']} {name}' where none can stand; BEGIN and END must take turns"
        is_open = match["edge"] == "BEGIN"
    if is_open:
        yield cell.line, f"'### BEGIN {name}' without '### END {name}'"
    if count and cell.role != role:
        yield cell.line, f"{name} markers belong in a cell with role {role!r}; this one has {cell.role or 'none'!r}"
    if role == "answer" and cell.role == role and not count:
        yield cell.line, "an answer needs '### BEGIN SOLUTION' and '### END SOLUTION'; without them all of it is erased"


def _exercise_problems(chapter: Chapter):
    """Problems that show when the cells of an exercise are seen together."""
    seen: dict[str, int] = {}
    by_exercise: dict[str, dict[str, list[Cell]]] = {}
    for cell in chapter.cells:
        if cell.role in ATTRIBUTES and cell.exercise:
            if cell.grade_id in seen:
                hint = 'give each test cell its own case="name"' if cell.role == "tests" else "rename one exercise"
                yield cell.line, f"{cell.grade_id!r} is already used at line {seen[cell.grade_id]}; {hint}"
            seen.setdefault(cell.grade_id, cell.line)
            by_exercise.setdefault(cell.exercise, {}).setdefault(cell.role, []).append(cell)

    for exercise, roles in by_exercise.items():
        first = min(cell.line for cells in roles.values() for cell in cells)
        missing = [role for role in ATTRIBUTES if role not in roles]
        if missing:
            yield first, f"exercise {exercise!r} has no cell with role {' or '.join(map(repr, missing))}; add one"
            continue
        order = [cell.role for cell in chapter.cells if cell.exercise == exercise]
        if order != sorted(order, key=list(ATTRIBUTES).index):
            yield first, f"exercise {exercise!r} must come as statement, answer, tests, in this order"
        yield from _heading_problems(exercise, roles["statement"][0], sum(cell.points for cell in roles["tests"]))
        try:
            answers = set().union(*(top_level_names(cell.source) for cell in roles["answer"]))
        except SyntaxError:
            answers = set()  # reported with the cell
        for cell in roles["tests"]:
            yield from _name_problems(cell, exercise, answers)


def _heading_problems(exercise: str, statement: Cell, points: float):
    heading = CARD_HEADING.search(statement.source)
    if not heading:
        yield statement.line, "a statement needs a heading like '### Exercise 1.2: slide the kernel (3 points, ~15 min)'"
    elif float(heading["points"]) != points:
        yield statement.line, f"the heading promises {heading['points']} points, the tests of {exercise!r} give {points:g}"


def _name_problems(cell: Cell, exercise: str, answers: set[str]):
    """A test cell stands alone: builtins, its own imports and names, IPython's `In`, and the answers of its exercise."""
    try:
        tree = ast.parse(cell.source)
    except SyntaxError:
        return  # reported with the cell
    for message in Checker(tree, builtins=answers | {"In"}).messages:
        if isinstance(message, UndefinedName):
            yield (
                cell.line + message.lineno,
                f"the test uses {message.message_args[0]!r}, which is neither a builtin, nor imported in this cell, "
                f"nor an answer of exercise {exercise!r}; import or define it in the cell",
            )
    last = tree.body[-1].value if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    last = last.func if isinstance(last, ast.Call) else last
    if isinstance(last, ast.Name) and last.id in answers:
        yield cell.line, f"the test ends with what {last.id!r} gives, which nbgrader would take for points; check it, or write None below it"
    if not answers & {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}:
        yield cell.line, f"the test uses no answer of exercise {exercise!r} ({', '.join(sorted(answers)) or 'none'})"


def top_level_names(source: str) -> set[str]:
    """Names that a cell binds: functions, classes and assigned variables. Raises what ast.parse does for what is no Python."""
    body = ast.parse(source).body
    names = {node.name for node in body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    for node in body:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        names |= {name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)}
    return names
