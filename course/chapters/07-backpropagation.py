# %% [markdown]
# # 7. Backpropagation: the way back
#
# You can send a picture through convolution, normalization, activation and pooling, and get ten scores.
# At first the scores are worthless, because the weights are random.
# This chapter goes the way back: from one number that says how wrong the scores are,
# through every operator, to one number for each weight that says which way to turn it.
# At the end a network that you wrote in NumPy, to the last line, reads handwritten digits.
#
# **When you are done, you can**
#
# - use the chain rule on arrays, and say what every gradient's shape must be;
# - write the backward pass of convolution, average and max pooling, ReLU and batch normalization;
# - check any gradient by numbers, and say what the check can and cannot see;
# - compare a network's gradients with those of Paddle's autograd, parameter by parameter;
# - train a network in NumPy, and find its faults in the right order: loss at the start, ten pictures, then all.
#
# **It takes** about 70 minutes to read and 190 minutes to solve.
# You need convolution with channels, stride and padding (chapters 1 to 3), pooling and softmax (4), batch normalization (5).
# There are 37 points in six exercises; the last one is a stretch.
# The symbols are those of [the table of notation](../notation.md); [the glossary](../glossary.md) gives each term in Chinese.

# %% [markdown]
# The first cell loads NumPy, SciPy's convolutions to compare with, and the course's own small library.

# %%
import numpy as np
from scipy.signal import convolve2d, correlate2d

from course import backpropagation, budget, plots

# %% [markdown]
# ## 7.1 One kernel, there and back
#
# We begin with the smallest example there is, the picture and the kernel of chapter 1.
# The kernel gives four outputs $y$. Somebody tells us what they should have been: the target $t$.
# The **loss** $L$ is one number that says how far off we are, here half the sum of squared differences:

# %%
x = np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
w = np.array([[0, 1], [2, 3]])
y = correlate2d(x, w, mode="valid")
target = np.array([[24, 31], [44, 47]])
print("y:", y.tolist(), " loss:", 0.5 * ((y - target) ** 2).sum())

# %% [markdown]
# The loss is 3 = ½ (1² + 0² + 1² + 2²). How does it change if we turn the first weight up a little?
# Nothing stops us from trying:

# %%
nudged = w + np.array([[0.001, 0], [0, 0]])
loss = 0.5 * ((correlate2d(x, nudged, mode="valid") - target) ** 2).sum()
print("change of the loss for a nudge of 0.001:", round(loss - 3, 6))

# %% [markdown]
# About 0.007, so seven times the nudge. That factor is the **gradient** of the loss with respect to the weight,
# $\partial L/\partial w_{0,0}$. In code we write `dw` for all of them together; it has the shape of `w`.
# Trying costs one forward pass for each weight. Real networks have millions of weights, so we want all factors at once.
#
# The **chain rule** does it. The weight $w_{u,v}$ moves the output $y_{i,j}$, and the output moves the loss.
# Multiply along each way, and add over all ways:
#
# $$ \frac{\partial L}{\partial w_{u,v}} = \sum_{i,j} \frac{\partial L}{\partial y_{i,j}} \;
# \frac{\partial y_{i,j}}{\partial w_{u,v}} = \sum_{i,j} dy_{i,j}\; x_{i+u,\,j+v} . $$
#
# The first factor is $dy = y - t$, because the loss is half a square.
# The second is the pixel that the weight was multiplied with. For the first weight:

# %%
dy = y - target
print("dy:", dy.tolist(), " dw[0, 0]:", 1 * 1 + 0 * 2 + (-1) * 4 + 2 * 5)

# %% [markdown]
# Seven, as the nudge said. The next figure has the whole calculation as a **computational graph**.
# Solid arrows run forward and carry values. Dashed arrows run backward and carry gradients; every box gets its gradient
# from the box behind it, and needs nothing else but its own values. That is **backpropagation**.

# %%
plots.show(
    backpropagation.computational_graph(x, w, target),
    alt=(
        "Boxes for x, w, y and L, joined by solid arrows forward and dashed arrows backward. y is"
        " 25 31, 43 49 and its gradient 1 0, -1 2. L is 3 and its gradient 1. The gradient of w is"
        " 7 9, 13 15; that of x is 0 1 0, 2 2 2, -2 1 6."
    ),
)

# %% [markdown]
# Look at `dx`, the gradient of the picture. Nobody trains a picture, but in a deep network
# this picture is the output of the layer before, and that layer needs to know its `dy`.
# The middle pixel, 5, was used in four windows, so four ways lead from it to the loss:
#
# $$ dx_{1,1} = 1\cdot 3 + 0 \cdot 2 + (-1)\cdot 1 + 2 \cdot 0 = 2 . $$
#
# Two rules are enough for the whole chapter:
#
# - **What is used several times gets the sum.** A weight serves every window, a pixel lies in several windows.
# - **A gradient has the shape of its array.** If `dw.shape != w.shape`, stop and look.

# %% [markdown]
# ## 7.2 Can we believe it?
#
# A wrong gradient raises no error. The network still learns, only worse, and you look for the reason in the wrong place.
# Therefore nobody trusts a backward pass that has not been checked against numbers.
#
# The nudge from above is such a check. The **forward difference** $(f(x + h) - f(x)) / h$ goes one step to the right.
# The **central difference** goes to both sides, for twice the price:
#
# $$ f'(x) \approx \frac{f(x + h) - f(x - h)}{2h} . $$
#
# How small should the step $h$ be? The next cell tries steps from 0.1 down to $10^{-12}$ on $f(x) = x^3$ at $x = 2$,
# whose derivative is 12.

# %%
for step in (1e-1, 1e-3, 1e-5, 1e-8, 1e-12):
    forward = ((2 + step) ** 3 - 2**3) / step
    central = ((2 + step) ** 3 - (2 - step) ** 3) / (2 * step)
    print(f"step {step:.0e}  forward off by {forward - 12:8.1e}  central by {central - 12:8.1e}")

# %% [markdown]
# Smaller is better at first: the forward difference is off by about $6h$, the central one by only $h^2$.
# Then it turns. With a step of $10^{-12}$ the central difference is a thousand times worse than with $10^{-3}$:
# the two values of $f$ agree in nearly all of their 16 digits, and subtracting leaves what was rounding.
# The first part is called **truncation error**, the second **rounding error**.
#
# Move the step along both lines, then switch to float32. The third function waits for section 7.3.

# %%
backpropagation.explore_step_size()

# %% [markdown]
# On the right, the lines fall with the step: slope 1 for the forward, slope 2 for the central difference.
# On the left, both climb again like a ragged $1/h$, where digits are lost.
# In float64 a central step of $10^{-5}$ is near the bottom, with about ten digits right.
# In float32 the best that you can get is about five digits, at a step of about $10^{-2}$.
# So: **central differences, float64, step $10^{-5}$**.
#
# And how far apart may gradient and number be? Compare relatively, as 0.001 is much for a gradient of 0.002
# and nothing for one of 5,000.

# %% [markdown] role="statement" exercise="gradient_check"
# ### Exercise 7.1: the gradient check (5 points, ~25 min)
#
# ```python
# gradient_check(f, x, gradient, step=1e-5) -> number
# ```
#
# - `f` takes an array of the shape of `x` and returns one number. `x` and `gradient` have the same shape, whatever it is.
# - For each entry of `x`, compute the central difference $n$ of `f` with the given step, all other entries left alone.
# - The *relative difference* of an entry is $|g - n| \,/ \max(|g|,\, |n|,\, 10^{-3})$, where $g$ is the gradient's entry.
#   The last number keeps rounding from raising an alarm where both are nearly zero.
# - Return the largest relative difference of all entries.
# - When you are done, `x` must hold what it held before. It may hold whole numbers.
#
# **The tests look at** right and wrong gradients, the step, arrays with one to four axes, tiny gradients, and with which
# arrays you call `f`.
#
# <details><summary>Hint</summary>
#
# `for index in np.ndindex(x.shape)` walks through all entries of an array with any number of axes.
# Make a copy of `x` as floats, `x.astype(float)`, change one entry, call `f`, change it to the other side, call `f`, put it back.
# </details>


# %% role="answer" exercise="gradient_check"
def gradient_check(f, x, gradient, step=1e-5):
    """The largest relative difference between a gradient of f at x and central differences."""
    ### BEGIN SOLUTION
    moved = x.astype(float)  # a copy, and in float64
    worst = 0.0
    for index in np.ndindex(x.shape):
        moved[index] = x[index] + step
        above = f(moved)
        moved[index] = x[index] - step
        below = f(moved)
        moved[index] = x[index]
        number, given = (above - below) / (2 * step), gradient[index]
        worst = max(worst, abs(given - number) / max(abs(given), abs(number), 1e-3))
    return worst
    ### END SOLUTION


# %% role="tests" exercise="gradient_check" case="right_and_wrong" points=2
# A right gradient and wrong ones (2 points)
import numpy as np

from course.checks import check


def squares(a):
    return float((a**2).sum())


x = np.array([1.0, -2.0, 3.0])
check(
    "gradient_check of the sum of squares at [1, -2, 3] with the gradient [2, -4, 7], of which the"
    " last entry should be 6",
    gradient_check(squares, x.copy(), np.array([2.0, -4.0, 7.0])),
    1 / 7,
    mistakes={
        "The difference is not relative: divide by the larger of |g| and |n|.": 1.0,
        "The difference is divided by |n| alone; take the larger of |g| and |n|.": 1 / 6,
        "The difference is divided by |g| + |n|; take the larger of the two.": 1 / 13,
        "The mean is returned; the largest is asked for.": 1 / 21,
        "The smallest is returned; the largest is asked for.": 0.0,
        "Every gradient passes: is the largest difference kept?": 0.0,
    },
)
### BEGIN HIDDEN TESTS
for name, wrong, expected, mistakes in [
    ("a gradient that is right", [2.0, -4.0, 6.0], 0.0, {}),
    (
        "a gradient with two wrong entries, of which the first is worse",
        [4.0, -4.0, 7.2],
        0.5,
        {
            "Only the last entry counts: keep the largest.": 1 / 6,
            "They are added up.": 2 / 3,
            "Each entry is divided by its own size, not by the size of the largest.": 2 / 7.2,
        },
    ),
    (
        "a gradient whose last entry is too small, 3 for 6",
        [2.0, -4.0, 3.0],
        0.5,
        {
            "Differences need their absolute value: too small is as wrong as too large.": 0.0,
            "The difference is divided by |g| alone; take the larger of |g| and |n|.": 1.0,
        },
    ),
    (
        "a gradient with a wrong sign in the middle",
        [2.0, 4.0, 6.0],
        2.0,
        {"Absolute values are compared; the sign counts, too.": 0.0},
    ),
    ("a gradient that is right but for its first entry, 0", [0.0, -4.0, 6.0], 1.0, {}),
    (
        "a gradient whose first entry is wrong by 0.5 and whose last by 1",
        [2.5, -4.0, 7.0],
        0.2,
        {
            "Largest is meant of the relative differences: make each relative, then compare.": 1 / 7,
        },
    ),
]:
    case = f"gradient_check of the sum of squares at [1, -2, 3] with {name}, {wrong}"
    check(case, gradient_check(squares, x.copy(), np.array(wrong)), expected, mistakes)
### END HIDDEN TESTS

# %% role="tests" exercise="gradient_check" case="central" points=1
# Central differences with the step asked for (1 point)
import numpy as np

from course.checks import check


def cubes(a):
    return float((a**3).sum())


def relative(g, n):
    return abs(g - n) / max(abs(g), abs(n))


check(
    "gradient_check of x³ at [2] with its gradient 12 and step=0.5; the central difference is 12.25",
    gradient_check(cubes, np.array([2.0]), np.array([12.0]), step=0.5),
    0.25 / 12.25,
    mistakes={
        "The step is not used.": 0.0,
        "This is a forward difference; go to both sides.": relative(12, 15.25),
        "This is a backward difference; go to both sides.": relative(12, 9.25),
        "Both points are one step away, so divide by twice the step.": relative(12, 24.5),
        "Both points are half a step away; take a whole step to each side.": relative(12, 12.0625),
    },
)
### BEGIN HIDDEN TESTS
for at, step in [(1.0, 0.25), (-3.0, 0.1), (0.5, 1e-2)]:
    case = f"gradient_check of x³ at [{at}] with its gradient and step={step}"
    got = gradient_check(cubes, np.array([at]), np.array([3 * at**2]), step)
    forward = 3 * at**2 + 3 * at * step + step**2
    mistakes = {
        "The step is not used.": 0.0,
        "This is a forward difference; go to both sides.": relative(3 * at**2, forward),
    }
    check(case, got, relative(3 * at**2, 3 * at**2 + step**2), mistakes, tolerance=1e-8)
case = "gradient_check of x³ at [2, -1] with its gradient and the usual step of 1e-5"
got = gradient_check(cubes, np.array([2.0, -1.0]), np.array([12.0, 3.0]))
check(case, got, 0.0, tolerance=1e-8)
got = gradient_check(cubes, np.array([2.0]), np.array([9.0]))
check("gradient_check of x³ at [2] with 9 for 12", got, 0.25)
### END HIDDEN TESTS

# %% role="tests" exercise="gradient_check" case="arrays" points=2
# Arrays with several axes, and x left alone (2 points)
import numpy as np

from course.checks import check

calls = []


def f(a):
    """A function in which every entry has a weight of its own; it notes with what it was called."""
    calls.append(np.array(a))
    return float((np.arange(1, a.size + 1) * np.sin(a).ravel()).sum())


def gradient_of_f(a):
    return (np.arange(1, a.size + 1) * np.cos(a).ravel()).reshape(a.shape)


def try_it(case, x, gradient, expected, mistakes=None):
    calls.clear()
    before = x.copy()
    got = gradient_check(f, x, gradient)
    assert np.array_equal(x, before), f"{case}: x has changed; put every entry back, or use a copy."
    for call in calls:
        assert call.shape == x.shape, (
            f"{case}: f was called with an array of shape {list(call.shape)}, x has {list(x.shape)}."
        )
        moved = np.abs(call - before) > 1e-12
        assert moved.sum() <= 1, (
            f"{case}: f was called with {moved.sum()} entries moved at once; put an entry back"
            " before you move the next."
        )
    check(case, got, expected, mistakes, tolerance=1e-5)


x = np.array([[0.5, -1.0, 2.0], [1.5, 0.1, -0.3]])
wrong = gradient_of_f(x)
wrong[0, 1] /= 2
try_it("gradient_check on an array [2, 3] whose gradient is wrong at [0, 1] by half", x, wrong, 0.5)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(1)
for shape in [(4,), (3, 2), (2, 1, 3), (1, 2, 2, 2)]:
    x = rng.normal(size=shape)
    case = f"gradient_check on an array {list(shape)}"
    try_it(f"{case} with a right gradient", x, gradient_of_f(x), 0.0)
    for entry in (0, -1):
        wrong = gradient_of_f(x)
        wrong.flat[entry] *= 0.75
        where = "first" if entry == 0 else "last"
        try_it(f"{case} whose gradient is wrong in its {where} entry", x, wrong, 0.25)
x = np.array([[0, 1], [2, -1]])
wrong = gradient_of_f(x)
wrong[1, 0] *= 0.8
try_it("gradient_check on whole numbers, x of type int, whose gradient is wrong", x, wrong, 0.2)


def nearly_flat(a):
    return float(1 + 1e-4 * a.sum())


got = gradient_check(nearly_flat, np.array([1.0, 2.0]), np.array([1e-4, 0.0]))
check(
    "gradient_check where the true gradient is [0.0001, 0.0001] and the given one [0.0001, 0]",
    got,
    0.1,
    {"The 10⁻³ under the fraction is missing.": 1.0, "The difference is not relative.": 1e-4},
    tolerance=1e-4,
)
### END HIDDEN TESTS

# %% [markdown]
# Your check on the tiny example. `loss_of_kernel` is the loss as a function of the kernel alone;
# the wrong gradient has one entry turned around.

# %%
def loss_of_kernel(kernel):
    return 0.5 * ((correlate2d(x, kernel, mode="valid") - target) ** 2).sum()


x, w = np.arange(1.0, 10).reshape(3, 3), np.array([[0.0, 1], [2, 3]])
print("right gradient:", gradient_check(loss_of_kernel, w, np.array([[7.0, 9], [13, 15]])))
print("wrong gradient:", gradient_check(loss_of_kernel, w, np.array([[7.0, 9], [-13, 15]])))

# %% [markdown]
# The right one agrees to about ten digits or better, the wrong one is off by 2: same size, opposite sign.
# As a rule, below $10^{-6}$ a gradient is right, above $10^{-3}$ it is wrong, and between them you look closer.
# From here on, every gradient of the lesson is checked, by a line that *asserts* and does not merely print.

# %% [markdown]
# ## 7.3 Gradients that only move: ReLU and pooling
#
# ReLU lets positive numbers pass and makes the others zero. So its gradient passes where $x$ was positive, and stops elsewhere.

# %%
def relu(x):
    return np.maximum(x, 0)


def relu_backward(dy, x):
    return dy * (x > 0)


print("gradient at 0, -1, 1:", relu_backward(np.ones(3), np.array([0.0, -1, 1])))

# %% [markdown]
# At 0 the curve has a **kink**, and no derivative: from the left it is 0, from the right 1.
# Any number between them would do; 0 is the custom. The check does not know about customs:

# %%
for place in (0.5, 1e-6):
    difference = gradient_check(lambda a: relu(a).sum(), np.array([place]), np.array([1.0]))
    print(f"at {place}: relative difference {difference:.2g}")

# %% [markdown]
# At 0.5 all is well. At a millionth, the step of $10^{-5}$ reaches over the kink, and the check cries wolf with 0.45.
# The gradient there is right. When one entry out of hundreds fails near a kink, try another seed or a smaller step
# before you doubt your code. That was the third function of the explorer above.
#
# Pooling next. Both poolings look at windows, and we shall need windows again and again, so here is a small tool:
# for each of the $k_h \cdot k_w$ places of a window, it gives the index of that place in *all* windows at once.

# %%
def pair(value):
    """One number means both sides: 2 is (2, 2)."""
    return (value, value) if np.ndim(value) == 0 else tuple(value)


def places(shape, kernel, stride):
    """For each place of a window, in row order: the index of its pixels in x [N, C, H, W]."""
    (k_h, k_w), (s_h, s_w) = pair(kernel), pair(stride)
    rows, columns = (shape[2] - k_h) // s_h + 1, (shape[3] - k_w) // s_w + 1
    for u in range(k_h):
        for v in range(k_w):
            yield ..., slice(u, u + s_h * rows, s_h), slice(v, v + s_w * columns, s_w)


# %% [markdown]
# `x[place]` has the shape of the output, `[N, C, rows, columns]`.
# With it the two poolings of chapter 4 are one line each, without any loop over pixels.

# %%
from functools import reduce


def average_pool(x, kernel, stride=None):
    index = list(places(x.shape, kernel, stride or kernel))
    return sum(x[place] for place in index) / len(index)


def max_pool(x, kernel, stride=None):
    return reduce(np.maximum, (x[place] for place in places(x.shape, kernel, stride or kernel)))


x = np.array([[1.0, 2, 4, 3], [5, 0, 1, 4]]).reshape(1, 1, 2, 4)
print("average:", average_pool(x, 2).ravel(), " max:", max_pool(x, 2).ravel())

# %% [markdown]
# The first window holds 1, 2, 5, 0: mean 2, maximum 5. The second holds 4, 3, 1, 4: mean 3, maximum 4.
# (You wrote such functions in chapter 4; paste yours over these if you like. Ours take `[N, C, H, W]` and no padding.)
#
# Now backward. An average of four pixels moves by a quarter of what each pixel moves.
# So every pixel of the window gets a quarter of the output's gradient, whatever the pixels are.
# Where windows overlap, the pixel gets a share from each, and the shares add up.

# %% [markdown] role="statement" exercise="average_pool_backward"
# ### Exercise 7.2: average pooling, backward (3 points, ~15 min)
#
# ```python
# average_pool_backward(dy, x, kernel, stride=None) -> dx
# ```
#
# - `x`: `[N, C, H, W]`, what average pooling got; `kernel` and `stride`: one number or a pair; no stride means stride = kernel.
# - `dy`: the gradient of the loss with respect to the output, `[N, C, rows, columns]`.
# - Return `dx`, of the shape of `x`, as floats. Pixels that no window reaches get 0.
#
# **The tests look at** windows that tile the picture, windows that overlap, sizes that are not square, and leftover pixels.
#
# <details><summary>Hint</summary>
#
# Start from `dx = np.zeros(x.shape)`, walk through the places, and *add*: `dx[place] += …`.
# </details>


# %% role="answer" exercise="average_pool_backward"
def average_pool_backward(dy, x, kernel, stride=None):
    """Gradient of average pooling: an equal share for every pixel of a window."""
    ### BEGIN SOLUTION
    dx = np.zeros_like(x, dtype=dy.dtype)
    index = list(places(x.shape, kernel, stride or kernel))
    for place in index:
        dx[place] += dy / len(index)
    return dx
    ### END SOLUTION


# %% role="tests" exercise="average_pool_backward" case="tiles" points=1
# Windows that tile the picture (1 point)
import numpy as np

from course import backpropagation_mistakes
from course.checks import check

x = np.array([[1.0, 2, 4, 3, 0, 1], [5, 0, 1, 4, 2, 2]]).reshape(1, 1, 2, 6)
dy = np.array([4.0, -8, 12]).reshape(1, 1, 1, 3)
check(
    "average_pool_backward of a 2×6 picture, kernel 2, with dy = [4, -8, 12]",
    average_pool_backward(dy, x, 2),
    np.array([[1.0, 1, -2, -2, 3, 3], [1, 1, -2, -2, 3, 3]]).reshape(1, 1, 2, 6),
    backpropagation_mistakes.average_pool(dy, x, 2),
)
### BEGIN HIDDEN TESTS
import paddle.nn.functional as F

from course.backpropagation import paddle_gradients

rng = np.random.default_rng(1)
for shape, kernel in [((2, 3, 4, 6), 2), ((3, 2, 6, 6), 3), ((1, 2, 4, 9), (2, 3))]:
    x = rng.normal(size=shape)
    k_h, k_w = np.broadcast_to(kernel, 2)
    dy = rng.normal(size=(*shape[:2], shape[2] // k_h, shape[3] // k_w))
    expected = paddle_gradients(lambda t: F.avg_pool2d(t, kernel), dy, x)[0]
    case = f"average_pool_backward on x {list(shape)} with kernel={kernel}"
    known = backpropagation_mistakes.average_pool(dy, x, kernel)
    check(case, average_pool_backward(dy, x, kernel), expected, known, tolerance=1e-5)
got = average_pool_backward(2 * dy, x.round().astype(int), kernel)
known = {"This is what an earlier call returned, or holds it: begin with zeros.": 3 * expected}
check(f"{case}, x of whole numbers and dy doubled", got, 2 * expected, known, tolerance=1e-5)
### END HIDDEN TESTS

# %% role="tests" exercise="average_pool_backward" case="overlap" points=2
# Windows that overlap, or leave pixels over (2 points)
import numpy as np

from course import backpropagation_mistakes
from course.checks import check

x = np.array([[1.0, 9, 2], [3, 4, 5]]).reshape(1, 1, 2, 3)
dy = np.array([4.0, 8]).reshape(1, 1, 1, 2)
check(
    "average_pool_backward of [[1, 9, 2], [3, 4, 5]], kernel=2, stride=1, dy = [4, 8]",
    average_pool_backward(dy, x, 2, 1),
    np.array([[1.0, 3, 2], [1, 3, 2]]).reshape(1, 1, 2, 3),
    backpropagation_mistakes.average_pool(dy, x, 2, 1),
)
### BEGIN HIDDEN TESTS
import paddle.nn.functional as F

from course.backpropagation import paddle_gradients
from course.by_hand import check_by_hand

rng = np.random.default_rng(2)
for shape, kernel, stride in [
    ((2, 3, 5, 7), 3, 2),
    ((1, 2, 7, 6), (2, 3), (1, 2)),
    ((2, 1, 8, 5), (3, 2), (2, 1)),
    ((2, 2, 7, 9), 2, 3),
    ((1, 3, 5, 5), 2, None),
]:
    x = rng.normal(size=shape)
    k, s = np.broadcast_to(kernel, 2), np.broadcast_to(stride or kernel, 2)
    dy = rng.normal(size=(*shape[:2], *((shape[2:] - k) // s + 1)))
    expected = paddle_gradients(lambda t: F.avg_pool2d(t, kernel, stride), dy, x)[0]
    case = f"average_pool_backward on x {list(shape)} with kernel={kernel}, stride={stride}"
    known = backpropagation_mistakes.average_pool(dy, x, kernel, stride)
    check(case, average_pool_backward(dy, x, kernel, stride), expected, known, tolerance=1e-5)
check_by_hand(In, "average_pool_backward")
### END HIDDEN TESTS

# %% [markdown]
# Max pooling passes on one pixel of the window and ignores the others.
# Nudge a loser, and the output does not move at all. Nudge the winner, and the output moves as much.
# So **the gradient goes to the winner**, undivided, and the losers get nothing:

# %%
x = np.array([[1, 2, 4, 3], [5, 0, 1, 4]])
dx = np.array([[0, 0, -8, 0], [4, 0, 0, 0]])
plots.show(
    plots.number_grids([x, [[5, 4]], [[4, -8]], dx], ["x", "y", "dy", "dx"], signs="→ →"),
    alt=(
        "Max pooling of the picture 1 2 4 3, 5 0 1 4 gives 5 and 4. The gradients 4 and -8 go back"
        " to the 5 in the second row and to the first 4 in the first row; all other pixels get 0."
    ),
)

# %% [markdown]
# The second window has two winners, both 4. Again a kink, again a custom: the **first in row order** gets all of it.
#
# > **In Paddle.** `max_pool2d` gives the whole gradient to the first maximum in row order, as we do (measured on 3.3.1).
# > But `paddle.max` and `paddle.maximum` share it equally among the winners.
# > Ties are not rare: after ReLU, whole windows are 0. There the gradient is stopped by ReLU anyway.

# %% [markdown] role="statement" exercise="max_pool_backward"
# ### Exercise 7.3: max pooling, backward (5 points, ~25 min)
#
# ```python
# max_pool_backward(dy, x, kernel, stride=None) -> dx
# ```
#
# - The arguments are those of `average_pool_backward`.
# - Each output's gradient goes to the largest pixel of its window; among equal ones to the first in row order.
# - A pixel that wins in several windows gets the sum.
#
# **The tests look at** tiles, windows that overlap, sizes that are not square, leftover pixels, and ties.
#
# <details><summary>Hint</summary>
#
# Two loops over the output's rows and columns are fine: in each window, `argmax` finds the first largest pixel.
# Faster, with the places: a place wins where `x[place] == y` and no earlier place has won there.
# </details>


# %% role="answer" exercise="max_pool_backward"
def max_pool_backward(dy, x, kernel, stride=None):
    """Gradient of max pooling: it goes to the first largest pixel of each window."""
    ### BEGIN SOLUTION
    y = max_pool(x, kernel, stride)
    dx = np.zeros_like(x, dtype=dy.dtype)
    open_windows = np.ones_like(y, dtype=bool)  # those whose winner is not found yet
    for place in places(x.shape, kernel, stride or kernel):
        wins = (x[place] == y) & open_windows
        dx[place] += dy * wins
        open_windows &= ~wins
    return dx
    ### END SOLUTION


# %% role="tests" exercise="max_pool_backward" case="tiles" points=1
# The winner takes it all (1 point)
import numpy as np

from course import backpropagation_mistakes
from course.checks import check

x = np.array([[1.0, 2, 4, 3], [5, 0, 1, 2]]).reshape(1, 1, 2, 4)
dy = np.array([4.0, -8]).reshape(1, 1, 1, 2)
check(
    "max_pool_backward of [[1, 2, 4, 3], [5, 0, 1, 2]], kernel 2, with dy = [4, -8]",
    max_pool_backward(dy, x, 2),
    np.array([[0.0, 0, -8, 0], [4, 0, 0, 0]]).reshape(1, 1, 2, 4),
    backpropagation_mistakes.max_pool(dy, x, 2),
)
### BEGIN HIDDEN TESTS
import paddle.nn.functional as F

from course.backpropagation import paddle_gradients

rng = np.random.default_rng(3)
for shape, kernel in [((2, 3, 4, 6), 2), ((3, 2, 6, 6), 3), ((1, 2, 4, 2), 2)]:
    x = rng.normal(size=shape) - 1  # mostly negative: 0 is no good starting value for a maximum
    dy = rng.normal(size=(*shape[:2], shape[2] // kernel, shape[3] // kernel))
    expected = paddle_gradients(lambda t: F.max_pool2d(t, kernel), dy, x)[0]
    case = f"max_pool_backward on x {list(shape)}, mostly negative, with kernel={kernel}"
    known = backpropagation_mistakes.max_pool(dy, x, kernel)
    check(case, max_pool_backward(dy, x, kernel), expected, known, tolerance=1e-5)
known = {"This is what an earlier call returned, or holds it: begin with zeros.": 3 * expected}
got = max_pool_backward(2 * dy, x, kernel)
check(f"{case}, dy doubled", got, 2 * expected, known, tolerance=1e-5)
### END HIDDEN TESTS

# %% role="tests" exercise="max_pool_backward" case="overlap" points=2
# Windows that overlap (2 points)
import numpy as np

from course import backpropagation_mistakes
from course.checks import check

x = np.array([[1.0, 9, 2], [3, 4, 5]]).reshape(1, 1, 2, 3)
dy = np.array([4.0, 8]).reshape(1, 1, 1, 2)
check(
    "max_pool_backward of [[1, 9, 2], [3, 4, 5]], kernel=2, stride=1, dy = [4, 8]: 9 wins twice",
    max_pool_backward(dy, x, 2, 1),
    np.array([[0.0, 12, 0], [0, 0, 0]]).reshape(1, 1, 2, 3),
    backpropagation_mistakes.max_pool(dy, x, 2, 1),
)
### BEGIN HIDDEN TESTS
import paddle.nn.functional as F

from course.backpropagation import paddle_gradients
from course.by_hand import check_by_hand

rng = np.random.default_rng(4)
for shape, kernel, stride in [((2, 3, 5, 7), 3, 2), ((2, 2, 6, 5), 3, 1), ((1, 2, 4, 4), 2, 1)]:
    x = rng.normal(size=shape)
    dy = rng.normal(size=(*shape[:2], *((np.array(shape[2:]) - kernel) // stride + 1)))
    expected = paddle_gradients(lambda t: F.max_pool2d(t, kernel, stride), dy, x)[0]
    case = f"max_pool_backward on x {list(shape)} with kernel={kernel}, stride={stride}"
    known = backpropagation_mistakes.max_pool(dy, x, kernel, stride)
    check(case, max_pool_backward(dy, x, kernel, stride), expected, known, tolerance=1e-5)
check_by_hand(In, "max_pool_backward")
### END HIDDEN TESTS

# %% role="tests" exercise="max_pool_backward" case="rectangles" points=1
# Windows that are not square, and leftover pixels (1 point)
import numpy as np

from course import backpropagation_mistakes
from course.checks import check

x = np.array([[1.0, 2, 3, 9], [6, 5, 4, 8], [7, 7, 7, 7]]).reshape(1, 1, 3, 4)
dy = np.array([10.0]).reshape(1, 1, 1, 1)
check(
    "max_pool_backward of [[1, 2, 3, 9], [6, 5, 4, 8], [7, 7, 7, 7]] with kernel=(2, 3): one window,"
    " and a row and a column are left over",
    max_pool_backward(dy, x, (2, 3)),
    np.array([[0.0, 0, 0, 0], [10, 0, 0, 0], [0, 0, 0, 0]]).reshape(1, 1, 3, 4),
    backpropagation_mistakes.max_pool(dy, x, (2, 3)),
)
### BEGIN HIDDEN TESTS
import paddle.nn.functional as F

from course.backpropagation import paddle_gradients

rng = np.random.default_rng(5)
for shape, kernel, stride in [
    ((1, 2, 7, 6), (2, 3), (1, 2)),
    ((2, 1, 8, 5), (3, 2), (2, 1)),
    ((2, 2, 7, 9), 2, 3),
    ((1, 3, 5, 7), (2, 3), None),
]:
    x = rng.normal(size=shape)
    k, s = np.broadcast_to(kernel, 2), np.broadcast_to(stride or kernel, 2)
    dy = rng.normal(size=(*shape[:2], *((shape[2:] - k) // s + 1)))
    expected = paddle_gradients(lambda t: F.max_pool2d(t, kernel, stride), dy, x)[0]
    case = f"max_pool_backward on x {list(shape)} with kernel={kernel}, stride={stride}"
    known = backpropagation_mistakes.max_pool(dy, x, kernel, stride)
    check(case, max_pool_backward(dy, x, kernel, stride), expected, known, tolerance=1e-5)
### END HIDDEN TESTS

# %% role="tests" exercise="max_pool_backward" case="ties" points=1
# Ties (1 point)
import numpy as np

from course import backpropagation_mistakes
from course.checks import check

x = np.array([[0.0, 7, 1, 4], [7, 0, 3, 4]]).reshape(1, 1, 2, 4)
dy = np.array([4.0, -8]).reshape(1, 1, 1, 2)
check(
    "max_pool_backward of [[0, 7, 1, 4], [7, 0, 3, 4]], kernel 2, dy = [4, -8]: two pixels tie in"
    " each window",
    max_pool_backward(dy, x, 2),
    np.array([[0.0, 4, 0, -8], [0, 0, 0, 0]]).reshape(1, 1, 2, 4),
    backpropagation_mistakes.max_pool(dy, x, 2),
)
### BEGIN HIDDEN TESTS
import paddle.nn.functional as F

from course.backpropagation import paddle_gradients

rng = np.random.default_rng(6)
for shape, kernel, stride in [((2, 3, 6, 8), 2, 2), ((2, 2, 6, 7), 3, 2), ((1, 2, 5, 5), 3, 1)]:
    x = rng.integers(0, 3, size=shape).astype(float)  # three values only, so there are many ties
    dy = rng.normal(size=(*shape[:2], *((np.array(shape[2:]) - kernel) // stride + 1)))
    expected = paddle_gradients(lambda t: F.max_pool2d(t, kernel, stride), dy, x)[0]
    case = f"max_pool_backward on x {list(shape)} of 0, 1 and 2, kernel={kernel}, stride={stride}"
    known = backpropagation_mistakes.max_pool(dy, x, kernel, stride)
    check(case, max_pool_backward(dy, x, kernel, stride), expected, known, tolerance=1e-5)
### END HIDDEN TESTS

# %% [markdown]
# The check of section 7.2 on your function. To check an operator whose output is an array, weigh its outputs with any fixed `dy`
# and add up: the gradient of that sum is what the backward function gives for `dy`.

# %%
rng = np.random.default_rng(0)
x, dy = rng.normal(size=(2, 2, 5, 5)), rng.normal(size=(2, 2, 2, 2))
difference = gradient_check(
    lambda a: (max_pool(a, 3, 2) * dy).sum(), x, max_pool_backward(dy, x, 3, 2)
)
assert difference < 1e-6, difference
print(f"largest relative difference: {difference:.1e}")

# %% [markdown]
# No kink was near, so the 100 entries agree to many digits.
#
# ## 7.4 Convolution, backward
#
# Convolution is the heart of it. The formula for `dw` in section 7.1 has a familiar look:
#
# $$ dw_{u,v} = \sum_{i,j} dy_{i,j}\; x_{i+u,\,j+v} . $$
#
# That is the formula of a convolution, with `dy` as the kernel!
# **`dw` is the picture convolved with `dy`** (in the networks' sense, without a flip).

# %%
x, w = np.arange(1, 10).reshape(3, 3), np.array([[0, 1], [2, 3]])
dy = np.array([[1, 0], [-1, 2]])
dw = correlate2d(x, dy, mode="valid")
plots.show(
    plots.number_grids([x, dy, dw], ["x", "dy, used as a kernel", "dw"], signs=",→"),
    alt="The picture 1 to 9, convolved with dy = 1 0, -1 2 as a kernel, gives dw = 7 9, 13 15.",
)

# %% [markdown]
# The same 7, 9, 13, 15 as in the graph. And `dx`? Every output took its window times `w`,
# so every output gives `dy` times `w` back to its window. Where windows overlap, gradients add up.
#
# Step through nine outputs below and watch `dw` and `dx` grow.
# Then set the padding to 1, and the stride to 2. Some settings have fewer outputs than the slider has steps; the explorer says so.

# %%
backpropagation.explore_gradient()

# %% [markdown]
# With padding, some of the gradient lands outside the dashed line: on zeros that are no part of the picture.
# It is cut off at the end.
#
# Laying down copies of the kernel, each times a number, and adding: chapter 1 had a name for that.
# *True* convolution stamps the kernel onto every pixel of a picture. Here the picture is `dy`,
# and the stamps may stick out, because `dx` is larger than `dy`:

# %%
print(convolve2d(dy, w, mode="full"))

# %% [markdown]
# The `dx` of the graph again: 0 1 0, 2 2 2, −2 1 6.
# In the networks' own operator, true convolution turns the kernel by 180°, and `mode="full"` pads with $k - 1$ zeros.
# **`dx` is the padded `dy` convolved with the turned kernel**:

# %%
padded, turned = np.pad(dy, 1), w[::-1, ::-1]
dx = correlate2d(padded, turned, mode="valid")
plots.show(
    plots.number_grids([padded, turned, dx], ["dy, padded by k - 1", "w, turned", "dx"], signs=",→"),
    alt=(
        "dy = 1 0, -1 2 with a border of zeros, convolved with the turned kernel 3 2, 1 0, gives"
        " dx = 0 1 0, 2 2 2, -2 1 6."
    ),
)

# %% [markdown]
# So the flip, which networks do not need on the way forward, comes by itself on the way back.
# Now a stride of 2. The outputs lie two pixels apart in the picture, so we put their gradients two apart as well,
# **with zeros between them**, and are back at stride 1:

# %%
kernel = np.array([[0, 1, 0], [2, -1, 1], [0, 3, 0]])
spread = np.zeros((3, 3), dtype=int)
spread[::2, ::2] = dy
dx = correlate2d(np.pad(spread, 2), kernel[::-1, ::-1], mode="valid")
grids = [dy, spread, kernel[::-1, ::-1], dx]
plots.show(
    plots.number_grids(grids, ["dy", "dy, spread", "w, turned", "dx of a 5×5 picture"], signs="→,→"),
    alt=(
        "dy = 1 0, -1 2 becomes 1 0 0, 0 0 0, -1 0 2 with zeros between. Padded and convolved with"
        " the turned kernel 0 3 0, 1 -1 2, 0 1 0 it gives dx: 0 1 0 0 0, 2 -1 1 0 0, 0 2 0 2 0,"
        " -2 1 3 -2 2, 0 -3 0 6 0."
    ),
)

# %% [markdown]
# Had the picture six rows, the window of 3 with stride 2 would never reach the last one: (6 − 3) / 2 is not whole.
# A pixel that no window reached has no influence, and its gradient is 0. Your `dx` must have its row all the same.
#
# Channels and batches add nothing new, only sums. The rule of section 7.1 says which:
#
# | array | shape | is used for | so its gradient is a sum over |
# |---|---|---|---|
# | `x` | `[N, C_in, H, W]` | all filters, all windows it lies in | filters and windows |
# | `w` | `[C_out, C_in, k_h, k_w]` | all pictures, all positions | pictures and positions |
# | `b` | `[C_out]` | all pictures, all positions | pictures and positions |
#
# For speed, chapter 3 wrote convolution as one matrix product: all windows become columns, `y = w @ columns + b`.
# The version here keeps the pictures as the *last* axis, so that NumPy copies long stretches of memory at once.

# %%
def im2col(x, kernel, stride=1, padding=0):
    """The windows of x [N, C, H, W] as an array [C, k_h, k_w, rows, columns, N]."""
    (s_h, s_w), (p_h, p_w) = pair(stride), pair(padding)
    padded = np.pad(x.transpose(1, 2, 3, 0), ((0, 0), (p_h, p_h), (p_w, p_w), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, pair(kernel), axis=(1, 2))
    return windows[:, ::s_h, ::s_w].transpose(0, 4, 5, 1, 2, 3).copy()


def conv2d(x, w, b, stride=1, padding=0):
    """Convolution of x [N, C_in, H, W] with w [C_out, C_in, k_h, k_w], plus b [C_out]."""
    windows = im2col(x, w.shape[2:], stride, padding)
    y = w.reshape(len(w), -1) @ windows.reshape(w[0].size, -1)
    y += b[:, None]  # in place: no second large array
    return y.reshape(len(w), *windows.shape[3:]).transpose(3, 0, 1, 2)


# %% [markdown]
# Does it agree with Paddle? Two pictures, three channels, four filters, nothing square:

# %%
import paddle
import paddle.nn.functional as F

rng = np.random.default_rng(1)
x, w, b = rng.normal(size=(2, 3, 7, 6)), rng.normal(size=(4, 3, 3, 2)), rng.normal(size=4)
y = F.conv2d(*map(paddle.to_tensor, (x, w, b)), stride=(2, 1), padding=(1, 0))
difference = np.abs(conv2d(x, w, b, stride=(2, 1), padding=(1, 0)) - y.numpy()).max()
assert difference < 1e-12
print("largest difference:", difference)

# %% [markdown]
# It does, in float64, to the last digits. In this form the way back is two more matrix products.
# With `Y = W @ columns`, the chain rule gives `dW = dY @ columns.T` and `dcolumns = W.T @ dY`;
# then every entry of `dcolumns` is added to the pixel that it was copied from.

# %% [markdown] role="statement" exercise="conv2d_backward"
# ### Exercise 7.4: convolution, backward (10 points, ~45 min)
#
# ```python
# conv2d_backward(dy, x, w, stride=1, padding=0) -> (dx, dw, db)
# ```
#
# - `dy`: `[N, C_out, rows, columns]`; `x`: `[N, C_in, H, W]`; `w`: `[C_out, C_in, k_h, k_w]`;
#   `stride` and `padding`: one number or a pair (rows, columns), for zeros on both sides.
# - Return three arrays: `dx` of the shape of `x`, `dw` of the shape of `w`, `db` of shape `[C_out]`.
#   The bias itself is not needed for any of them.
# - By hand: NumPy, but no convolution of SciPy or Paddle. Loops are welcome; the exercises do not time you.
#   A version without loops over pixels makes section 7.8 a pleasure.
#
# **The tests look at** `db`, `dw`, `dx` each by itself, then padding, then stride (also with pixels that no window reaches),
# on shapes that are not symmetric; finally at numerical gradients.
#
# <details><summary>Hint</summary>
#
# Go output by output: for row `i` and column `j` the window of the padded picture is
# `padded[:, :, i * s_h : i * s_h + k_h, j * s_w : j * s_w + k_w]`, of shape `[N, C_in, k_h, k_w]`, and `dy[:, :, i, j]` is
# `[N, C_out]`. `np.einsum("no,ncuv->ocuv", dy[:, :, i, j], window)` is what this output adds to `dw`;
# `np.einsum("no,ocuv->ncuv", dy[:, :, i, j], w)` is what it adds to the window of `dx`. Cut the padding off at the end.
# For speed: the two matrix products above, and `places` to add the columns back.
# </details>


# %% role="answer" exercise="conv2d_backward"
def conv2d_backward(dy, x, w, stride=1, padding=0):
    """Gradients of a convolution with respect to x, w and b, given dy [N, C_out, rows, columns]."""
    ### BEGIN SOLUTION
    (n, c_in, height, width), (p_h, p_w) = x.shape, pair(padding)
    windows = im2col(x, w.shape[2:], stride, padding)
    matrix = windows.reshape(w[0].size, -1)
    dy = dy.transpose(1, 2, 3, 0).reshape(len(w), -1)  # [C_out, rows · columns · N]
    db = dy.sum(axis=1)
    dw = (matrix @ dy.T).T.reshape(w.shape)
    np.matmul(w.reshape(len(w), -1).T, dy, out=matrix)  # into the same memory: now dwindows
    dwindows = windows.reshape(c_in, -1, *windows.shape[3:])
    dx = np.zeros((c_in, height + 2 * p_h, width + 2 * p_w, n), dy.dtype).transpose(3, 0, 1, 2)
    for number, place in enumerate(places(dx.shape, w.shape[2:], stride)):
        dx[place] += dwindows[:, number].transpose(3, 0, 1, 2)  # windows overlap: add up
    return dx[:, :, p_h : p_h + height, p_w : p_w + width], dw, db
    ### END SOLUTION


# %% role="tests" exercise="conv2d_backward" case="db" points=1
# db: the bias (1 point)
import numpy as np

from course import backpropagation_mistakes
from course.checks import check


def check_one(name, dy, x, w):
    case = f"conv2d_backward with dy {list(dy.shape)}, x {list(x.shape)}, w {list(w.shape)}"
    got = backpropagation_mistakes.gradients(case, conv2d_backward(dy, x, w), ["dx", "dw", "db"])
    known = backpropagation_mistakes.convolution(dy, x, w)[name]
    check(f"{case}: {name}", got[name], dy.sum((0, 2, 3)), known)


dy = np.array([[[[1.0, 0], [-1, 2]]]])
check_one("db", dy, np.arange(1.0, 10).reshape(1, 1, 3, 3), np.array([[[[0.0, 1], [2, 3]]]]))
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(1)
for n, c_in, c_out, (h, width), (k_h, k_w) in [
    (2, 3, 4, (5, 6), (3, 2)),
    (3, 1, 2, (4, 4), (1, 3)),
]:
    dy = rng.normal(size=(n, c_out, h - k_h + 1, width - k_w + 1))
    x, w = rng.normal(size=(n, c_in, h, width)), rng.normal(size=(c_out, c_in, k_h, k_w))
    check_one("db", dy, x, w)
### END HIDDEN TESTS

# %% role="tests" exercise="conv2d_backward" case="dw" points=2
# dw: the weights (2 points)
import numpy as np

from course import backpropagation_mistakes
from course.checks import check


def check_dw(dy, x, w, expected):
    case = f"conv2d_backward with dy {list(dy.shape)}, x {list(x.shape)}, w {list(w.shape)}"
    got = backpropagation_mistakes.gradients(case, conv2d_backward(dy, x, w), ["dx", "dw", "db"])
    known = backpropagation_mistakes.convolution(dy, x, w)["dw"]
    check(f"{case}: dw", got["dw"], expected, known, tolerance=1e-5)


x, w = np.arange(1.0, 10).reshape(1, 1, 3, 3), np.array([[[[0.0, 1], [2, 3]]]])
dy = np.array([[[[1.0, 0], [-1, 2]]]])
check_dw(dy, x, w, [[[[7, 9], [13, 15]]]])  # the graph of section 7.1
### BEGIN HIDDEN TESTS
import paddle.nn.functional as F

from course.backpropagation import paddle_gradients

rng = np.random.default_rng(2)
for n, c_in, c_out, (h, width), (k_h, k_w) in [
    (1, 2, 3, (5, 6), (3, 2)),
    (3, 3, 2, (4, 7), (2, 4)),
    (2, 2, 2, (5, 4), (1, 1)),
    (2, 1, 4, (6, 5), (3, 3)),
]:
    dy = rng.normal(size=(n, c_out, h - k_h + 1, width - k_w + 1))
    x, w = rng.normal(size=(n, c_in, h, width)), rng.normal(size=(c_out, c_in, k_h, k_w))
    check_dw(dy, x, w, paddle_gradients(F.conv2d, dy, x, w)[1])
### END HIDDEN TESTS

# %% role="tests" exercise="conv2d_backward" case="dx" points=2
# dx: the pictures (2 points)
import numpy as np

from course import backpropagation_mistakes
from course.checks import check


def check_dx(dy, x, w, expected):
    case = f"conv2d_backward with dy {list(dy.shape)}, x {list(x.shape)}, w {list(w.shape)}"
    got = backpropagation_mistakes.gradients(case, conv2d_backward(dy, x, w), ["dx", "dw", "db"])
    known = backpropagation_mistakes.convolution(dy, x, w)["dx"]
    check(f"{case}: dx", got["dx"], expected, known, tolerance=1e-5)


x, w = np.arange(1.0, 10).reshape(1, 1, 3, 3), np.array([[[[0.0, 1], [2, 3]]]])
dy = np.array([[[[1.0, 0], [-1, 2]]]])
check_dx(dy, x, w, [[[[0, 1, 0], [2, 2, 2], [-2, 1, 6]]]])  # the graph of section 7.1
### BEGIN HIDDEN TESTS
import paddle.nn.functional as F

from course.backpropagation import paddle_gradients

rng = np.random.default_rng(3)
for n, c_in, c_out, (h, width), (k_h, k_w) in [
    (1, 2, 3, (5, 6), (3, 2)),
    (3, 3, 2, (4, 7), (2, 4)),
    (2, 2, 2, (5, 4), (1, 1)),
    (2, 3, 4, (6, 5), (3, 3)),
]:
    dy = rng.normal(size=(n, c_out, h - k_h + 1, width - k_w + 1))
    x, w = rng.normal(size=(n, c_in, h, width)), rng.normal(size=(c_out, c_in, k_h, k_w))
    check_dx(dy, x, w, paddle_gradients(F.conv2d, dy, x, w)[0])
### END HIDDEN TESTS

# %% role="tests" exercise="conv2d_backward" case="padding" points=2
# Padding (2 points)
import numpy as np

from course import backpropagation_mistakes
from course.checks import check


def check_all(dy, x, w, padding, expected):
    case = f"conv2d_backward on x {list(x.shape)} with w {list(w.shape)}, padding={padding}"
    names = ["dx", "dw", "db"]
    returned = conv2d_backward(dy, x, w, padding=padding)
    got = backpropagation_mistakes.gradients(case, returned, names)
    known = backpropagation_mistakes.convolution(dy, x, w, padding=padding)
    for name, right in zip(names, expected):
        check(f"{case}: {name}", got[name], right, known[name], tolerance=1e-5)


x, w = np.array([[[[1.0, 2]]]]), np.array([[[[1.0, 10, 100]]]])
dy = np.array([[[[1.0, 2]]]])  # y = [10 + 200, 1 + 20]: the kernel sticks out on both sides
check_all(dy, x, w, (0, 1), ([[[[12, 120]]]], [[[[2, 5, 2]]]], [3]))
### BEGIN HIDDEN TESTS
import paddle.nn.functional as F

from course.backpropagation import paddle_gradients

rng = np.random.default_rng(4)
for n, c_in, c_out, (h, width), kernel, padding in [
    (2, 3, 2, (5, 4), (3, 3), 1),
    (1, 2, 3, (4, 6), (3, 5), (1, 2)),
    (2, 2, 2, (3, 5), (4, 2), (3, 0)),
    (2, 1, 3, (3, 3), (2, 2), 2),
]:
    p = np.broadcast_to(padding, 2)
    dy = rng.normal(size=(n, c_out, *(np.array([h, width]) + 2 * p - kernel + 1)))
    x, w = rng.normal(size=(n, c_in, h, width)), rng.normal(size=(c_out, c_in, *kernel))
    expected = paddle_gradients(
        lambda x, w, b: F.conv2d(x, w, b, padding=padding), dy, x, w, np.zeros(c_out)
    )
    check_all(dy, x, w, padding, expected)
### END HIDDEN TESTS

# %% role="tests" exercise="conv2d_backward" case="stride" points=2
# Stride, also with pixels that no window reaches (2 points)
import numpy as np

from course import backpropagation_mistakes
from course.checks import check


def check_all(dy, x, w, stride, padding, expected):
    case = (
        f"conv2d_backward on x {list(x.shape)} with w {list(w.shape)}, stride={stride},"
        f" padding={padding}"
    )
    names = ["dx", "dw", "db"]
    returned = conv2d_backward(dy, x, w, stride, padding)
    got = backpropagation_mistakes.gradients(case, returned, names)
    known = backpropagation_mistakes.convolution(dy, x, w, stride, padding)
    for name, right in zip(names, expected):
        check(f"{case}: {name}", got[name], right, known[name], tolerance=1e-5)


x, w = np.array([[[[1.0, 2, 3, 4, 5, 6]]]]), np.array([[[[1.0, 10, 100]]]])
dy = np.array([[[[1.0, 2]]]])  # windows 1 2 3 and 3 4 5; the 6 is never reached
check_all(dy, x, w, 2, 0, ([[[[1, 10, 102, 20, 200, 0]]]], [[[[7, 10, 13]]]], [3]))
### BEGIN HIDDEN TESTS
import paddle.nn.functional as F

from course.backpropagation import paddle_gradients

rng = np.random.default_rng(5)
for n, c_in, c_out, (h, width), kernel, stride, padding in [
    (2, 3, 2, (7, 5), (3, 3), 2, 0),
    (1, 2, 3, (6, 8), (3, 3), 2, 1),
    (2, 2, 2, (8, 7), (3, 2), (2, 3), (1, 0)),
    (2, 1, 3, (5, 9), (2, 2), (1, 3), 0),
    (1, 2, 2, (9, 6), (5, 3), (3, 2), (2, 1)),
]:
    s, p = np.broadcast_to(stride, 2), np.broadcast_to(padding, 2)
    dy = rng.normal(size=(n, c_out, *((np.array([h, width]) + 2 * p - kernel) // s + 1)))
    x, w = rng.normal(size=(n, c_in, h, width)), rng.normal(size=(c_out, c_in, *kernel))
    expected = paddle_gradients(
        lambda x, w, b: F.conv2d(x, w, b, stride, padding), dy, x, w, np.zeros(c_out)
    )
    check_all(dy, x, w, stride, padding, expected)
### END HIDDEN TESTS

# %% role="tests" exercise="conv2d_backward" case="numbers" points=1
# Against numerical gradients, and by hand (1 point)
import numpy as np

from course import backpropagation_mistakes
from course.by_hand import check_by_hand
from course.checks import check


def numerical(f, x, step=1e-5):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        nudge = np.zeros(x.shape)
        nudge[index] = step
        gradient[index] = (f(x + nudge) - f(x - nudge)) / (2 * step)
    return gradient


def loss(x, w, b, dy):
    """dy · y added up, the convolution by one loop over outputs, stride 2, padding 1."""
    padded = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))
    total = 0.0
    for i in range(dy.shape[2]):
        for j in range(dy.shape[3]):
            window = padded[:, :, 2 * i : 2 * i + w.shape[2], 2 * j : 2 * j + w.shape[3]]
            total += (dy[:, :, i, j] * (np.einsum("ncuv,ocuv->no", window, w) + b)).sum()
    return total


rng = np.random.default_rng(6)
x, w, b = rng.normal(size=(2, 2, 4, 5)), rng.normal(size=(3, 2, 3, 2)), rng.normal(size=3)
dy = rng.normal(size=(2, 3, 2, 3))
case = "conv2d_backward on x [2, 2, 4, 5] with w [3, 2, 3, 2], stride 2 and padding 1"
got = backpropagation_mistakes.gradients(
    case, conv2d_backward(dy, x, w, 2, 1), ["dx", "dw", "db"]
)
against = "against numerical gradients"
dw, db = numerical(lambda a: loss(x, a, b, dy), w), numerical(lambda a: loss(x, w, a, dy), b)
check(f"{case}: dw {against}", got["dw"], dw, tolerance=1e-5)
check(f"{case}: db {against}", got["db"], db, tolerance=1e-5)
check_by_hand(In, "conv2d_backward")
### BEGIN HIDDEN TESTS
dx = numerical(lambda a: loss(a, w, b, dy), x)
check(f"{case}: dx {against}", got["dx"], dx, tolerance=1e-5)
### END HIDDEN TESTS

# %% [markdown]
# With this function we can keep a promise of chapter 1. There you found a secret kernel from a picture and its result,
# by solving for it. A network cannot solve for its weights, but it can walk: start anywhere, take `dw`,
# move the weights a little against it, again and again. That is **gradient descent**.

# %%
noise = np.random.default_rng(4).normal(size=(1, 1, 20, 30))
secret = np.array([[[[1.0, 0, -1], [2, 0, -2], [1, 0, -1]]]])
wanted = conv2d(noise, secret, np.zeros(1))
found = np.zeros((1, 1, 3, 3))
for step in budget.patiently(range(30)):
    error = conv2d(noise, found, np.zeros(1)) - wanted
    found -= 0.5 * conv2d_backward(error / error.size, noise, found)[1]
print(found[0, 0].round(2) + 0)  # + 0 turns -0 into 0

# %% [markdown]
# After 30 steps the secret kernel stands there: columns 1, 0, −1 with the middle row doubled.
# Nobody told the loop what an edge is. The picture was noise, in which neighbours have nothing in common.
# On a photograph neighbouring pixels are alike, so are the nine weights' gradients, and the walk takes thousands of steps.

# %% [markdown]
# ## 7.5 Batch normalization, backward
#
# In training, batch normalization takes the mean and the variance of a channel over all pictures, rows and columns,
# and makes $\hat x = (x - \mu) / \sqrt{v + \epsilon}$, then $y = \gamma \hat x + \beta$.
#
# The gradients of $\gamma$ and $\beta$ are quickly had. Both serve the whole channel, so they get sums over it:
#
# $$ d\beta = \sum dy , \qquad d\gamma = \sum dy \cdot \hat x . $$
#
# For `dx` there is a tempting answer. The channel is multiplied with $\gamma / \sqrt{v + \epsilon}$,
# so multiply `dy` with it? The check knows better:

# %%
def batch_norm(x, gamma, beta, epsilon=1e-5):
    """Batch normalization of x [N, C, H, W] in training, by the statistics of the batch."""
    mean, variance = x.mean((0, 2, 3), keepdims=True), x.var((0, 2, 3), keepdims=True)
    gamma, beta = gamma.reshape(1, -1, 1, 1), beta.reshape(1, -1, 1, 1)
    return gamma * (x - mean) / np.sqrt(variance + epsilon) + beta


rng = np.random.default_rng(2)
x, dy, gamma, beta = (rng.normal(size=s) for s in [(2, 2, 3, 3), (2, 2, 3, 3), (2,), (2,)])
tempting = dy * gamma.reshape(1, -1, 1, 1) / np.sqrt(x.var((0, 2, 3), keepdims=True) + 1e-5)
print(gradient_check(lambda a: (batch_norm(a, gamma, beta) * dy).sum(), x, tempting))

# %% [markdown]
# A relative difference above 1: not a slip of rounding, but wrong signs.
# The mean and the variance were computed from the same pixels.
# Nudge one pixel, and the mean moves, and the variance, and with them *every* output of the channel.
# The figure shows the gradient of one single output, the pixel in the middle of a channel, with respect to the channel's inputs.

# %%
channel = np.random.default_rng(3).normal(size=(1, 1, 9, 9))
one = np.zeros_like(channel)
one[0, 0, 4, 4] = 1.0
naive = one / channel.std()
true = backpropagation.paddle_gradients(
    lambda t: F.batch_norm(t, paddle.zeros([1]), paddle.ones([1]), training=True), one, channel
)[0]
shown = [np.where(one == 1, 0, gradient)[0, 0] for gradient in (naive, true)]
plots.show(
    backpropagation.kernel_strip(shown, ["gamma / std · dy", "the true gradient"], "gradient", 2.5),
    alt=(
        "Two 9 by 9 pictures of a gradient with its middle pixel left out. On the left all pixels"
        " are 0. On the right nearly every pixel has a small negative gradient, down to about"
        " -0.02."
    ),
)

# %% [markdown]
# On the left, only the pixel in the middle would matter (it is left out of both pictures, as it would outshine the others).
# On the right, every pixel of the channel has its small say.
# So there are three ways from a pixel to the loss: directly, through the mean, and through the variance.
# With $m = N \cdot H \cdot W$ values in the channel, $\partial \mu / \partial x = 1/m$ and
# $\partial v / \partial x = 2 (x - \mu) / m$. Multiply along each way, add the three, and tidy up:
#
# $$ dx = \frac{\gamma}{\sqrt{v + \epsilon}} \left( dy - \frac{1}{m} \sum dy - \hat x \cdot \frac{1}{m} \sum dy \cdot \hat x \right) . $$
#
# The direct way, less the mean of `dy`, less $\hat x$ times the mean of `dy` · $\hat x$.
# The formula says something that you can see without it.
# Add a constant to the whole channel: the output stays the same. So moving all pixels together must not change the loss,
# and **the entries of `dx` add up to 0**. That is what subtracting the mean does.
# Stretch the channel by a factor: the output stays the same, too. So `dx` has no component along $\hat x$.

# %% [markdown] role="statement" exercise="batch_norm_backward"
# ### Exercise 7.5: batch normalization, backward (6 points, ~30 min)
#
# ```python
# batch_norm_backward(dy, x, gamma, epsilon=1e-5) -> (dx, dgamma, dbeta)
# ```
#
# - `dy` and `x`: `[N, C, H, W]`; `gamma`: `[C]`. Mean and (biased) variance are those of the batch, over N, H and W.
# - Return `dx` of the shape of `x`, `dgamma` and `dbeta` of shape `[C]`.
#
# **The tests look at** each of the three gradients, several pictures and channels, values far from 0, and other epsilons;
# and they compare with Paddle's layer and with numerical gradients.
#
# <details><summary>Hint</summary>
#
# `x.mean((0, 2, 3), keepdims=True)` has the shape `[1, C, 1, 1]` and fits to `x`. Compute $\hat x$ first.
# `gamma.reshape(1, -1, 1, 1)` fits, too. What the sums become is a mean over the same three axes.
# </details>


# %% role="answer" exercise="batch_norm_backward"
def batch_norm_backward(dy, x, gamma, epsilon=1e-5):
    """Gradients of batch normalization in training with respect to x, gamma and beta."""
    ### BEGIN SOLUTION
    axes = (0, 2, 3)
    std = np.sqrt(x.var(axes, keepdims=True) + epsilon)
    normal = (x - x.mean(axes, keepdims=True)) / std
    through_mean = dy.mean(axes, keepdims=True)
    through_variance = normal * (dy * normal).mean(axes, keepdims=True)
    dx = gamma.reshape(1, -1, 1, 1) / std * (dy - through_mean - through_variance)
    return dx, (dy * normal).sum(axes), dy.sum(axes)
    ### END SOLUTION


# %% role="tests" exercise="batch_norm_backward" case="dgamma_dbeta" points=2
# dgamma and dbeta (2 points)
import numpy as np

from course import backpropagation_mistakes
from course.checks import check


def check_two(case, dy, x, gamma):
    names = ["dx", "dgamma", "dbeta"]
    got = backpropagation_mistakes.gradients(case, batch_norm_backward(dy, x, gamma), names)
    known = backpropagation_mistakes.batch_norm(dy, x, gamma)
    axes = (0, 2, 3)
    normal = (x - x.mean(axes, keepdims=True)) / np.sqrt(x.var(axes, keepdims=True) + 1e-5)
    for name, expected in [("dbeta", dy.sum(axes)), ("dgamma", (dy * normal).sum(axes))]:
        check(f"{case}: {name}", got[name], expected, known[name], tolerance=1e-5)


x = np.array([1.0, 3, 5, 7]).reshape(2, 1, 1, 2)  # mean 4, variance 5
dy = np.array([1.0, 2, 0, 4]).reshape(2, 1, 1, 2)
case = "batch_norm_backward of the values 1, 3, 5, 7 with dy = 1, 2, 0, 4 and gamma = 2"
check_two(case, dy, x, np.array([2.0]))
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(1)
for shape in [(2, 3, 4, 5), (4, 2, 1, 3), (1, 5, 3, 2)]:
    x, dy = 3 * rng.normal(size=shape) + 5, rng.normal(size=shape)
    check_two(f"batch_norm_backward on {list(shape)}", dy, x, rng.normal(size=shape[1]))
    check_two(f"batch_norm_backward on {list(shape)}, another batch", x, dy, x[0, :, 0, 0])
### END HIDDEN TESTS

# %% role="tests" exercise="batch_norm_backward" case="dx" points=3
# dx (3 points)
import numpy as np

from course import backpropagation_mistakes
from course.checks import check


def check_dx(case, dy, x, gamma, expected):
    names = ["dx", "dgamma", "dbeta"]
    got = backpropagation_mistakes.gradients(case, batch_norm_backward(dy, x, gamma), names)
    known = backpropagation_mistakes.batch_norm(dy, x, gamma)["dx"]
    check(f"{case}: dx", got["dx"], expected, known, tolerance=1e-5)


x = np.array([1.0, 3, 5, 7]).reshape(2, 1, 1, 2)  # mean 4, variance 5
dy = np.array([1.0, 2, 0, 4]).reshape(2, 1, 1, 2)
# dy less its mean, 1.75, and less (x - 4) · 0.35, where 0.35 = mean of dy · (x - 4) / variance
expected = 2 / np.sqrt(5) * np.array([0.3, 0.6, -2.1, 1.2]).reshape(2, 1, 1, 2)
case = "batch_norm_backward of the values 1, 3, 5, 7 with dy = 1, 2, 0, 4 and gamma = 2"
check_dx(case, dy, x, np.array([2.0]), expected)
### BEGIN HIDDEN TESTS
import paddle
import paddle.nn.functional as F

from course.backpropagation import paddle_gradients

rng = np.random.default_rng(2)
for shape, size in [((2, 3, 4, 5), 1), ((4, 2, 1, 3), 3), ((1, 5, 3, 2), 0.2)]:
    x, dy = size * rng.normal(size=shape) + 2, rng.normal(size=shape)
    gamma, c = rng.normal(size=shape[1]), shape[1]
    mean, variance = paddle.zeros([c], "float64"), paddle.ones([c], "float64")
    expected = paddle_gradients(
        lambda x, g, b: F.batch_norm(x, mean, variance, g, b, training=True),
        dy, x, gamma, np.zeros(c),
    )[0]  # fmt: skip
    case = f"batch_norm_backward on {list(shape)} with values spread by {size} around 2"
    check_dx(case, dy, x, gamma, expected)
    check_dx(f"{case}, dy doubled", 2 * dy, x, gamma, 2 * expected)
### END HIDDEN TESTS

# %% role="tests" exercise="batch_norm_backward" case="epsilon" points=1
# Other epsilons, against numbers, and by hand (1 point)
import numpy as np

from course import backpropagation_mistakes
from course.by_hand import check_by_hand
from course.checks import check


def loss(x, gamma, dy, epsilon):
    mean, variance = x.mean((0, 2, 3), keepdims=True), x.var((0, 2, 3), keepdims=True)
    y = gamma.reshape(1, -1, 1, 1) * (x - mean) / np.sqrt(variance + epsilon)
    return (dy * y).sum()


def numerical(f, x, step=1e-5):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        nudge = np.zeros(x.shape)
        nudge[index] = step
        gradient[index] = (f(x + nudge) - f(x - nudge)) / (2 * step)
    return gradient


def try_epsilon(epsilon, shape, rng):
    x, dy, gamma = rng.normal(size=shape), rng.normal(size=shape), rng.normal(size=shape[1])
    case = f"batch_norm_backward on {list(shape)} with epsilon={epsilon}"
    returned = batch_norm_backward(dy, x, gamma, epsilon)
    got = backpropagation_mistakes.gradients(case, returned, ["dx", "dgamma", "dbeta"])
    known = backpropagation_mistakes.batch_norm(dy, x, gamma, epsilon)
    for name, expected in [
        ("dx", numerical(lambda a: loss(a, gamma, dy, epsilon), x)),
        ("dgamma", numerical(lambda a: loss(x, a, dy, epsilon), gamma)),
        ("dbeta", dy.sum((0, 2, 3))),
    ]:
        check(f"{case}: {name}, against numbers", got[name], expected, known[name], tolerance=1e-5)


try_epsilon(0.5, (2, 2, 2, 3), np.random.default_rng(3))
check_by_hand(In, "batch_norm_backward")
### BEGIN HIDDEN TESTS
try_epsilon(0.1, (3, 1, 2, 2), np.random.default_rng(4))
### END HIDDEN TESTS

# %% [markdown]
# The next cell puts your `dx` to the two tests that need no formula: its sum, and its component along $\hat x$.

# %%
rng = np.random.default_rng(2)
x, dy, gamma, beta = (rng.normal(size=s) for s in [(2, 2, 3, 3), (2, 2, 3, 3), (2,), (2,)])
dx = batch_norm_backward(dy, x, gamma)[0]
normal = batch_norm(x, np.ones(2), np.zeros(2))
print("sums of dx:", dx.sum((0, 2, 3)), " along the normalized x:", (dx * normal).sum((0, 2, 3)))
assert gradient_check(lambda a: (batch_norm(a, gamma, beta) * dy).sum(), x, dx) < 1e-6

# %% [markdown]
# The sums are zero up to rounding. The second pair is not quite zero: epsilon is not stretched along with the channel.
# Because of these two conditions, a batch normalization behind a convolution makes the convolution's bias useless:
# its gradient is the sum of `dx`, which is always 0. That is why such convolutions have no bias in part II.

# %% [markdown]
# ## 7.6 A whole network
#
# Now the pieces become a network. It takes 8×8 pictures of digits:
#
# | step | output |
# |---|---|
# | convolution 3×3, 16 filters, padding 1; ReLU; 2×2 max pooling | `[N, 16, 4, 4]` |
# | convolution 3×3, 32 filters, padding 1; ReLU; 2×2 max pooling | `[N, 32, 2, 2]` |
# | flatten; fully connected | `[N, 10]` |
#
# All parameters live in one dict, under the names that formulas use. Biases start at 0;
# weights are random, with a variance of one over the number of inputs, so that sums neither explode nor vanish.

# %%
def initial_parameters(shapes, rng, dtype="float32"):
    """Random weights of variance 1 / (number of inputs), biases 0; shapes: {name: shape}."""
    parameters = {}
    for name, shape in shapes.items():
        inputs = np.prod(shape[1:]) if len(shape) == 4 else shape[0]
        values = rng.normal(size=shape) / np.sqrt(inputs) if name[0] == "w" else np.zeros(shape)
        parameters[name] = values.astype(dtype)
    return parameters


SHAPES = {
    "w1": (16, 1, 3, 3), "b1": (16,), "w2": (32, 16, 3, 3), "b2": (32,),
    "w3": (128, 10), "b3": (10,),
}  # fmt: skip

# %% [markdown]
# Forward keeps what backward will need, the inputs of each operator, in a dict called `saved`.

# %%
def forward(p, x):
    """Scores z [N, 10] for pictures x [N, 1, H, W], and what backward needs."""
    a1 = conv2d(x, p["w1"], p["b1"], padding=1)
    h1 = relu(a1)
    pooled = max_pool(h1, 2)
    a2 = conv2d(pooled, p["w2"], p["b2"], padding=1)
    h2 = relu(a2)
    features = max_pool(h2, 2).reshape(len(x), -1)
    saved = {"x": x, "a1": a1, "h1": h1, "pooled": pooled, "a2": a2, "h2": h2, "out": features}
    return features @ p["w3"] + p["b3"], saved


# %% [markdown]
# The loss is the cross-entropy of chapter 4: softmax makes probabilities of the scores,
# and the loss is minus the logarithm of the right digit's probability, averaged over the batch.
# Its gradient is the friendliest of the chapter. The logarithm of softmax is $z_k - \log \sum_j e^{z_j}$;
# the derivative of the second part with respect to $z_j$ is the probability of $j$ itself. So
#
# $$ dz = \frac{1}{N} \, (\text{probabilities} - \text{one-hot labels}) : $$
#
# what the network says, less what it should have said.

# %%
def cross_entropy(z, labels):
    """The mean loss over the batch, and its gradient dz; z: [N, K], labels: [N]."""
    z = z - z.max(axis=1, keepdims=True)
    log_probabilities = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    rows = np.arange(len(z))
    dz = np.exp(log_probabilities)
    dz[rows, labels] -= 1
    return -log_probabilities[rows, labels].mean(), dz / len(z)


# %% [markdown]
# And backward: the same operators in reverse order, each with the function that you wrote.

# %%
def backward(p, saved, dz):
    """Gradients of the loss with respect to all parameters, given dz [N, 10]."""
    d = {"w3": saved["out"].T @ dz, "b3": dz.sum(axis=0)}
    n, channels, height, width = saved["h2"].shape
    dpooled = (dz @ p["w3"].T).reshape(n, channels, height // 2, width // 2)
    da2 = relu_backward(max_pool_backward(dpooled, saved["h2"], 2), saved["a2"])
    dpooled, d["w2"], d["b2"] = conv2d_backward(da2, saved["pooled"], p["w2"], padding=1)
    da1 = relu_backward(max_pool_backward(dpooled, saved["h1"], 2), saved["a1"])
    _, d["w1"], d["b1"] = conv2d_backward(da1, saved["x"], p["w1"], padding=1)
    return d


# %% [markdown]
# <details><summary>Stuck in an exercise, but curious about the rest?</summary>
#
# Put this into a cell of its own below and go on. It takes Paddle's gradients in place of yours.
#
# ```python
# def conv2d_backward(dy, x, w, stride=1, padding=0):
#     b = np.zeros(len(w), x.dtype)
#     return backpropagation.paddle_gradients(lambda x, w, b: F.conv2d(x, w, b, stride, padding), dy, x, w, b)
#
# def max_pool_backward(dy, x, kernel, stride=None):
#     return backpropagation.paddle_gradients(lambda x: F.max_pool2d(x, kernel, stride), dy, x)[0]
# ```
#
# Take the cell out again when your own functions pass.
# </details>
#
# The data are scikit-learn's 1,797 digits, 8×8 pixels, written by 13 people; the values are scaled to lie between 0 and 1.

# %%
from sklearn.datasets import load_digits

pictures, labels = load_digits(return_X_y=True)
pictures = (pictures / 16).astype("float32").reshape(-1, 1, 8, 8)
plots.show(
    backpropagation.digit_row(pictures[:10, 0], labels[:10]),
    alt="Ten pictures of 8 by 8 pixels: handwritten digits 0 to 9 in order, white on black.",
)

# %% [markdown]
# **First sanity check: the loss at the start.** Before any training, the network cannot prefer a digit for a good reason.
# With ten equally likely digits the loss is $-\log \frac{1}{10} = \log 10 = 2.303$.

# %%
parameters = initial_parameters(SHAPES, np.random.default_rng(0))
z, saved = forward(parameters, pictures)
print(f"loss at the start: {cross_entropy(z, labels)[0]:.3f}   log 10: {np.log(10):.3f}")

# %% [markdown]
# Close to it, and a little above, because random weights have random opinions.
# A start at 8 would mean that the weights are too large; a start at 0.1, that the labels leaked into the input.
#
# **Second sanity check: the gradient, by numbers.** We make the network narrow so that it takes no time,
# and float64, as section 7.2 demands. Every one of its parameters is nudged twice.

# %%
narrow = {
    "w1": (2, 1, 3, 3), "b1": (2,), "w2": (3, 2, 3, 3), "b2": (3,), "w3": (12, 10), "b3": (10,)
}  # fmt: skip
p = initial_parameters(narrow, np.random.default_rng(1), "float64")
x, few = pictures[:5].astype("float64") + 0.01, labels[:5]
z, saved = forward(p, x)
d = backward(p, saved, cross_entropy(z, few)[1])
for name in p:
    difference = gradient_check(
        lambda a: cross_entropy(forward(p | {name: a}, x)[0], few)[0], p[name], d[name]
    )
    assert difference < 1e-6, (name, difference)
    print(f"{name}: {p[name].size:3} parameters, largest relative difference {difference:.1e}")

# %% [markdown]
# All 207 parameters agree, from the last bias to the first kernel, and the assertion would have stopped us otherwise.
# (0.01 was added to the pictures so that their black background does not put activations exactly on ReLU's kink.)

# %% [markdown]
# ## 7.7 The same network in Paddle
#
# A framework builds the computational graph while it runs forward, and walks it backward by itself: **autograd**.
# We write the same network with Paddle's operators, on the same parameters, in float64.

# %%
def paddle_forward(p, x):
    h = F.max_pool2d(F.relu(F.conv2d(x, p["w1"], p["b1"], padding=1)), 2)
    h = F.max_pool2d(F.relu(F.conv2d(h, p["w2"], p["b2"], padding=1)), 2)
    return F.linear(h.flatten(1), p["w3"], p["b3"])


p = initial_parameters(SHAPES, np.random.default_rng(2), "float64")
x = pictures[:64].astype("float64")
z, saved = forward(p, x)
loss, dz = cross_entropy(z, labels[:64])
ours = backward(p, saved, dz)

# %% [markdown]
# `stop_gradient=False` tells Paddle to keep the graph for a tensor; `backward()` fills in `grad`.
# Then we compare, parameter by parameter.

# %%
tensors = {name: paddle.to_tensor(value, stop_gradient=False) for name, value in p.items()}
scores = paddle_forward(tensors, paddle.to_tensor(x))
theirs = F.cross_entropy(scores, paddle.to_tensor(labels[:64]))
theirs.backward()
print(f"difference of the losses: {abs(theirs.item() - loss):.1e}")
for name, tensor in tensors.items():
    difference = np.abs(tensor.grad.numpy() - ours[name]).max()
    assert difference < 1e-12
    print(f"{name}: largest gradient {np.abs(ours[name]).max():.3f}, difference {difference:.1e}")

# %% [markdown]
# Sixteen digits after the point, and nothing but rounding between us and the framework.
# What Paddle does on the way back is what you did.
#
# > **What Paddle does differently.** Gradients *add up* in `grad`: a second `backward()` without `clear_grad()` doubles them.
# > Tensors made by `paddle.to_tensor` have `stop_gradient=True`, so they get no gradient unless you ask; parameters of layers do.
# > And `paddle.nn.functional.cross_entropy` takes the scores, not the probabilities: softmax is inside.

# %% [markdown]
# ## 7.8 Learning
#
# **Third sanity check: ten pictures.** Before you train on everything, take ten pictures and learn them by heart.
# A network that cannot even do that has a fault, and no amount of data will mend it. Plain gradient descent, nothing but NumPy.
# (`patiently` stops when eight seconds are over, which happens only where functions have loops over pixels;
# and after the first step while your work is graded, as no mark depends on this.)

# %%
p = initial_parameters(SHAPES, np.random.default_rng(0))
losses = []
for step in budget.patiently(range(150)):
    z, saved = forward(p, pictures[:10])
    loss, dz = cross_entropy(z, labels[:10])
    gradients = backward(p, saved, dz)
    p = {name: p[name] - 0.3 * gradients[name] for name in p}
    losses.append(loss)
print(f"loss at the first step: {losses[0]:.3f}, at the last: {losses[-1]:.4f}")

# %% [markdown]
# The figure shows the whole way, on a logarithmic axis.

# %%
plots.show(
    plots.curves(
        {
            "loss on ten pictures": (np.arange(len(losses)), losses),
            "log 10": ([0, 149], [np.log(10)] * 2),
        },
        "step", "loss", log_y=True,
    ),
    alt=(
        "The loss on ten pictures against the step, from 0 to 149, on a logarithmic axis. It starts"
        " at the dashed line of log 10, 2.3, falls in bumps at first and then smoothly to less than"
        " one hundredth."
    ),
)  # fmt: skip

# %% [markdown]
# From log 10 to nearly nothing. The ten pictures are learned by heart, and that proves one thing only: that the gradients
# lead downhill. Whether the network *understands* digits must be asked with pictures that it has never seen.
#
# So we split the data, 1,297 to learn from and 500 to be tested with, and train in earnest:
# batches of about 32, six passes (**epochs**), a rate that shrinks by a fifth after each,
# and **momentum**: each step keeps nine tenths of the step before.

# %%
order = np.random.default_rng(7).permutation(len(pictures))
learn, test = order[:1297], order[1297:]


def train(seed, epochs=6, rate=0.1):
    """The trained parameters, and the test accuracy after each epoch."""
    rng = np.random.default_rng(seed)
    p = initial_parameters(SHAPES, rng)
    velocity = {name: 0 for name in p}
    accuracies = []
    for epoch in budget.patiently(range(epochs)):
        batches = np.array_split(rng.permutation(learn), 40)
        for batch in budget.patiently(batches, seconds=1.5):
            z, saved = forward(p, pictures[batch])
            gradients = backward(p, saved, cross_entropy(z, labels[batch])[1])
            for name in p:
                velocity[name] = 0.9 * velocity[name] + gradients[name]
                p[name] = p[name] - rate * velocity[name]
        rate *= 0.8
        accuracies.append((forward(p, pictures[test])[0].argmax(axis=1) == labels[test]).mean())
    return p, accuracies


# %% [markdown]
# One run says little, since another seed starts elsewhere. We take three, and beside them a simple baseline:
# logistic regression, which is the last layer alone, on the raw pixels.

# %%
from sklearn.linear_model import LogisticRegression

runs = [train(seed) for seed in range(3)]
final = np.array([accuracies[-1] for _, accuracies in runs])
print(f"test accuracy over three seeds: {final.mean():.3f} ± {final.std():.3f}")
flat = pictures.reshape(len(pictures), -1)
baseline = LogisticRegression(max_iter=1000).fit(flat[learn], labels[learn])
level = baseline.score(flat[test], labels[test])
print(f"logistic regression on pixels:  {level:.3f}")

# %% [markdown]
# About 97 of 100 digits that the network has never seen; the second number is the standard deviation over the seeds.
# Logistic regression gets 95. The difference is real but small: on 8×8 pixels there is little for a convolution to find.
# Without the baseline you would have taken all 97 for the network's merit. Over the epochs it looks like this:

# %%
accuracies = np.array([accuracies for _, accuracies in runs])
epochs = np.arange(1, accuracies.shape[1] + 1)
plots.show(
    plots.curves(
        {
            "your network": (epochs, accuracies.mean(0), accuracies.std(0)),
            "logistic regression": (epochs, [level] * len(epochs)),
        },
        "epoch", "test accuracy",
    ),
    alt=(
        "Test accuracy against the epoch, 1 to 6, mean and spread of three seeds, beside a level"
        " dashed line at 0.95 for logistic regression. The network starts between 0.8 and 0.9, passes"
        " the line after about three epochs and ends at about 0.97."
    ),
)  # fmt: skip

# %% [markdown]
# Which digits does it get wrong? The first six mistakes of the first run, with the right digit and what the network said:

# %%
p = runs[0][0]
said = forward(p, pictures[test])[0].argmax(axis=1)
wrong = np.flatnonzero(said != labels[test])[:6]
titles = [f"{labels[test][i]}, said {said[i]}" for i in wrong]
plots.show(
    backpropagation.digit_row(pictures[test][wrong, 0], titles),
    alt=f"Six pictures of 8 by 8 pixels that the network misread: {'; '.join(titles)}.",
)

# %% [markdown]
# With so few pixels some of them are hard for you, too. Look at your mistakes before you look for a better network:
# they tell you whether the labels, the pictures or the weights are to blame.
#
# And what did it learn? In chapter 1 you designed kernels. These, the first eight of the first layer, nobody designed;
# they are what your backward pass made of random numbers.

# %%
plots.show(
    backpropagation.kernel_strip(p["w1"][:8, 0]),
    alt=(
        "Eight learned 3 by 3 kernels of the first layer, on one colour scale. Kernels 0 and 3 are"
        " negative above and positive below; kernel 2 is positive on the left and negative on the"
        " right; the others have no simple pattern."
    ),
)

# %% [markdown]
# Kernels 0 and 3 are negative above and positive below: they answer where it is dark above and bright below,
# like the kernel that you designed for horizontal edges. Kernel 2 is positive on the left and negative on the right.
# The others have no name, and need none.
#
# **And the speed?** One training step on 64 pictures, yours and Paddle's, in turn;
# the course's `speed_ratio` divides the medians.
# (Both keep to one thread where the environment variable `OMP_NUM_THREADS` is 1, as it was when this notebook was made.)
# Paddle's network is made of layers, as you would write it, with its own optimizer.

# %%
def our_step():
    z, saved = forward(p, x)
    gradients = backward(p, saved, cross_entropy(z, labels[:64])[1])
    for name in p:
        p[name] = p[name] - np.float32(0.01) * gradients[name]


def paddle_step(net, optimizer, x, labels):
    F.cross_entropy(net(x), labels).backward()
    optimizer.step()
    optimizer.clear_grad()


nn = paddle.nn
layers = [nn.Conv2D(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2D(2)]
layers += [nn.Conv2D(16, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2D(2)]
layers += [nn.Flatten(), nn.Linear(128, 10)]
net = nn.Sequential(*layers)
optimizer = paddle.optimizer.SGD(0.01, parameters=net.parameters())
x = pictures[:64]
batch = paddle.to_tensor(x), paddle.to_tensor(labels[:64])
ratio = backpropagation.speed_ratio(our_step, lambda: paddle_step(net, optimizer, *batch))
print(f"our step takes {ratio:.2f} of the time of Paddle's")

# %% [markdown]
# A number below 1 means that you were faster than the framework, in this run, on this machine, for this small network.
# It is one measurement, so do not promise it to anyone. Two things make it possible: one large matrix product for each convolution,
# and memory in which the pictures lie last, so that every copy is a long one.
# With loops over pixels in `conv2d_backward` or `max_pool_backward` the number is far above 1. On a GPU you have no chance.

# %% [markdown]
# ## 7.9 LeNet, from nothing
#
# In 1998 a network called LeNet-5 read the digits on bank cheques. Chapter 9 tells its story and builds it in Paddle.
# You have everything to build it now:
#
# | step | output for `[N, 1, 32, 32]` | parameters |
# |---|---|---|
# | convolution 5×5 without padding, ReLU, 2×2 max pooling | `[N, 6, 14, 14]` | `w1` `[6, 1, 5, 5]`, `b1` |
# | convolution 5×5 without padding, ReLU, 2×2 max pooling | `[N, 16, 5, 5]` | `w2` `[16, 6, 5, 5]`, `b2` |
# | flatten, fully connected, ReLU | `[N, 120]` | `w3` `[400, 120]`, `b3` |
# | fully connected, ReLU | `[N, 84]` | `w4` `[120, 84]`, `b4` |
# | fully connected | `[N, 10]` | `w5` `[84, 10]`, `b5` |
#
# (The original had scaled tanh functions and average pooling with weights; this is how it is built today.)

# %% [markdown] role="statement" exercise="lenet"
# ### Exercise 7.6, stretch: a LeNet that learns, in NumPy (8 points, ~50 min)
#
# ```python
# lenet_parameters(rng) -> {"w1": …, "b1": …, …, "w5": …, "b5": …}
# lenet_gradients(parameters, x, labels) -> (loss, gradients)
# lenet_fit(parameters, x, labels, rate, steps) -> (parameters, losses)
# ```
#
# - `lenet_parameters`: the ten arrays of the table in float32, biases 0, weights drawn from `rng` with mean 0 and
#   variance 1 / (number of inputs).
# - `lenet_gradients`: `x` `[N, 1, H, W]`, `labels` `[N]`; the mean cross-entropy and a dict of gradients with the names and
#   shapes of the parameters. Take all sizes from the parameters: the tests use smaller LeNets, and pictures that are not square.
# - `lenet_fit`: plain gradient descent on the whole of `x`, `steps` times. Return the parameters afterwards and the list of
#   losses, one for each step, each measured before that step. The dict that you were given must stay as it was.
# - Use your own functions from above; the ones of the lesson are there, too.
#
# **The tests look at** the parameters and the loss at the start, every gradient against Paddle's, one exact step,
# and whether ten pictures are learned by heart.
#
# <details><summary>Hint</summary>
#
# `forward` and `backward` of section 7.6 are two thirds of it. Write the last three layers forward, then read them backward:
# for `a = h @ w + b` the gradients are `dw = h.T @ da`, `db = da.sum(axis=0)`, `dh = da @ w.T`.
# For speed: the picture itself needs no gradient, so the first convolution can do without `dx`.
# And ReLU may come after max pooling: the numbers are the same, and there are only a quarter of them.
# </details>


# %% role="answer" exercise="lenet"
def lenet_parameters(rng):
    """Parameters of LeNet-5 for grey pictures of 32×32 pixels and ten classes."""
    ### BEGIN SOLUTION
    shapes = {"w1": (6, 1, 5, 5), "w2": (16, 6, 5, 5)}
    shapes |= {"w3": (400, 120), "w4": (120, 84), "w5": (84, 10)}
    biases = {"b1": (6,), "b2": (16,), "b3": (120,), "b4": (84,), "b5": (10,)}
    return initial_parameters(shapes | biases, rng)
    ### END SOLUTION


def lenet_gradients(parameters, x, labels):
    """The mean loss and {name: gradient} for pictures x [N, 1, H, W] and labels [N]."""
    ### BEGIN SOLUTION
    p, d = parameters, {}
    windows = im2col(x, p["w1"].shape[2:])  # serve forward and backward
    matrix = windows.reshape(p["w1"][0].size, -1)
    a1 = p["w1"].reshape(len(p["w1"]), -1) @ matrix + p["b1"][:, None]
    a1 = a1.reshape(-1, *windows.shape[3:]).transpose(3, 0, 1, 2)
    x2 = relu(max_pool(a1, 2))  # ReLU after pooling: the same numbers, a quarter of the work
    a2 = conv2d(x2, p["w2"], p["b2"])
    pooled = relu(max_pool(a2, 2))
    inputs = {3: pooled.reshape(len(x), -1)}
    for layer in (3, 4):
        inputs[layer + 1] = relu(inputs[layer] @ p[f"w{layer}"] + p[f"b{layer}"])
    loss, dz = cross_entropy(inputs[5] @ p["w5"] + p["b5"], labels)
    for layer in (5, 4, 3):  # every input of these layers came out of a ReLU
        d[f"w{layer}"], d[f"b{layer}"] = inputs[layer].T @ dz, dz.sum(axis=0)
        dz = relu_backward(dz @ p[f"w{layer}"].T, inputs[layer])
    dy = max_pool_backward(dz.reshape(pooled.shape), a2, 2)
    dx2, d["w2"], d["b2"] = conv2d_backward(dy, x2, p["w2"])
    dy = max_pool_backward(relu_backward(dx2, x2), a1, 2)
    dy = dy.transpose(1, 2, 3, 0).reshape(len(p["w1"]), -1)  # x needs no gradient: only dw and db
    d["w1"] = (matrix @ dy.T).T.reshape(p["w1"].shape)
    d["b1"] = dy.sum(axis=1)
    return loss, d
    ### END SOLUTION


def lenet_fit(parameters, x, labels, rate, steps):
    """Gradient descent on all of x: the parameters afterwards, the loss before each step."""
    ### BEGIN SOLUTION
    losses = []
    for _ in range(steps):
        loss, d = lenet_gradients(parameters, x, labels)
        parameters = {name: parameters[name] - np.float32(rate) * d[name] for name in parameters}
        losses.append(float(loss))
    return parameters, losses
    ### END SOLUTION


# %% role="tests" exercise="lenet" case="start" points=1
# The parameters, and the loss at the start (1 point)
import numpy as np

from course import backpropagation_mistakes

sizes = {"w1": [6, 1, 5, 5], "w2": [16, 6, 5, 5], "w3": [400, 120], "w4": [120, 84], "w5": [84, 10]}
sizes |= {"b1": [6], "b2": [16], "b3": [120], "b4": [84], "b5": [10]}
parameters = lenet_parameters(np.random.default_rng(1))
backpropagation_mistakes.check_initial("lenet_parameters(rng)", parameters, sizes)
noise = np.random.default_rng(2).random((16, 1, 32, 32)).astype("float32")
loss, _ = lenet_gradients(parameters, noise, np.arange(16) % 10)
assert abs(loss - np.log(10)) < 0.4, (
    f"The loss at the start is {loss:.3f}; without any training it should be near log 10 = 2.303."
)
### BEGIN HIDDEN TESTS
other = lenet_parameters(np.random.default_rng(3))
backpropagation_mistakes.check_initial("lenet_parameters(rng) with another rng", other, sizes)
assert not np.array_equal(parameters["w3"], other["w3"]), (
    "Two generators with different seeds give equal weights: draw them from rng."
)
rng = np.random.default_rng(4)
noise, classes = rng.random((5, 1, 32, 32)).astype("float32"), rng.integers(0, 10, 5)
loss, _ = lenet_gradients(other, noise, classes)
expected = backpropagation_mistakes.paddle_lenet(other, noise, classes)[0]
assert abs(loss - expected) < 1e-4, (
    f"With these parameters the loss of five noise pictures is {expected:.5f}; lenet_gradients says"
    f" {loss:.5f}."
)
### END HIDDEN TESTS

# %% role="tests" exercise="lenet" case="gradients" points=3
# Every gradient against Paddle's (3 points)
import numpy as np

from course import backpropagation_mistakes
from course.checks import check


def check_gradients(seed, n, height, width, filters, units):
    rng = np.random.default_rng(seed)
    p = backpropagation_mistakes.small_lenet(rng, height, width, filters, units)
    x, labels = rng.random((n, 1, height, width)), rng.integers(0, units[-1], n)
    case = f"lenet_gradients on {n} pictures of {height}×{width}"
    result = lenet_gradients(p, x, labels)
    assert isinstance(result, (tuple, list)) and len(result) == 2 and isinstance(result[1], dict), (
        f"{case} must return the loss and a dict of gradients."
    )
    loss, expected = backpropagation_mistakes.paddle_lenet(p, x, labels)
    check(f"{case}: the loss", result[0], loss, {"The loss is a sum; it is to be a mean.": n * loss})
    shapes = {name: value.shape for name, value in p.items()}
    backpropagation_mistakes.check_named_arrays(f"{case}: the gradients", result[1], shapes)
    known = backpropagation_mistakes.lenet(p, x, labels)
    for name, gradient in expected.items():
        check(f"{case}: the gradient of {name}", result[1][name], gradient, known[name])


check_gradients(seed=1, n=3, height=16, width=20, filters=(2, 3), units=(7, 6, 4))
### BEGIN HIDDEN TESTS
check_gradients(seed=2, n=4, height=20, width=16, filters=(3, 4), units=(6, 5, 10))
check_gradients(seed=3, n=2, height=24, width=24, filters=(2, 5), units=(8, 9, 3))
### END HIDDEN TESTS

# %% role="tests" exercise="lenet" case="step" points=2
# One exact step, and two (2 points)
import numpy as np

from course import backpropagation_mistakes
from course.checks import check


def check_fit(seed, steps, rate):
    rng = np.random.default_rng(seed)
    p = backpropagation_mistakes.small_lenet(rng, 16, 20, (2, 3), (7, 6, 4))
    x, labels = rng.random((3, 1, 16, 20)), rng.integers(0, 4, 3)
    case = f"lenet_fit with rate={rate}, steps={steps}"
    given = {name: value.copy() for name, value in p.items()}
    result = lenet_fit(given, x, labels, rate, steps)
    assert isinstance(result, (tuple, list)) and len(result) == 2 and isinstance(result[0], dict), (
        f"{case} must return a dict of parameters and a list of losses."
    )
    assert all(np.array_equal(given[name], p[name]) for name in p), (
        f"{case}: the parameters that were given have changed; make new arrays, p - rate * d."
    )
    expected, losses = p, []
    for _ in range(steps):
        loss, d = backpropagation_mistakes.paddle_lenet(expected, x, labels)
        losses.append(loss)
        before, expected = expected, {name: expected[name] - rate * d[name] for name in p}
    known = {
        "There is one loss for each step, each measured before that step.": [
            *losses[1:], backpropagation_mistakes.paddle_lenet(expected, x, labels)[0]
        ]
    }  # fmt: skip
    check(f"{case}: the losses", result[1], losses, known, tolerance=1e-6)
    for name, right in expected.items():
        known = {
            "The step goes uphill; subtract rate times gradient.": 2 * before[name] - right,
            f"{name} is as it was given; every parameter takes every step.": p[name],
            "The rate is not used.": before[name] - (before[name] - right) / rate,
        }
        check(f"{case}: {name} afterwards", result[0][name], right, known, tolerance=1e-6)


check_fit(seed=4, steps=1, rate=0.5)
### BEGIN HIDDEN TESTS
check_fit(seed=5, steps=1, rate=0.125)
check_fit(seed=6, steps=2, rate=0.25)
### END HIDDEN TESTS

# %% role="tests" exercise="lenet" case="ten_pictures" points=2
# Ten pictures learned by heart, with nothing but NumPy (2 points)
import numpy as np

from course import backpropagation_mistakes
from course.by_hand import check_by_hand


def learn_by_heart(seed, steps, rate):
    x, labels = backpropagation_mistakes.ten_digits(20)
    rng = np.random.default_rng(seed)
    p = backpropagation_mistakes.small_lenet(rng, 20, 20, (6, 16), (40, 24, 10))
    after, losses = lenet_fit(p, x, labels, rate, steps)
    assert len(losses) == steps, f"{steps} steps must give {steps} losses, not {len(losses)}."
    assert abs(losses[0] - np.log(10)) < 0.4, (
        f"The first loss is {losses[0]:.3f}; before any step it should be near log 10 = 2.303."
    )
    assert losses[-1] < 0.05, (
        f"After {steps} steps with a rate of {rate} the loss on ten pictures is {losses[-1]:.3f};"
        " with right gradients it is below 0.05."
    )
    loss = backpropagation_mistakes.paddle_lenet(after, x, labels)[0]
    assert loss < 0.05, (
        f"The parameters that lenet_fit returns give a loss of {loss:.3f} on these ten pictures,"
        " though its last loss is small: return the parameters after the last step."
    )


learn_by_heart(seed=7, steps=90, rate=0.2)
check_by_hand(In, "lenet_fit")
### BEGIN HIDDEN TESTS
learn_by_heart(seed=8, steps=80, rate=0.2)
### END HIDDEN TESTS

# %% [markdown]
# The next cell runs your LeNet-5 with its 61,706 parameters: the loss at the start, then one step on 64 pictures
# against the same step in Paddle.

# %%
p = lenet_parameters(np.random.default_rng(0))
x = np.kron(pictures[:64], np.ones((4, 4), "float32"))  # every pixel becomes 4×4: 32×32 in all
print("parameters:", f"{sum(value.size for value in p.values()):,}")
print(f"loss at the start: {lenet_gradients(p, x, labels[:64])[0]:.3f}")
layers = [nn.Conv2D(1, 6, 5), nn.ReLU(), nn.MaxPool2D(2)]
layers += [nn.Conv2D(6, 16, 5), nn.ReLU(), nn.MaxPool2D(2), nn.Flatten()]
layers += [nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10)]
net = nn.Sequential(*layers)
optimizer = paddle.optimizer.SGD(0.01, parameters=net.parameters())
batch = paddle.to_tensor(x), paddle.to_tensor(labels[:64])
ratio = backpropagation.speed_ratio(
    lambda: lenet_fit(p, x, labels[:64], 0.01, 1), lambda: paddle_step(net, optimizer, *batch), 20
)
print(f"your LeNet-5 step takes {ratio:.2f} of the time of Paddle's")

# %% [markdown]
# Think of what stands behind these lines. There is no framework in your half of them:
# the convolution, the pooling, the activations, the loss, all their gradients and the learning itself are arrays and loops
# that you wrote and that you can explain.
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
# - A gradient says how the loss moves with an array's entry; it has the array's shape. What is used several times gets the sum.
# - Check gradients with central differences in float64, step $10^{-5}$, by an assertion. Near kinks the check may cry wolf.
# - ReLU passes the gradient where $x > 0$; average pooling shares it; max pooling gives it to the winner.
# - Convolution: `dw` is `x` convolved with `dy`; `dx` is the padded `dy` convolved with the turned kernel;
#   a stride puts zeros between the entries of `dy`; `db` is the sum of `dy`.
# - Batch normalization: mean and variance depend on every pixel, so `dx` loses its mean and its component along $\hat x$.
# - Softmax with cross-entropy: `dz` is probabilities less one-hot labels, divided by N.
# - Before you train: loss at the start near $\log K$, gradients checked, ten pictures learned by heart.
#
# ## Check yourself
#
# <details><summary>A convolution has w of shape [16, 8, 3, 3] and gets x of shape [32, 8, 14, 14]. What are the shapes of dw and dx?</summary>
#
# Those of `w` and `x`: [16, 8, 3, 3] and [32, 8, 14, 14]. No counting is needed.
# </details>
#
# <details><summary>Your gradient check of a whole network shows 10⁻⁹ for all parameters but one, which has 0.4. What is likely?</summary>
#
# A kink: ReLU or a maximum changes sides within the step. Try another seed or a smaller step; if it moves to another parameter,
# the code is right. A fault in a formula would show in a whole array.
# </details>
#
# <details><summary>The loss at the start is 2.303 exactly, and stays there. What would you look at?</summary>
#
# Exactly log 10 means that all scores are equal: perhaps all weights are 0. Then the gradients of the weights before them are 0, too.
# </details>
#
# <details><summary>Why does a kernel's gradient not depend on the bias, and the bias's not on the picture?</summary>
#
# y is a sum; each part's derivative ignores the other part. What matters for both is dy.
# </details>
#
# <details><summary>Which kernels give the same dx with and without the turn by 180°?</summary>
#
# Those that look the same when turned: the blur, the Laplacian. A test with such a kernel cannot see that the turn is missing.
# </details>
#
# ## What comes next
#
# You know every operator of the classic networks, forward and backward.
# Chapter 8 is the homework that belongs to them: counting, before anything runs, what a network must learn and what it costs.
# After that part II begins. The frameworks do the gradients from there on; you know what they do.
