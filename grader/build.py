"""Builds source/, release/ and solutions/ from course/chapters, and tells where they differ from it.

What is built is never edited by hand: the same chapter text gives the same bytes.
"""

import hashlib
import os
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor, as_completed
from copy import deepcopy
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.preprocessors import ClearHiddenTests
from traitlets.config import Config

from grader import GraderError
from grader.chapter import Cell, Chapter, ChapterError, read_chapter, solution_text
from grader.course_root import course_config, nbgrader_api, reason

KERNEL = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
}
EXECUTION_SECONDS = 300  # for one cell; chapters are asked for about a minute in all
BUILT = ("source", "release", "solutions")
HIDDEN = ".ipynb_checkpoints"  # JupyterLab's own copies
WIDGET_MIME = "application/vnd.jupyter.widget-view+json"


class BuildError(GraderError):
    """A chapter is sound as text, but its notebooks could not be made; the message names the place and the reason."""


class UnknownChapterError(GraderError):
    """There is no such chapter; the message names those that there are."""

    exit_code = 2


def find_chapters(root: Path, names: list[str]) -> list[Path]:
    """Chapter files for names such as '01-convolution', '01' or a path; all of them for no names.

    Raises UnknownChapterError for a name that fits no chapter.
    """
    folder = root / "course" / "chapters"
    files = sorted(folder.glob("*.py"))
    if not files:
        raise UnknownChapterError(f"no chapters in {folder}; run grader in the folder that holds course/chapters")
    if not names:
        return files
    found = []
    for name in names:
        matches = [file for file in files if name in (file.stem, file.stem[:2]) or Path(name).resolve() == file.resolve()]
        if not matches:
            raise UnknownChapterError(f"no chapter {name!r}; there are {', '.join(file.stem for file in files)}")
        found += matches
    return sorted(set(found))


def notebook_path(root: Path, folder: str, name: str) -> Path:
    """Where the notebook of a chapter lies: root/source/01-convolution/01-convolution.ipynb."""
    return root / folder / name / f"{name}.ipynb"


def source_notebook(chapter: Chapter) -> nbformat.NotebookNode:
    """nbgrader's instructor notebook of a chapter: schema-3 metadata, fixed cell ids, no outputs."""
    used: dict[str, int] = {}
    cells = []
    for cell in chapter.cells:
        new_cell = new_code_cell if cell.kind == "code" else new_markdown_cell
        cell_id = cell.grade_id if cell.role else _text_id(cell, used)
        cells.append(new_cell(cell.source, id=cell_id, metadata=_nbgrader_metadata(cell)))
    return new_notebook(cells=cells, metadata=KERNEL)


def _text_id(cell: Cell, used: dict[str, int]) -> str:
    """An id that stays the same as long as the cell's text does, so that a change elsewhere does not touch it."""
    digest = "text-" + hashlib.sha256(f"{cell.kind}\n{cell.source}".encode()).hexdigest()[:10]
    used[digest] = used.get(digest, 0) + 1
    return digest if used[digest] == 1 else f"{digest}-{used[digest]}"


def _nbgrader_metadata(cell: Cell) -> dict:
    if not cell.role:
        return {}
    metadata = {
        "grade": cell.role == "tests",
        "grade_id": cell.grade_id,
        "locked": cell.role != "answer",
        "schema_version": 3,
        "solution": cell.role == "answer",
        "task": False,
    }
    if cell.role == "tests":
        metadata["points"] = cell.points
    return {"nbgrader": metadata}


def solution_notebook(chapter: Chapter) -> nbformat.NotebookNode:
    """The chapter solved, for reading: hidden tests and nbgrader's marks taken out, not yet executed."""
    notebook, _ = ClearHiddenTests().preprocess(source_notebook(chapter), {})
    for cell, node in zip(chapter.cells, notebook.cells):
        node.metadata.pop("nbgrader", None)
        node.source = solution_text(cell) if cell.role == "answer" else node.source
    return notebook


def execute(chapter: Chapter, notebook: nbformat.NotebookNode, config: Config) -> None:
    """Run a notebook of the chapter in an empty folder and keep its outputs.

    Raises BuildError at the first cell that fails, or that shows a picture without alt text.
    """
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as private:
        own = deepcopy(config)
        if "ip" in own.KernelManager:
            own.KernelManager.ip = os.path.join(private, "kernel")  # kernels that start at the same time must not share files
        client = NotebookClient(
            notebook,
            timeout=EXECUTION_SECONDS,
            resources={"metadata": {"path": folder}},
            record_timing=False,
            store_widget_state=False,
            config=own,
        )
        with client.setup_kernel():
            for index, (cell, node) in enumerate(zip(chapter.cells, notebook.cells)):
                try:
                    client.execute_cell(node, index)
                except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
                    raise BuildError(
                        f"{chapter.path}:{cell.line}: this cell fails when run: {_reason(error)}; mend it or what it uses"
                    ) from error
                for output in node.get("outputs", []):
                    if problem := _keep_still_picture(output):
                        raise BuildError(f"{chapter.path}:{cell.line}: {problem}")


def _reason(error: Exception) -> str:
    if isinstance(error, CellExecutionError):
        return f"{error.ename}: {error.evalue}"
    if isinstance(error, CellTimeoutError):
        return f"it takes more than {EXECUTION_SECONDS} s"
    return "its process died"


def _keep_still_picture(output: nbformat.NotebookNode) -> str:
    """Drop live widgets, whose ids are random, in favour of the still picture beside them; return what is wrong, or ''."""
    data = output.get("data", {})
    if WIDGET_MIME in data:
        if "image/png" not in data:
            return "this widget leaves nothing to see where widgets do not run; give it a picture (course.widgets.Explorer)"
        del data[WIDGET_MIME]
    pictures = [mime for mime in data if mime.startswith("image/")]
    if any(not output.metadata.get(mime, {}).get("alt") for mime in pictures):
        return "this cell shows a picture without alt text; show it with course.plots.show(figure, alt=...)"
    return ""


def write_chapter(chapter: Chapter, out: Path, config_root: Path, solution: nbformat.NotebookNode | None = None) -> None:
    """Write source/, release/ (through nbgrader's generate_assignment) and solutions/ of a chapter; update out's gradebook.

    All is made in a scratch folder and then takes the place of the old files, so a failure leaves those as they were.
    Raises BuildError with nbgrader's reason, for example that a test cell with marks would be removed.
    """
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        _write(notebook_path(scratch, "source", chapter.name), source_notebook(chapter))
        gradebook = nbgrader_api(out, config_root).coursedir.db_url
        result = nbgrader_api(scratch, config_root, gradebook).generate_assignment(chapter.name)
        if not result["success"]:
            raise BuildError(f"{chapter.path}: nbgrader refuses to make release/{chapter.name}: {_refusal(result)}")
        if solution:
            _write(notebook_path(scratch, "solutions", chapter.name), solution)
        for made in sorted(scratch.glob("*/*/*.ipynb")):
            target = out / made.relative_to(scratch)
            target.parent.mkdir(parents=True, exist_ok=True)
            beside = target.with_suffix(".new")
            shutil.copyfile(made, beside)
            os.replace(beside, target)


def pages(root: Path) -> list[Path]:
    """The pages that chapters link to, such as course/chapters/notation.md; they stand in each built folder as they are."""
    return sorted((root / "course" / "chapters").glob("*.md"))


def _refusal(result: dict) -> str:
    """Why nbgrader would not make the release, and what to do about the usual cause."""
    why = reason(result)
    if "submissions" in why:
        return (
            f"{why} The gradebook holds marks, so test cells can be changed, but neither added nor removed: restore "
            "them, or remove the assignment with its marks by `nbgrader db assignment remove`."
        )
    return why


def build(root: Path, names: list[str], out: Path | None = None, progress=lambda results, total: results) -> list[Chapter]:
    """Build the named chapters of root (all for no names) into out (root itself by default).

    Nothing is written before every chapter was read and every solution executed, which is done for as many at once as there
    are cores. `progress` wraps what is done, and is told how much there is.
    Raises UnknownChapterError, ChapterError or BuildError.
    """
    chapters = read_chapters(root, names)
    config = course_config(root)
    solutions = [solution_notebook(chapter) for chapter in chapters]
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # each waits for a kernel, which is a process of its own
        jobs = [pool.submit(execute, chapter, solution, config) for chapter, solution in zip(chapters, solutions)]
        try:
            for _ in progress((job.result() for job in as_completed(jobs)), len(jobs)):
                pass
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    for chapter, solution in zip(chapters, solutions):
        write_chapter(chapter, out or root, root, solution)
    for page in pages(root):
        for folder in BUILT:
            shutil.copyfile(page, (out or root) / folder / page.name)
    return chapters


def drift(root: Path, names: list[str]) -> list[str]:
    """What differs between the chapters of root and the notebooks built from them, one line per file; nothing is changed.

    source/ and release/ are compared byte for byte, solutions/ by their inputs. Raises ChapterError or BuildError.
    """
    chapters = read_chapters(root, names)
    differences = []
    with tempfile.TemporaryDirectory() as scratch:
        fresh = Path(scratch)
        for chapter in chapters:
            write_chapter(chapter, fresh, root)
            for folder in ("source", "release"):
                built = notebook_path(root, folder, chapter.name)
                if not built.exists():
                    differences.append(f"{built.relative_to(root)} is missing")
                elif built.read_bytes() != notebook_path(fresh, folder, chapter.name).read_bytes():
                    differences.append(f"{built.relative_to(root)} differs from {chapter.path.relative_to(root)}")
            differences += _solution_drift(root, chapter)
            for folder in BUILT:
                own = notebook_path(root, folder, chapter.name)
                strays = [path for path in own.parent.rglob("*") if path.is_file() and path != own]
                differences += [f"{path.relative_to(root)} comes from no chapter; move it away" for path in strays if HIDDEN not in path.parts]
    for page in pages(root):
        for folder in BUILT:
            copy = root / folder / page.name
            if not copy.exists():
                differences.append(f"{copy.relative_to(root)} is missing")
            elif copy.read_bytes() != page.read_bytes():
                differences.append(f"{copy.relative_to(root)} differs from {page.relative_to(root)}")
    if not names:
        known = {chapter.name for chapter in chapters} | {page.name for page in pages(root)}
        for folder in BUILT:
            for built in sorted((root / folder).glob("*")):
                if built.name not in known:
                    differences.append(f"{built.relative_to(root)} has no chapter; delete it or restore its text")
    return differences


def _solution_drift(root: Path, chapter: Chapter) -> list[str]:
    path = notebook_path(root, "solutions", chapter.name)
    if not path.exists():
        return [f"{path.relative_to(root)} is missing"]
    try:
        built = nbformat.read(path, as_version=4)
    except Exception as error:
        return [f"{path.relative_to(root)} is no readable notebook ({error})"]
    if _inputs(built) != _inputs(solution_notebook(chapter)):
        return [f"{path.relative_to(root)} differs from {chapter.path.relative_to(root)}"]
    if any(cell.cell_type == "code" and cell.execution_count is None for cell in built.cells):
        return [f"{path.relative_to(root)} has cells that were not executed"]
    return []


def _inputs(notebook: nbformat.NotebookNode) -> tuple:
    return notebook.metadata, [(cell.id, cell.cell_type, cell.source, cell.metadata) for cell in notebook.cells]


def read_chapters(root: Path, names: list[str]) -> list[Chapter]:
    """Read and check the named chapters of root (all for no names). Raises UnknownChapterError or ChapterError."""
    chapters, problems = [], []
    for path in find_chapters(root, names):
        try:
            chapters.append(read_chapter(path))
        except ChapterError as error:
            problems.append(str(error))
    if problems:
        raise ChapterError("\n".join(problems))
    return chapters


def _write(path: Path, notebook: nbformat.NotebookNode) -> None:
    nbformat.validate(notebook)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(nbformat.writes(notebook, version=4) + "\n", encoding="utf-8")
