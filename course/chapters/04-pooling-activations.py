# %% [markdown]
# # 4. Pooling and activations: shrink, bend, decide
#
# A convolution says how strongly a pattern is present at every place.
# Three small operations turn that into a decision.
# Pooling keeps less detail, an activation bends straight lines, and the softmax turns scores into probabilities.
# None of them has a weight to learn, and each has a case at the edge that is easily got wrong.
#
# **When you are done, you can**
#
# - write max and average pooling for any window, stride and padding, and say what happens at the border;
# - say how far pooling makes a network indifferent to small shifts, with a measured number;
# - write ReLU, sigmoid, softmax and cross-entropy with their gradients, safe for scores of any size;
# - find misplaced activations in somebody else's network;
# - read from a plot why deep networks gave up the sigmoid.
#
# **It takes** about 50 minutes to read and 150 minutes to solve.
# You need chapters 1 to 3: convolution, stride and padding, and the shape `[N, C, H, W]`.
# There are 38 points in nine exercises; the last one is a stretch.
#
# The symbols are those of [the table of notation](../notation.md);
# [the glossary](../glossary.md) gives each term in Chinese.

# %% [markdown]
# The first cell loads NumPy, SciPy's convolution, scikit-learn's handwritten digits,
# and the course's own library.

# %%
import numpy as np
from scipy.signal import correlate2d
from sklearn.datasets import load_digits

from course import activations, plots, pooling

# %% [markdown]
# ## 4.1 Pooling: one number for a window
#
# A feature map tells where a pattern is, to the pixel.
# For the question "is there an eye?" that is more than we want to know.
# **Pooling** moves a window over the feature map and writes down one number for what it holds:
# the largest (**max pooling**) or the mean (**average pooling**).
# There is nothing to learn in it, and every channel is pooled by itself.
#
# The numbers 1 to 16, with windows of 2×2 that move by two pixels:

# %%
x = np.arange(1.0, 17).reshape(4, 4)
print("max:\n", pooling.pool(x, kernel=2, stride=2, mode="max"))
print("average:\n", pooling.pool(x, kernel=2, stride=2, mode="average"))

# %% [markdown]
# The first window holds 1, 2, 5 and 6: its maximum is 6 and its mean is 3.5.
# The windows tile the picture because the **stride** equals the window's side, which is the usual choice.
# (`pooling.pool` hands one picture to Paddle. You will write your own in a moment.)
#
# How much is thrown away? The next cell counts numbers before and after max pooling.

# %%
y = pooling.pool(x, kernel=2, stride=2)
print("numbers before:", x.size, " after:", y.size, " discarded:", 1 - y.size / x.size)

# %% [markdown]
# Max pooling of 2×2 keeps one activation of four and discards 0.75, that is 75 %, of them.
# It also keeps no note of *which* of the four it was.
# That is the price. What it buys: the next layer has a quarter of the work,
# and each of its windows covers twice as many rows and columns of the picture.
#
# Move the window below with its slider, then change kernel, stride and padding.
# Before each change, predict how many rows and columns come out: the formula of chapter 2 holds for pooling, too.

# %%
pooling.explore()

# %% [markdown]
# Try padding 2 with kernel 2. The explorer refuses:
# a window in the corner would hold nothing but padding, and nothing has no maximum.
#
# ## 4.2 What stands in the padding?
#
# A convolution pads with zeros, and a zero adds nothing to a sum.
# In a maximum a zero is not nothing: it beats every negative number.
# We pool a picture of negative numbers with padding 1 in three ways, by Paddle's own functions:

# %%
import paddle
import paddle.nn.functional as F

negative = paddle.to_tensor([[[[-5.0, -9.0], [-8.0, -3.0]]]])
print("max:", F.max_pool2d(negative, 2, padding=1).numpy().tolist())
print("average:", F.avg_pool2d(negative, 2, padding=1).numpy().tolist())
with_zeros = F.avg_pool2d(negative, 2, padding=1, exclusive=False)
print("average, zeros counted:", with_zeros.numpy().tolist())

# %% [markdown]
# Each of the four windows holds one pixel and three cells of padding.
# The maximum is that pixel, -5, -9, -8 and -3: the padding counts as *minus infinity*, which never wins.
# Zeros would have given four zeros.
#
# The average gives the same four numbers. Paddle adds up the pixels in the window
# and divides by how many *pixels* there are, here one: padding is left out.
# The last line divides by four all the same, so -5 becomes -1.25 and the border fades towards zero.
#
# > **What Paddle does differently.** `avg_pool2d` leaves the padding out by default, `exclusive=True`.
# > Some other frameworks count the zeros by default, so networks that are carried over differ at the border.
# > With `ceil_mode=True` the size of the output is rounded *up*: a last window may stick out.
# > The default rounds down, as for convolutions.
# > Paddle also accepts a padding as large as the window, which our explorer refuses; see for yourself:

# %%
print("max:", F.max_pool2d(negative, 2, padding=2).numpy()[0, 0, 0])
print("average:", F.avg_pool2d(negative, 2, padding=2).numpy()[0, 0, 0])

# %% [markdown]
# Windows of pure padding give -3.4·10³⁸, the lowest float32, and `nan`, which is 0 divided by 0.
# Either spoils everything behind it. Keep the padding smaller than the window.

# %% [markdown] role="statement" exercise="pool2d"
# ### Exercise 4.1: pooling (8 points, ~30 min)
#
# ```python
# pool2d(x, kernel, stride=None, padding=0, mode="max") -> array [N, C, H_out, W_out]
# ```
#
# - `x`: feature maps `[N, C, H, W]`, whole numbers or floats.
# - `kernel`, `stride`, `padding`: a whole number for both directions, or a pair (rows, columns).
#   Without a stride, the window moves by its own size.
# - `mode`: `"max"`, where padding counts as minus infinity, or `"average"`, where padding is left out of the mean.
# - The padding is smaller than the window, and the size of the output is rounded down.
#
# Write it with NumPy alone.
#
# **The tests look at** square windows that tile; windows and strides with two different numbers;
# padding around negative numbers, whole ones too; averages at the border, of zeros and of whole numbers. Each is worth 2 points.
#
# <details><summary>Hint</summary>
#
# Turn each argument into a pair first.
# Pad a float copy of `x` with something that marks "nothing here": `-np.inf` for the maximum,
# and for the average `np.nan`, which `np.nanmean` leaves out.
# Two loops over the output's rows and columns are enough if you slice `[:, :, rows, columns]`.
# </details>


# %% role="answer" exercise="pool2d"
def pool2d(x, kernel, stride=None, padding=0, mode="max"):
    """Pool x [N, C, H, W] with mode "max" or "average"; sizes are numbers or pairs (rows, columns)."""
    ### BEGIN SOLUTION
    sizes = [kernel, kernel if stride is None else stride, padding]
    pairs = [(size, size) if np.ndim(size) == 0 else size for size in sizes]
    (k_h, k_w), (s_h, s_w), (p_h, p_w) = pairs
    nothing = -np.inf if mode == "max" else np.nan
    pads = ((0, 0), (0, 0), (p_h, p_h), (p_w, p_w))
    padded = np.pad(np.asarray(x, dtype=float), pads, constant_values=nothing)
    rows, columns = (padded.shape[2] - k_h) // s_h + 1, (padded.shape[3] - k_w) // s_w + 1
    y = np.zeros((*x.shape[:2], rows, columns))
    for i in range(rows):
        for j in range(columns):
            window = padded[:, :, i * s_h : i * s_h + k_h, j * s_w : j * s_w + k_w]
            y[:, :, i, j] = window.max((2, 3)) if mode == "max" else np.nanmean(window, (2, 3))
    return y
    ### END SOLUTION


# %% role="tests" exercise="pool2d" case="tiles" points=2
# Square windows that tile the picture (2 points)
import numpy as np

from course import pooling_mistakes
from course.checks import check

x = np.arange(1.0, 17).reshape(1, 1, 4, 4)
known = pooling_mistakes.pool2d(x, 2)
check("pool2d of the numbers 1 to 16 with kernel 2", pool2d(x, 2), [[[[6, 8], [14, 16]]]], known)
### BEGIN HIDDEN TESTS
import paddle
import paddle.nn.functional as F

from course.by_hand import check_by_hand

rng = np.random.default_rng(41)
sizes = [((2, 3, 6, 8), 2), ((3, 2, 7, 5), 2), ((2, 1, 9, 10), 3), ((1, 2, 5, 4), 1)]
for shape, kernel in [*sizes, sizes[0]]:  # the last one has the first one's shape, but other numbers
    x = rng.normal(size=shape) - 1
    check(
        f"pool2d of {list(shape)} with kernel {kernel}, negative and positive numbers",
        pool2d(x.copy(), kernel),
        F.max_pool2d(paddle.to_tensor(x), kernel).numpy(),
        pooling_mistakes.pool2d(x, kernel),
    )
check_by_hand(In, "pool2d")
### END HIDDEN TESTS

# %% role="tests" exercise="pool2d" case="pairs" points=2
# Windows and strides with two different numbers (2 points)
import numpy as np

from course import pooling_mistakes
from course.checks import check

x = np.arange(1.0, 25).reshape(1, 1, 4, 6)
y = [[[[9, 11], [15, 17], [21, 23]]]]
known = pooling_mistakes.pool2d(x, (2, 3), (1, 2))
case = "pool2d of the numbers 1 to 24 as 4×6 with kernel (2, 3) and stride (1, 2)"
check(case, pool2d(x, (2, 3), (1, 2)), y, known)
### BEGIN HIDDEN TESTS
import paddle
import paddle.nn.functional as F

rng = np.random.default_rng(42)
for shape, kernel, stride in [
    ((2, 3, 8, 9), (3, 2), None),
    ((1, 2, 9, 7), 3, 2),
    ((2, 1, 7, 10), (1, 4), (2, 3)),
    ((2, 2, 10, 6), (4, 1), 1),
    ((1, 3, 11, 11), 2, (3, 1)),
]:
    x = rng.normal(size=shape)
    check(
        f"pool2d of {list(shape)} with kernel {kernel} and stride {stride}",
        pool2d(x.copy(), kernel, stride),
        F.max_pool2d(paddle.to_tensor(x), kernel, stride).numpy(),
        pooling_mistakes.pool2d(x, kernel, stride),
    )
### END HIDDEN TESTS

# %% role="tests" exercise="pool2d" case="padded_max" points=2
# The maximum with padding around negative numbers (2 points)
import numpy as np

from course import pooling_mistakes
from course.checks import check

x = np.array([[[[-5.0, -9], [-8, -3]]]])
known = pooling_mistakes.pool2d(x, 2, None, 1)
check("pool2d of the four negative numbers above", pool2d(x, 2, padding=1), x, known)
### BEGIN HIDDEN TESTS
import paddle
import paddle.nn.functional as F

rng = np.random.default_rng(43)
for shape, kernel, stride, padding in [
    ((1, 2, 5, 6), 3, 2, 1),
    ((2, 1, 4, 7), (3, 2), (2, 1), (2, 0)),
    ((2, 3, 6, 5), (2, 4), 2, (0, 3)),
    ((1, 1, 7, 7), 3, 1, (1, 2)),
]:
    x = -rng.uniform(0.5, 9, size=shape)
    check(
        f"pool2d of negative numbers {list(shape)}, kernel {kernel}, stride {stride},"
        f" padding {padding}",
        pool2d(x.copy(), kernel, stride, padding),
        F.max_pool2d(paddle.to_tensor(x), kernel, stride, padding).numpy(),
        pooling_mistakes.pool2d(x, kernel, stride, padding),
    )
for scale in (1_000, 1_000_000_000):
    x = -scale * rng.integers(1, 10, size=(1, 2, 4, 5))
    case = f"pool2d of negative whole numbers [1, 2, 4, 5], thousands times {scale // 1000}, padding 1"
    known = pooling_mistakes.pool2d(x, 3, 2, 1)
    expected = F.max_pool2d(paddle.to_tensor(x.astype(float)), 3, 2, 1).numpy()
    check(case, pool2d(x.copy(), 3, 2, 1), expected, known)
### END HIDDEN TESTS

# %% role="tests" exercise="pool2d" case="average" points=2
# Averages, also at the border (2 points)
import numpy as np

from course import pooling_mistakes
from course.checks import check

x = np.array([[[[4.0, 8], [2, 10]]]])
known = pooling_mistakes.pool2d(x, 2, 1, 1, "average")
y = [[[[4, 6, 8], [3, 6, 9], [2, 6, 10]]]]
case = 'pool2d of [[4, 8], [2, 10]] with kernel 2, stride 1, padding 1, mode="average"'
check(case, pool2d(x, 2, 1, 1, "average"), y, known)
### BEGIN HIDDEN TESTS
import paddle
import paddle.nn.functional as F

rng = np.random.default_rng(44)
for shape, kernel, stride, padding in [
    ((2, 3, 7, 4), 2, None, 0),
    ((1, 2, 7, 5), 3, 2, 1),
    ((2, 1, 5, 8), (2, 3), (1, 2), (1, 2)),
    ((1, 2, 6, 4), (4, 2), (3, 1), (2, 0)),
]:
    x = rng.normal(size=shape) + 1
    check(
        f"pool2d of {list(shape)}, kernel {kernel}, stride {stride}, padding {padding}, average",
        pool2d(x.copy(), kernel, stride, padding, "average"),
        F.avg_pool2d(paddle.to_tensor(x), kernel, stride, padding).numpy(),
        pooling_mistakes.pool2d(x, kernel, stride, padding, "average"),
    )
x = rng.normal(size=(2, 2, 6, 5)).clip(0)  # half of them are 0
expected = F.avg_pool2d(paddle.to_tensor(x), 3, 2, 1).numpy()
known = pooling_mistakes.pool2d(x, 3, 2, 1, "average")
case = "pool2d of [2, 2, 6, 5] with many zeros, kernel 3, stride 2, padding 1, average"
check(case, pool2d(x.copy(), 3, 2, 1, "average"), expected, known)
whole = rng.integers(0, 256, size=(1, 2, 4, 6))
check(
    "pool2d of whole numbers, average",
    pool2d(whole.copy(), (2, 3), mode="average"),
    whole.reshape(1, 2, 2, 2, 2, 3).mean((3, 5)),
    pooling_mistakes.pool2d(whole, (2, 3), mode="average"),
)
### END HIDDEN TESTS

# %% [markdown]
# ## 4.3 One number for each channel
#
# **Global average pooling** is average pooling with a window as large as the feature map.
# Each channel becomes its mean, so `[N, C, H, W]` becomes `[N, C]`, whatever `H` and `W` are.
# Networks from chapter 12 on end with it, where older ones flatten.
#
# What it saves shows in the parameters of the layer behind it, here with ten classes:

# %%
channels, rows, columns, classes = 512, 7, 7, 10
print("behind flattening:", channels * rows * columns * classes + classes)
print("behind global average pooling:", channels * classes + classes)

# %% [markdown]
# 250,890 parameters have become 5,130, and the layer accepts pictures of any size.
#
# > **In Paddle** it is `F.adaptive_avg_pool2d(x, 1)`, or `paddle.nn.AdaptiveAvgPool2D(1)` as a layer,
# > and its result is `[N, C, 1, 1]`: flatten it before a linear layer.

# %% [markdown] role="statement" exercise="global_avg_pool"
# ### Exercise 4.2: global average pooling (2 points, ~5 min)
#
# ```python
# global_avg_pool(x) -> array [N, C]
# ```
#
# - `x`: feature maps `[N, C, H, W]`.
# - Return the mean of each channel of each picture, without the two axes of length 1 that Paddle keeps.
#
# **The tests look at** one channel, and batches with several channels that are not square.
#
# <details><summary>Hint</summary>
#
# `mean` takes a pair of axes.
# </details>


# %% role="answer" exercise="global_avg_pool"
def global_avg_pool(x):
    """The mean of each channel of x [N, C, H, W], as [N, C]."""
    ### BEGIN SOLUTION
    return x.mean((2, 3))
    ### END SOLUTION


# %% role="tests" exercise="global_avg_pool" case="one" points=1
# One channel of one picture (1 point)
import numpy as np

from course.checks import check

x = np.array([[[[1.0, 2, 3], [4, 5, 9]]]])
known = {
    "This is the sum; divide by the number of pixels.": [[24]],
    "This is the maximum.": [[9]],
    "The result has the axes [N, C] only.": [[[[4]]]],
}
check("global_avg_pool of one channel 1 2 3, 4 5 9", global_avg_pool(x), [[4]], known)
### BEGIN HIDDEN TESTS
x = np.random.default_rng(45).normal(size=(1, 1, 5, 3))
known = {"This is the maximum.": x.max((2, 3)), "This is the sum.": x.sum((2, 3))}
check("global_avg_pool of [1, 1, 5, 3]", global_avg_pool(x), [[x.sum() / 15]], known)
### END HIDDEN TESTS

# %% role="tests" exercise="global_avg_pool" case="batch" points=1
# Several pictures and channels (1 point)
import numpy as np

from course.checks import check

x = np.arange(16.0).reshape(2, 2, 2, 2)
known = {
    "All channels are averaged together; each has a mean of its own.": [[3.5, 3.5], [11.5, 11.5]],
    "The pictures of the batch are averaged; each has a mean of its own.": [[5.5, 9.5]],
    "The axes are [N, C], in this order.": [[1.5, 9.5], [5.5, 13.5]],
}
check("global_avg_pool of 0 to 15", global_avg_pool(x), [[1.5, 5.5], [9.5, 13.5]], known)
### BEGIN HIDDEN TESTS
x = np.random.default_rng(46).normal(size=(3, 4, 5, 2))
y = np.array([[channel.sum() / 10 for channel in picture] for picture in x])
known = {"The axes are [N, C], in this order.": y.T, "The maximum is taken.": x.max((2, 3))}
check("global_avg_pool of [3, 4, 5, 2]", global_avg_pool(x), y, known)
### END HIDDEN TESTS

# %% [markdown]
# ## 4.4 What a shift does, measured
#
# You will often read that pooling makes a network *invariant* to translation.
# Two words that sound alike have exact meanings, so they can be tested.
#
# - **Equivariance**: move the input, and the output moves along.
# - **Invariance**: move the input, and the output stays as it is.
#
# First a convolution: filter a digit, filter the same digit one column further right, and compare.

# %%
digits = load_digits().images  # 1,797 digits of 8×8 pixels, 0 to 16
four = digits[4]
w = np.array([[1, 0, -1], [2, 0, -2], [1, 0, -1]])
before = correlate2d(four, w, mode="valid")
after = correlate2d(pooling.moved(four, columns=1), w, mode="valid")
print("largest difference:", np.abs(after[:, 1:] - before[:, :-1]).max())

# %% [markdown]
# The difference is exactly 0: where the window lies inside the picture, convolution is exactly equivariant.
# The new column at the left border is left out of the comparison, because its pixels were not there before.
#
# Now max pooling. Below, a thick outline marks the numbers above 0 that stay the same at the same place.

# %%
plots.show(
    pooling.shift_figure(four),
    alt=(
        "Above: a handwritten 4 of 8 by 8 pixels, and the same moved one column to the right."
        " Below: both after 2 by 2 max pooling. Of the 11 numbers above 0 of the first,"
        " 4 are outlined because the shift left them as they were."
    ),
)

# %% [markdown]
# Four of eleven: about a third. Is this digit typical?
# The next cell takes all 1,797 and asks the same of the pixels themselves and of the pooled numbers.


# %%
def unchanged(before, after):
    """For each picture the share of its numbers above 0 that are the same in both [N, H, W]."""
    lit = before > 0
    return (lit & (before == after)).sum((1, 2)) / lit.sum((1, 2))


def max_pool(pictures):
    """2×2 max pooling of [N, H, W]."""
    return F.max_pool2d(paddle.to_tensor(pictures)[:, None], 2).numpy()[:, 0]


one_right = pooling.moved(digits, columns=1)
pixels = unchanged(digits, one_right)
pooled = unchanged(max_pool(digits), max_pool(one_right))
for name, share in [("pixels", pixels), ("pooled", pooled)]:
    print(f"{name}: {share.mean():.3f} ± {share.std():.3f} unchanged")

# %% [markdown]
# After a shift by one pixel, 35 % of the pooled numbers are unchanged, give or take 11 % from digit to digit.
# Of the pixels it is 7 %. So pooling helps, and two thirds of what the next layer sees still change.
# The same for larger shifts, with a band of one standard deviation over the digits:

# %%
shifts = range(5)
moved = [pooling.moved(digits, columns) for columns in shifts]
series = {}
for name, see in [("2×2 max pooling", max_pool), ("pixels", np.array)]:
    shares = np.array([unchanged(see(digits), see(pictures)) for pictures in moved])
    series[name] = (shifts, shares.mean(1), shares.std(1))
plots.show(
    plots.curves(series, "shift, pixels", "share unchanged"),
    alt=(
        "Share of numbers above 0 that stay the same, against the shift in pixels. Both lines"
        " start at 1 without a shift. Max pooling falls to 0.35 at one pixel, 0.12 at two and 0.01"
        " at four; the pixels fall to 0.07 at one pixel, 0.03 at two and 0.01 at four."
    ),
)

# %% [markdown]
# After two pixels 12 % are left, after four about 1 %.
# The honest term is **limited invariance**: pooling forgives *some* shifts that are smaller than its window.
#
# A shift by exactly the stride is another matter.
# The windows meet the same pixels again, and the output moves by one place:

# %%
two_right = pooling.moved(digits, columns=2)
difference = max_pool(two_right)[:, :, 1:] - max_pool(digits)[:, :, :-1]
print("largest difference:", np.abs(difference).max())

# %% [markdown]
# Exactly 0 again. Pooling with stride 2 is equivariant for even shifts and not for odd ones.
# To make a network forgive more, one also trains it on moved pictures; chapter 6 makes those.

# %% [markdown]
# ## 4.5 Activations: why a network must bend
#
# A convolution is linear, and so is a fully connected layer.
# Two linear layers in a row are one linear layer: $W_2 (W_1 x) = (W_2 W_1)\, x$.
# In numbers, with 64 inputs, 100 units and 10 outputs:

# %%
rng = np.random.default_rng(0)
w1, w2, x = rng.normal(size=(100, 64)), rng.normal(size=(10, 100)), rng.normal(size=64)
two_layers = w2 @ (w1 @ x)
one_layer = (w2 @ w1) @ x
print("largest difference:", np.abs(two_layers - one_layer).max())

# %% [markdown]
# Nothing but rounding: the second layer has added nothing that one matrix could not do.
# An **activation function**, or activation for short, is a function that bends, applied to every number between two layers.
#
# | name | value | derivative |
# |---|---|---|
# | **sigmoid** | $\sigma(x) = 1 / (1 + e^{-x})$ | $\sigma(x)\,(1 - \sigma(x))$ |
# | **tanh** | $(e^{x} - e^{-x}) / (e^{x} + e^{-x})$ | $1 - \tanh^2(x)$ |
# | **ReLU** | $\max(0, x)$ | 1 for $x > 0$, 0 for $x < 0$ |
# | **leaky ReLU** | $x$ for $x > 0$, $0.01\,x$ otherwise | 1 for $x > 0$, 0.01 for $x < 0$ |
#
# The derivatives matter because training multiplies them, layer after layer.
# Here are all four; Paddle's automatic differentiation computes them, no formula of ours:

# %%
axis = np.linspace(-4, 4, 801)
series = {
    name: (axis, activations.value_and_derivative(name, axis)[1]) for name in activations.FUNCTIONS
}
plots.show(
    plots.curves(series, "x", "derivative"),
    alt=(
        "Derivatives from -4 to 4. The sigmoid's is a low hill with its top at 0.25. That of tanh is"
        " a hill up to 1, narrow. Those of ReLU and leaky ReLU are steps to 1 at zero; on the left"
        " ReLU lies at 0 and leaky ReLU at 0.01, just above it."
    ),
)

# %% [markdown]
# The hill of the sigmoid is low. How low, exactly? We look for its highest point.

# %%
axis = np.linspace(-6, 6, 1201)
slopes = activations.value_and_derivative("sigmoid", axis)[1]
print("largest derivative:", slopes.max(), "at x =", abs(axis[slopes.argmax()]))
print("at x = 5:", activations.value_and_derivative("sigmoid", [5.0])[1].round(4))

# %% [markdown]
# At best 0.25, at $x = 0$, and at 5 it is 0.0066.
# To see why, write the derivative as $e^{-x} / (1 + e^{-x})^2$ and multiply numerator and denominator by $e^{x}$:
# it is $1 / (2 + e^{x} + e^{-x})$, and $e^{x} + e^{-x}$ is smallest, namely 2, at 0.
#
# An activation is **saturated** where its derivative is near 0: there, the weights before it hardly learn.
# Hatching marks such regions below, where the derivative is under 0.05. Compare the four functions.

# %%
activations.explore()

# %% [markdown]
# Sigmoid and tanh are saturated on both sides, ReLU on one side, and leaky ReLU with slope 0.1 nowhere.
# A ReLU that is at 0 for every picture passes no gradient, so its weights stop learning and it usually stays so: it is called *dead*.
# The small slope of leaky ReLU is there for that.
#
# ReLU has a corner at 0, where mathematics knows no derivative. A program needs one. Paddle's choice:

# %%
x = paddle.to_tensor([0.0, -1.0, 1.0], stop_gradient=False)
F.relu(x).sum().backward()
print("gradient at 0, -1, 1:", x.grad.numpy())
print("leaky ReLU at 0:", activations.value_and_derivative("leaky ReLU", [0.0])[1])

# %% [markdown]
# At 0 the gradient of ReLU is 0, and that of leaky ReLU is 1.
# These are conventions, worth knowing when you compare your gradients with Paddle's:
# zeros are common, because the ReLU before makes so many of them.

# %% [markdown] role="statement" exercise="relu"
# ### Exercise 4.3: ReLU and its gradient (3 points, ~10 min)
#
# ```python
# relu(x) -> array like x
# relu_backward(dy, x) -> array like x
# ```
#
# - `x`: numbers of any shape, what went into the ReLU; `dy`: the gradient of the loss with respect to its output.
# - `relu_backward` returns the gradient with respect to `x`: by the chain rule, `dy` times the derivative at `x`.
#   At exactly 0 the derivative is 0, as in Paddle.
#
# **The tests look at** `relu` (1 point) and `relu_backward` (2 points), with zeros and negative gradients.
#
# <details><summary>Hint</summary>
#
# `x > 0` is an array of True and False, which count as 1 and 0 in a product.
# </details>


# %% role="answer" exercise="relu"
def relu(x):
    """x where it is positive, else 0."""
    ### BEGIN SOLUTION
    return np.maximum(x, 0)
    ### END SOLUTION


def relu_backward(dy, x):
    """The gradient with respect to x, from dy, the one with respect to relu(x)."""
    ### BEGIN SOLUTION
    return dy * (x > 0)
    ### END SOLUTION


# %% role="tests" exercise="relu" case="values" points=1
# relu (1 point)
import numpy as np

from course.checks import check

x = np.array([-2.0, 0, 0.5, 3])
known = {
    "Signs are lost: negative numbers become 0.": [2, 0, 0.5, 3],
    "This is the step (0 or 1); ReLU keeps the positive numbers.": [0, 0, 1, 1],
    "The sides are swapped: positive numbers are kept.": [-2, 0, 0, 0],
    "Large values are cut off.": [0, 0, 0.5, 1],
}
check("relu([-2, 0, 0.5, 3])", relu(x), [0, 0, 0.5, 3], known)
### BEGIN HIDDEN TESTS
from course.by_hand import check_by_hand

x = 4 * np.random.default_rng(47).normal(size=(2, 3, 4, 5))
expected = np.where(x < 0, 0.0, x)
known = {"Large values are cut off.": x.clip(0, 6), "This is leaky ReLU.": np.maximum(x, 0.01 * x)}
check("relu of random numbers [2, 3, 4, 5]", relu(x), expected, known)
check_by_hand(In, "relu")
### END HIDDEN TESTS

# %% role="tests" exercise="relu" case="gradient" points=2
# relu_backward (2 points)
import numpy as np

from course.checks import check

dy, x = np.array([5.0, 6, -7, 8]), np.array([0.0, -1, 1, 2])
known = {
    "At exactly 0 the derivative is 0, not 1.": [5, 0, -7, 8],
    "At exactly 0 the derivative is 0, not one half.": [2.5, 0, -7, 8],
    "This is the derivative alone; multiply by dy.": [0, 0, 1, 1],
    "The mask is taken from dy; it depends on x.": [5, 6, 0, 8],
    "dy is multiplied by relu(x); multiply by the derivative, which is 0 or 1.": [0, 0, -7, 16],
    "Gradients may be negative; only the sign of x matters.": [0, 0, 0, 8],
    "dy is returned as it is; where x is not positive nothing passes.": dy,
}
check("relu_backward(dy=[5, 6, -7, 8], x=[0, -1, 1, 2])", relu_backward(dy, x), [0, 0, -7, 8], known)
### BEGIN HIDDEN TESTS
from course.by_hand import check_by_hand

rng = np.random.default_rng(48)
dy, x = rng.normal(size=(3, 2, 4, 5)), rng.integers(-2, 3, size=(3, 2, 4, 5)).astype(float)
known = {
    "At exactly 0 the derivative is 0, not 1.": dy * (x >= 0),
    "At exactly 0 the derivative is 0, not one half.": dy * (np.sign(x) + 1) / 2,
    "This is the derivative alone; multiply by dy.": x > 0,
    "The mask is taken from dy; it depends on x.": dy * (dy > 0),
    "dy is multiplied by relu(x); multiply by the derivative, which is 0 or 1.": dy * x.clip(0),
    "Negative gradients are dropped; only the sign of x matters.": dy.clip(0) * (x > 0),
    "The order of the arguments is dy, x.": x * (dy > 0),
    "The sides are swapped.": dy * (x < 0),
}
expected = np.where(x > 0, dy, 0)
check("relu_backward of [3, 2, 4, 5]", relu_backward(dy, x), expected, known)
check_by_hand(In, "relu_backward")
### END HIDDEN TESTS

# %% [markdown] role="statement" exercise="sigmoid"
# ### Exercise 4.4: a sigmoid for all numbers (4 points, ~15 min)
#
# ```python
# sigmoid(x) -> array like x
# sigmoid_backward(dy, x) -> array like x
# ```
#
# - `x`: an array of any shape, whole numbers or floats from -1000 to 1000;
#   `dy`: the gradient with respect to the sigmoid's output.
# - No result may be `nan` or infinite. A good answer also gives no warning;
#   warnings cost no points here, but somebody who runs your code will wonder.
#
# **The tests look at** usual numbers (1 point), ±1000 in both functions (1 point), and the gradient (2 points).
#
# <details><summary>Hint</summary>
#
# `np.exp` overflows above 709. Let it see only numbers up to 0: `small = np.exp(-np.abs(x))`.
# For `x ≥ 0` the sigmoid is `1 / (1 + small)`, for `x < 0` it is `small / (1 + small)`.
# The derivative needs nothing but the sigmoid's value.
# </details>


# %% role="answer" exercise="sigmoid"
def sigmoid(x):
    """1 / (1 + exp(-x)), without overflow."""
    ### BEGIN SOLUTION
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1, small) / (1 + small)
    ### END SOLUTION


def sigmoid_backward(dy, x):
    """The gradient with respect to x, from dy, the one with respect to sigmoid(x)."""
    ### BEGIN SOLUTION
    y = sigmoid(x)
    return dy * y * (1 - y)
    ### END SOLUTION


# %% role="tests" exercise="sigmoid" case="values" points=1
# sigmoid of usual numbers (1 point)
import numpy as np

from course.checks import check

x = np.array([-np.log(3), 0.0, np.log(4)])
known = {
    "The sign of the exponent is turned: sigmoid rises from 0 to 1.": [0.75, 0.5, 0.2],
    "This is tanh; the sigmoid lies between 0 and 1.": np.tanh(x),
    "For negative numbers e^x / (1 + e^x) is needed, not 1 / (1 + e^x).": [0.75, 0.5, 0.8],
    "The exponential is not inverted: 1 / (1 + e^-x).": 1 + np.exp(-x),
}
check("sigmoid([-log 3, 0, log 4])", sigmoid(x), [0.25, 0.5, 0.8], known)
### BEGIN HIDDEN TESTS
from scipy.special import expit

from course.by_hand import check_by_hand

x = 3 * np.random.default_rng(49).normal(size=(2, 3, 5))
known = {
    "For negative numbers e^x / (1 + e^x) is needed, not 1 / (1 + e^x).": expit(np.abs(x)),
    "This is the piecewise-linear 'hard' sigmoid.": (x / 6 + 0.5).clip(0, 1),
    "This is tanh; the sigmoid lies between 0 and 1.": np.tanh(x),
}
check("sigmoid of random numbers [2, 3, 5]", sigmoid(x.copy()), expit(x), known)
x = np.array([[-2, 0], [1, 3]])
known = {"Fractions are cut off: the result took the whole-number type of x.": [[0, 0], [0, 0]]}
check("sigmoid of the whole numbers [[-2, 0], [1, 3]]", sigmoid(x), expit([[-2, 0], [1, 3]]), known)
check_by_hand(In, "sigmoid")
### END HIDDEN TESTS

# %% role="tests" exercise="sigmoid" case="extremes" points=1
# Numbers from -1000 to 1000 (1 point)
import numpy as np

from course.activation_mistakes import refuse_nan
from course.checks import check

x = np.array([-1000.0, 1000, 0])
overflow = "exp overflowed: infinity divided by infinity is nan. Give exp only numbers up to 0."
got = sigmoid(x)
refuse_nan("sigmoid([-1000, 1000, 0])", got, overflow)
check("sigmoid([-1000, 1000, 0])", got, [0, 1, 0.5])
### BEGIN HIDDEN TESTS
for values in ([[-800.0, 2], [0, 750]], [[-2.0, 999], [1, -999]]):
    x = np.array(values)
    small = np.exp(-np.abs(x))
    expected = np.where(x >= 0, 1, small) / (1 + small)
    check(f"sigmoid({values})", sigmoid(x), expected)
    dy = np.array([[2.0, 3], [-4, 5]])
    case = f"sigmoid_backward(dy={dy.tolist()}, x={values})"
    got = sigmoid_backward(dy, x)
    refuse_nan(case, got, overflow)
    check(case, got, dy * expected * (1 - expected))
### END HIDDEN TESTS

# %% role="tests" exercise="sigmoid" case="gradient" points=2
# sigmoid_backward (2 points)
import numpy as np

from course.checks import check

dy, x = np.array([8.0, -100, 0.5]), np.array([0.0, np.log(4), np.log(3)])
known = {
    "This is the derivative alone; multiply by dy.": [0.25, 0.16, 0.1875],
    "x(1 - x) is used; the derivative is y(1 - y) with y = sigmoid(x).": dy * x * (1 - x),
    "The factor 1 - y is missing.": [4, -80, 0.375],
    "The factor y is missing.": [4, -20, 0.125],
    "This is the derivative of tanh.": dy * (1 - np.tanh(x) ** 2),
    "The derivative is y(1 - y), not 1 - y²; that belongs to tanh.": [6, -36, 0.21875],
    "The sign is turned: the derivative is y(1 - y), not y(y - 1).": [-2, 16, -0.09375],
}
check("sigmoid_backward at x = 0, log 4, log 3", sigmoid_backward(dy, x), [2, -16, 0.09375], known)
### BEGIN HIDDEN TESTS
from scipy.special import expit

from course.by_hand import check_by_hand

rng = np.random.default_rng(50)
dy, x = rng.normal(size=(4, 3, 2)), 2 * rng.normal(size=(4, 3, 2))
y, y_of_y = expit(x), expit(expit(x))
known = {
    "This is the derivative alone; multiply by dy.": y * (1 - y),
    "x(1 - x) is used; the derivative is y(1 - y) with y = sigmoid(x).": dy * x * (1 - x),
    "The sigmoid is taken twice.": dy * y_of_y * (1 - y_of_y),
    "The order of the arguments is dy, x.": x * expit(dy) * (1 - expit(dy)),
}
case = "sigmoid_backward of random numbers [4, 3, 2]"
expected = dy / (2 + np.exp(x) + np.exp(-x))
check(case, sigmoid_backward(dy, x), expected, known)
check_by_hand(In, "sigmoid_backward")
### END HIDDEN TESTS

# %% [markdown]
# ### Where does the activation go?
#
# The usual order is convolution, activation, pooling, and then the next convolution.
# With max pooling, activation and pooling may change places: a function that never falls keeps the largest number the largest.
# With average pooling they may not. Two numbers are enough to see it:

# %%
pair = np.array([0.0, 4.0])
sigmoid_of = activations.value_and_derivative
mean_of_sigmoids = sigmoid_of("sigmoid", pair)[0].mean()
sigmoid_of_mean = sigmoid_of("sigmoid", [pair.mean()])[0][0]
print(f"mean of sigmoids: {mean_of_sigmoids:.3f}   sigmoid of mean: {sigmoid_of_mean:.3f}")

# %% [markdown]
# 0.741 is not 0.881. The order is part of the network.
#
# The following first half of a LeNet is in the style of one that you can find on the web.
# It runs, and all its shapes are right, so nothing warns you.


# %%
def buggy_features(x, w1, b1, w2, b2):
    h = F.sigmoid(F.conv2d(x, w1, b1))
    h = F.sigmoid(F.avg_pool2d(h, 2))
    h = F.conv2d(h, w2, b2)
    return F.avg_pool2d(h, 2)


# %% [markdown]
# We look at what its second convolution gets to see, with random weights and random pictures:

# %%
paddle.seed(4)
x, w1, b1 = paddle.randn([8, 1, 28, 28]), paddle.randn([6, 1, 5, 5]), paddle.zeros([6])
h = F.sigmoid(F.avg_pool2d(F.sigmoid(F.conv2d(x, w1, b1)), 2))
print(f"between {h.min().item():.3f} and {h.max().item():.3f}")

# %% [markdown]
# The numbers before that step lay between 0 and 1.
# The sigmoid of 0 is 0.5 and the sigmoid of 1 is 0.731, so everything is squeezed into that narrow band.

# %% [markdown] role="statement" exercise="features"
# ### Exercise 4.5: find the bug (3 points, ~15 min)
#
# `buggy_features` was meant to do this, twice: convolution, sigmoid, average pooling of 2×2.
# Write a version that does.
#
# ```python
# features(x, w1, b1, w2, b2) -> Paddle tensor [N, C_2, H_2, W_2]
# ```
#
# - `x` `[N, C_in, H, W]`, weights `[C_out, C_in, k_h, k_w]` and biases `[C_out]`: Paddle tensors.
# - Use Paddle's functions, and change as little as possible.
#
# **The tests look at** a network so small that you can follow every number (2 points),
# and at larger ones, where it matters what comes before what (1 point).
#
# <details><summary>Hint</summary>
#
# Write down the operations of `buggy_features` in order, one word each.
# Every convolution should be followed by one sigmoid. Count.
# </details>


# %% role="answer" exercise="features"
def features(x, w1, b1, w2, b2):
    """Twice convolution, sigmoid and average pooling of 2×2."""
    ### BEGIN SOLUTION
    h = F.avg_pool2d(F.sigmoid(F.conv2d(x, w1, b1)), 2)
    return F.avg_pool2d(F.sigmoid(F.conv2d(h, w2, b2)), 2)
    ### END SOLUTION


# %% role="tests" exercise="features" case="once" points=2
# Each convolution is followed by one sigmoid (2 points)
import numpy as np
import paddle

from course import activation_mistakes
from course.checks import check

x = np.zeros((1, 1, 4, 4))  # so that the first convolution gives its bias everywhere
one, b1, b2 = np.ones((1, 1, 1, 1)), np.array([np.log(3)]), np.array([np.log(9) - 0.75])
arguments = [paddle.to_tensor(a) for a in (x, one, b1, one, b2)]
case = "features of zeros, weights 1, b1 = log 3, b2 = log 9 - 0.75; sigmoid(log 3) is 0.75"
known = activation_mistakes.features(x, one, b1, one, b2)
check(case, features(*arguments).numpy(), [[[[0.9]]]], known)
### BEGIN HIDDEN TESTS
for bias, weight, second in [(-1.0, 3.0, 0.5), (2.0, -4.0, 1.0)]:
    x, one = np.zeros((2, 1, 8, 4)), np.ones((1, 1, 1, 1))
    values = (x, one, np.array([bias]), weight * one, np.array([second]))
    known = activation_mistakes.features(*values)
    inner = 1 / (1 + np.exp(-bias))
    expected = np.full((2, 1, 2, 1), 1 / (1 + np.exp(-(weight * inner + second))))
    got = features(*[paddle.to_tensor(a) for a in values]).numpy()
    check(f"features of zeros, b1 = {bias}, w2 = {weight}, b2 = {second}", got, expected, known)
### END HIDDEN TESTS

# %% role="tests" exercise="features" case="order" points=1
# The sigmoid comes before the pooling (1 point)
import numpy as np
import paddle

from course import activation_mistakes
from course.checks import check

x = np.tile([0.0, 4, 0, 0], (1, 1, 4, 1))
one, zero = np.ones((1, 1, 1, 1)), np.zeros(1)
known = activation_mistakes.features(x, one, zero, one, zero)
got = features(*[paddle.to_tensor(a) for a in (x, one, zero, one, zero)]).numpy()
check("features of four equal rows 0 4 0 0", got, [[[[0.649838]]]], known)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(51)
for n, c_in, c_1, c_2, height, width in [(2, 3, 4, 5, 16, 20), (1, 1, 6, 2, 28, 28)]:
    values = (
        rng.normal(size=(n, c_in, height, width)),
        rng.normal(size=(c_1, c_in, 3, 5)),
        rng.normal(size=c_1),
        rng.normal(size=(c_2, c_1, 3, 3)),
        rng.normal(size=c_2),
    )
    mistakes = activation_mistakes.features(*values)
    expected = mistakes.pop("right")
    got = features(*[paddle.to_tensor(a) for a in values]).numpy()
    case = f"features of random pictures [{n}, {c_in}, {height}, {width}]"
    check(case, got, expected, mistakes, 1e-5)
### END HIDDEN TESTS

# %% [markdown]
# ## 4.6 From scores to a loss
#
# The last layer of a classifier gives one **score** (a *logit*) for each class: any number, larger means likelier.
# The **softmax** turns the scores $z$ of one picture into probabilities:
#
# $$ p_k = \frac{e^{z_k}}{\sum_j e^{z_j}} . $$
#
# All are positive and they add up to 1. The usual example:

# %%
scores = paddle.to_tensor([1.0, 2.0, 3.0])
print(F.softmax(scores, axis=-1).numpy())

# %% [markdown]
# Each score is larger than the one before by 1, so each probability is $e \approx 2.718$ times the one before:
# 0.090, 0.245, 0.665.
#
# Only *differences* of scores matter: adding 1000 to all of them changes nothing on paper.
# On a computer it does. We write the formula down as it stands, with NumPy's warnings silenced for once:

# %%
large = np.array([1001.0, 1002.0, 1003.0])
with np.errstate(over="ignore", invalid="ignore"):
    as_it_stands = np.exp(large) / np.exp(large).sum()
stable = F.softmax(paddle.to_tensor(large), axis=-1).numpy()
print("as it stands:", as_it_stands, "\nPaddle:", stable.round(3))

# %% [markdown]
# $e^{1001}$ is larger than the largest float, about $1.8 \cdot 10^{308}$, so NumPy writes infinity,
# and infinity divided by infinity is `nan`, "not a number".
# A **stable** softmax subtracts the largest score first. Then the largest exponent is 0, and nothing can overflow.
#
# > **In Paddle** the functions `F.softmax(z, axis=-1)` and the layer `nn.Softmax(axis=-1)` work along the last axis
# > unless you say otherwise. Scores `[N, K]` are fine with that.
# > For one score map per class, `[N, K, H, W]`, you must say `axis=1`, or each *row of pixels* will add up to 1.

# %% [markdown] role="statement" exercise="softmax"
# ### Exercise 4.6: a stable softmax (4 points, ~15 min)
#
# ```python
# softmax(z) -> array like z
# ```
#
# - `z`: scores `[N, K]`, one row for each picture, or `[K]` for a single one; whole numbers or floats.
# - Return probabilities that add up to 1 in each row.
# - Scores may be as large as ±10,000, and may differ as much between rows.
#
# **The tests look at** batches of usual scores (2 points), a single vector (1 point), and extreme scores (1 point).
#
# <details><summary>Hint</summary>
#
# `axis=-1` is the last axis of either shape. With `keepdims=True` a maximum or a sum over that axis
# can be subtracted from, or divided into, the array it came from.
# </details>


# %% role="answer" exercise="softmax"
def softmax(z):
    """Probabilities from scores z, [N, K] or [K]; each row adds up to 1."""
    ### BEGIN SOLUTION
    powers = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)
    ### END SOLUTION


# %% role="tests" exercise="softmax" case="batch" points=2
# Rows of usual scores (2 points)
import numpy as np

from course import activation_mistakes
from course.checks import check

z = np.log([[1.0, 3.0, 4.0], [5.0, 4.0, 1.0]])
p = [[0.125, 0.375, 0.5], [0.5, 0.4, 0.1]]
case = "softmax of two rows, the logarithms of 1 3 4 and of 5 4 1"
check(case, softmax(z), p, activation_mistakes.softmax(z))
### BEGIN HIDDEN TESTS
from scipy.special import softmax as finished

from course.by_hand import check_by_hand

rng = np.random.default_rng(52)
for shape in [(5, 3), (3, 3), (2, 10), (1, 4)]:
    z = 2 * rng.normal(size=shape)
    known = activation_mistakes.softmax(z)
    check(f"softmax of random scores {list(shape)}", softmax(z.copy()), finished(z, axis=1), known)
z = np.array([[2, 0, 1], [0, 3, 0]])
known = {"Fractions are cut off: the result took the whole-number type of z.": 0 * z}
check("softmax of whole scores", softmax(z.copy()), finished(z.astype(float), axis=1), known)
check_by_hand(In, "softmax")
### END HIDDEN TESTS

# %% role="tests" exercise="softmax" case="vector" points=1
# The scores of a single picture (1 point)
import numpy as np

from course import activation_mistakes
from course.checks import check

z = np.array([1.0, 2, 3])
p = [0.090031, 0.244728, 0.665241]
check("softmax([1, 2, 3])", softmax(z.copy()), p, activation_mistakes.softmax(z))
### BEGIN HIDDEN TESTS
z = np.log([2.0, 1, 5, 8])
check("softmax of log 2, log 1, log 5, log 8", softmax(z), np.array([2, 1, 5, 8]) / 16)
check("softmax of seven equal scores", softmax(np.full(7, -3.0)), np.full(7, 1 / 7))
### END HIDDEN TESTS

# %% role="tests" exercise="softmax" case="extremes" points=1
# Extreme scores (1 point)
import numpy as np

from course import activation_mistakes
from course.checks import check

z = np.array([[1001.0, 1002, 1003], [-1003, -1002, -1001]])
p = [[0.090031, 0.244728, 0.665241]] * 2
got = softmax(z.copy())
reason = "exp overflowed, or it was 0 for a whole row: subtract the largest score of each row first."
activation_mistakes.refuse_nan("softmax of scores around ±1000", got, reason)
check("softmax of scores around ±1000", got, p, activation_mistakes.softmax(z))
### BEGIN HIDDEN TESTS
z = np.array([[1e4, 1e4, -1e4], [np.log(3), 0, -1e4], [-9000, -9000, -9000]])
p, got = [[0.5, 0.5, 0], [0.75, 0.25, 0], [1 / 3] * 3], softmax(z.copy())
reason = "exp overflowed, or was 0 for a whole row: subtract each row's own largest score."
activation_mistakes.refuse_nan("softmax of scores up to ±10,000", got, reason)
check("softmax of scores up to ±10,000", got, p, activation_mistakes.softmax(z))
### END HIDDEN TESTS

# %% [markdown]
# ### Cross-entropy
#
# How good are probabilities? Ask only what they gave to the *right* class.
# The **cross-entropy** of one picture with label $l$ is $-\log p_l$, with the natural logarithm:
# 0 where the right class got everything, and the larger the less it got. The loss $L$ is its mean over the $N$ pictures.
#
# A network that knows nothing gives equal scores to its $K$ classes, so $p_l = 1/K$ and the loss is $\log K$:

# %%
labels = paddle.to_tensor([3, 1, 4, 1, 5])
nothing_known = F.cross_entropy(paddle.zeros([5, 10]), labels)
print(f"loss: {nothing_known.item():.4f}   log 10: {np.log(10):.4f}")

# %% [markdown]
# 2.3026 is the first number to look for when the training of ten classes starts.
# A first loss far above it means that the scores are too large from the start, or that something is wrong.
#
# Once more the formula should not be typed in as it stands: a probability can be rounded to 0, and $\log 0$ is $-\infty$.
# Put the softmax into the logarithm first:
#
# $$ -\log p_l = \log \sum_j e^{z_j} - z_l . $$
#
# The first term is called **log-sum-exp**. With $m$ the largest score it is $m + \log \sum_j e^{z_j - m}$, which cannot overflow.
#
# The gradient of the loss with respect to the scores is the friendliest formula of the course.
# With a one-hot row for each label, 1 at the label and 0 elsewhere, it is
#
# $$ \frac{\partial L}{\partial z} = \frac{p - \text{onehot}}{N} . $$
#
# Paddle's automatic differentiation agrees, for the scores 1, 2, 3 of one picture whose label is 2:

# %%
z = paddle.to_tensor([[1.0, 2.0, 3.0]], stop_gradient=False)
F.cross_entropy(z, paddle.to_tensor([2])).backward()
print("dz:", z.grad.numpy())

# %% [markdown]
# 0.090, 0.245, and 0.665 - 1 = -0.335. The three add up to 0: whatever the right score gains, the others lose.
#
# > **What Paddle does differently.** `F.cross_entropy` and `nn.CrossEntropyLoss` take *scores*, and apply the softmax themselves.
# > A network that ends with a softmax and is trained with them has two. Nothing crashes; see what it does to the loss:

# %%
z = 20 * F.one_hot(labels, 10)  # sure of the right class, all five times
once, twice = F.cross_entropy(z, labels), F.cross_entropy(F.softmax(z, axis=-1), labels)
print(f"softmax once: {once.item():.4f}   twice: {twice.item():.4f}   {np.log(1 + 9 / np.e):.4f}")

# %% [markdown]
# The predictions are perfect, but with two softmaxes the loss is 1.4612 and can never be less.
# Probabilities differ by at most 1, so the second softmax gives the right class at most $e / (e + 9)$,
# and the loss cannot fall below $\log(1 + 9/e)$. If your loss for ten classes gets stuck near 1.46, look for a second softmax.

# %% [markdown] role="statement" exercise="cross_entropy"
# ### Exercise 4.7: cross-entropy from scores (6 points, ~25 min)
#
# ```python
# cross_entropy(z, labels) -> float
# cross_entropy_backward(z, labels) -> array [N, K]
# ```
#
# - `z`: scores `[N, K]`, as large as ±10,000; `labels`: whole numbers `[N]`, from 0 to K - 1.
# - `cross_entropy` returns the mean loss of the N pictures, one finite number.
# - `cross_entropy_backward` returns `dz`, the gradient of that mean with respect to the scores.
#   (The loss is the last thing computed, so there is no `dy` to multiply with.)
#
# **The tests look at** the loss of usual scores (2 points) and of extreme ones (1 point), and at the gradient (3 points).
#
# <details><summary>Hint</summary>
#
# `z[np.arange(len(z)), labels]` takes one score from each row.
# For the loss, compute the log-sum-exp from the shifted scores, and no softmax at all.
# For the gradient, call your `softmax` and subtract 1 at the same places.
# </details>


# %% role="answer" exercise="cross_entropy"
def cross_entropy(z, labels):
    """Mean cross-entropy of scores z [N, K] and labels [N]."""
    ### BEGIN SOLUTION
    shifted = z - z.max(axis=1, keepdims=True)
    log_sum = np.log(np.exp(shifted).sum(axis=1))
    return (log_sum - shifted[np.arange(len(z)), labels]).mean()
    ### END SOLUTION


def cross_entropy_backward(z, labels):
    """The gradient of cross_entropy(z, labels) with respect to z [N, K]."""
    ### BEGIN SOLUTION
    dz = softmax(z)
    dz[np.arange(len(z)), labels] -= 1
    return dz / len(z)
    ### END SOLUTION


# %% role="tests" exercise="cross_entropy" case="loss" points=2
# The loss of usual scores (2 points)
import numpy as np

from course import activation_mistakes
from course.checks import check

z, labels = np.log([[1.0, 3, 4], [5, 4, 1]]), np.array([2, 0])  # the right classes get 1/2 each
known = activation_mistakes.cross_entropy(z, labels)
case = "cross_entropy where both right classes have probability 1/2"
check(case, cross_entropy(z, labels), np.log(2), known)
### BEGIN HIDDEN TESTS
from scipy.special import log_softmax

from course.by_hand import check_by_hand

rng = np.random.default_rng(53)
for n, k in [(4, 3), (3, 10), (5, 5), (1, 2)]:
    z, labels = 2 * rng.normal(size=(n, k)), rng.integers(0, k, size=n)
    loss = -log_softmax(z, axis=1)[np.arange(n), labels].mean()
    known = activation_mistakes.cross_entropy(z, labels)
    check(f"cross_entropy of random scores [{n}, {k}]", cross_entropy(z, labels), loss, known)
zeros = np.zeros((6, 4))
check("cross_entropy of zeros for 4 classes", cross_entropy(zeros, np.arange(6) % 4), np.log(4))
check_by_hand(In, "cross_entropy")
### END HIDDEN TESTS

# %% role="tests" exercise="cross_entropy" case="extremes" points=1
# The loss of extreme scores (1 point)
import numpy as np

from course import activation_mistakes
from course.checks import check

z, labels = np.array([[1000.0, 0], [0, 600]]), np.array([1, 1])
case, got = "cross_entropy of the scores [1000, 0] and [0, 600]", cross_entropy(z.copy(), labels)
reason = "exp overflowed, or a log of 0 was taken: use log-sum-exp, shifted by the largest score."
activation_mistakes.refuse_nan(case, got, reason)
check(case, got, 500.0, activation_mistakes.cross_entropy(z, labels))
### BEGIN HIDDEN TESTS
z, labels = np.array([[-1e4, 1e4, 0], [5, -5000, 5], [0, 40, 0]]), np.array([0, 1, 2])
loss = (20000 + 5005 + np.log(2) + 40) / 3
known = activation_mistakes.cross_entropy(z, labels)
case, got = "cross_entropy of scores up to ±10,000", cross_entropy(z.copy(), labels)
activation_mistakes.refuse_nan(case, got, "subtract each row's own largest score, not that of all rows.")
check(case, got, loss, known)
### END HIDDEN TESTS

# %% role="tests" exercise="cross_entropy" case="gradient" points=3
# The gradient (3 points)
import numpy as np

from course import activation_mistakes
from course.checks import check

z, labels = np.log([[1.0, 3, 4], [5, 4, 1]]), np.array([2, 0])
dz = [[0.0625, 0.1875, -0.25], [-0.25, 0.2, 0.05]]
known = activation_mistakes.cross_entropy_backward(z, labels)
case = "cross_entropy_backward where both right classes have probability 1/2"
check(case, cross_entropy_backward(z, labels), dz, known)
### BEGIN HIDDEN TESTS
import paddle
import paddle.nn.functional as F

from course.by_hand import check_by_hand

rng = np.random.default_rng(54)
for n, k, scale in [(4, 3, 1), (3, 10, 2), (5, 5, 1), (1, 2, 1), (3, 4, 2000)]:
    z, labels = scale * rng.normal(size=(n, k)), rng.integers(0, k, size=n)
    known = activation_mistakes.cross_entropy_backward(z, labels)
    tensor = paddle.to_tensor(z, stop_gradient=False)
    F.cross_entropy(tensor, paddle.to_tensor(labels)).backward()
    case = f"cross_entropy_backward of random scores [{n}, {k}] times {scale}, against Paddle"
    check(case, cross_entropy_backward(z.copy(), labels), tensor.grad.numpy(), known)
check_by_hand(In, "cross_entropy_backward")
### END HIDDEN TESTS

# %% [markdown]
# ## 4.7 Gradients that fade with depth
#
# Going back through a layer multiplies the gradient by the activation's derivative.
# The sigmoid's is at most 1/4. Ten layers: at most a quarter of a quarter of a quarter …
# The weights take part as well, so we measure instead of guessing.
#
# Three networks of ten fully connected layers read the same 256 digits.
# They have the same random weights, Paddle's usual ones, and differ in nothing but the activation.
# Before any training, we take the loss's gradient and write down, for each layer,
# the mean absolute gradient of its weights, mean |dW|. Five seeds, and the band is one standard deviation:

# %%
gradients = {
    name: activations.gradients_by_depth(name, depth=10, seeds=range(5))
    for name in ("sigmoid", "tanh", "ReLU")
}
plots.show(
    activations.depth_figure(gradients),
    alt=(
        "Mean absolute gradient of the weights against the layer, 1 to 10, on a logarithmic axis."
        " The sigmoid climbs in an almost straight line from 5e-8 in layer 1 over 1.3e-7, 5.4e-7,"
        " 2.2e-6, 9.4e-6, 4.2e-5, 1.6e-4, 6.9e-4 and 3e-3 to 2.4e-2 in layer 10. Tanh stays level"
        " near 5e-3, with 1e-2 in layer 10; ReLU stays level near 5e-4."
    ),
)

# %% [markdown]
# Read the vertical axis with care: each horizontal line of the grid stands for ten times the one below it.
# A straight line on such an axis means that the same *factor* applies from layer to layer.
# With tanh and with ReLU every layer gets about the same.
# The gradient of ReLU is smaller than that of tanh all over, but a level line can be raised by a larger learning rate.
# No learning rate suits the first and the last layer of the sigmoid network at the same time.

# %% [markdown] role="statement" exercise="gradient_plot"
# ### Exercise 4.8: read the plot (4 points, ~10 min)
#
# Fill in `gradient_plot` from the figure above. Replace each `"?"` by a number, and delete the line that raises an error.
#
# - `"factor"`: the sigmoid's mean |dW| becomes smaller by this factor from each layer to the one *below* it,
#   on average from layer 10 down to layer 1.
# - `"first_above_1e-6"`: the number of the lowest layer in which the sigmoid's mean |dW| is above $10^{-6}$.
# - `"tanh_power"`: in layer 1, tanh's mean |dW| is about 10 to this power times the sigmoid's.
# - `"twenty_layers"`: the figure has ten layers. Predict mean |dW| in layer 1 of a sigmoid network with *twenty*,
#   as a power of ten: write -9 for $10^{-9}$.
#
# **The tests look at** each number by itself, with a tolerance for reading a figure, when your work is graded.
# Before that they only say what is still open.
#
# <details><summary>Hint</summary>
#
# From layer 10 to layer 1 there are nine steps. If nine equal factors make 1,000 together,
# each is $1000^{1/9} \approx 2.2$. The last layer of a deeper network gets about as much as here.
# </details>

# %% role="answer" exercise="gradient_plot"
gradient_plot = {
    "factor": "?",
    "first_above_1e-6": "?",
    "tanh_power": "?",
    "twenty_layers": "?",
}
### BEGIN SOLUTION
gradient_plot = {
    "factor": (2.4e-2 / 5e-8) ** (1 / 9),
    "first_above_1e-6": 4,
    "tanh_power": 5,
    "twenty_layers": -13.5,
}
### END SOLUTION

# %% role="tests" exercise="gradient_plot" case="factor" points=1
# The factor from layer to layer (1 point)
from course.activation_mistakes import read_off

factor = read_off("gradient_plot", gradient_plot, "factor")
### BEGIN HIDDEN TESTS
reason = "take the ninth root of what layer 10 has divided by what layer 1 has."
if factor < 1:
    reason = "by this factor it becomes larger; turn the fraction round."
elif factor > 100:
    reason = "this is the factor of all nine steps together; take the ninth root."
elif factor > 5:
    reason = "that is a power of ten, or a step of the grid, taken for the factor of one layer."
assert 3.8 <= factor <= 4.8, f'gradient_plot["factor"]: {factor:.4g} is wrong: {reason}'
### END HIDDEN TESTS

# %% role="tests" exercise="gradient_plot" case="first_above" points=1
# The lowest layer above a millionth (1 point)
from course.activation_mistakes import read_off

layer = read_off("gradient_plot", gradient_plot, "first_above_1e-6")
### BEGIN HIDDEN TESTS
reasons = {
    3: "in layer 3 it is about half a millionth, still below the line.",
    5: "layer 4 is above the line already.",
    1: "tanh and ReLU are above it in layer 1; the question is about the sigmoid.",
}
reason = reasons.get(layer, "follow the line of the grid at 10 to the power -6.")
assert layer == 4, f'gradient_plot["first_above_1e-6"]: {layer:g} is wrong: {reason}'
### END HIDDEN TESTS

# %% role="tests" exercise="gradient_plot" case="tanh" points=1
# Tanh against sigmoid in layer 1 (1 point)
from course.activation_mistakes import read_off

power = read_off("gradient_plot", gradient_plot, "tanh_power")
### BEGIN HIDDEN TESTS
reason = "subtract the two exponents at layer 1."
if power > 100:
    reason = "the power of ten is asked for: 2 for a hundred times."
elif power < 0:
    reason = "tanh has the larger gradient, so the power is positive."
elif 3.6 <= power < 4.5:
    reason = "that is ReLU's distance to the sigmoid."
assert 4.6 <= power <= 5.4, f'gradient_plot["tanh_power"]: {power:.4g} is wrong: {reason}'
### END HIDDEN TESTS

# %% role="tests" exercise="gradient_plot" case="twenty" points=1
# Twenty layers (1 point)
from course.activation_mistakes import read_off

power = read_off("gradient_plot", gradient_plot, "twenty_layers")
### BEGIN HIDDEN TESTS
reason = "ten more layers are ten more factors, each a bit more than half a power of ten."
if power > 0:
    reason = "a small number has a negative power of ten; or write the exponent, not the number."
elif -8 <= power <= -6:
    reason = "that is layer 1 of the ten-layer network."
elif -11.9 <= power <= -11:
    reason = "only the fall is doubled; start from what the last layer gets."
elif -14.8 <= power < -14.4:
    reason = "doubling the exponent doubles the start, too; only the fall gets longer."
elif power < -16:
    reason = "too small: one layer takes away less than a power of ten."
assert -14.4 <= power <= -12.6, f'gradient_plot["twenty_layers"]: {power:.4g} is wrong: {reason}'
### END HIDDEN TESTS

# %% [markdown]
# Check your prediction with the explorer: choose the sigmoid and twenty layers.
# Then try tanh and ReLU at thirty.

# %%
activations.explore_depth()

# %% [markdown]
# With thirty layers tanh stays level at about 0.0025. ReLU stays level too, but its whole line has sunk below 1e-6:
# a ReLU lets half of its inputs pass, and these weights were drawn for functions that let all of them pass.
# For ReLU one draws them $\sqrt{2}$ times as large; `paddle.nn.initializer.KaimingNormal` does it.
#
# A network with **vanishing gradients** trains its last layers only, on top of first layers that stay random.
# Three remedies are to come: batch normalization (chapter 5), ReLU in a real network (chapter 10),
# and residual connections (chapter 14).

# %% [markdown]
# ## 4.8 Pooling without the jump
#
# Back to section 4.4, where a shift by one pixel upset two thirds of the pooled numbers.
# Max pooling with stride 2 is two things at once: a maximum at *every* position, and then every second one is kept.
# The maximum is harmless: with stride 1 it moves along with the picture.
# It is the skipping that jumps: in each direction half of the maxima are never looked at, and a shift decides which half.
#
# Signal processing knows the cure: blur before you skip.
# Then each number that is kept has heard from its skipped neighbours. (Richard Zhang proposed it for networks in 2019.)

# %% [markdown] role="statement" exercise="blur_pool2d"
# ### Exercise 4.9, stretch: blurred max pooling (4 points, ~25 min)
#
# ```python
# blur_pool2d(x) -> array [N, C, H // 2, W // 2]
# ```
#
# - `x`: feature maps `[N, C, H, W]`, with at least 2 rows and 2 columns.
# - First the maximum of every 2×2 window with stride 1, which leaves `[N, C, H - 1, W - 1]`.
# - Then, in each channel, a 3×3 blur with the weights 1 2 1, 2 4 2, 1 2 1, divided by 16, and stride 2.
#   For it, pad with one pixel on all sides by repeating the outermost row and column.
#
# You may use your `pool2d`, and nothing but NumPy besides.
#
# **The tests look at** a step and a single bright pixel (2 points), and batches of odd and even sizes (2 points).
#
# <details><summary>Hint</summary>
#
# `np.pad(..., mode="edge")` repeats the border. The 3×3 weights are the product of `[1, 2, 1] / 4` down and
# `[1, 2, 1] / 4` across, so you can blur rows and columns one after the other with slices: `a[..., :-2] + 2 * a[..., 1:-1] + a[..., 2:]`.
# Every second number is `[::2]`.
# </details>


# %% role="answer" exercise="blur_pool2d"
def blur_pool2d(x):
    """2×2 maxima at every position of x [N, C, H, W], blurred with 3×3 weights, every second one kept."""
    ### BEGIN SOLUTION
    a = np.pad(pool2d(x, 2, stride=1), ((0, 0), (0, 0), (1, 1), (1, 1)), mode="edge")
    a = (a[:, :, :-2] + 2 * a[:, :, 1:-1] + a[:, :, 2:]) / 4
    a = (a[..., :-2] + 2 * a[..., 1:-1] + a[..., 2:]) / 4
    return a[:, :, ::2, ::2]
    ### END SOLUTION


# %% role="tests" exercise="blur_pool2d" case="examples" points=2
# A step and a single bright pixel (2 points)
import numpy as np

from course import pooling_mistakes
from course.checks import check

x = np.zeros((1, 1, 4, 6))
x[..., 3:] = 8.0  # dark left, bright right
known = pooling_mistakes.blur_pool2d(x)
check("blur_pool2d of a step from 0 to 8", blur_pool2d(x), [[[[0, 6, 8]] * 2]], known)
### BEGIN HIDDEN TESTS
x = np.zeros((1, 1, 6, 6))
x[0, 0, 3, 2] = 32.0
known = pooling_mistakes.blur_pool2d(x)
y = [[[[0, 0, 0], [6, 18, 0], [2, 6, 0]]]]
check("blur_pool2d of one bright pixel of 32 at row 3, column 2", blur_pool2d(x), y, known)
x = np.full((1, 2, 5, 4), -3.0)
known = pooling_mistakes.blur_pool2d(x)
check("blur_pool2d of -3 everywhere", blur_pool2d(x), np.full((1, 2, 2, 2), -3.0), known)
### END HIDDEN TESTS

# %% role="tests" exercise="blur_pool2d" case="batches" points=2
# Batches of odd and even sizes (2 points)
import numpy as np

from course import pooling_mistakes
from course.checks import check

x = np.arange(32.0).reshape(1, 2, 4, 4)
y = [[[[6.25, 7.75], [12.25, 13.75]], [[22.25, 23.75], [28.25, 29.75]]]]
check("blur_pool2d of 0 to 31", blur_pool2d(x), y, pooling_mistakes.blur_pool2d(x))
### BEGIN HIDDEN TESTS
import paddle
import paddle.nn.functional as F

from course.by_hand import check_by_hand

rng = np.random.default_rng(55)
for shape in [(2, 3, 8, 6), (1, 2, 7, 9), (3, 1, 5, 4), (1, 1, 2, 2), (2, 1, 3, 2)]:
    x = rng.normal(size=shape) - 1
    kernel = np.outer([1, 2, 1], [1, 2, 1]) / 16
    kernel = paddle.to_tensor(kernel).tile([shape[1], 1, 1, 1])
    dense = F.pad(F.max_pool2d(paddle.to_tensor(x), 2, 1), [1, 1, 1, 1], mode="replicate")
    y = F.conv2d(dense, kernel, stride=2, groups=shape[1]).numpy()
    known = pooling_mistakes.blur_pool2d(x)
    check(f"blur_pool2d of {list(shape)}", blur_pool2d(x.copy()), y, known)
check_by_hand(In, "blur_pool2d")
### END HIDDEN TESTS

# %% [markdown]
# Does it help? A network that ends with global average pooling sees the mean of each channel, and that should not care about a shift.
# We give the digits a dark margin, so that nothing leaves the picture, move them by one column,
# and ask by how much the mean of the pooled numbers changes:

# %%
roomy = np.pad(digits, ((0, 0), (4, 4), (4, 4)))[:, None]


def change(pool, x):
    """By how many percent the mean of what `pool` gives changes when x moves by one column."""
    before, after = (pool(pictures).mean((1, 2, 3)) for pictures in (x, pooling.moved(x, 1)))
    return 100 * np.abs(after / before - 1)


plain, blurred = change(lambda x: pool2d(x, 2), roomy), change(blur_pool2d, roomy)
for name, percent in [("max", plain), ("blurred max", blurred)]:
    print(f"{name} pooling: {percent.mean():.2f} ± {percent.std():.2f} percent")

# %% [markdown]
# With plain max pooling the mean changes by about 10 %, and for some digits by twice as much.
# Blurred, it does not change at all, and a little arithmetic says why.
# Along a row, a maximum at an even place counts with weight 2/4 in one output;
# one at an odd place counts with 1/4 in each of two. Both together give 1/2, wherever the shift has put it.
#
# The price is sharpness. Where plain max pooling keeps a single bright pixel of 16 as one 16,
# the blur makes 9, 3, 3 and 1 of it. They add up to 16 as well.
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
# - Pooling writes down one number for each window and channel; it has no weights. The size formula is that of convolution.
# - Max pooling pads with minus infinity. Average pooling in Paddle leaves padding out of the mean.
# - 2×2 max pooling with stride 2 discards 75 % of the activations, and gives *limited* invariance:
#   a shift by one pixel changes about two thirds of its outputs on small digits.
# - Without activations, a stack of layers is one linear layer. One activation after each convolution, before the pooling.
# - The sigmoid's derivative is at most 1/4; through ten layers the gradient fades by several powers of ten. ReLU's is 1 or 0, and 0 at 0.
# - Softmax: subtract the largest score first. Cross-entropy: from scores, by log-sum-exp. Its gradient is $(p - \text{onehot}) / N$.
# - A network that knows nothing has the loss $\log K$.
#
# ## Check yourself
#
# <details><summary>A 3×3 max pooling with stride 2 and padding 1 on 112×112: how large is the output?</summary>
#
# ⌊(112 + 2 - 3) / 2⌋ + 1 = 55 + 1 = 56, so 56×56.
# </details>
#
# <details><summary>A window in a corner holds one pixel of 6 and three cells of padding. What do max and average pooling give?</summary>
#
# Both give 6. With the zeros counted (`exclusive=False`) the average would be 1.5.
# </details>
#
# <details><summary>May ReLU and max pooling change places? ReLU and average pooling?</summary>
#
# ReLU and max pooling may: ReLU never falls, so the largest stays the largest. ReLU and average pooling may not:
# the mean of ReLU(-4) and ReLU(2) is 1, the ReLU of their mean is 0.
# </details>
#
# <details><summary>Training with 100 classes starts at a loss of 4.6. Good or bad?</summary>
#
# As it should be: log 100 = 4.605.
# </details>
#
# <details><summary>Your loss for ten classes stays above 1.46 although nearly all predictions are right. What do you look for?</summary>
#
# A softmax before a loss that takes scores: two softmaxes. The loss then cannot fall below log(1 + 9/e) = 1.461.
# </details>
#
# ## What comes next
#
# Scores drift and activations saturate while a network learns. Chapter 5 puts a layer between that measures
# each channel's mean and variance and sets them right: batch normalization.
