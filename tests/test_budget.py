"""What a lesson computes while work is graded, and otherwise."""

import pytest

from course import budget


@pytest.mark.parametrize("value, seen", [("grading", [0]), ("quick", [0, 1, 2]), (None, [0, 1, 2])])
def test_only_the_first_step_is_done_while_work_is_graded(monkeypatch, value, seen):
    monkeypatch.delenv("COURSE_BUDGET", raising=False)
    if value:
        monkeypatch.setenv("COURSE_BUDGET", value)
    assert list(budget.patiently(range(3))) == seen
    assert list(budget.patiently([])) == []


def test_a_slow_loop_is_cut_short_and_says_so(monkeypatch, capsys):
    monkeypatch.delenv("COURSE_BUDGET", raising=False)
    assert list(budget.patiently(range(1), seconds=0)) == [0]
    assert capsys.readouterr().out == ""
    assert list(budget.patiently(range(3), seconds=0)) == [0]
    assert capsys.readouterr().out == "stopped after 1 of 3, because 0 seconds were over\n"


@pytest.mark.parametrize("value, gpu, level, chosen", [
    ("quick", True, "quick", 5), ("full", False, "full", 20), ("grading", True, "grading", 5), ("", True, "full", 20), (None, False, "quick", 5),
])  # fmt: skip
def test_the_variable_decides_and_without_it_the_gpu(monkeypatch, capsys, value, gpu, level, chosen):
    monkeypatch.delenv("COURSE_BUDGET", raising=False)
    if value is not None:
        monkeypatch.setenv("COURSE_BUDGET", value)
    monkeypatch.setattr(budget, "has_gpu", lambda: gpu)
    assert budget.choose("epochs", quick=5, full=20) == chosen
    assert capsys.readouterr().out == f"Budget {level}: epochs = {chosen}\n"


def test_an_unknown_budget_is_refused(monkeypatch):
    monkeypatch.setenv("COURSE_BUDGET", "Quick")
    with pytest.raises(ValueError, match="COURSE_BUDGET is 'Quick'; set it to quick, full or grading"):
        budget.level()
