# %% [markdown]
# # The chapter that is attacked
#
# Four exercises of two points each, small enough to be graded a hundred times.

# %%
import numpy as np

# %% [markdown] role="statement" exercise="double"
# ### Exercise 41.1: twice as much (2 points, ~5 min)
#
# `double(x)` is twice x, for numbers and arrays.

# %% role="answer" exercise="double"
def double(x):
    """Twice x."""
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION

# %% role="tests" exercise="double" case="numbers" points=1
assert double(1) == 2, "double(1) must be 2"
### BEGIN HIDDEN TESTS
assert double(-100) == -200, "double(-100) must be -200"
### END HIDDEN TESTS

# %% role="tests" exercise="double" case="arrays" points=1
import numpy as np

np.testing.assert_allclose(double(np.arange(3.0)), [0, 2, 4])
### BEGIN HIDDEN TESTS
np.testing.assert_allclose(double(np.full((2, 3), 0.25)), np.full((2, 3), 0.5))
### END HIDDEN TESTS

# %% [markdown] role="statement" exercise="average"
# ### Exercise 41.2: the mean (2 points, ~5 min)
#
# `average(values)` is the mean of a list of numbers; a `ValueError` for an empty one.

# %% role="answer" exercise="average"
def average(values):
    """The mean of a list."""
    ### BEGIN SOLUTION
    if not values:
        raise ValueError("no values")
    return sum(values) / len(values)
    ### END SOLUTION

# %% role="tests" exercise="average" case="values" points=1
from course.checks import check

check("average([1, 2, 6])", average([1, 2, 6]), 3.0)
### BEGIN HIDDEN TESTS
check("average([0.5, -7.25])", average([0.5, -7.25]), -3.375)
### END HIDDEN TESTS

# %% role="tests" exercise="average" case="empty" points=1
try:
    result = average([])
except ValueError:
    pass
else:
    raise AssertionError(f"average([]) returned {result!r} instead of raising a ValueError")

# %% [markdown] role="statement" exercise="name_of"
# ### Exercise 41.3: a name (2 points, ~5 min)
#
# `name_of(kind)` is the text "kernel" for "k" and "stride" for "s", and None for everything else.

# %% role="answer" exercise="name_of"
def name_of(kind):
    """The name behind a letter."""
    ### BEGIN SOLUTION
    return {"k": "kernel", "s": "stride"}.get(kind)
    ### END SOLUTION

# %% role="tests" exercise="name_of" case="known" points=1
assert name_of("k") == "kernel", "k stands for kernel"
### BEGIN HIDDEN TESTS
assert name_of("s") == "stride", "s stands for stride"
### END HIDDEN TESTS

# %% role="tests" exercise="name_of" case="unknown" points=1
assert name_of("q") is None, "q stands for nothing"
### BEGIN HIDDEN TESTS
assert name_of("kernel") is None, "kernel is no letter"
### END HIDDEN TESTS

# %% [markdown] role="statement" exercise="counts"
# ### Exercise 41.4: numbers to fill in (2 points, ~5 min)
#
# Fill in the dict: how many weights has a 3 by 3 kernel, and how many a 5 by 5 one?

# %% role="answer" exercise="counts"
counts = {
    "three": "?",
    "five": "?",
}
### BEGIN SOLUTION
counts = {"three": 9, "five": 25}
### END SOLUTION

# %% role="tests" exercise="counts" case="numbers" points=2
from course.checks import look_over, score_counts

look_over("counts", counts, {"three": "count", "five": "count"})
### BEGIN HIDDEN TESTS
score_counts("counts", counts, {"three": 9, "five": 25}, 2)
### END HIDDEN TESTS
