# %% [markdown]
# # 3. Channels, batches and speed: one matrix product
#
# A colour picture has three numbers at each place, a layer has many kernels, and a network reads many pictures at once.
# This chapter adds the three axes that were missing,
# counts what a layer costs, and then makes it fast:
# seven nested loops become one product of two matrices.
#
# **When you are done, you can**
#
# - read the shapes `[N, C_in, H, W]` and `[C_out, C_in, k_h, k_w]`, and say what is summed over what;
# - write a convolution for batches and channels, with stride, padding, dilation and groups;
# - use a 1×1 convolution as what it is, a linear map at every pixel;
# - count the parameters and the multiply-accumulates of a layer, in the three conventions that people use;
# - turn a convolution into one matrix product, and say what that costs in memory.
#
# **It takes** about 55 minutes to read and 125 minutes to solve.
# You need chapters 1 and 2: kernels, stride, padding and dilation.
# There are 32 points in six exercises; the last one is a stretch.
#
# The symbols are those of [the table of notation](../notation.md);
# [the glossary](../glossary.md) gives each term in Chinese.

# %% [markdown]
# The first cell loads what the chapter needs; the course's library before Paddle, because it keeps a notice of Paddle's quiet.

# %%
import numpy as np
from scipy.signal import correlate2d

from course import channels, data, plots

import paddle  # isort: skip
import paddle.nn.functional as F  # isort: skip

# %% [markdown]
# ## 3.1 Three more axes
#
# ### Channels of the input
#
# A grey picture is one table of numbers. A colour picture is three: red, green and blue.
# Each of them is a **channel**. The channel axis comes before rows and columns.

# %%
flower = channels.colour_photograph("flower")
print("shape [channels, rows, columns]:", flower.shape)

# %% [markdown]
# Each channel by itself is a grey picture, so we can look at the three side by side.

# %%
plots.show(
    plots.pictures(flower, ["red, channel 0", "green, channel 1", "blue, channel 2"]),
    alt=(
        "A dahlia three times, in grey. In the red channel the flower is almost white and the"
        " leaves behind it are black; in the green channel both are grey, the flower brighter; in"
        " the blue channel the petals' rims are grey, and the flower's middle is as dark as the"
        " leaves."
    ),
)

# %% [markdown]
# (Photograph by vultilion, CC BY 2.0; it ships with scikit-learn.)
#
# The dahlia is orange: much red, some green, little blue.
# What makes it orange is in none of the channels alone; it is in how they differ.
#
# So a filter must look at all channels.
# It gets **one kernel for each input channel**, with weights of its own,
# and the results of all channels are *added* into one number.
# Here are two channels, small enough for your head, and two 2×2 kernels of ones:

# %%
x = np.stack([np.arange(9).reshape(3, 3), np.arange(1, 10).reshape(3, 3)])
w = np.ones((2, 2, 2))
parts = [correlate2d(x[c], w[c], mode="valid") for c in range(2)]
print(parts[0] + parts[1])

# %% [markdown]
# The same, with all the steps:

# %%
plots.show(
    channels.channel_sum(x, w),
    alt=(
        "Channel 0 holds 0 to 8, channel 1 holds 1 to 9; both kernels are 2 by 2 ones. Part 0 is 8"
        " 12, 20 24; part 1 is 12 16, 24 28. Their sum y is 20 28, 44 52."
    ),
)

# %% [markdown]
# Channel 0 gives 8 in its corner, 0 + 1 + 3 + 4. Channel 1 gives 12. The output there is 20.
# Two channels went in, and *one* came out: the sum over channels swallows the channel axis.
#
# ### Channels of the output
#
# One filter makes one feature map. A layer wants many: edges of several directions, spots, colours.
# So it has $C_{out}$ filters, and each filter makes one channel of the output.
# Stacked, the filters' weights have four axes:
#
# $$ w: \; [\,C_{out},\; C_{in},\; k_h,\; k_w\,] . $$
#
# Read it from the left: *for each output channel, for each input channel, a kernel*.
#
# ### Batches
#
# The last new axis is the first one: $N$ pictures that go through the same weights, a **batch**.
# Pictures are `x` $[N, C_{in}, H, W]$, outputs are `y` $[N, C_{out}, H_{out}, W_{out}]$.
# Paddle wants all four axes, always. Our example, with three filters that are all ones:

# %%
batch = paddle.to_tensor(x[None], dtype="float32")  # None adds an axis: a batch of one picture
filters = paddle.ones([3, 2, 2, 2])
y = F.conv2d(batch, filters)
print("output shape:", y.shape)
print(y.numpy())

# %% [markdown]
# Three equal filters give three equal channels, each the table that we added up above.
# With a bias $b$ $[C_{out}]$, one number for each filter, the whole formula is
#
# $$ y_{n,o,i,j} = b_o + \sum_{c=0}^{C_{in}-1} \sum_{u=0}^{k_h-1} \sum_{v=0}^{k_w-1}
# x_{n,\,c,\,i+u,\,j+v} \; w_{o,c,u,v} . $$
#
# Look at what is summed. The input channel $c$ and the place in the kernel $u, v$ vanish.
# The picture $n$, the filter $o$ and the place $i, j$ stay.
# A common slip is to use the *same* kernel for all input channels, or to keep the channels apart.
# Both give plausible pictures and wrong numbers.
#
# > **In Paddle.** Axes are `[N, C, H, W]`, called NCHW. `data_format="NHWC"` puts the channels last;
# > the weight stays `[C_out, C_in, k_h, k_w]` all the same.
# > Where picture and weight disagree about $C_{in}$, Paddle raises a ValueError that names both shapes.
# > Read them: often the picture's axes are in the wrong order.

# %% [markdown]
# ## 3.2 One by one: a linear map at every pixel
#
# The smallest kernel is 1×1. It sees no neighbours, so in one channel it only multiplies by a number.
# With channels it does more: at every pixel it *mixes the channels*, with the same weights everywhere.
# The grey pictures of chapter 1 were made like this: 0.299 red + 0.587 green + 0.114 blue.

# %%
to_grey = np.array([0.299, 0.587, 0.114])
grey = np.tensordot(to_grey, flower, axes=1)  # sums over the channels
difference = np.abs(grey - data.photograph("flower"))
print("largest difference from chapter 1's picture:", difference.max())

# %% [markdown]
# 0.0048 is little more than 1/255 = 0.0039, one step of brightness:
# chapter 1's picture was rounded to whole steps twice, and each colour here once.
#
# Other weights ask other questions. Red minus blue is large where something is orange.

# %%
orange = np.tensordot(np.array([1.0, 0.0, -1.0]), flower, axes=1)
plots.show(
    plots.pictures([grey, orange], ["weights 0.299, 0.587, 0.114", "weights 1, 0, -1"]),
    alt=(
        "Left: the dahlia in grey before darker leaves. Right: red minus blue; the flower is deep"
        " red, up to 0.9; the leaves are white to blue, from zero down to about -0.4."
    ),
)

# %% [markdown]
# Only the flowers stand out in red; the leaves hold more blue than red, and are negative. No neighbour was asked; colour was enough.
#
# At each pixel, $C_{in}$ numbers go in and $C_{out}$ numbers come out: a matrix $[C_{out}, C_{in}]$ times a vector.
# That is a fully connected layer, applied to every pixel by itself.
# Networks use it to change the number of channels cheaply; chapters 12 and 13 are built on it.

# %% [markdown] role="statement" exercise="conv1x1"
# ### Exercise 3.1: a matrix at every pixel (3 points, ~10 min)
#
# ```python
# conv1x1(x, w, b=None) -> array [N, C_out, H, W]
# ```
#
# - `x`: pictures `[N, C_in, H, W]`; `b`: biases `[C_out]`, or `None` for none.
# - `w`: a matrix `[C_out, C_in]`. It has two axes; the kernel's two axes of length 1 are left out.
# - Return, at every pixel of every picture, `w` times the vector of that pixel's channels, plus the bias.
# - Use NumPy's products of arrays, no finished convolution. No loop is needed.
#
# **The tests look at** one picture, batches with more than one picture, and the bias.
#
# <details><summary>Hint</summary>
#
# Flatten the pixels: `x.reshape(N, C_in, H * W)`. A matrix `[C_out, C_in]` times a stack of matrices
# `[N, C_in, H * W]` with `@` is a stack `[N, C_out, H * W]`.
# The bias needs the shape `[C_out, 1]` to run along the channels.
# </details>


# %% role="answer" exercise="conv1x1"
def conv1x1(x, w, b=None):
    """1×1 convolution of x [N, C_in, H, W] with a matrix w [C_out, C_in] and biases b [C_out]."""
    ### BEGIN SOLUTION
    n, _, height, width = x.shape
    y = w @ x.reshape(n, -1, height * width)
    if b is not None:
        y = y + b[:, None]
    return y.reshape(n, -1, height, width)
    ### END SOLUTION


# %% role="tests" exercise="conv1x1" case="one_picture" points=1
# One picture (1 point)
import numpy as np

from course.by_hand import check_by_hand
from course.channels_mistakes import convolution
from course.checks import check

x = np.array([[[[1.0, 2, 3]], [[10, 20, 30]]]])  # two channels, one row of three pixels
w = np.array([[1.0, 0], [0, 2], [1, -1]])
y = [[[[1, 2, 3]], [[20, 40, 60]], [[-9, -18, -27]]]]
case = "conv1x1 of the channels [1, 2, 3] and [10, 20, 30] with w = [[1, 0], [0, 2], [1, -1]]"
check(case, conv1x1(x, w), y, convolution(x, w[:, :, None, None]))
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(1)
for c_in, c_out, height, width in [(3, 5, 4, 6), (4, 2, 7, 3), (1, 3, 2, 2), (3, 3, 5, 4)]:
    x, w = rng.normal(size=(1, c_in, height, width)), rng.normal(size=(c_out, c_in))
    case = f"conv1x1 of one picture [1, {c_in}, {height}, {width}] with w [{c_out}, {c_in}]"
    y = np.einsum("oc,nchw->nohw", w, x)
    check(case, conv1x1(x, w), y, convolution(x, w[:, :, None, None]), tolerance=1e-5)
check_by_hand(In, "conv1x1")
### END HIDDEN TESTS

# %% role="tests" exercise="conv1x1" case="batch" points=1
# Several pictures (1 point)
import numpy as np

from course.channels_mistakes import convolution
from course.checks import check

x = np.arange(12.0).reshape(2, 3, 1, 2)
w = np.array([[1.0, 1, 1], [1, 0, -1]])
case = "conv1x1 of the numbers 0 to 11 as x [2, 3, 1, 2] with w = [[1, 1, 1], [1, 0, -1]]"
y = [[[[6, 9]], [[-4, -4]]], [[[24, 27]], [[-4, -4]]]]
check(case, conv1x1(x, w), y, convolution(x, w[:, :, None, None]))
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(2)
for n, c_in, c_out, height, width in [(3, 2, 4, 5, 3), (4, 4, 4, 2, 6), (2, 5, 1, 3, 3)]:
    x, w = rng.normal(size=(n, c_in, height, width)), rng.normal(size=(c_out, c_in))
    case = f"conv1x1 of x [{n}, {c_in}, {height}, {width}] with w [{c_out}, {c_in}]"
    y = np.einsum("oc,nchw->nohw", w, x)
    check(case, conv1x1(x, w), y, convolution(x, w[:, :, None, None]), tolerance=1e-5)
### END HIDDEN TESTS

# %% role="tests" exercise="conv1x1" case="bias" points=1
# The bias (1 point)
import numpy as np

from course.channels_mistakes import convolution
from course.checks import check

x = np.array([[[[1.0, 2]], [[10, 20]]]])
w, b = np.array([[1.0, 0], [0, 1]]), np.array([0.5, -3.0])
case = "conv1x1 of the channels [1, 2] and [10, 20] with the identity and b = [0.5, -3]"
known = convolution(x, w[:, :, None, None], b)
check(case, conv1x1(x, w, b), [[[[1.5, 2.5]], [[7, 17]]]], known)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(3)
for n, c_in, c_out, height, width in [(2, 3, 4, 5, 4), (3, 2, 3, 3, 6), (1, 4, 2, 3, 3)]:
    x, w = rng.normal(size=(n, c_in, height, width)), rng.normal(size=(c_out, c_in))
    b = rng.normal(size=c_out)
    case = f"conv1x1 of x [{n}, {c_in}, {height}, {width}] with w [{c_out}, {c_in}] and biases"
    y = np.einsum("oc,nchw->nohw", w, x) + b.reshape(1, -1, 1, 1)
    check(case, conv1x1(x, w, b=b), y, convolution(x, w[:, :, None, None], b), tolerance=1e-5)
### END HIDDEN TESTS

# %% [markdown]
# ## 3.3 Seven nested loops
#
# Now the whole formula. It has four letters that stay and three that are summed over, so it has seven loops.
# This is the honest way to write it down, with stride 1, no padding and no bias:


# %%
def seven_loops(x, w):
    (n_pictures, c_in, height, width), (c_out, _, k_h, k_w) = x.shape, w.shape
    y = np.zeros((n_pictures, c_out, height - k_h + 1, width - k_w + 1))
    for n in range(n_pictures):
        for o in range(c_out):
            for i in range(y.shape[2]):
                for j in range(y.shape[3]):
                    for c in range(c_in):
                        for u in range(k_h):
                            for v in range(k_w):
                                y[n, o, i, j] += x[n, c, i + u, j + v] * w[o, c, u, v]
    return y


# %% [markdown]
# Does it do what Paddle does? Two pictures of three channels, four filters of 3×2 weights, all random:

# %%
rng = np.random.default_rng(0)
x, w = rng.normal(size=(2, 3, 6, 7)), rng.normal(size=(4, 3, 3, 2))
y = F.conv2d(paddle.to_tensor(x), paddle.to_tensor(w)).numpy()
print("shape:", y.shape, " largest difference:", np.abs(seven_loops(x, w) - y).max())

# %% [markdown]
# The shapes agree, and the difference is rounding.
# (NumPy's numbers have 64 bits, and `to_tensor` keeps them; both sides must be of one type.)
#
# Seven loops are for learning. Python goes through them number by number, and that is slow, as section 3.8 will show.
# Which of them can NumPy take over first? The three that are summed over:
# the window `x[n, :, i:i + k_h, j:j + k_w]` and the filter `w[o]` have the same shape,
# so their product can be summed at once.

# %% [markdown] role="statement" exercise="conv2d_nchw"
# ### Exercise 3.2: channels and batches (8 points, ~30 min)
#
# ```python
# conv2d_nchw(x, w, b=None, stride=1, padding=0) -> array [N, C_out, H_out, W_out]
# ```
#
# - `x`: pictures `[N, C_in, H, W]`; `w`: filters `[C_out, C_in, k_h, k_w]`; `b`: biases `[C_out]`, or `None` for none.
# - `stride` and `padding` are whole numbers, or pairs: rows first, then columns. Padding is with zeros, on all four sides.
# - A picture may hold 8-bit whole numbers; the output must lose no fractions.
# - Any way is right that you write by hand: loops, products of arrays, or both. Not right: a finished convolution of
#   Paddle, SciPy or NumPy.
#
# **The tests look at** batches and channels with different numbers of everything, the bias, stride, padding,
# and pairs of both.
#
# <details><summary>Hint</summary>
#
# `s_h, s_w = np.broadcast_to(stride, 2)` makes two numbers of one, and leaves a pair as it is.
# `np.pad(x, [(0, 0), (0, 0), (p_h, p_h), (p_w, p_w)])` pads rows and columns only.
# With loops over `i` and `j` alone, the window of *all* pictures is `[N, C_in, k_h, k_w]`, and
# `np.tensordot(window, w, axes=([1, 2, 3], [1, 2, 3]))` is `[N, C_out]`.
# </details>


# %% role="answer" exercise="conv2d_nchw"
def conv2d_nchw(x, w, b=None, stride=1, padding=0):
    """Convolution of x [N, C_in, H, W] with w [C_out, C_in, k_h, k_w] and biases b [C_out]."""
    ### BEGIN SOLUTION
    (s_h, s_w), (p_h, p_w) = np.broadcast_to(stride, 2), np.broadcast_to(padding, 2)
    x = np.pad(x, [(0, 0), (0, 0), (p_h, p_h), (p_w, p_w)])
    (n, _, height, width), (c_out, _, k_h, k_w) = x.shape, w.shape
    y = np.zeros((n, c_out, (height - k_h) // s_h + 1, (width - k_w) // s_w + 1))
    for i in range(y.shape[2]):
        for j in range(y.shape[3]):
            window = x[:, :, i * s_h : i * s_h + k_h, j * s_w : j * s_w + k_w]
            y[:, :, i, j] = np.tensordot(window, w, axes=([1, 2, 3], [1, 2, 3]))
    return y if b is None else y + b.reshape(1, -1, 1, 1)
    ### END SOLUTION


# %% role="tests" exercise="conv2d_nchw" case="plain" points=2
# Batches and channels (2 points)
import numpy as np

from course.by_hand import check_by_hand
from course.channels_mistakes import convolution
from course.checks import check

x = np.stack([np.arange(9.0).reshape(3, 3), np.arange(1.0, 10).reshape(3, 3)])[None]
w = np.stack([np.ones((2, 2, 2)), np.arange(8.0).reshape(2, 2, 2)])
y = [[[[20, 28], [44, 52]], [[92, 120], [176, 204]]]]
case = "conv2d_nchw of section 3.1's picture [1, 2, 3, 3], a filter of ones and a filter of 0 to 7"
check(case, conv2d_nchw(x, w), y, convolution(x, w))
### BEGIN HIDDEN TESTS
from course.channels_mistakes import correlate

rng = np.random.default_rng(1)
for pictures, filters in [
    ((3, 2, 5, 7), (4, 2, 3, 2)),
    ((2, 4, 7, 5), (3, 4, 1, 4)),
    ((4, 3, 4, 6), (3, 3, 4, 3)),
    ((1, 1, 6, 5), (1, 1, 2, 2)),
]:
    x, w = rng.normal(size=pictures), rng.normal(size=filters)
    case = f"conv2d_nchw of x {list(pictures)} with w {list(filters)}"
    check(case, conv2d_nchw(x, w), correlate(x, w), convolution(x, w), tolerance=1e-5)
check_by_hand(In, "conv2d_nchw")
### END HIDDEN TESTS

# %% role="tests" exercise="conv2d_nchw" case="bias" points=1
# The bias (1 point)
import numpy as np

from course.channels_mistakes import convolution
from course.checks import check

x = np.arange(24.0).reshape(2, 2, 2, 3)
w, b = np.ones((2, 2, 2, 2)), np.array([100.0, 0.5])
y = [[[[140, 148]], [[40.5, 48.5]]], [[[236, 244]], [[136.5, 144.5]]]]
case = "conv2d_nchw of the numbers 0 to 23 as x [2, 2, 2, 3], two filters of ones, b = [100, 0.5]"
check(case, conv2d_nchw(x, w, b), y, convolution(x, w, b))
### BEGIN HIDDEN TESTS
from course.channels_mistakes import correlate

rng = np.random.default_rng(2)
for pictures, filters in [((3, 2, 5, 6), (4, 2, 2, 3)), ((2, 3, 6, 5), (3, 3, 3, 3))]:
    x, w, b = rng.normal(size=pictures), rng.normal(size=filters), rng.normal(size=filters[0])
    case = f"conv2d_nchw of x {list(pictures)} with w {list(filters)} and biases"
    check(case, conv2d_nchw(x, w, b=b), correlate(x, w, b), convolution(x, w, b), tolerance=1e-5)
x = rng.integers(0, 256, size=(1, 2, 4, 5), dtype=np.uint8)
w, b = np.array([[[[1, 0], [0, 1]], [[1, 1], [0, 0]]]]), np.array([1.25])
case = "conv2d_nchw of an 8-bit picture with weights 0 and 1 and b = [1.25]"
check(case, conv2d_nchw(x, w, b), correlate(x, w, b), convolution(x, w, b))
### END HIDDEN TESTS

# %% role="tests" exercise="conv2d_nchw" case="stride" points=2
# Stride (2 points)
import numpy as np

from course.channels_mistakes import convolution
from course.checks import check

x = np.arange(20.0).reshape(1, 1, 4, 5)
w = np.array([[[[1.0, 0], [0, 10]]]])
case = "conv2d_nchw of 0 to 19 as a 4×5 picture, the kernel [[1, 0], [0, 10]], stride=2"
check(case, conv2d_nchw(x, w, stride=2), [[[[60, 82], [170, 192]]]], convolution(x, w, stride=2))
### BEGIN HIDDEN TESTS
from course.channels_mistakes import correlate

rng = np.random.default_rng(3)
for pictures, filters, stride in [
    ((2, 3, 9, 7), (4, 3, 3, 2), 2),
    ((3, 2, 8, 11), (2, 2, 2, 3), 3),
    ((1, 2, 5, 9), (3, 2, 4, 1), 4),
    ((2, 1, 6, 6), (2, 1, 3, 3), 2),
]:
    x, w = rng.normal(size=pictures), rng.normal(size=filters)
    y = correlate(x, w, stride=stride)
    case = f"conv2d_nchw of x {list(pictures)} with w {list(filters)}, stride={stride}"
    known = convolution(x, w, stride=stride)
    check(case, conv2d_nchw(x, w, stride=stride), y, known, tolerance=1e-5)
### END HIDDEN TESTS

# %% role="tests" exercise="conv2d_nchw" case="padding" points=2
# Padding (2 points)
import numpy as np

from course.channels_mistakes import convolution
from course.checks import check

x = np.array([[[[1.0, 2], [3, 4]]]])
w = np.array([[[[1.0, 10]]]])
case = "conv2d_nchw of [[1, 2], [3, 4]] with the kernel [[1, 10]], padding=1"
y = [[[[0, 0, 0], [10, 21, 2], [30, 43, 4], [0, 0, 0]]]]
check(case, conv2d_nchw(x, w, padding=1), y, convolution(x, w, padding=1))
### BEGIN HIDDEN TESTS
from course.channels_mistakes import correlate

rng = np.random.default_rng(4)
for pictures, filters, stride, padding in [
    ((2, 3, 5, 7), (4, 3, 3, 3), 1, 1),
    ((3, 2, 6, 4), (2, 2, 5, 2), 1, 2),
    ((2, 2, 8, 7), (3, 2, 3, 4), 2, 1),
    ((1, 3, 2, 2), (2, 3, 4, 4), 3, 3),
]:
    x, w, b = rng.normal(size=pictures), rng.normal(size=filters), rng.normal(size=filters[0])
    settings = {"stride": stride, "padding": padding}
    case = f"conv2d_nchw of x {list(pictures)} with w {list(filters)}, {stride=}, {padding=}"
    known = convolution(x, w, b, **settings)
    y = correlate(x, w, b, **settings)
    check(case, conv2d_nchw(x, w, b, **settings), y, known, tolerance=1e-5)
### END HIDDEN TESTS

# %% role="tests" exercise="conv2d_nchw" case="pairs" points=1
# Pairs: rows first, then columns (1 point)
import numpy as np

from course.channels_mistakes import convolution
from course.checks import check

x = np.arange(1.0, 10).reshape(1, 1, 3, 3)
w = np.ones((1, 1, 1, 1))
case = "conv2d_nchw of 1 to 9 as a 3×3 picture, a 1×1 kernel of 1, stride=(2, 1), padding=(1, 0)"
settings = {"stride": (2, 1), "padding": (1, 0)}
y = [[[[0, 0, 0], [4, 5, 6], [0, 0, 0]]]]
check(case, conv2d_nchw(x, w, **settings), y, convolution(x, w, **settings))
### BEGIN HIDDEN TESTS
from course.channels_mistakes import correlate

rng = np.random.default_rng(5)
for pictures, filters, stride, padding in [
    ((2, 3, 7, 8), (4, 3, 3, 2), (2, 3), (1, 0)),
    ((3, 2, 9, 5), (2, 2, 2, 3), (3, 1), (0, 2)),
    ((1, 2, 6, 6), (3, 2, 3, 3), 2, (2, 1)),
]:
    x, w, b = rng.normal(size=pictures), rng.normal(size=filters), rng.normal(size=filters[0])
    settings = {"stride": stride, "padding": padding}
    case = f"conv2d_nchw of x {list(pictures)} with w {list(filters)}, {stride=}, {padding=}"
    known = convolution(x, w, b, **settings)
    y = correlate(x, w, b, **settings)
    check(case, conv2d_nchw(x, w, b, **settings), y, known, tolerance=1e-5)
### END HIDDEN TESTS

# %% [markdown]
# This cell tries *your* function on a corner of the dahlia's picture, with four filters of random weights and a stride of two.
# The difference from Paddle should be as small as rounding, about 1e-15.

# %%
picture, w = flower[None, :, :40, :60], rng.normal(size=(4, 3, 5, 5))
ours = conv2d_nchw(picture, w, stride=2, padding=2)
theirs = F.conv2d(paddle.to_tensor(picture), paddle.to_tensor(w), stride=2, padding=2)
print("shape:", ours.shape, " largest difference:", np.abs(ours - theirs.numpy()).max())

# %% [markdown]
# ## 3.4 Groups: not everybody looks at everybody
#
# In an ordinary layer every filter looks at every input channel: $C_{out} \cdot C_{in}$ kernels.
# A **grouped convolution** cuts that down.
# The input channels are divided into $g$ groups of neighbours, the filters too,
# and the filters of a group look at the channels of *their* group only.
# A filter then has $C_{in} / g$ kernels, so the weight is $[C_{out},\, C_{in}/g,\, k_h,\, k_w]$.
#
# Paddle's layer takes `groups`. Six channels in, twelve out, 3×3:

# %%
for groups in (1, 3, 6):
    layer = paddle.nn.Conv2D(6, 12, 3, groups=groups)
    print("groups", groups, " weight", layer.weight.shape, " weights", layer.weight.size)

# %% [markdown]
# With three groups, each filter looks at two channels, and there are a third as many weights.
# The last line is the extreme, $g = C_{in}$: a **depthwise convolution**.
# Every channel has kernels of its own, here two of them, and never hears of the other channels.
#
# What is lost is the mixing. A 1×1 convolution behind it brings that back:
# first look around in each channel, then mix the channels at each pixel.
# That pair is called a **depthwise separable convolution**, and small fast networks are made of it.
# What it saves is the next section's question.
#
# > **What Paddle does differently.** `groups` must divide $C_{in}$ *and* $C_{out}$. Paddle's `Conv2D` checks the first
# > when the layer is made, but the second only when a picture arrives:
# > `paddle.nn.Conv2D(4, 6, 3, groups=4)` is made without complaint, and its first call raises a ValueError.

# %% [markdown]
# ## 3.5 What a layer costs
#
# **Parameters** first. A filter has one kernel for each input channel it looks at, and *one* bias.
# Three layers of 3×3 kernels:

# %%
for c_in, c_out in [(1, 1), (3, 6), (3, 10)]:
    weights = c_out * c_in * 3 * 3
    print(f"{c_in} -> {c_out}: {weights} weights, {c_out} biases, together {weights + c_out}")

# %% [markdown]
# A single kernel has 9 weights. Six filters on a colour picture make 168 parameters, ten make 280.
# The ten filters hold 30 kernels of 3×3, but only ten biases: the channels are added up before the bias comes.
# The picture's size appears nowhere.
#
# **Arithmetic** is another matter. Each output number needs one multiplication for each weight of its filter,
# and the outputs are many. One 3×3 kernel on one grey picture of 32×32, without padding:

# %%
outputs = 30 * 30
print("multiplications:", outputs * 9, " additions:", outputs * 8)

# %% [markdown]
# Nine products are added with eight additions, so there are 8,100 multiplications and 7,200 additions.
# People count in **multiply-accumulates**, MAC: a multiplication together with the addition that takes it into the sum.
# Start the sum at zero, and each of the nine products is accumulated once: 8,100 MACs.
# For six filters on a colour picture, three conventions give three numbers:

# %%
outputs = 6 * 30 * 30
macs = outputs * 3 * 3 * 3
print("MACs:", macs, " FLOPs as 2·MAC:", 2 * macs, " Paddle's count, with bias:", macs + outputs)

# %% [markdown]
# | convention | what counts as one | this layer |
# |---|---|---|
# | MAC | a multiplication together with its addition | 145,800 |
# | FLOPs (floating-point operations) | each multiplication and each addition, 2·MAC; the bias is left out | 291,600 |
# | FLOPs as Paddle counts them | MAC, plus one addition for each output where there is a bias | 151,200 |
#
# The word FLOPs stands for the second and for the third. Ask which, before you compare two networks.
#
# > **In Paddle.** `paddle.flops(net, [1, 3, 32, 32])` is Paddle's counter.
# > With Paddle 3.3.1 and NumPy 2.4 or newer it raises
# > `TypeError: only 0-dimensional arrays can be converted to Python scalars`,
# > and leaves entries such as `total_ops` behind in the network's state.
# > For a single layer that is not inside a network it says 0.
# > So this course counts for itself, and uses Paddle's convention where it compares with Paddle's figures.
#
# Choose a layer. The table on the left shows who looks at whom.
# Set `C_out` to 16 and `groups` to 8, as many as there are input channels;
# then try a number of groups that does not divide the channels.

# %%
channels.explore_cost()

# %% [markdown]
# At the start, the layer has eight channels in, twelve out, and 32×32 positions.
# One group needs 884,736 MACs, four groups a quarter.
# Depthwise and then 1×1 needs 172,032, less than a fifth, and here every output can depend on every input again.
# The share follows from the counts: $C_{in} k^2 + C_{in} C_{out}$ products at each position instead of $C_{in} C_{out} k^2$,
# which is $1/C_{out} + 1/k^2 = 1/12 + 1/9 \approx 0.19$.

# %% [markdown] role="statement" exercise="conv_cost"
# ### Exercise 3.3: what does this layer cost? (5 points, ~15 min)
#
# ```python
# conv_cost(c_in, c_out, k, height, width, stride=1, padding=0, groups=1, bias=True) -> dict
# ```
#
# - One picture of `c_in` channels, `height` rows and `width` columns; `c_out` filters with k×k kernels.
#   Stride and padding are whole numbers, the same for rows and columns; `groups` divides both numbers of channels.
# - Return four whole numbers: `{"parameters": ..., "macs": ..., "flops": ..., "paddle_flops": ...}`.
# - `parameters` are weights and biases; `macs` counts products with zeros of the padding, too, and no biases;
#   `flops` is 2·MAC; `paddle_flops` is Paddle's count.
#
# **The tests look at** parameters, MACs with stride and padding on pictures that are not square, the conventions with and
# without bias, and groups.
#
# <details><summary>Hint</summary>
#
# Two numbers do most of the work: how many numbers the output has, and how many products go into each of them.
# The size of an output side is `(n + 2 * padding - k) // stride + 1`.
# </details>


# %% role="answer" exercise="conv_cost"
def conv_cost(c_in, c_out, k, height, width, stride=1, padding=0, groups=1, bias=True):
    """Parameters, multiply-accumulates and two kinds of FLOPs of a convolution on one picture."""
    ### BEGIN SOLUTION
    rows = (height + 2 * padding - k) // stride + 1
    columns = (width + 2 * padding - k) // stride + 1
    outputs, products = c_out * rows * columns, c_in // groups * k * k
    macs = outputs * products
    return {
        "parameters": c_out * products + (c_out if bias else 0),
        "macs": macs,
        "flops": 2 * macs,
        "paddle_flops": macs + (outputs if bias else 0),
    }
    ### END SOLUTION


# %% role="tests" exercise="conv_cost" case="parameters" points=1
# Parameters (1 point)
from course.channels_mistakes import cost
from course.checks import check_counts

right, known = cost(3, 6, 3, 32, 32)
case = "conv_cost(3, 6, 3, 32, 32)"
got = conv_cost(3, 6, 3, 32, 32)
check_counts(case, got, {"parameters": 168}, known)
### BEGIN HIDDEN TESTS
for layer in [(3, 10, 3, 8, 8), (1, 1, 3, 9, 7), (6, 16, 5, 9, 9), (4, 2, 1, 5, 8)]:
    for bias in (True, False):
        right, known = cost(*layer, bias=bias)
        case = f"conv_cost{layer} with {bias=}"
        got = conv_cost(*layer, bias=bias)
        check_counts(case, got, {"parameters": right["parameters"]}, known)
### END HIDDEN TESTS

# %% role="tests" exercise="conv_cost" case="macs" points=2
# Multiply-accumulates (2 points)
from course.channels_mistakes import cost
from course.checks import check_counts

right, known = cost(1, 1, 3, 32, 32)
got = conv_cost(1, 1, 3, 32, 32)
check_counts("conv_cost(1, 1, 3, 32, 32)", got, {"macs": 8100}, known)
right, known = cost(3, 6, 3, 32, 20, stride=3, padding=1)
got = conv_cost(3, 6, 3, 32, 20, stride=3, padding=1)
case = "conv_cost(3, 6, 3, 32, 20, stride=3, padding=1)"
check_counts(case, got, {"macs": 12_474}, known)  # 11·7 positions, 6 filters, 27 products
### BEGIN HIDDEN TESTS
for *layer, stride, padding in [
    (4, 5, 3, 11, 8, 3, 0),
    (2, 7, 5, 9, 30, 2, 2),
    (3, 2, 2, 7, 7, 1, 1),
    (6, 16, 5, 14, 14, 1, 0),
    (5, 3, 1, 6, 9, 2, 0),
]:
    right, known = cost(*layer, stride, padding)
    case = f"conv_cost({', '.join(map(str, layer))}, {stride=}, {padding=})"
    got = conv_cost(*layer, stride=stride, padding=padding)
    check_counts(case, got, {"macs": right["macs"]}, known)
### END HIDDEN TESTS

# %% role="tests" exercise="conv_cost" case="conventions" points=1
# The conventions, with and without bias (1 point)
from course.channels_mistakes import cost
from course.checks import check_counts

right, known = cost(3, 6, 3, 32, 32)
got = conv_cost(3, 6, 3, 32, 32)
case = "conv_cost(3, 6, 3, 32, 32)"
check_counts(case, got, {"flops": 291_600, "paddle_flops": 151_200}, known)
### BEGIN HIDDEN TESTS
for layer in [(3, 6, 3, 32, 32), (4, 5, 3, 11, 8, 3, 1), (2, 7, 1, 9, 5), (1, 2, 5, 5, 12)]:
    for bias in (True, False):
        right, known = cost(*layer, bias=bias)
        case = f"conv_cost{layer} with {bias=}"
        got = conv_cost(*layer, bias=bias)
        check_counts(case, got, {key: right[key] for key in ("flops", "paddle_flops")}, known)
### END HIDDEN TESTS

# %% role="tests" exercise="conv_cost" case="groups" points=1
# Groups (1 point)
from course.channels_mistakes import cost
from course.checks import check_counts

right, known = cost(6, 12, 3, 10, 10, groups=3)
got = conv_cost(6, 12, 3, 10, 10, groups=3)
case = "conv_cost(6, 12, 3, 10, 10, groups=3)"
check_counts(case, got, {"parameters": 228, "macs": 13_824}, known)  # 12·(18 + 1) and 768·18
### BEGIN HIDDEN TESTS
for *layer, groups, bias in [
    (8, 8, 3, 9, 7, 8, False),
    (4, 12, 5, 9, 14, 4, True),
    (6, 4, 1, 5, 6, 2, True),
    (9, 3, 2, 8, 8, 3, False),
]:
    right, known = cost(*layer, groups=groups, bias=bias)
    case = f"conv_cost({', '.join(map(str, layer))}, {groups=}, {bias=})"
    got = conv_cost(*layer, groups=groups, bias=bias)
    check_counts(case, got, right, known)
### END HIDDEN TESTS

# %% [markdown]
# ## 3.6 All windows at once
#
# Back to the loops. NumPy can show *all* windows of a picture as one array, with two more axes, without copying a number:

# %%
x = rng.normal(size=(2, 3, 6, 7))
windows = np.lib.stride_tricks.sliding_window_view(x, (3, 2), axis=(2, 3))
print("shape [N, C, H_out, W_out, k_h, k_w]:", windows.shape)
print("numbers shown:", windows.size, " numbers in memory:", x.size)

# %% [markdown]
# 864 numbers are shown, but memory holds only the pictures' 252.
# The array is a *view*: a rule for where each number lies. Overlapping windows share their pixels.
#
# What is left of the formula is a sum of products over three axes: channel, kernel row, kernel column.
# `np.tensordot` does such sums; it is told which axes of the one meet which axes of the other.


# %%
def conv_windows(x, w):
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
    y = np.tensordot(windows, w, axes=([1, 4, 5], [1, 2, 3]))  # [N, H_out, W_out, C_out]
    return y.transpose(0, 3, 1, 2)


w = rng.normal(size=(4, 3, 3, 2))
print("largest difference:", np.abs(conv_windows(x, w) - seven_loops(x, w)).max())

# %% [markdown]
# Seven loops have become three lines, with the same numbers.
# The `transpose` moves the channel axis to the second place; a `reshape` to the right shape would give wrong numbers
# in the right shape, because it never moves anything.
#
# A stride costs nothing here: `windows[:, :, ::s_h, ::s_w]` leaves windows out.

# %% [markdown]
# ## 3.7 One matrix product
#
# What does `tensordot` do inside? It writes the windows into a matrix, the filters into another,
# and multiplies the two. Products of matrices are what libraries have been tuned for, for decades.
# We do the same by hand, because then we choose the order, and because chapter 7 will need that matrix.
#
# - Write each window, all its channels, as one **column** of $C_{in} \cdot k_h \cdot k_w$ numbers:
#   channel by channel, in each channel row by row.
# - Put the columns of all positions of all pictures side by side: first picture 0, row by row, then picture 1, and so on.
# - Flatten each filter in the same order; they are the **rows** of a matrix $[C_{out},\, C_{in} k_h k_w]$.
# - Multiply: $[C_{out},\, C_{in} k_h k_w] \cdot [C_{in} k_h k_w,\, N H_{out} W_{out}] = [C_{out},\, N H_{out} W_{out}]$.
#
# The step from pictures to columns is called **im2col**.
# Choose an output: its filter is a row on the left, its window a column above, and where they meet is the number.

# %%
channels.explore_columns()

# %% [markdown]
# The thick line separates the two pictures, the dashed one the two channels.
# At the start you see picture 1, output row 0 and column 1. Its window is column 7: six columns belong to picture 0,
# and this is the second window of picture 1. The filter 1, row 1 of the matrix on the left, multiplies it to 3.
# Move the slider `column` by one, and the matrix's column moves by one.
# With stride 2, few windows are left, and a row that is not there is refused.

# %% [markdown] role="statement" exercise="im2col"
# ### Exercise 3.4: every window a column (6 points, ~25 min)
#
# ```python
# im2col(x, k_h, k_w, stride=1, padding=0, dilation=1) -> array [C·k_h·k_w, N·H_out·W_out]
# ```
#
# - `x`: pictures `[N, C, H, W]`; `k_h`, `k_w`: rows and columns of the kernel.
#   `stride`, `padding` and `dilation` are whole numbers or pairs, rows first. Padding is with zeros.
# - The matrix's rows are ordered channel, then kernel row, then kernel column.
#   Its columns are ordered picture, then output row, then output column.
# - There are $\lfloor (n + 2p - d\,(k - 1) - 1) / s \rfloor + 1$ positions along a side of $n$ pixels.
#
# **The tests look at** the order of rows and columns, several channels and pictures, stride and padding, and dilation.
#
# <details><summary>Hint</summary>
#
# There is a way with two short loops, over the kernel's rows `u` and columns `v`:
# the pixels that meet the weight `u, v` in all windows are one slice of the padded picture, with the stride as its step.
# It starts at `u * d_h` and ends behind `u * d_h + s_h * (rows - 1)`.
# Store it in an array `[C, k_h, k_w, N, rows, columns]`, and reshape that at the very end.
# </details>


# %% role="answer" exercise="im2col"
def im2col(x, k_h, k_w, stride=1, padding=0, dilation=1):
    """All windows of x [N, C, H, W] as the columns of a matrix [C·k_h·k_w, N·H_out·W_out]."""
    ### BEGIN SOLUTION
    (s_h, s_w), (p_h, p_w) = np.broadcast_to(stride, 2), np.broadcast_to(padding, 2)
    d_h, d_w = np.broadcast_to(dilation, 2)
    if p_h or p_w:
        x = np.pad(x, [(0, 0), (0, 0), (p_h, p_h), (p_w, p_w)])
    n, c, height, width = x.shape
    rows = (height - d_h * (k_h - 1) - 1) // s_h + 1
    columns = (width - d_w * (k_w - 1) - 1) // s_w + 1
    matrix = np.empty((c, k_h, k_w, n, rows, columns), x.dtype)
    channel_first = x.swapaxes(0, 1)
    for u in range(k_h):
        for v in range(k_w):
            below, right = u * d_h + s_h * (rows - 1) + 1, v * d_w + s_w * (columns - 1) + 1
            matrix[:, u, v] = channel_first[:, :, u * d_h : below : s_h, v * d_w : right : s_w]
    return matrix.reshape(c * k_h * k_w, n * rows * columns)
    ### END SOLUTION


# %% role="tests" exercise="im2col" case="one_channel" points=2
# One picture with one channel (2 points)
import numpy as np

from course.channels_mistakes import columns
from course.checks import check

x = np.arange(12.0).reshape(1, 1, 3, 4)
matrix = [
    [0, 1, 2, 4, 5, 6],
    [1, 2, 3, 5, 6, 7],
    [4, 5, 6, 8, 9, 10],
    [5, 6, 7, 9, 10, 11],
]
case = "im2col of the numbers 0 to 11 as a 3×4 picture with 2×2 windows"
check(case, im2col(x, 2, 2), matrix, columns(x, 2, 2))
### BEGIN HIDDEN TESTS
from course.channels_mistakes import unfold

rng = np.random.default_rng(1)
for height, width, k_h, k_w in [(5, 4, 3, 2), (3, 7, 1, 3), (4, 4, 4, 1), (6, 5, 3, 3)]:
    x = rng.normal(size=(1, 1, height, width))
    case = f"im2col of a {height}×{width} picture with {k_h}×{k_w} windows"
    right = unfold(x, k_h, k_w, (1, 1), (0, 0), (1, 1))[0]
    check(case, im2col(x, k_h, k_w), right, columns(x, k_h, k_w), tolerance=1e-5)
### END HIDDEN TESTS

# %% role="tests" exercise="im2col" case="batch" points=2
# Channels and pictures (2 points)
import numpy as np

from course.channels_mistakes import columns
from course.checks import check

x = np.arange(24.0).reshape(2, 2, 2, 3)
matrix = [
    [0, 1, 3, 4, 12, 13, 15, 16],
    [1, 2, 4, 5, 13, 14, 16, 17],
    [6, 7, 9, 10, 18, 19, 21, 22],
    [7, 8, 10, 11, 19, 20, 22, 23],
]
case = "im2col of the numbers 0 to 23 as x [2, 2, 2, 3] with 1×2 windows"
check(case, im2col(x, 1, 2), matrix, columns(x, 1, 2))
### BEGIN HIDDEN TESTS
from course.by_hand import check_by_hand
from course.channels_mistakes import unfold

rng = np.random.default_rng(2)
for shape, k_h, k_w in [((3, 2, 5, 4), 3, 2), ((2, 3, 4, 6), 2, 2), ((4, 3, 3, 3), 1, 3)]:
    x = rng.normal(size=shape)
    case = f"im2col of x {list(shape)} with {k_h}×{k_w} windows"
    right = np.concatenate(unfold(x, k_h, k_w, (1, 1), (0, 0), (1, 1)), axis=1)
    check(case, im2col(x, k_h, k_w), right, columns(x, k_h, k_w), tolerance=1e-5)
check_by_hand(In, "im2col")
### END HIDDEN TESTS

# %% role="tests" exercise="im2col" case="stride_padding" points=1
# Stride and padding (1 point)
import numpy as np

from course.channels_mistakes import columns
from course.checks import check

x = np.array([[[[1.0, 2], [3, 4]]]])
matrix = [[0, 0, 0, 4], [0, 0, 3, 0], [0, 2, 0, 0], [1, 0, 0, 0]]
case = "im2col of [[1, 2], [3, 4]] with 2×2 windows, stride=2, padding=1"
check(case, im2col(x, 2, 2, stride=2, padding=1), matrix, columns(x, 2, 2, 2, 1))
### BEGIN HIDDEN TESTS
from course.channels_mistakes import unfold

rng = np.random.default_rng(3)
for shape, (k_h, k_w), stride, padding in [
    ((2, 3, 7, 6), (3, 2), (2, 2), (1, 1)),
    ((2, 2, 8, 5), (2, 3), (3, 1), (0, 2)),
    ((1, 2, 5, 9), (3, 3), (1, 2), (2, 0)),
]:
    x = rng.normal(size=shape)
    case = f"im2col of x {list(shape)} with {k_h}×{k_w} windows, {stride=}, {padding=}"
    right = np.concatenate(unfold(x, k_h, k_w, stride, padding, (1, 1)), axis=1)
    known = columns(x, k_h, k_w, stride, padding)
    check(case, im2col(x, k_h, k_w, stride, padding), right, known, tolerance=1e-5)
### END HIDDEN TESTS

# %% role="tests" exercise="im2col" case="dilation" points=1
# Dilation (1 point)
import numpy as np

from course.channels_mistakes import columns
from course.checks import check

x = np.arange(20.0).reshape(1, 1, 4, 5)
matrix = [
    [0, 1, 2, 5, 6, 7],
    [2, 3, 4, 7, 8, 9],
    [10, 11, 12, 15, 16, 17],
    [12, 13, 14, 17, 18, 19],
]
case = "im2col of the numbers 0 to 19 as a 4×5 picture with 2×2 windows, dilation=2"
check(case, im2col(x, 2, 2, dilation=2), matrix, columns(x, 2, 2, dilation=2))
### BEGIN HIDDEN TESTS
from course.channels_mistakes import unfold

rng = np.random.default_rng(4)
for shape, (k_h, k_w), stride, padding, dilation in [
    ((2, 3, 7, 8), (3, 2), (1, 1), (0, 0), (2, 3)),
    ((2, 2, 9, 6), (2, 3), (2, 1), (1, 2), (3, 2)),
    ((1, 2, 6, 9), (3, 3), (1, 2), (0, 1), (1, 4)),
]:
    x = rng.normal(size=shape)
    case = f"im2col of x {list(shape)}, {k_h}×{k_w} windows, {stride=}, {padding=}, {dilation=}"
    right = np.concatenate(unfold(x, k_h, k_w, stride, padding, dilation), axis=1)
    known = columns(x, k_h, k_w, stride, padding, dilation)
    check(case, im2col(x, k_h, k_w, stride, padding, dilation), right, known, tolerance=1e-5)
### END HIDDEN TESTS

# %% [markdown]
# > **In Paddle.** `paddle.nn.functional.unfold` makes such columns for each picture by itself: `[N, C·k_h·k_w, L]`,
# > where L is the number of positions. The order of rows and of positions is ours.
# > Pictures side by side, as we have them, give one large product instead of N small ones,
# > and large products are faster for each number.
#
# With the columns at hand, the convolution is a product and a change of axes.

# %% [markdown] role="statement" exercise="conv2d_im2col"
# ### Exercise 3.5: the whole convolution in one product (4 points, ~15 min)
#
# ```python
# conv2d_im2col(x, w, b=None, stride=1, padding=0, dilation=1) -> array [N, C_out, H_out, W_out]
# ```
#
# - Shapes and settings are those of `conv2d_nchw`, and `dilation`, a whole number or a pair, besides.
# - Compute it as one matrix product. You may call your `im2col` if it passes its tests.
#
# **The tests look at** batches, channels and the bias together, stride and padding, and dilation.
#
# <details><summary>Hint</summary>
#
# The product is `[C_out, N·H_out·W_out]`. Which order do its columns have? Reshape to exactly these axes,
# `[C_out, N, H_out, W_out]`, and only then swap the first two.
# </details>


# %% role="answer" exercise="conv2d_im2col"
def conv2d_im2col(x, w, b=None, stride=1, padding=0, dilation=1):
    """The convolution of x [N, C_in, H, W] with w and b, as conv2d_nchw, by one matrix product."""
    ### BEGIN SOLUTION
    c_out, _, k_h, k_w = w.shape
    s_h, p_h, d_h = (np.broadcast_to(setting, 2)[0] for setting in (stride, padding, dilation))
    rows = (x.shape[2] + 2 * p_h - d_h * (k_h - 1) - 1) // s_h + 1
    y = w.reshape(c_out, -1) @ im2col(x, k_h, k_w, stride, padding, dilation)
    if b is not None:
        y = y + b[:, None]
    return y.reshape(c_out, len(x), rows, -1).swapaxes(0, 1)
    ### END SOLUTION


# %% role="tests" exercise="conv2d_im2col" case="product" points=2
# Batches, channels and the bias (2 points)
import numpy as np

from course.channels_mistakes import convolution
from course.checks import check

x = np.arange(12.0).reshape(3, 1, 2, 2)
w = np.array([[[[1.0, 10]]], [[[0, 1]]]])
y = [[[[10], [32]], [[1], [3]]], [[[54], [76]], [[5], [7]]], [[[98], [120]], [[9], [11]]]]
case = "conv2d_im2col of the numbers 0 to 11 as x [3, 1, 2, 2], the kernels [[1, 10]] and [[0, 1]]"
check(case, conv2d_im2col(x, w), y, convolution(x, w))
### BEGIN HIDDEN TESTS
from course.by_hand import check_by_hand
from course.channels_mistakes import correlate

rng = np.random.default_rng(1)
for pictures, filters in [
    ((3, 2, 5, 7), (4, 2, 3, 2)),
    ((2, 4, 7, 5), (3, 4, 2, 4)),
    ((4, 3, 6, 6), (3, 3, 3, 3)),
]:
    x, w, b = rng.normal(size=pictures), rng.normal(size=filters), rng.normal(size=filters[0])
    case = f"conv2d_im2col of x {list(pictures)} with w {list(filters)}"
    check(case, conv2d_im2col(x, w), correlate(x, w), convolution(x, w), tolerance=1e-5)
    known = convolution(x, w, b)
    check(f"{case} and biases", conv2d_im2col(x, w, b), correlate(x, w, b), known, tolerance=1e-5)
check_by_hand(In, "conv2d_im2col")
### END HIDDEN TESTS

# %% role="tests" exercise="conv2d_im2col" case="stride_padding" points=1
# Stride and padding (1 point)
import numpy as np

from course.channels_mistakes import convolution
from course.checks import check

x = np.array([[[[1.0, 2], [3, 4]]]])
w = np.array([[[[1.0, 10], [100, 1000]]]])
y = [[[[1000, 200], [30, 4]]]]
case = "conv2d_im2col of [[1, 2], [3, 4]], kernel [[1, 10], [100, 1000]], stride=2, padding=1"
check(case, conv2d_im2col(x, w, stride=2, padding=1), y, convolution(x, w, stride=2, padding=1))
### BEGIN HIDDEN TESTS
from course.channels_mistakes import correlate

rng = np.random.default_rng(2)
for pictures, filters, stride, padding in [
    ((2, 3, 9, 7), (4, 3, 3, 2), 2, 1),
    ((3, 2, 8, 6), (2, 2, 2, 3), (3, 1), (0, 2)),
    ((2, 2, 5, 9), (3, 2, 4, 2), (1, 2), (2, 0)),
]:
    x, w, b = rng.normal(size=pictures), rng.normal(size=filters), rng.normal(size=filters[0])
    settings = {"stride": stride, "padding": padding}
    case = f"conv2d_im2col of x {list(pictures)} with w {list(filters)}, {stride=}, {padding=}"
    known = convolution(x, w, b, **settings)
    y = correlate(x, w, b, **settings)
    check(case, conv2d_im2col(x, w, b, **settings), y, known, tolerance=1e-5)
### END HIDDEN TESTS

# %% role="tests" exercise="conv2d_im2col" case="dilation" points=1
# Dilation (1 point)
import numpy as np

from course.channels_mistakes import convolution
from course.checks import check

x = np.arange(12.0).reshape(1, 1, 3, 4)
w = np.array([[[[1.0, 0], [0, 100]]]])
case = "conv2d_im2col of 0 to 11 as a 3×4 picture, the kernel [[1, 0], [0, 100]], dilation=2"
check(case, conv2d_im2col(x, w, dilation=2), [[[[1000, 1101]]]], convolution(x, w, dilation=2))
### BEGIN HIDDEN TESTS
from course.channels_mistakes import correlate

rng = np.random.default_rng(3)
for pictures, filters, stride, padding, dilation in [
    ((2, 3, 9, 7), (4, 3, 3, 2), 1, 0, 2),
    ((3, 2, 8, 9), (2, 2, 2, 3), (2, 1), (1, 2), (3, 2)),
    ((2, 2, 6, 9), (3, 2, 3, 2), (1, 2), 0, (1, 4)),
]:
    x, w, b = rng.normal(size=pictures), rng.normal(size=filters), rng.normal(size=filters[0])
    settings = {"stride": stride, "padding": padding, "dilation": dilation}
    case = f"conv2d_im2col of x {list(pictures)} with w {list(filters)}, {settings}"
    known = convolution(x, w, b, **settings)
    y = correlate(x, w, b, **settings)
    check(case, conv2d_im2col(x, w, b, **settings), y, known, tolerance=1e-5)
### END HIDDEN TESTS

# %% [markdown]
# ## 3.8 Side by side
#
# Four ways to the same numbers: the seven loops, the windows, *your* product, and Paddle.
# The layer is the second convolution of LeNet, 16 filters of 6×5×5, on two pictures of 14×14.
# They take turns in one run, and the median of each one's times counts.

# %%
x = rng.normal(size=(2, 6, 14, 14)).astype("float32")
w = rng.normal(size=(16, 6, 5, 5)).astype("float32")
x_paddle, w_paddle = paddle.to_tensor(x), paddle.to_tensor(w)
seconds = channels.race(
    {
        "seven loops": lambda: seven_loops(x, w),
        "windows and tensordot": lambda: conv_windows(x, w),
        "your conv2d_im2col": lambda: conv2d_im2col(x, w),
        "Paddle": lambda: F.conv2d(x_paddle, w_paddle),
    },
    repeats=5,
)

# %% [markdown]
# Seconds mean little on another machine, so the figure shows multiples of Paddle's time.

# %%
plots.show(*channels.draw_race(seconds, "Paddle"))

# %% [markdown]
# All four do the same 480,000 multiply-accumulates.
# When this page was made, the loops took *more than a thousand times* as long as the other three,
# which were within a factor of two of each other. Which of the three wins depends on the machine and the layer.
# So the count of MACs says how much work there is, and not how fast it gets done.
# The time of the loops goes into Python, which looks at every number as an object of its own.
#
# The price of im2col is memory, because windows that overlap are written out in full:

# %%
columns = im2col(x, 5, 5)
print("numbers in the pictures:", x.size, " in the columns:", columns.size)
print(f"ratio: {columns.size / x.size:.1f}")

# %% [markdown]
# Almost 13 times as many. Each pixel inside is part of 25 windows, those at the border of fewer.
# Large programs make the columns for a piece of the batch at a time, or use methods that never write them down.

# %% [markdown] role="statement" exercise="conv2d_grouped"
# ### Exercise 3.6, stretch: groups (6 points, ~30 min)
#
# ```python
# conv2d_grouped(x, w, b=None, stride=1, padding=0, dilation=1, groups=1) -> array [N, C_out, H_out, W_out]
# ```
#
# - `x`: pictures `[N, C_in, H, W]`; `w`: filters `[C_out, C_in / groups, k_h, k_w]`; everything else as in exercise 3.5.
# - Channels and filters are divided into `groups` blocks of neighbours. The filters of a block look at the
#   channels of the same block. Outputs keep the order of the filters.
# - Where `groups` does not divide $C_{in}$ or $C_{out}$, raise a `ValueError` whose message names `groups`.
# - You may call your `conv2d_im2col` if it passes its tests.
#
# **The tests look at** groups of several channels, depthwise convolution with one and with two filters for each channel,
# all settings together, and groups that do not divide.
#
# <details><summary>Hint</summary>
#
# `np.split(x, groups, axis=1)` cuts the channels into blocks, `np.split(w, groups)` the filters.
# Convolve block with block, and put the results behind each other along the channel axis.
# Add the bias where it is easiest: at the end.
# </details>


# %% role="answer" exercise="conv2d_grouped"
def conv2d_grouped(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
    """Convolution of x with w [C_out, C_in / groups, k_h, k_w]; ValueError for uneven groups."""
    ### BEGIN SOLUTION
    for name, count in (("input", x.shape[1]), ("output", len(w))):
        if count % groups:
            raise ValueError(f"groups={groups} does not divide the {count} {name} channels")
    blocks = zip(np.split(x, groups, axis=1), np.split(w, groups))
    parts = [conv2d_im2col(*block, None, stride, padding, dilation) for block in blocks]
    y = np.concatenate(parts, axis=1)
    return y if b is None else y + b.reshape(1, -1, 1, 1)
    ### END SOLUTION


# %% role="tests" exercise="conv2d_grouped" case="groups" points=2
# Groups of several channels (2 points)
import numpy as np

from course.channels_mistakes import convolution
from course.checks import check

x = np.array([[[[1.0, 2]], [[10, 20]], [[100, 200]], [[1000, 2000]]]])
w = np.array([[1.0, 1], [1, 2]])[:, :, None, None]
case = "conv2d_grouped of channels [1, 2], [10, 20], …, 1×1 filters [1, 1] and [1, 2], groups=2"
y = [[[[11, 22]], [[2100, 4200]]]]
check(case, conv2d_grouped(x, w, groups=2), y, convolution(x, w, groups=2))
### BEGIN HIDDEN TESTS
from course.by_hand import check_by_hand
from course.channels_mistakes import correlate

rng = np.random.default_rng(1)
for pictures, filters, groups in [
    ((2, 6, 5, 4), (4, 3, 3, 2), 2),
    ((3, 6, 4, 6), (9, 2, 2, 2), 3),
    ((2, 4, 5, 5), (4, 2, 1, 3), 2),
    ((2, 3, 4, 5), (2, 3, 2, 3), 1),
]:
    x, w = rng.normal(size=pictures), rng.normal(size=filters)
    case = f"conv2d_grouped of x {list(pictures)} with w {list(filters)}, {groups=}"
    y = correlate(x, w, groups=groups)
    known = convolution(x, w, groups=groups)
    check(case, conv2d_grouped(x, w, groups=groups), y, known, tolerance=1e-5)
check_by_hand(In, "conv2d_grouped")
### END HIDDEN TESTS

# %% role="tests" exercise="conv2d_grouped" case="depthwise" points=1
# Depthwise convolution (1 point)
import numpy as np

from course.channels_mistakes import convolution
from course.checks import check

x = np.array([[[[1.0, 2]], [[10, 20]], [[100, 200]]]])
w = np.array([1.0, 2, 3]).reshape(3, 1, 1, 1)
case = "conv2d_grouped of channels [1, 2], [10, 20], [100, 200], 1×1 filters 1, 2, 3, groups=3"
y = [[[[1, 2]], [[20, 40]], [[300, 600]]]]
check(case, conv2d_grouped(x, w, groups=3), y, convolution(x, w, groups=3))
### BEGIN HIDDEN TESTS
from course.channels_mistakes import correlate

rng = np.random.default_rng(2)
for channels, each, kernel in [(4, 1, (3, 3)), (3, 2, (2, 3)), (2, 3, (1, 2)), (5, 1, (3, 1))]:
    x, w = rng.normal(size=(2, channels, 5, 6)), rng.normal(size=(channels * each, 1, *kernel))
    case = f"conv2d_grouped of x [2, {channels}, 5, 6] with w {list(w.shape)}, groups={channels}"
    y = correlate(x, w, groups=channels)
    known = convolution(x, w, groups=channels)
    check(case, conv2d_grouped(x, w, groups=channels), y, known, tolerance=1e-5)
### END HIDDEN TESTS

# %% role="tests" exercise="conv2d_grouped" case="settings" points=2
# Bias, stride, padding and dilation as well (2 points)
import numpy as np

from course.channels_mistakes import convolution
from course.checks import check

x = np.arange(16.0).reshape(1, 4, 2, 2)
w = np.ones((2, 2, 2, 2))
settings = {"b": np.array([0.5, -100]), "stride": 2, "padding": 1, "groups": 2}
case = (
    "conv2d_grouped of 0 to 15 as x [1, 4, 2, 2], two filters of ones, b=[0.5, -100], stride=2,"
    " padding=1, groups=2"
)
y = [[[[4.5, 6.5], [8.5, 10.5]], [[-80, -78], [-76, -74]]]]
check(case, conv2d_grouped(x, w, **settings), y, convolution(x, w, **settings))
### BEGIN HIDDEN TESTS
from course.channels_mistakes import correlate

rng = np.random.default_rng(3)
for pictures, filters, groups, stride, padding, dilation in [
    ((2, 6, 9, 7), (4, 3, 3, 2), 2, 2, 1, 1),
    ((3, 6, 8, 9), (9, 2, 2, 3), 3, (2, 1), (1, 2), (3, 2)),
    ((2, 4, 7, 9), (8, 1, 3, 2), 4, (1, 2), 0, 2),
]:
    x, w = rng.normal(size=pictures), rng.normal(size=filters)
    settings = {"stride": stride, "padding": padding, "dilation": dilation, "groups": groups}
    case = f"conv2d_grouped of x {list(pictures)} with w {list(filters)}, {settings}"
    settings["b"] = rng.normal(size=filters[0])
    known = convolution(x, w, **settings)
    y = correlate(x, w, **settings)
    check(case, conv2d_grouped(x, w, **settings), y, known, tolerance=1e-5)
### END HIDDEN TESTS

# %% role="tests" exercise="conv2d_grouped" case="uneven" points=1
# Groups that do not divide (1 point)
import numpy as np


def refuses(c_in, c_out, groups):
    x, w = np.ones((1, c_in, 3, 3)), np.ones((c_out, max(c_in // groups, 1), 2, 2))
    case = f"conv2d_grouped of {c_in} input channels with {c_out} filters and groups={groups}"
    try:
        conv2d_grouped(x, w, groups=groups)
    except NotImplementedError:
        raise
    except Exception as error:
        if isinstance(error, ValueError) and "groups" in str(error):
            return
        happened = f"raised {type(error).__name__}: {error}"
    else:
        happened = "returned a result"
    raise AssertionError(
        f"{case} {happened}. The groups do not come out even: raise a ValueError whose message"
        " names groups."
    )


refuses(4, 6, 3)
### BEGIN HIDDEN TESTS
from course.channels_mistakes import correlate
from course.checks import check

refuses(4, 6, 4)
refuses(6, 4, 6)
refuses(5, 5, 2)
refuses(2, 2, 3)
x, w = np.random.default_rng(4).normal(size=(2, 6, 4, 4)), np.arange(32.0).reshape(4, 2, 2, 2)[:3]
case = "conv2d_grouped of x [2, 6, 4, 4] with w [3, 2, 2, 2], groups=3, which comes out even"
check(case, conv2d_grouped(x, w, groups=3), correlate(x, w, groups=3), tolerance=1e-5)
### END HIDDEN TESTS

# %% [markdown]
# Paddle's `F.conv2d` has the same `groups`. Yours should agree with it, up to rounding,
# on a depthwise layer for the dahlia's three channels:

# %%
picture, kernels = flower[None, :, :40, :60], rng.normal(size=(3, 1, 3, 3))
theirs = F.conv2d(paddle.to_tensor(picture), paddle.to_tensor(kernels), padding=1, groups=3)
ours = conv2d_grouped(picture, kernels, padding=1, groups=3)
print("shape:", ours.shape, " largest difference:", np.abs(ours - theirs.numpy()).max())

# %% [markdown]
# ## Your points
#
# The button tries all exercises of this chapter on the answers that Python knows now, with the tests that you can see.

# %%
from course import progress

progress.panel()

# %% [markdown]
# ## Summary
#
# - A filter has one kernel for each input channel it looks at; the results of all channels are added, then one bias.
# - Pictures are `[N, C_in, H, W]`, weights `[C_out, C_in / groups, k_h, k_w]`, outputs `[N, C_out, H_out, W_out]`.
# - A 1×1 convolution is a matrix at every pixel: it mixes channels and sees no neighbours.
# - Parameters do not depend on the picture's size; multiply-accumulates do.
# - FLOPs are 2·MAC for some, and MAC plus biases for Paddle. Say which.
# - im2col writes every window as a column; the convolution is then one matrix product, paid for with memory.
# - Equal numbers, equal MACs, and times more than a thousandfold apart: the way of computing decides.
#
# ## Check yourself
#
# <details><summary>A layer has weights [32, 16, 3, 3]. How many channels go in, and how many come out?</summary>
#
# 16 go in and 32 come out (with groups = 1). There are 32 biases.
# </details>
#
# <details><summary>The same weights belong to a layer with groups = 2. How many channels go in now?</summary>
#
# 32: the second axis is C_in / groups.
# </details>
#
# <details><summary>A layer works on twice as many rows and columns, with padding that keeps the size. What happens to its
# parameters, and to its MACs?</summary>
#
# The parameters stay. The MACs become four times as many.
# </details>
#
# <details><summary>A 1×1 convolution from 64 to 16 channels: how many weights? And a 3×3 one?</summary>
#
# 16 · 64 = 1,024 weights; nine times as many, 9,216, for 3×3.
# </details>
#
# <details><summary>Somebody reshapes the product [C_out, N·L] straight to [N, C_out, H_out, W_out]. Is it ever right?</summary>
#
# With one picture, or with one filter. With more of both, pictures and channels are mixed up, and no error says so.
# </details>
#
# ## What comes next
#
# Between convolutions stand two simpler operations: pooling, which shrinks a feature map,
# and activations, without which many layers would be no more than one. Chapter 4 builds both.
