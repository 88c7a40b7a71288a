"""How fast a class is graded, by nbgrader alone and here, and where the time goes: `python -m benchmarks.grading`.

All is measured in this run, with the commands as an instructor uses them; docs/grading.md and docs/grading.png are written.
"""

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np
import psutil
from matplotlib.figure import Figure
from nbgrader.api import Gradebook

from course import plots
from grader import warm
from grader.build import find_chapters, write_chapter
from grader.chapter import Chapter, read_chapter
from grader.course_root import nbgrader_api, reason
from grader.fingerprint import fingerprint
from grader.intake import read_submission
from grader.preprocessors import Judge, judged, known_cells, put_in_order
from grader.submission import answered, solutions, submit

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
SMALL = [ROOT / "benchmarks" / "chapters" / name for name in ("91-arrays.py", "92-layers.py")]
COURSE = [ROOT / "course" / "chapters" / name for name in ("01-convolution.py", "08-counting.py")]
GROWS = COURSE[1]  # the chapter of larger classes and of feedback
SIZES = {"alone": 6, "here": 30, "growth": (10, 30, 100, 300), "parts": 9, "feedback": 30}  # submissions that are graded
SAMPLE_SECONDS = 0.2  # between two looks at the memory in use
CORES = os.cpu_count()
NBGRADER, GRADER = (str(Path(sys.executable).with_name(name)) for name in ("nbgrader", "grader"))
OWN_CELLS = "the student's own cells"


@dataclass
class Rates:
    """How fast one chapter is graded: by nbgrader alone, here with one worker, here with all cores."""

    name: str
    tests: int  # test cells in the chapter
    whole: list[float]  # submissions per minute of the whole command
    bare: list[float]  # the same without its start
    starts: list[float]  # seconds of the command when all is graded
    compared: int  # marks of test cells
    different: list[str]

    def ratios(self, rates: list[float]) -> list[float]:
        return [rate / rates[0] for rate in rates[1:]]


def main():
    with tempfile.TemporaryDirectory() as folder:
        hand_in_class(Path(folder), read_chapter(GROWS), 1)
        run(GRADER, "grade", GROWS.stem, course=folder)  # brings Python's packages from the disk into memory
    rates = [throughput(path) for path in [*SMALL, *COURSE]]
    grown = [growth(GROWS, size) for size in SIZES["growth"]]
    write(DOCS, rates, grown, {path.stem: parts(path) for path in COURSE}, feedback(GROWS), build())


def hand_in_class(course: Path, chapter: Chapter, size: int) -> None:
    """Make a course folder with this chapter and a class that handed it in; each student has another subset of answers right."""
    course.mkdir(exist_ok=True)
    shutil.copy(ROOT / "nbgrader_config.py", course)
    write_chapter(chapter, course, ROOT)
    right = solutions(chapter)
    bank = ROOT / "tests" / "answers" / chapter.name
    wrong = {name: [path.read_text(encoding="utf-8") for path in sorted((bank / name).glob("wrong-*.py"))] for name in right}
    wrong = {name: texts or [f"def {name}(*arguments):\n    return 0.0"] for name, texts in wrong.items()}
    for student in range(size):
        answers = {}
        for place, exercise in enumerate(right):
            if (student + 1) * 37 >> place & 1:  # 37 is odd, so no two subsets are alike before all were used
                answers[exercise] = right[exercise]
            elif (student + place) % 3:  # the others stay untouched
                answers[exercise] = wrong[exercise][student % len(wrong[exercise])]
        submit(course, f"student-{student:03}", chapter.name, answered(course, chapter.name, answers))


def run(*command: str, course: Path, watched: bool = False, budget: str = "grading") -> tuple[float, float, float]:
    """(seconds, largest MB in memory if watched, processor seconds that watching took) of a command. Raises RuntimeError.

    budget: COURSE_BUDGET, by default the one that `grader grade` sets, so that nbgrader alone does the same work.
    """
    environment = os.environ | {"COURSE_BUDGET": budget, "OMP_NUM_THREADS": "1"}
    peak = 0
    with tempfile.TemporaryFile() as said:
        start, own = time.perf_counter(), time.process_time()
        process = psutil.Popen(command, cwd=course, env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT)
        while True:
            with suppress(psutil.TimeoutExpired):
                code = process.wait(SAMPLE_SECONDS if watched else None)
                break
            peak = max(peak, memory(process))
        seconds, own = time.perf_counter() - start, time.process_time() - own
        said.seek(0)
        if code:
            raise RuntimeError(f"{' '.join(command)}:\n{said.read().decode(errors='replace')[-3000:]}")
    return seconds, peak / 2**20, own


def memory(process: psutil.Process) -> int:
    """Bytes in memory, as PSS, of a process and all its descendants together."""
    total = 0
    with suppress(psutil.NoSuchProcess):
        for member in [process, *process.children(recursive=True)]:
            with suppress(psutil.Error):  # it has ended, or is just moving into its sandbox, where others may not look at it
                total += member.memory_full_info().pss
    return total


def throughput(path: Path) -> Rates:
    """Grade a class of this chapter with nbgrader alone, and here with one worker and with all cores; compare all marks."""
    chapter = read_chapter(path)
    sizes = [SIZES["alone"], SIZES["here"], SIZES["here"]]
    with tempfile.TemporaryDirectory() as folder:
        courses = [Path(folder, name) for name in ("alone", "one", "every")]
        for course, size in zip(courses, sizes):
            hand_in_class(course, chapter, size)
        (courses[0] / "nbgrader_config.py").write_text((ROOT / "nbgrader_config.py").read_text() + "del c['Autograde']\n")
        commands = [NBGRADER, "autograde", chapter.name], [GRADER, "grade", chapter.name, "--workers", "1"], [GRADER, "grade", chapter.name]
        times = [run(*command, course=course)[0] for command, course in zip(commands, courses)]
        starts = [run(*command, course=course)[0] for command, course in zip(commands, courses)]  # now that all is graded
        alone, one, every = (marks(course, chapter.name) for course in courses)
    tests = sum(cell.role == "tests" for cell in chapter.cells)
    different = [f"{key}: {mark} by nbgrader alone, {one.get(key)} here" for key, mark in alone.items() if mark != one.get(key)]
    different += [f"{key}: {mark} with one worker, {every.get(key)} with all" for key, mark in one.items() if mark != every.get(key)]
    counts = [(len(found), size * tests) for found, size in zip((alone, one, every), sizes)]
    different += [f"{found} marks are there of {expected}" for found, expected in counts if found != expected]
    whole = [60 * size / seconds for size, seconds in zip(sizes, times)]
    bare = [60 * size / (seconds - start) for size, seconds, start in zip(sizes, times, starts)]
    return Rates(chapter.name, tests, whole, bare, starts, len(alone), different)


def marks(course: Path, name: str) -> dict[str, float | None]:
    """{"student, test cell": points} of all that is graded."""
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        handed_in = gradebook.assignment_submissions(name)
        return {f"{one.student.id}, {grade.name}": grade.auto_score for one in handed_in for book in one.notebooks for grade in book.grades}


def growth(path: Path, size: int) -> tuple[int, float, float, float]:
    """(size, seconds, MB, processor seconds of watching) of grading a class of this size with all cores."""
    with tempfile.TemporaryDirectory() as folder:
        hand_in_class(Path(folder), read_chapter(path), size)
        return size, *run(GRADER, "grade", path.stem, course=folder, watched=True)


def parts(path: Path) -> dict[str, float]:
    """{part of grading one submission: milliseconds}: medians over several, one after the other."""
    names = ["reading and mending", "fork and sandbox", OWN_CELLS, "the tests", "nbgrader's part"]
    name, rows = path.stem, []
    with tempfile.TemporaryDirectory() as folder:
        hand_in_class(Path(folder), read_chapter(path), SIZES["parts"] + 1)
        api = nbgrader_api(Path(folder), ROOT)
        judge, source = Judge(config=api.config), Path(folder, "source", name)
        with Gradebook(api.coursedir.db_url, api.coursedir.course_id) as gradebook:
            known = known_cells(gradebook, name, name)

        def read(file):
            key = fingerprint(file.parent, known, judge.settings())
            return judge.task(put_in_order(read_submission(file), known, key), [file.parent, source], api.coursedir, name)

        for file in sorted(Path(folder, "submitted").glob("*/*/*.ipynb")):
            student = file.parts[-3]
            reading, task = timed(read, file)
            empty, _ = timed(warm.judge, task | {"cells": []})
            untested, _ = timed(warm.judge, task | {"cells": [cell for cell in task["cells"] if not cell["test"]]})
            whole, outcome = timed(warm.judge, task)
            judged[student] = task, outcome
            entering, result = timed(api.autograde, name, student)
            if not result["success"]:
                raise RuntimeError(reason(result))
            rows.append([reading, empty, untested - empty, whole - untested, entering])
        warm.end()
    return dict(zip(names, map(statistics.median, zip(*rows[1:]))))  # without the first, which starts the warm process


def timed(action, *arguments) -> tuple[float, object]:
    """(milliseconds, result) of a call."""
    start = time.perf_counter()
    result = action(*arguments)
    return 1000 * (time.perf_counter() - start), result


def feedback(path: Path) -> dict[str, float]:
    """{command: seconds} of writing the feedback of a class that is graded; of `grader feedback` only where there is one."""
    commands = {"nbgrader generate_feedback --force": [NBGRADER, "generate_feedback", "--force", path.stem]}
    if subprocess.run([GRADER, "feedback", "--help"], capture_output=True).returncode == 0:
        commands["grader feedback"] = [GRADER, "feedback", path.stem]
    times = {}
    with tempfile.TemporaryDirectory() as folder:
        hand_in_class(Path(folder), read_chapter(path), SIZES["feedback"])
        run(GRADER, "grade", path.stem, course=folder)
        for label, command in commands.items():
            shutil.rmtree(Path(folder, "feedback"), ignore_errors=True)
            times[label] = run(*command, course=folder)[0]
            written = len(list(Path(folder, "feedback").rglob("*.html")))
            if written != SIZES["feedback"]:
                raise RuntimeError(f"{label} wrote {written} pages")
    return times


def build() -> float:
    """Seconds of building all chapters of the course in an empty folder."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(ROOT / "nbgrader_config.py", folder)
        shutil.copytree(ROOT / "course" / "chapters", Path(folder, "course", "chapters"))
        return run(GRADER, "build", "--root", folder, course=folder, budget="quick")[0]


def write(folder: Path, rates: list[Rates], grown: list[tuple], spent: dict[str, dict[str, float]], pages: dict[str, float], built: float):
    """Write grading.md and grading.png into the folder, from what the functions above return."""
    sizes, seconds, megabytes, watching = np.array(grown).T
    slope, start = np.polyfit(sizes, seconds, 1)
    line = start + slope * sizes
    off = max(abs(line - seconds))
    (folder / "grading.png").write_bytes(plots.png(draw(sizes, seconds, megabytes, line)))
    compared = f"All {sum(rate.compared for rate in rates)} marks of test cells that both gave were compared one by one"
    different = [f"- {rate.name}: {text}" for rate in rates for text in rate.different]
    compared += ". These differ:\n\n" + "\n".join(different) if different else " and are equal."
    limits = {name: CORES * 60_000 / own[OWN_CELLS] for name, own in spent.items()}
    in_course = [rate for rate in rates if rate.name in limits]
    alt = (
        f"Two panels over the size of the class: {', '.join(map(str, SIZES['growth']))} submissions. "
        f"On the left, seconds to grade it with {CORES} cores: "
        f"{listed(seconds)}, and the fitted line {short(start)} + {short(slope, 3)} n. "
        f"On the right, the largest memory in use in MB: {listed(megabytes)}."
    )
    head = ["chapter", "test cells", "nbgrader alone", "one worker", f"{CORES} cores", "ratio, one worker", f"ratio, {CORES} cores"]
    speeds = table(head, [[rate.name, str(rate.tests), *rate.whole, *rate.ratios(rate.whole)] for rate in rates])
    head = ["chapter", "start of nbgrader alone, s", "start here, s", "ratio, one worker", f"ratio, {CORES} cores"]
    starts = table(head, [[rate.name, rate.starts[0], rate.starts[2], *rate.ratios(rate.bare)] for rate in rates])
    growing = table(["submissions", "seconds", "peak MB"], [[f"{size:.0f}", *measured] for size, *measured, _ in grown], 3)
    rows = [[part, *(own[part] for own in spent.values())] for part in next(iter(spent.values()))]
    shares = table(["part", *spent], [*rows, ["together", *(sum(own.values()) for own in spent.values())]])
    head = ["chapter", "limit", "whole command", "of the limit", "without its start", "of the limit"]
    reached = [[(rate[2], percent(rate[2] / limits[one.name])) for rate in (one.whole, one.bare)] for one in in_course]
    far = table(head, [[one.name, limits[one.name], *whole, *bare] for one, (whole, bare) in zip(in_course, reached)])
    rows = [[f"`{command}`", whole, whole / SIZES["feedback"]] for command, whole in pages.items()]
    written = table(["command", "seconds", "per submission"], rows)
    text = f"""# How fast a class is graded

Written by `python -m benchmarks.grading` (part of `make bench`); every figure is from one run of it on one machine:
{machine()}.

In each class every student has another subset of the answers right, as far as there are so many; the rest is untouched or wrong.
*nbgrader alone* is `nbgrader autograde` ({version("nbgrader")}) without this course's lines on `c.Autograde`. It grades one submission
after the other, each in a new kernel and without a sandbox. *Here* is `grader grade`, each submission in a sandbox of its own.
Both ran with `COURSE_BUDGET=grading`, which `grader grade` sets for students' cells: what the lesson shows by `course.plots` is told in
words and not drawn. nbgrader alone would draw it, and take longer.

## Submissions per minute

Each command ran once over a class that was not graded yet: nbgrader alone over {SIZES["alone"]} submissions, `grader grade --workers 1` and
`grader grade`, which takes all {CORES} cores, over {SIZES["here"]}. The times are those of the whole command, its start included.

{speeds}

91 uses NumPy alone; 92 uses Paddle from its first cell and draws nothing ([their text](../benchmarks/chapters)). The course's chapters
01 and 08 import Paddle in a late cell. nbgrader alone imports all of it for each submission, here once.

{compared}

What the start of a command costs: its seconds when run again over the same class, now graded; and the ratios without them.
The warm process starts only when something is to be judged, so its seconds stay in these ratios.

{starts}

## Larger classes

`grader grade` with all {CORES} cores ran once over a class of {GROWS.stem} of each size. Memory is the sum of PSS (a page that n processes
share counts 1/n in each), as psutil tells it, of the command and all its descendants; the largest of the sums taken about every
{SAMPLE_SECONDS} s. Shorter peaks can be missed. Taking them used {percent(sum(watching) / sum(seconds) / CORES)} of the cores' time,
which is in the seconds.

{growing}

By least squares, n submissions take {short(start)} + {short(slope, 3)} n seconds; the largest deviation is {short(off)} s.

![{alt}](grading.png)

## Where a submission's time goes

Milliseconds for one submission, all done one after the other: medians of {SIZES["parts"]} submissions. *Fork and sandbox* is judging a
notebook without cells; *own cells* is judging it without test cells, less that; *tests* is the rest of judging it, with the answers that
tests call; *nbgrader's part* is its autograde with the outcome at hand.

{shares}

The student's own cells have to run, so the limit is a machine whose {CORES} cores do nothing else, each as fast as one alone.
The table sets `grader grade` on {CORES} cores over {SIZES["here"]} submissions (above) against it, in submissions per minute.

{far}

In a large class the start no longer counts: by the line above a further submission of {GROWS.stem} takes {short(1000 * slope)} ms, which is
{short(60 / slope)} per minute or {percent(60 / slope / limits[GROWS.stem])} of the limit.

## Feedback and building

Seconds to write the feedback of {SIZES["feedback"]} graded submissions of {GROWS.stem}, each command once.

{written}

`grader build --root` of all {len(find_chapters(ROOT, []))} chapters in an empty folder took {short(built)} s, once;
it executes their solutions.
"""
    (folder / "grading.md").write_text(text, encoding="utf-8")


def machine() -> str:
    """What it was measured on, in words."""
    import paddle

    with suppress(OSError), open("/proc/cpuinfo") as file:
        cpu = next((line.split(":")[1].strip() for line in file if line.startswith("model name")), platform.machine())
    gpus = paddle.device.cuda.device_count()
    told = f"{gpus} GPUs were in sight" if gpus else "it ran without a GPU"
    return f"{CORES} cores ({cpu}), Python {platform.python_version()}, Paddle {version('paddlepaddle')}; {told}"


def draw(sizes, seconds, megabytes, line) -> Figure:
    """Seconds with the fitted line, and memory, against the size of the class."""
    figure = Figure(figsize=(9, 3.6), layout="constrained")
    left, right = figure.subplots(1, 2)
    left.plot(sizes, line, color=plots.INK, linewidth=1, label="fitted line")
    left.plot(sizes, seconds, "o", color="#0072B2", label="measured")
    left.set(title="Time", xlabel="submissions in the class", ylabel="time of the command (s)", ylim=(0, 1.1 * max(seconds)))
    left.legend()
    right.plot(sizes, megabytes, "s--", color="#D55E00")
    right.set(title="Memory", xlabel="submissions in the class", ylabel="largest memory in use (MB)", ylim=(0, 1.2 * max(megabytes)))
    return figure


def table(head: list[str], rows: list[list[float | str]], digits: int = 2) -> str:
    """A table in Markdown; numbers are rounded to so many digits."""
    lines = [[value if isinstance(value, str) else short(value, digits) for value in row] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in [head, ["---", *["---:"] * (len(head) - 1)], *lines])


def short(value: float, digits: int = 2) -> str:
    """A number rounded to so many digits from its first on, without an exponent."""
    after = digits - int(f"{value:e}".split("e")[1]) - 1
    return f"{round(value, after):.{max(after, 0)}f}"


def percent(part: float) -> str:
    return f"{100 * part:.0f} %"


def listed(values) -> str:
    return ", ".join(short(value, 3) for value in values)


if __name__ == "__main__":
    main()
