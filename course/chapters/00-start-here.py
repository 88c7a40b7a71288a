# %% [markdown]
# # 0. Start here
#
# This page is for your first quarter of an hour.
# It shows how the notebooks work, checks that everything is installed, and ends with one small exercise,
# so that nothing about the tools is new when chapter 1 begins.
#
# **When you are done, you can**
#
# - run cells, change them, and start afresh when something is in a muddle;
# - move an explorer with the mouse or the keyboard;
# - solve an exercise, read what a failed test says, and see your points;
# - hand in your work.
#
# **It takes** about 10 minutes to read and 5 minutes to solve.
# There are 2 points in one exercise. In the other chapters the last exercise is a **stretch**, for those who want more.
# The chapters share [a table of notation](../notation.md), and [a glossary](../glossary.md) that gives each term in Chinese.

# %% [markdown]
# ## 0.1 Cells
#
# A notebook is a list of **cells**. Some hold text, like this one, others hold Python.
# Click into the grey cell below and press Shift and Enter together. The cell runs, and the next one is selected.

# %%
print("It runs.")

# %% [markdown]
# What it printed stands below it, and `[1]` beside it: it was the first cell that ran.
# A star, `[*]`, means that a cell is still running.
#
# Cells share their names. What one defines, the others can use, in the order in which you *run* them, not in the order on the page.
# That is what usually goes wrong: a cell was changed and not run again, or one above was left out.
# The remedy is in the menu: **Kernel, Restart Kernel and Run All Cells**. Your text and code stay; only what Python remembered is forgotten.
# Notebooks are saved every two minutes, and whenever you press Ctrl and S (on a Mac Command and S).
#
# ## 0.2 Is everything there?
#
# The next cell asks your installation. Loading Paddle, the library that trains our networks, takes a few seconds.

# %%
from course import start

start.check_installation()

# %% [markdown]
# The versions need not be the ones that you see in the solved notebook.
# Where a line says MISSING, it also says what to do.
#
# > **In Paddle.** A graphics card (GPU) is used when Paddle sees one. To have it see one, Paddle's GPU edition must be installed;
# > it is not the one that pip finds by itself. Nothing in this course needs it.
#
# ## 0.3 Pictures and explorers
#
# A photograph is an array of numbers here: 0 is black, 1 is white, and the array has one number for each pixel.
# Arrays come from NumPy, which all chapters call `np`.

# %%
import numpy as np

from course import data, plots

temple = data.photograph("temple")
print(temple.shape, temple.min(), temple.max().round(3))

# %% [markdown]
# 160 rows and 240 columns, from black to almost white. Here it is as a picture:

# %%
plots.show(
    plots.pictures([temple], ["the temple, 160 rows and 240 columns"]),
    alt="A grey photograph of a temple tower before a pale sky; rows are numbered downwards, columns to the right.",
)

# %% [markdown]
# Every picture has a description for those who do not see it, which a screen reader reads.
#
# Now something to move, an **explorer**.
# Take the slider with the mouse, or reach it with the Tab key and use the arrow keys.
# How much can you add before most of the sky is cut off?

# %%
start.explore_brightness()

# %% [markdown]
# With 0.3 the sky is white all over; it was darker at the left, and that is lost. Cutting off destroys what was there;
# a network that gets such a picture cannot bring it back.
#
# ## 0.4 An exercise
#
# Exercises look like the one below: what to write, how many points it is worth, what the tests look at,
# and a hint that opens when you click it.
# Write your code where it says `YOUR CODE HERE`, in the place of the line that raises an error, and run the cell.
# Then run the two test cells below it.
# A test that passes prints nothing. One that fails says what it tried, what it got, what it expected, and often which mistake leads there.

# %% [markdown] role="statement" exercise="brighten"
# ### Exercise 0.1: brighter (2 points, ~5 min)
#
# ```python
# brighten(picture, amount) -> array of the same shape
# ```
#
# - `picture`: a NumPy array [rows, columns] of grey values from 0 to 1.
# - `amount`: a number, also below 0, that is added to every value.
# - What is then above 1 becomes 1, and what is below 0 becomes 0.
#
# **The tests look at** a picture that stays inside 0 and 1, and at pictures that must be cut off, above and below.
#
# <details><summary>Hint</summary>
#
# `picture + amount` adds to every element. `np.clip(array, 0, 1)` cuts off at both ends.
# </details>

# %% role="answer" exercise="brighten"
def brighten(picture, amount):
    """The picture with amount added to every grey value, cut off at 0 and 1."""
    ### BEGIN SOLUTION
    return np.clip(picture + amount, 0, 1)
    ### END SOLUTION


# %% role="tests" exercise="brighten" case="adds" points=1
# A picture that needs no cutting off (1 point)
import numpy as np

from course.checks import check

x = np.array([[0.2, 0.5, 0.4], [0.3, 0.25, 0.6]])
check(
    "brighten(x, 0.25) for x = [[0.2, 0.5, 0.4], [0.3, 0.25, 0.6]]",
    brighten(x, 0.25),
    x + 0.25,
    mistakes={
        "The amount is a factor here; it is to be added.": x * 0.25,
        "The picture is made brighter by a share of itself; add the amount.": x * 1.25,
        "The amount is taken away; it is to be added.": x - 0.25,
    },
)
### BEGIN HIDDEN TESTS
x = np.array([[0.9, 0.5], [0.7, 0.625], [0.51, 0.8]])
check("brighten of a picture with 3 rows, amount -0.5", brighten(x, -0.5), x - 0.5)
### END HIDDEN TESTS

# %% role="tests" exercise="brighten" case="cuts_off" points=1
# Pictures that must be cut off, above and below (1 point)
import numpy as np

from course.checks import check


def try_cutting(x, amount, case):
    """Compare with min and max, and with what usual mistakes give."""
    sums = x + amount
    check(
        case,
        brighten(x, amount),
        np.minimum(np.maximum(sums, 0), 1),
        mistakes={
            "The values above 1 are not cut off.": np.maximum(sums, 0),
            "The values below 0 are not cut off.": np.minimum(sums, 1),
            "The values are wrapped round; those above 1 become 1.": sums % 1,
        },
    )


x = np.array([[0.1, 0.5, 0.9]])
try_cutting(x, 0.25, "brighten(x, 0.25) for x = [[0.1, 0.5, 0.9]]")
try_cutting(x, -0.25, "brighten(x, -0.25) for x = [[0.1, 0.5, 0.9]]")
### BEGIN HIDDEN TESTS
x = np.random.default_rng(0).uniform(size=(5, 4))
for amount in (0.7, -0.35):
    try_cutting(x, amount, f"brighten of a picture with 5 rows and 4 columns, amount {amount}")
### END HIDDEN TESTS

# %% [markdown]
# Both silent? Then your function does what the explorer did:

# %%
plots.show(
    plots.pictures([temple, brighten(temple, -0.4)], ["the temple", "0.4 taken away"]),
    alt="Left: the temple. Right: the same with 0.4 taken from every pixel; the roofs are black without detail.",
)

# %% [markdown]
# ## 0.5 Your points, and handing in
#
# Three ways to see how far you are:
#
# - **Run a test cell**, as you just did.
# - **The button at the end of each chapter** runs all its test cells on the answers that Python knows now.
# - **Validate**, above the notebook, runs the whole notebook afresh, from the first cell to the last, as grading does.
#   It finds what the others cannot: an answer that works only because of a cell that you have deleted since. Save before.
#
# When your work is graded, each test runs a few more cases than you see. An answer made for the visible ones only will not do.
#
# To hand in, give your instructor the notebook under the name that it has, or use the way that they told you.
# Keep the test cells as they are; changes to them are put back.
#
# ## Your points
#
# The button tries all exercises of this chapter on the answers that Python knows now, with the tests that you can see.

# %%
from course import progress

progress.panel()

# %% [markdown]
# ## Summary
#
# - Shift and Enter runs a cell; cells run in the order in which you run them.
# - When in doubt: Kernel, Restart Kernel and Run All Cells. Nothing that you wrote is lost.
# - Silent tests have passed; failed ones say what they tried.
# - Validate before you hand in.
#
# ## Check yourself
#
# <details><summary>You changed a function and ran its test, but the test still says the same. What did you forget?</summary>
#
# To run the cell of the function. Until then Python has the old one.
# </details>
#
# <details><summary>All tests are silent, and Validate fails with "name 'helper' is not defined". How can that be?</summary>
#
# You defined `helper` in a cell that is gone, or that stands further down. Python still remembers it; a fresh start does not.
# </details>
#
# ## What comes next
#
# Chapter 1 builds the operation that all of this course rests on: a small table of weights that slides over a picture.
