"""The instructor's report: its numbers by hand, its warnings, and a page that is safe and whole."""

import csv
import io
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest

from grader.chapter import read_chapter
from grader.feedback import NotGradedError, write_feedback
from grader.grade import grade
from grader.report import LONGEST_SENTENCE, OTHER_FAILURE, Student, as_csv, _marks_figure, common_mistakes, exercise_statistics, similar_pairs, write_report
from grader.submission import answered, solutions, submit

ROOT = Path(__file__).parent.parent
BANK = ROOT / "tests" / "answers"


def student(name, points=(), answers="", **more):
    """A Student with [(reached, possible)] in the exercises a, b, c."""
    known = dict(notes=[], mistakes={}, untouched=set(), page="page.html") | more
    return Student(name, dict(zip("abc", points)), answers=answers, **known)


# five students in three exercises of 2, 4 and 1 points
CLASS = [
    student("one", [(2, 2), (4, 4), (1, 1)]),
    student("two", [(2, 2), (2, 4), (1, 1)]),
    student("three", [(0, 2), (1, 4), (1, 1)], untouched={"a"}),
    student("four", [(1, 2), (0, 4), (1, 1)]),
    student("five", [(0, 2), (0, 4), (1, 1)], untouched={"a", "b"}),
]


def test_difficulty_by_hand():
    a, b, c = exercise_statistics(CLASS)
    assert (a.name, a.possible, a.mean, a.full, a.none, a.untouched) == ("a", 2, 0.5, 0.4, 0.4, 0.4)
    assert (b.possible, b.mean, b.full, b.none, b.untouched) == (4, 0.35, 0.2, 0.4, 0.2)
    assert (c.mean, c.full, c.none) == (1, 1, 0)


def test_discrimination_is_the_correlation_with_the_rest():
    a, b, c = exercise_statistics(CLASS)
    # a: 2 2 0 1 0 around 1; the rest: 5 3 2 1 1 around 2.4; sum of products 5, of squares 4 and 11.2
    assert a.discrimination == pytest.approx(5 / (4 * 11.2) ** 0.5)
    assert c.discrimination is None  # all got the same
    assert [exercise.discrimination for exercise in exercise_statistics(CLASS[:4])] == [None] * 3  # too few


def test_extra_credit_counts_in_the_last_bar():
    people = [student("one", [(0, 2)]), student("two", [(2.5, 2)]), student("three", [(2, 2)])]
    assert _marks_figure(people)["alt"] == "How many students reached how many points of 2: 1 from 0 to 1, 2 from 1 to 2."


def test_mistakes_are_counted_by_student_and_the_most_frequent_come_first():
    mistakes = [{"a": {"flipped"}}, {"a": {"flipped", "no stride"}}, {"b": {"flipped"}}, {"a": {OTHER_FAILURE}, "b": {"flipped"}}]
    people = [student(str(number), mistakes=each) for number, each in enumerate(mistakes)]
    told = [(exercise, sentence, [one.name for one in who]) for exercise, sentence, who in common_mistakes(people)]
    assert told == [("a", "flipped", ["0", "1"]), ("b", "flipped", ["2", "3"]), ("a", OTHER_FAILURE, ["3"]), ("a", "no stride", ["1"])]


def class_of_answers():
    """Ten students of chapter 02: five answered in ways of their own, and five as the solution does."""
    chapter = read_chapter(ROOT / "course" / "chapters" / "02-padding-stride.py")
    right = "\n".join(solutions(chapter).values())
    others = [sorted((BANK / "02-padding-stride" / exercise).glob("wrong-*.py")) for exercise in chapter.exercises()]
    own = ["\n".join(files[number % len(files)].read_text() for files in others) for number in range(5)]
    return [student(f"own{number}", answers=code) for number, code in enumerate(own)] + [student(f"usual{i}", answers=right) for i in range(5)]


def renamed(code):
    """Code as somebody copies it who does not want that to be seen: other names, other comments."""
    code = re.sub(r"\b(x|w|y|rows|columns|i|j|k|size|stride|padding)\b(?! ?=[^=])", r"my_\1", code)
    return "# all mine\n" + re.sub(r"#.*", "", code).replace("\n\n", "\n")


def test_a_disguised_copy_is_found_and_the_usual_answer_is_none():
    people = class_of_answers()
    assert similar_pairs(people) == []  # half of the class has the solution's answers
    people.append(student("copy", answers=renamed(people[2].answers)))
    assert people[2].answers != people[-1].answers
    assert [(a.name, b.name) for a, b, _ in similar_pairs(people)] == [("own2", "copy")]
    assert similar_pairs(people)[0][2] > 0.8


def test_too_few_or_empty_answers_are_similar_to_nothing():
    assert similar_pairs([student("a", answers="x = 1"), student("b", answers="x = 1")]) == []
    assert similar_pairs([student(str(number)) for number in range(6)]) == []


def test_the_table_for_spreadsheets():
    people = [student("zoë", [(2, 2), (0.5, 4), (1, 1)], notes=["mended"]), student("=1+1", [(0, 2), (0, 4), (0, 1)], notes=["-x"])]
    rows = list(csv.reader(io.StringIO(as_csv(people))))
    assert rows == [
        ["student", "points", "possible", "a", "b", "c", "notes"],
        ["zoë", "3.5", "7", "2", "0.5", "1", "mended"],
        ["'=1+1", "0", "7", "0", "0", "0", "'-x"],
    ]


def test_nobody_graded_is_said(built_course):
    with pytest.raises(NotGradedError, match="nobody is graded in 42-tiny; run `grader grade 42-tiny` first"):
        write_report(built_course, "42")
    assert not (built_course / "reports").exists()


HOSTILE = 'def double(x):\n    raise ValueError("Likely mistake: <script>alert(1)</script>" + "x" * 5000)'
WORK = {
    "ada": {"double": "def double(x):\n    return 2 * x"},
    "bob": {"double": "def double(x):\n    return 2 if x == 1 else x"},
    "mallory <b>": {"double": HOSTILE},
    "nobody": {},
    "quits": {"double": "import os\n\ndef double(x):\n    os._exit(0)"},
}


class Page(HTMLParser):
    """What there is in a page: its tags with their attributes, and its text."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.text += f" {data}"


@pytest.mark.sandbox
def test_the_page_of_a_graded_class(built_course):
    for name, answers in WORK.items():
        submit(built_course, name, "42-tiny", answered(built_course, "42-tiny", answers))
    grade(built_course, "42", [])
    write_feedback(built_course, "42", ["ada"])
    path, table = write_report(built_course, "42-tiny")
    assert (path, table) == (built_course / "reports" / "42-tiny.html", built_course / "reports" / "42-tiny.csv")
    page = Page(path.read_text(encoding="utf-8"))
    words = " ".join(page.text.split())
    assert "5 graded submissions" in words
    assert "double 3 27 % 20 % 60 % 20 % –" in words  # points 3, 1, 0, 0, 0 of 3; who left it untouched; nothing to correlate with
    assert "1 double <script>alert(1)</script>" in words and "x" * LONGEST_SENTENCE not in words
    assert "it ended Python" in words and "Not looked for" not in words
    rows = list(csv.reader(io.StringIO(table.read_text(encoding="utf-8-sig"))))
    assert [row[:4] for row in rows[1:]] == [["ada", "3", "3", "3"], ["bob", "1", "3", "1"], *[[name, "0", "3", "0"] for name in ("mallory <b>", "nobody", "quits")]]
    links = {attributes["href"] for tag, attributes in page.tags if tag == "a"}
    assert "../feedback/ada/42-tiny/42-tiny.html" in links and "../autograded/mallory%20%3Cb%3E/42-tiny/42-tiny.ipynb" in links
    assert {tag for tag, _ in page.tags} & {"script", "link", "iframe", "b"} == set()
    pictures = [attributes for tag, attributes in page.tags if tag == "img"]
    assert [picture["alt"] for picture in pictures] == [
        "How many students reached how many points of 3: 3 from 0 to 1, 1 from 1 to 2, 1 from 2 to 3.",
        "Mean share of each exercise's points: double 27 %.",
    ]
    assert all(picture["src"].startswith("data:image/svg+xml;base64,") for picture in pictures)


@pytest.mark.sandbox
def test_a_missing_graded_notebook_is_told_and_the_marks_stay(built_course):
    for name in ("ada", "bob"):
        submit(built_course, name, "42-tiny", answered(built_course, "42-tiny", WORK[name]))
    grade(built_course, "42", [])
    shutil.rmtree(built_course / "autograded" / "bob")
    broken = built_course / "autograded" / "ada" / "42-tiny" / "42-tiny.ipynb"
    broken.chmod(0o644)
    broken.write_text("{")
    path, _ = write_report(built_course, "42")
    words = " ".join(Page(path.read_text(encoding="utf-8")).text.split())
    assert "The graded notebook cannot be read (No such file or directory); only the marks are known." in words
    assert words.count("only the marks are known.") == 2 and "ada 3 of 3" in words
    assert "bob 1 of 3" in words and "Not looked for: in fewer than 5 submissions" in words
