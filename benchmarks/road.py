"""Where the time goes on the road from text to feedback: `make bench`, or `python -m benchmarks.road`.

Every figure is measured in this run on this machine; the ratios compare it with starting an empty notebook's kernel.
"""

import statistics
import tempfile
import time
from pathlib import Path

from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook
from rich.console import Console
from rich.table import Table

from grader.build import execute, find_chapters, solution_notebook, write_chapter
from grader.chapter import read_chapter
from grader.course_root import course_config, nbgrader_api
from grader.submission import answered, solutions, submit

ROOT = Path(__file__).parent.parent
RUNS = 3


def seconds(action, runs=RUNS):
    """(median, smallest, largest) seconds of several runs of an action without arguments."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times), min(times), max(times)


def measure(folder: Path) -> Table:
    """The table of all measurements, made in an empty folder."""
    config = course_config(ROOT)
    empty = new_notebook(cells=[new_code_cell("1")])
    kernel = seconds(lambda: NotebookClient(empty, config=config).execute())
    table = Table("what", "median s", "from", "to", "kernel starts", title=f"{RUNS} runs each")

    def add(what, times):
        table.add_row(what, *(f"{value:.2f}" for value in times), f"{times[0] / kernel[0]:.1f}")

    add("start a kernel, run one cell", kernel)
    api = nbgrader_api(folder, ROOT)
    for path in find_chapters(ROOT, []):
        chapter = read_chapter(path)
        add(f"{chapter.name}: read the text, write source and release", seconds(lambda: write_chapter(chapter, folder, ROOT)))
        add(f"{chapter.name}: execute the solution", seconds(lambda: execute(chapter, solution_notebook(chapter), config)))
        submit(folder, "student", chapter.name, answered(folder, chapter.name, solutions(chapter)))
        add(f"{chapter.name}: autograde one submission", seconds(lambda: api.autograde(chapter.name, "student")))
        add(f"{chapter.name}: feedback for one submission", seconds(lambda: api.generate_feedback(chapter.name, "student")))
    return table


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        Console().print(measure(Path(scratch)))
