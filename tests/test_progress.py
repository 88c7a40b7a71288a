"""The panel of points: what it runs, what it says, and that it changes nothing."""

import json

import pytest
from IPython.core.interactiveshell import InteractiveShell

from course import progress

RIGHT = "def double(x):\n    return 2 * x"
ONE_CASE = "def double(x):\n    return 2"


@pytest.fixture
def release(built_course):
    return built_course / "release" / "42-tiny" / "42-tiny.ipynb"


@pytest.fixture
def shell(monkeypatch):
    """IPython's shell as a notebook's kernel has it."""
    shell = InteractiveShell()
    monkeypatch.setattr(progress, "get_ipython", lambda: shell)
    return shell


def result(release, answer):
    namespace = {}
    exec(answer, namespace)
    (exercise,) = progress.read_exercises(release)
    return progress.try_exercise(exercise, namespace)


def test_a_notebooks_exercises_are_read(release):
    (exercise,) = progress.read_exercises(release)
    assert exercise.title == "Exercise 42.1: twice as much"
    assert [points for points, _ in exercise.tests] == [1, 2]
    assert "-100" not in exercise.tests[1][1]  # the hidden part


@pytest.mark.parametrize(
    "answer, reached, message",
    [
        (RIGHT, 3, ""),
        (ONE_CASE, 1, "AttributeError: 'bool' object has no attribute 'all'"),
        ("def double(x):\n    return x", 0, "double(1) must be 2"),
        ("def double(x):\n    raise NotImplementedError('Nothing here yet')", 0, "not started"),
        ("", 0, "name 'double' is not defined. Has the cell of your answer been run?"),
        ("def double(x):\n    return 1 / 0", 0, "ZeroDivisionError: division by zero"),
    ],
)
def test_points_and_the_first_thing_to_look_at(release, answer, reached, message):
    assert result(release, answer) == progress.Result(reached, 3, message)


def test_tests_print_nothing_and_leave_no_names_behind(capsys):
    exercise = progress.Exercise("E", [(1, "print('noise')\nleft = answer")])
    namespace = {"answer": 7}
    assert progress.try_exercise(exercise, namespace).reached == 1
    assert namespace.keys() - {"__builtins__"} == {"answer"} and capsys.readouterr() == ("", "")


def test_the_button_fills_the_table(release, shell):
    panel = progress.Panel(str(release))
    assert panel.shown.value == ""
    shell.user_ns["double"] = lambda x: 2
    panel.button.click()
    assert "Exercise 42.1: twice as much" in panel.shown.value and "<td>1 of 3</td>" in panel.shown.value
    assert "<strong>1 of 3 points</strong>" in panel.shown.value
    shell.user_ns["double"] = lambda x: 2 * x
    panel.button.click()
    assert "<td>3 of 3</td>" in panel.shown.value and "passes" in panel.shown.value and not panel.button.disabled


def test_messages_are_text_and_not_html(release, shell):
    shell.user_ns["double"] = lambda x: (_ for _ in ()).throw(ValueError("<img src=x>"))
    panel = progress.Panel(str(release))
    panel.button.click()
    assert "&lt;img src=x&gt;" in panel.shown.value and "<img" not in panel.shown.value


@pytest.mark.parametrize("content", [None, "{", "[]", json.dumps({"cells": [{}]})])
def test_a_notebook_that_is_gone_or_broken_is_told_in_a_sentence(tmp_path, shell, content):
    if content is not None:
        (tmp_path / "a.ipynb").write_text(content)
    panel = progress.Panel(str(tmp_path / "a.ipynb"))
    panel.button.click()
    assert "role='alert'" in panel.shown.value and "a.ipynb cannot be read as a notebook" in panel.shown.value and not panel.button.disabled


def test_the_panel_belongs_to_the_kernels_notebook(monkeypatch, release):
    monkeypatch.setenv("JPY_SESSION_NAME", str(release))
    assert progress.panel().path == str(release)
    monkeypatch.delenv("JPY_SESSION_NAME")
    assert "In JupyterLab a button stands here" in progress.panel().data
