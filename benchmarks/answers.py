"""The wrong answers that the tests catch and what they are told: `python -m benchmarks.answers` writes docs/answers.md.

The bank of tests/answers is judged as students' work is.
"""

from rich.progress import track

from tests.answer_bank import CHAPTERS, ROOT, answer_files, class_of, grade_bank, phrase

PAGE = ROOT / "docs" / "answers.md"
INTRODUCTION = """# Wrong answers and what their authors are told

Written by `python -m benchmarks.answers` (part of `make bench`) from one grading of [tests/answers](../tests/answers): {wrong} wrong answers,
all of which lost points, and {right} right ones besides the solutions, all of which got full marks. The last column is the sentence of the
feedback that names the mistake.
"""


def main():
    parts, counts = [], {"wrong": 0, "right": 0}
    for name, chapter in track(CHAPTERS.items(), "chapters"):
        graded = grade_bank(name)
        handed_in_by = {file: student for student, _, files in class_of(name) for file in files}
        parts.append(f"\n## {name}\n\n| exercise | wrong answer | points | what the feedback says |\n|---|---|---|---|\n")
        for exercise in chapter.exercises():
            for kind in counts:
                for file in answer_files(name, exercise, kind):
                    marks, feedback = graded[handed_in_by[file]]
                    score, possible = marks[exercise]
                    assert (score == possible) == (kind == "right"), file
                    counts[kind] += 1
                    if kind == "wrong":
                        mistake = file.read_text().splitlines()[0].removeprefix("#").strip()
                        line = next(line for line in feedback[exercise].splitlines() if phrase(file) in line)
                        cells = [f"`{exercise}`", f"[{mistake}](../{file.relative_to(ROOT)})", f"{score:g} of {possible:g}", told(line)]
                        parts.append(f"| {' | '.join(cells)} |\n")
    PAGE.write_text(INTRODUCTION.format(**counts) + "".join(parts), encoding="utf-8")


def told(line: str) -> str:
    """A line of feedback as a cell of a table."""
    line = line.strip().removeprefix("Likely mistake: ").removeprefix("AssertionError: ")
    return line.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


if __name__ == "__main__":
    main()
