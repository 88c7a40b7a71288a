"""A course of one tiny chapter, for tests of the road."""

import shutil
from pathlib import Path

import pytest

from grader.build import build

ROOT = Path(__file__).parent.parent

TINY = '''# %% [markdown]
# # A tiny chapter

# %%
import numpy as np

# %% [markdown] role="statement" exercise="double"
# ### Exercise 42.1: twice as much (3 points, ~5 min)

# %% role="answer" exercise="double"
def double(x):
    """Twice x."""
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION

# %% role="tests" exercise="double" case="small" points=1
assert double(1) == 2, "double(1) must be 2"

# %% role="tests" exercise="double" case="large" points=2
import numpy as np

assert (double(np.ones(3)) == 2).all()
### BEGIN HIDDEN TESTS
assert double(-100) == -200, "double(-100) must be -200"
### END HIDDEN TESTS
'''


LONGEST = ["test_answers.py", "test_solutions.py", "test_browser.py", "test_attacks.py", "test_build.py", "test_term.py"]  # minutes each


def pytest_collection_modifyitems(items):
    """Begin with the files that take longest: they go to one core each, and none of them may be left for the end."""
    items.sort(key=lambda item: LONGEST.index(item.path.name) if item.path.name in LONGEST else len(LONGEST))


@pytest.fixture
def tiny_course(tmp_path):
    """A course folder with the chapter 42-tiny, not built yet."""
    root = tmp_path / "course-root"
    (root / "course" / "chapters").mkdir(parents=True)
    (root / "course" / "chapters" / "42-tiny.py").write_text(TINY)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    return root


@pytest.fixture(scope="session")
def built_once(tmp_path_factory):
    """A course folder with the chapter 42-tiny, built. For copying: building takes some seconds."""
    root = tmp_path_factory.mktemp("built-once")
    (root / "course" / "chapters").mkdir(parents=True)
    (root / "course" / "chapters" / "42-tiny.py").write_text(TINY)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    build(root, [])
    return root


@pytest.fixture
def built_course(tmp_path, built_once):
    """A course folder of one's own with the chapter 42-tiny, built."""
    return Path(shutil.copytree(built_once, tmp_path / "course-root"))


@pytest.fixture
def tiny_chapter(tiny_course):
    """The file of the chapter 42-tiny."""
    return tiny_course / "course" / "chapters" / "42-tiny.py"
