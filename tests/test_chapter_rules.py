"""What the builder refuses in a chapter's text: each rule with the file, the line and what to do."""

import pytest

from grader.chapter import ChapterError, read_chapter

ANSWER = '# %% role="answer" exercise="double"'
SMALL = '# %% role="tests" exercise="double" case="small" points=1'
LARGE = '# %% role="tests" exercise="double" case="large" points=2'
HEADING = "# ### Exercise 42.1: twice as much (3 points, ~5 min)"
STATEMENT = '# %% [markdown] role="statement" exercise="double"'
TITLE = "# # A tiny chapter"

# (what is replaced, by what, line of the complaint, words of the complaint)
RULES = {
    "unknown role": (ANSWER, '# %% role="anwser" exercise="double"', 10, "unknown role 'anwser'; use one of statement, answer, tests"),
    "unknown attribute": (SMALL, SMALL + ' grade="yes"', 17, "has no attribute 'grade'; it may have case, exercise, points"),
    "attribute without role": ("# %%\nimport", '# %% points=3\nimport', 4, "a cell without a role has no attribute 'points'"),
    "no exercise": (ANSWER, '# %% role="answer"', 10, "needs exercise="),
    "odd exercise id": (ANSWER, '# %% role="answer" exercise="Double-2"', 10, "in lower case with underscores"),
    "odd case": (SMALL, SMALL.replace('"small"', '"a b"'), 17, "case 'a b' must be a name"),
    "no points": (SMALL, SMALL.replace(" points=1", ""), 17, "tests need points=N with N above 0"),
    "zero points": (SMALL, SMALL.replace("points=1", "points=0"), 17, "tests need points=N with N above 0"),
    "points in words": (SMALL, SMALL.replace("points=1", 'points="one"'), 17, "tests need points=N with N above 0"),
    "repeated exercise": (SMALL, f"{ANSWER}\n### BEGIN SOLUTION\n### END SOLUTION\n\n{SMALL}", 17, "'double' is already used at line 10; rename one exercise"),
    "repeated case": (LARGE, LARGE.replace("large", "small"), 20, "'double-small' is already used at line 17; give each test cell its own case"),
    "no solution markers": ("    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION\n", "    return 2 * x\n", 10, "an answer needs '### BEGIN SOLUTION'"),
    "solution not closed": ("    ### END SOLUTION\n", "", 10, "'### BEGIN SOLUTION' without '### END SOLUTION'"),
    "solution closed twice": ("    ### END SOLUTION\n", "    ### END SOLUTION\n    ### END SOLUTION\n", 16, "'END SOLUTION' where none can stand"),
    "solution nested": ("    ### BEGIN SOLUTION\n", "    ### BEGIN SOLUTION\n    ### BEGIN SOLUTION\n", 14, "'BEGIN SOLUTION' where none can stand"),
    "solution outside an answer": ("import numpy as np\n\n# %% [markdown]", "### BEGIN SOLUTION\nimport numpy as np\n### END SOLUTION\n\n# %% [markdown]", 4, "SOLUTION markers belong in a cell with role 'answer'"),
    "hidden tests not closed": ("### END HIDDEN TESTS\n", "", 20, "'### BEGIN HIDDEN TESTS' without"),
    "hidden tests outside tests": ("import numpy as np\n\n# %% [markdown]", "### BEGIN HIDDEN TESTS\n### END HIDDEN TESTS\n\n# %% [markdown]", 4, "HIDDEN TESTS markers belong in a cell with role 'tests'"),
    "misspelt hidden tests": ("### BEGIN HIDDEN TESTS", "### BEGIN HIDDEN TEST", 24, "nearly a marker; write '### BEGIN SOLUTION'"),
    "hidden tests in small letters": ("### BEGIN HIDDEN TESTS", "### begin hidden tests", 24, "nearly a marker"),
    "two hashes": ("    ### BEGIN SOLUTION", "    ## BEGIN SOLUTION", 13, "nearly a marker"),
    "misspelt solution": ("    ### BEGIN SOLUTION", "    ### BEGIN SOLUTON", 13, "nearly a marker"),
    "marker behind code": ("    return 2 * x\n", "    return 2 * x  ### END SOLUTION\n", 14, "alone on its line"),
    "no statement": (f"{STATEMENT}\n{HEADING}\n", "# %% [markdown]\n# text\n", 10, "exercise 'double' has no cell with role 'statement'"),
    "wrong order": (SMALL, f'# %% role="tests" exercise="double" case="first" points=1\ndouble\n\n{STATEMENT}\n# text\n\n{SMALL}', 7, "must come as statement, answer, tests"),
    "heading without points": (HEADING, "# ### Exercise 42.1: twice as much", 7, "a statement needs a heading like"),
    "heading with other points": (HEADING, HEADING.replace("3 points", "4 points"), 7, "the heading promises 4 points, the tests of 'double' give 3"),
    "statement as code": (STATEMENT, STATEMENT.replace("[markdown] ", ""), 7, "a statement is a markdown cell"),
    "answer as markdown": (ANSWER, ANSWER.replace("# %% ", "# %% [markdown] "), 10, "is code; drop '[markdown]'"),
    "name from another cell": ("assert (double(np.ones(3))", "assert (double(numpy.ones(3))", 23, "the test uses 'numpy', which is neither a builtin, nor imported in this cell"),
    "import in another cell": ('assert double(1) == 2, "double(1) must be 2"', "assert double(np.int64(1)) == 2", 18, "the test uses 'np'"),
    "test without the answer": ('assert double(1) == 2, "double(1) must be 2"', "assert 1 + 1 == 2", 17, "the test uses no answer of exercise 'double' (double)"),
    "answer's value at the end of a test": ('assert double(1) == 2, "double(1) must be 2"', "double(1)", 17, "the test ends with what 'double' gives"),
    "answer at the end of a test": ('assert double(1) == 2, "double(1) must be 2"', "double", 17, "the test ends with what 'double' gives"),
    "not Python": ("    return 2 * x\n", "    return 2 *\n", 14, "not valid Python"),
    "picture without alt text": (TITLE, "# ![](kernel.png)", 2, "the picture 'kernel.png' has no alt text"),
    "tag without alt text": (TITLE, '# <img src="kernel.png">', 2, "the picture 'kernel.png' has no alt text"),
    "tag with empty alt text": (TITLE, '# <img alt="" src="kernel.png">', 2, "has no alt text"),
    "remote picture": (TITLE, "# ![a kernel](https://example.org/kernel.png)", 2, "is remote; draw it with course.plots"),
    "tag over two lines": (TITLE, '# <img\n# src="kernel.png">', 2, "the picture 'kernel.png' has no alt text"),
    "remote reference": (TITLE, "# ![a kernel][k]\n#\n# [k]: https://example.org/kernel.png", 4, "is remote"),
    "code in a markdown cell": (TITLE, TITLE + "\nimport os", 3, "in a markdown cell each line begins with '#'"),
    "endless points": (SMALL, SMALL.replace("points=1", "points=Infinity"), 17, "tests need points=N"),
    "long id": (SMALL, SMALL.replace('"small"', f'"{"s" * 60}"'), 17, "exercise and case together have more than 63 characters"),
    "picture before the end of a cell": ("import numpy as np\n\n# %% [markdown]", "import numpy as np\nplots.show(figure, alt='x')\nprint(1)\n\n# %% [markdown]", 6, "a picture shows only where it is the last thing of its cell"),
    "explorer before the end of a cell": ("import numpy as np\n\n# %% [markdown]", "lenet.explore_rates()\nprint(1)\n\n# %% [markdown]", 5, "a picture shows only where"),
    "remote tag": (TITLE, '# <img alt="a kernel" src="//example.org/kernel.png">', 2, "is remote"),
    "text before the first cell": ("# %% [markdown]\n# # A tiny", "print(1)\n# %% [markdown]\n# # A tiny", 1, "text stands before the first cell"),
    "raw cell": ("# %% [markdown]\n# # A tiny", "# %% [raw]\n# # A tiny", 1, "a raw cell has no use here"),
}


@pytest.mark.parametrize("rule", RULES)
def test_rule(tiny_chapter, rule):
    before, after, line, words = RULES[rule]
    text = tiny_chapter.read_text()
    assert text.count(before) >= 1, "the test's own replacement does not fit the chapter"
    tiny_chapter.write_text(text.replace(before, after, 1))
    with pytest.raises(ChapterError) as caught:
        read_chapter(tiny_chapter)
    complaints = [complaint for complaint in str(caught.value).splitlines() if words in complaint]
    assert complaints and complaints[0].startswith(f"{tiny_chapter}:{line}: "), str(caught.value)


def test_the_sound_chapter_is_read(tiny_chapter):
    chapter = read_chapter(tiny_chapter)
    assert [cell.role for cell in chapter.cells] == ["", "", "statement", "answer", "tests", "tests"]
    assert [cell.line for cell in chapter.cells] == [1, 4, 7, 10, 17, 20]
    assert [cell.grade_id for cell in chapter.cells[2:]] == ["double-statement", "double", "double-small", "double-large"]
    assert [cell.points for cell in chapter.cells] == [0, 0, 0, 0, 1, 2]


def test_all_problems_are_told_at_once(tiny_chapter):
    text = tiny_chapter.read_text().replace(" points=1", "").replace("# # A tiny", "# ![](a.png) A tiny")
    tiny_chapter.write_text(text)
    with pytest.raises(ChapterError) as caught:
        read_chapter(tiny_chapter)
    assert [line.split(":")[1] for line in str(caught.value).splitlines()] == ["2", "7", "17"]


def test_file_name_rule(tiny_chapter):
    odd = tiny_chapter.with_name("Tiny.py")
    tiny_chapter.rename(odd)
    with pytest.raises(ChapterError, match="NN-name.py"):
        read_chapter(odd)


def test_a_file_that_is_no_text(tiny_chapter):
    tiny_chapter.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ChapterError, match="cannot be read as UTF-8 text"):
        read_chapter(tiny_chapter)


def test_a_cell_line_inside_a_string(tiny_chapter):
    tiny_chapter.write_text(tiny_chapter.read_text().replace("import numpy as np\n\n# %% [markdown] role", 'text = """\n# %%\n"""\n\n# %% [markdown] role', 1))
    with pytest.raises(ChapterError, match="not valid Python|inside a string"):
        read_chapter(tiny_chapter)


@pytest.mark.parametrize("text", ["", "\n", "# ---\n# jupyter:\n#   kernelspec: name\n# ---\n# %%\n1\n"])
def test_a_file_that_does_not_begin_with_a_cell(tiny_chapter, text):
    tiny_chapter.write_text(text)
    with pytest.raises(ChapterError, match="begin the file with a '# %%' line"):
        read_chapter(tiny_chapter)
