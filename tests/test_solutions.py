"""Every chapter's solution is executed afresh, from the first cell to the last, as it is when the chapter is built."""

import pytest
from chapter_tools import CHAPTERS, ROOT

from grader.build import execute, solution_notebook
from grader.course_root import course_config


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_solution_runs_without_an_error_or_a_warning(name):
    notebook = solution_notebook(CHAPTERS[name])
    execute(CHAPTERS[name], notebook, course_config(ROOT))  # raises at the first error
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert [output.text for output in outputs if output.get("name") == "stderr"] == []
    assert all(cell.execution_count for cell in notebook.cells if cell.cell_type == "code")
