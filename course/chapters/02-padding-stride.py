# %% [markdown]
# # 2. Padding, stride, receptive field
#
# Every convolution of chapter 1 made the picture smaller, and its border counted less than its middle.
# This chapter puts both under control.
# Padding adds pixels around the picture, stride takes larger steps, dilation spreads the kernel out;
# one short formula says how large the result is.
# Then we turn the question round: how much of the picture does one output pixel see?
#
# **When you are done, you can**
#
# - choose padding so that a picture keeps its size, and say what that costs;
# - predict the size of any convolution's output, and spot a formula that is wrong by one;
# - write convolution with stride and padding by hand, and get Paddle's numbers;
# - work out the receptive field of a stack of layers, and check it with a gradient;
# - explain why modern networks stack 3×3 kernels where older ones used a 7×7.
#
# **It takes** about 55 minutes to read and 145 minutes to solve.
# You need chapter 1: the convolution and its loops.
# There are 33 points in seven exercises; the last one is a stretch.
#
# The symbols are those of [the table of notation](../notation.md); [the glossary](../glossary.md) gives each term in Chinese.

# %% [markdown]
# The first cell loads NumPy, SciPy's finished convolution to compare with,
# and the course's own small library.

# %%
import numpy as np
from scipy.signal import correlate2d

from course import data, padding_stride, plots, receptive_field

# %% [markdown]
# ## 2.1 What goes wrong at the border
#
# A 3×3 kernel takes two rows and two columns away, one on each side.
# One layer hardly shows; networks have dozens. Here is a picture of 32 pixels a side under one 3×3 layer after another:

# %%
sizes = [32]
while sizes[-1] >= 3:
    sizes.append(sizes[-1] - 3 + 1)
print(sizes)
print("layers:", len(sizes) - 1)

# %% [markdown]
# After 15 layers two pixels are left, and a sixteenth has nowhere to stand.
# A network of 50 layers could not be built at all for such pictures.
#
# The second trouble is less visible. Let a 3×3 kernel visit every position of a 5×5 picture
# and count how many of the nine windows look at each pixel.
# `padding_stride.looks` counts that along one side; rows and columns multiply.

# %%
one_side = padding_stride.looks(n=5, k=3)
narrow = np.outer(one_side, one_side)
print(narrow)

# %% [markdown]
# The pixel in the middle has a say in nine outputs, the corner in one.
# What stands near the border of a photograph is hardly noticed.

# %% [markdown]
# ## 2.2 Padding
#
# **Padding** puts rows and columns around the picture before the kernel moves.
# They are filled with zeros nearly always; that is **zero padding**.
# With $p$ rows or columns on *each* side, $n$ pixels become $n + 2p$, and where the kernel moves by one pixel
# the output has $n + 2p - k + 1$.
# Three choices have names:

# %%
n, k = 32, 3
for name, p in [("narrow", 0), ("same", (k - 1) // 2), ("wide", k - 1)]:
    print(f"{name}: {p} zeros on each side, {n} pixels become {n + 2 * p - k + 1}")

# %% [markdown]
# - A **narrow** convolution has no padding; the output shrinks from 32 to 30. (SciPy calls it `"valid"`.)
# - A **same** convolution pads $p = (k - 1) / 2$ on each side; 32 stay 32.
#   That needs an odd kernel, and it is one reason why kernels are 3, 5 or 7 pixels wide.
# - A **wide** convolution pads $p = k - 1$; every position counts at which the kernel touches the picture, 34 of them.
#   (SciPy: `"full"`.)
#
# Now count again which pixels are looked at, with all three on the 5×5 picture:

# %%
grids = []
for p in (0, 1, 2):
    one_side = padding_stride.looks(n=5, k=3, before=p, after=p)[p : p + 5]
    grids.append(np.outer(one_side, one_side))
plots.show(
    plots.number_grids(grids, ["narrow, p = 0", "same, p = 1", "wide, p = 2"]),
    alt=(
        "How many windows look at each pixel of a 5 by 5 picture. Narrow: 1 in the corners, 9 in"
        " the middle. Same: 4 in the corners, 6 along the sides, 9 inside. Wide: 9 everywhere."
    ),
)

# %% [markdown]
# The corner's say rises from 1 to 4 to 9. Only wide padding is quite fair, and hardly anybody uses it:
# the picture would grow with each layer.
#
# Padding has a price. The zeros are not part of the picture, but they enter the sums.
# Blur a flat white picture with the 3×3 mean and same padding:

# %%
white = np.ones((5, 5))
mean = np.full((3, 3), 1 / 9)
print(correlate2d(white, mean, mode="same").round(2))

# %% [markdown]
# The border has gone grey, 0.67 along the sides and 0.44 in the corners:
# there 6 and 4 of the nine pixels under the kernel are white, the others are padding. Inside, all is 1.
# A deep network has such a rim after every layer, and it reaches further in each time.
# Networks learn to live with it. Some even use it to tell where in the picture they are.
#
# In NumPy, `np.pad(x, 1)` puts one zero around everything,
# and `np.pad(x, ((top, bottom), (left, right)))` takes four different widths.

# %%
x = np.array([[1, 2, 3], [4, 5, 6]])
print(np.pad(x, ((0, 1), (2, 0))))

# %% [markdown]
# One row below, two columns to the left. Four different numbers are **asymmetric padding**.
# It is rarer, but you will need it in section 2.6.

# %% [markdown] role="statement" exercise="pad2d"
# ### Exercise 2.1: padding (4 points, ~15 min)
#
# ```python
# pad2d(x, padding, value=0.0) -> array [H + top + bottom, W + left + right]
# ```
#
# - `x`: the picture `[H, W]`.
# - `padding`: a whole number (all four sides), a pair `(p_h, p_w)` (rows above and below, columns left and right),
#   or four numbers `(top, bottom, left, right)`; pair and four may be tuples or lists.
# - `value`: what the new pixels hold.
# - A picture of floats keeps its type, be it float32 or float64.
#   A picture of whole numbers may become one of floats: `value` must not be cut.
#
# `np.pad` does most of this in one call, and you may use it.
# Beware: it gives the result the picture's type, and 0.5 put around whole numbers becomes 0.
#
# **The tests look at** the three forms of `padding`, pictures that are not square, the value, and number types.
#
# <details><summary>Hint</summary>
#
# First turn all three forms into four numbers; `isinstance(padding, int)` tells the first form, `len(padding)` the others.
# Then make an array of the right size that holds `value` everywhere, and copy the picture into it.
# `np.result_type(x, value)` names a type in which both fit.
# </details>


# %% role="answer" exercise="pad2d"
def pad2d(x, padding, value=0.0):
    """x [H, W] in a frame of `value`; padding: p, (p_h, p_w) or (top, bottom, left, right)."""
    ### BEGIN SOLUTION
    if isinstance(padding, int):
        padding = (padding, padding)
    if len(padding) == 2:
        padding = (padding[0], padding[0], padding[1], padding[1])
    top, bottom, left, right = padding
    height, width = x.shape
    shape = (height + top + bottom, width + left + right)
    padded = np.full(shape, value, dtype=np.result_type(x, value))
    padded[top : top + height, left : left + width] = x
    return padded
    ### END SOLUTION


# %% role="tests" exercise="pad2d" case="number_and_pair" points=2
# One number, and a pair (2 points)
import numpy as np

from course import padding_mistakes
from course.checks import check

x = np.array([[1.0, 2, 3], [4, 5, 6]])
framed = [[0, 0, 0, 0, 0], [0, 1, 2, 3, 0], [0, 4, 5, 6, 0], [0, 0, 0, 0, 0]]
case = "pad2d of [[1, 2, 3], [4, 5, 6]] with padding=1"
check(case, pad2d(x, 1), framed, padding_mistakes.padding(x, 1))
case = "pad2d of the same with padding=(0, 2): no rows, two columns on each side"
wide = [[0, 0, 1, 2, 3, 0, 0], [0, 0, 4, 5, 6, 0, 0]]
check(case, pad2d(x, (0, 2)), wide, padding_mistakes.padding(x, (0, 2)))
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(1)
for shape, padding in [((4, 7), 3), ((7, 4), 2), ((5, 6), (3, 1)), ((6, 5), [1, 4]), ((3, 3), 0)]:
    x = rng.normal(size=shape)
    check(
        f"pad2d of a {shape[0]}×{shape[1]} picture with padding={padding}",
        pad2d(x, padding),
        padding_mistakes.padded(x, padding),
        padding_mistakes.padding(x, padding),
    )
### END HIDDEN TESTS

# %% role="tests" exercise="pad2d" case="four_numbers" points=1
# Four numbers (1 point)
import numpy as np

from course import padding_mistakes
from course.checks import check

x = np.array([[1.0, 2], [3, 4]])
case = "pad2d of [[1, 2], [3, 4]] with padding=(1, 0, 2, 3): a row above, columns left and right"
framed = [[0, 0, 0, 0, 0, 0, 0], [0, 0, 1, 2, 0, 0, 0], [0, 0, 3, 4, 0, 0, 0]]
check(case, pad2d(x, (1, 0, 2, 3)), framed, padding_mistakes.padding(x, (1, 0, 2, 3)))
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(2)
for shape, padding in [((4, 6), (1, 2, 3, 4)), ((6, 4), [4, 0, 1, 0]), ((3, 5), (0, 3, 0, 0))]:
    x = rng.normal(size=shape)
    check(
        f"pad2d of a {shape[0]}×{shape[1]} picture with padding={padding}",
        pad2d(x, padding),
        padding_mistakes.padded(x, padding),
        padding_mistakes.padding(x, padding),
    )
### END HIDDEN TESTS

# %% role="tests" exercise="pad2d" case="value_and_type" points=1
# The value, and number types (1 point)
import numpy as np

from course import padding_mistakes
from course.checks import check

x = np.array([[7, 8], [9, 10]])
case = "pad2d of the whole numbers [[7, 8], [9, 10]] with padding=(1, 0) and value=1.5"
framed = [[1.5, 1.5], [7, 8], [9, 10], [1.5, 1.5]]
check(case, pad2d(x, (1, 0), value=1.5), framed, padding_mistakes.padding(x, (1, 0), 1.5))
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(3)
eight_bits = rng.integers(0, 256, size=(3, 5), dtype=np.uint8)
for value, padding in [(-1.5, (1, 2, 0, 1)), (0.25, 2), (-np.inf, (2, 1))]:
    case = f"pad2d of an 8-bit picture with padding={padding} and value={value}"
    known = padding_mistakes.padding(eight_bits, padding, value) if np.isfinite(value) else {}
    check(
        case,
        pad2d(eight_bits, padding, value),
        padding_mistakes.padded(eight_bits, padding, value),
        known,
    )
for kind in ("float32", "float64"):
    picture = rng.normal(size=(4, 3)).astype(kind)
    framed = pad2d(picture, (1, 0, 2, 0), 0.5)
    right = padding_mistakes.padded(picture, (1, 0, 2, 0), 0.5)
    check(f"pad2d of a {kind} picture", framed, right, tolerance=1e-5)
    got = np.asarray(framed).dtype
    assert got == kind, (
        f"pad2d of a {kind} picture gave {got}: the result must be {kind}, too."
        " np.result_type(x, value) knows."
    )
### END HIDDEN TESTS

# %% [markdown]
# > **In Paddle.** `padding` of `paddle.nn.Conv2D` and of `paddle.nn.functional.conv2d` may be a whole number;
# > a pair `[p_h, p_w]`; four numbers `[top, bottom, left, right]`; `"VALID"`, which is none;
# > or `"SAME"`, which section 2.6 looks at.
# > The layer, not the function, also has `padding_mode`: `"reflect"`, `"replicate"` or `"circular"` fill the frame
# > from the picture instead of with zeros. Then `padding` must be one whole number.
# >
# > `paddle.nn.functional.pad` also takes four numbers, **in another order**: `[left, right, top, bottom]`.
#
# That trap is worth a cell. A 1×1 kernel of 1 changes nothing, so only the padding shows:

# %%
import paddle

picture = paddle.ones([1, 1, 5, 7])  # five rows, seven columns
one = paddle.ones([1, 1, 1, 1])
by_conv = paddle.nn.functional.conv2d(picture, one, padding=[1, 2, 3, 4])
by_pad = paddle.nn.functional.pad(picture, [1, 2, 3, 4])
print("conv2d:", list(by_conv.shape[2:]), " pad:", list(by_pad.shape[2:]))

# %% [markdown]
# To `conv2d`, the four numbers are 1 + 2 rows and 3 + 4 columns: 5×7 becomes 8×14.
# To `pad` they are 1 + 2 columns and 3 + 4 rows: 12×10.

# %% [markdown]
# ## 2.3 Stride
#
# The **stride** $s$ is how far the kernel moves from one position to the next: by $s$ columns along a row,
# and by $s$ rows to the next row. So far it was 1.
# A stride of 2 halves rows and columns, and leaves a quarter of the outputs, a quarter of the work, a quarter of the memory.
# Its outputs are those of stride 1, every second one of them. The 3×3 mean of a 5×5 picture, once with SciPy and stride 1,
# once with Paddle and stride 2:

# %%
x = np.arange(25.0).reshape(5, 5)
every = correlate2d(x, mean, mode="valid")
second = paddle.nn.functional.conv2d(
    paddle.to_tensor(x[None, None]), paddle.to_tensor(mean[None, None]), stride=2
)
print("stride 1:\n", every.round(2), "\nstride 2:\n", second.numpy()[0, 0].round(2))

# %% [markdown]
# The corners of the first grid, 6, 8, 16 and 18, are the second grid.
#
# This is **downsampling**, and it can deceive. A row of stripes, one pixel wide, under the kernel `[1]` with stride 2:

# %%
stripes = np.array([0, 1, 0, 1, 0, 1, 0, 1])
print("every second pixel:", stripes[::2])
mean_of_two = correlate2d([stripes], [[0.5, 0.5]], mode="valid")[0]
print("mean of two, then every second:", mean_of_two[::2])

# %% [markdown]
# The stripes have turned into plain black: a pattern that is finer than the steps does not vanish,
# it becomes *another* pattern (**aliasing**). The mean of each two pixels gives an honest grey.
# A kernel at least as wide as the stride can learn such an average; a 1×1 kernel with stride 2 cannot.
#
# ### How many positions are there?
#
# The first window starts at pixel $-p$. From there, the kernel can move as long as its last pixel stays on the padded picture.
# There is room for $n + 2p - k$ pixels of movement, and each step takes $s$:
#
# $$ \left\lfloor \frac{n + 2p - k}{s} \right\rfloor + 1 . $$
#
# The brackets $\lfloor\;\rfloor$ are the **floor**: round down.
# A step that would carry the kernel over the border is not taken.
# In Python, `//` divides and rounds down. Here are 8 pixels, a kernel of 3, padding 1 and stride 2:

# %%
plots.show(*padding_stride.draw_positions(n=8, k=3, stride=2, before=1, after=1, dilation=1))

# %% [markdown]
# There is room for 7 pixels of movement, 3 steps of 2 are taken, and with the start that makes four outputs.
# The half step that is left over has a consequence: the kernel never touches the last zero, marked with a cross.
# The padding was meant to be symmetric, and it is not.
#
# Larger pictures do the same. For 100 pixels, $(100 + 2 - 3) / 2 + 1 = 50.5$, and there are 50 outputs:

# %%
for p in (0, 1):
    counts = padding_stride.looks(n=100, k=3, stride=2, before=p, after=p)
    outputs = len(padding_stride.first_pixels(n=100, k=3, stride=2, before=p, after=p))
    unseen = np.flatnonzero(counts[p : p + 100] == 0)
    print(f"padding {p}: {outputs} outputs, pixels never looked at: {unseen}")

# %% [markdown]
# Without padding it is worse: there are 49 outputs, and no window ever looks at pixel 99. The picture's last row and column
# might as well not exist. Where the stride is larger than the kernel, there are gaps everywhere.
# A 1×1 kernel with stride 2, which you will meet in the shortcuts of ResNet,
# looks at every second pixel of every second row: three quarters of the picture go unseen.
#
# > **In Paddle.** `stride` is one number, or a pair `[s_h, s_w]`: rows first, as everywhere.
# > A kernel that is too large for the padded picture is not always refused.
# > Where it is too large by one pixel, `conv2d` with stride 1 returns an empty picture with 0 rows;
# > with stride 2 it returns a row that should not exist, because it rounds −1/2 to 0, not down to −1.

# %% [markdown]
# ## 2.4 Dilation, and one formula for all
#
# A kernel can also be spread out. With **dilation** $d$, its weights stand $d$ pixels apart, with gaps between them
# that it does not look at. Three weights with dilation 2 reach over five pixels:

# %%
plots.show(*padding_stride.draw_positions(n=9, k=3, stride=1, before=0, after=0, dilation=2))

# %% [markdown]
# Between $k$ weights there are $k - 1$ gaps, so the kernel reaches over $d(k - 1) + 1$ pixels, its **effective size**.
# It sees further for the same number of weights.
# Put that in place of $k$, allow different padding before and after, and the formula is complete:
#
# $$ \left\lfloor \frac{n + p_\text{before} + p_\text{after} - d(k - 1) - 1}{s} \right\rfloor + 1 . $$
#
# Rows and columns follow it separately, each with their own numbers.
#
# Now play. Try to find: a setting where two different paddings give the same number of outputs;
# a dilation and a stride that leave every second pixel unseen; a kernel that does not fit.

# %%
padding_stride.explore()

# %% [markdown] role="statement" exercise="output_size"
# ### Exercise 2.2: the size of the output (5 points, ~15 min)
#
# ```python
# output_size(n, k, stride=1, padding=0, dilation=1) -> int
# ```
#
# - `n`, `k`, `stride`, `dilation`: whole numbers, for one side of the picture.
# - `padding`: a whole number for both ends, or a pair `(before, after)`, a tuple or a list.
# - Return the number of positions of the kernel as a whole number.
# - Where not even one position exists: raise a `ValueError` that says so.
#
# **The tests look at** padding, strides that do not divide evenly, dilation, and kernels that do not fit.
#
# <details><summary>Hint</summary>
#
# Compute the room for movement first. The kernel does not fit where the room is negative;
# note that `-1 // 2 + 1` is 0, so the formula alone does not tell you in time.
# </details>


# %% role="answer" exercise="output_size"
def output_size(n, k, stride=1, padding=0, dilation=1):
    """Positions of a kernel of k pixels on n pixels; padding: a number or (before, after)."""
    ### BEGIN SOLUTION
    before, after = (padding, padding) if isinstance(padding, int) else padding
    room = n + before + after - dilation * (k - 1) - 1
    if room < 0:
        raise ValueError(f"a kernel of {k} with dilation {dilation} does not fit into {n} pixels")
    return room // stride + 1
    ### END SOLUTION


# %% role="tests" exercise="output_size" case="padding" points=1
# Padding, also of two different widths (1 point)
from course import padding_mistakes
from course.checks import check

known = padding_mistakes.size(32, 5, padding=3)
check("output_size(32, 5, padding=3)", output_size(32, 5, padding=3), 34, known)
known = padding_mistakes.size(7, 4, padding=(1, 4))
check("output_size(7, 4, padding=(1, 4))", output_size(7, 4, padding=(1, 4)), 9, known)
### BEGIN HIDDEN TESTS
for n, k, padding in [(28, 5, 1), (9, 2, (0, 1)), (10, 7, (4, 1)), (6, 6, 0), (3, 7, [1, 3])]:
    before, after = padding if not isinstance(padding, int) else (padding, padding)
    check(
        f"output_size({n}, {k}, padding={padding})",
        output_size(n, k, padding=padding),
        n + before + after - k + 1,
        padding_mistakes.size(n, k, padding=padding),
    )
check("output_size(17, 4), without padding", output_size(17, 4), 14)
### END HIDDEN TESTS

# %% role="tests" exercise="output_size" case="stride" points=2
# Stride, and the floor (2 points)
from course import padding_mistakes
from course.checks import check

for n in (9, 11):  # 5 and 7 pixels of movement in steps of 4
    known = padding_mistakes.size(n, 4, 4)
    check(f"output_size({n}, 4, stride=4)", output_size(n, 4, stride=4), 2, known)
known = padding_mistakes.size(100, 3, 2, 1)
check("output_size(100, 3, stride=2, padding=1)", output_size(100, 3, 2, 1), 50, known)
### BEGIN HIDDEN TESTS
for n, k, stride, padding in [
    (224, 7, 2, 3),
    (224, 11, 4, 5),
    (23, 2, 3, 0),
    (21, 8, 5, (3, 0)),
    (8, 3, 2, 1),
    (9, 3, 2, 1),
    (30, 1, 7, 2),
    (5, 5, 3, 0),
]:
    before, after = padding if not isinstance(padding, int) else (padding, padding)
    check(
        f"output_size({n}, {k}, stride={stride}, padding={padding})",
        output_size(n, k, stride, padding),
        (n + before + after - k) // stride + 1,
        padding_mistakes.size(n, k, stride, padding),
    )
### END HIDDEN TESTS

# %% role="tests" exercise="output_size" case="dilation" points=1
# Dilation (1 point)
from course import padding_mistakes
from course.checks import check

known = padding_mistakes.size(20, 4, dilation=3)
check("output_size(20, 4, dilation=3)", output_size(20, 4, dilation=3), 11, known)
### BEGIN HIDDEN TESTS
for n, k, stride, padding, dilation in [
    (9, 3, 1, 0, 2),
    (40, 5, 3, 1, 4),
    (33, 2, 2, (0, 3), 6),
    (13, 1, 1, 0, 9),
    (25, 3, 4, 2, 2),
]:
    before, after = padding if not isinstance(padding, int) else (padding, padding)
    check(
        f"output_size({n}, {k}, stride={stride}, padding={padding}, dilation={dilation})",
        output_size(n, k, stride, padding, dilation),
        (n + before + after - dilation * (k - 1) - 1) // stride + 1,
        padding_mistakes.size(n, k, stride, padding, dilation),
    )
### END HIDDEN TESTS


# %% role="tests" exercise="output_size" case="misfit" points=1
# A kernel that does not fit (1 point)
def misfit(*sizes):
    try:
        happened = f"returned {output_size(*sizes)!r}"
    except NotImplementedError:
        raise
    except ValueError:
        return
    except Exception as error:
        happened = f"raised {type(error).__name__}: {error}"
    raise AssertionError(
        f"output_size{sizes} {happened}. The kernel does not fit into the padded picture, so raise"
        " a ValueError."
    )


misfit(5, 8, 1, 1)  # n, k, stride, padding
### BEGIN HIDDEN TESTS
misfit(4, 5, 1, 0)  # too large by one: the formula alone gives 0 here
misfit(3, 4, 3, 0)
misfit(6, 3, 2, (0, 0), 3)
misfit(6, 4, 1, (1, 0), 3)
for fits in [(4, 6, 1, 1), (7, 3, 2, (0, 0), 3), (1, 1, 5, 0), (5, 8, 3, (3, 0))]:
    try:
        size = output_size(*fits)
    except ValueError:
        raise AssertionError(
            f"output_size{fits} raised a ValueError, but the kernel fits exactly once."
        ) from None
    assert size == 1, f"output_size{fits} gave {size!r}; the kernel fits exactly once."
### END HIDDEN TESTS

# %% [markdown]
# This cell asks *your* function about layers that you will meet in this book. What does each do to the size?

# %%
for name, n, k, padding, stride in [
    ("narrow", 4, 3, 0, 1),
    ("same", 4, 3, 1, 1),
    ("wide", 4, 3, 2, 1),
    ("a 5×5 layer", 224, 5, 2, 1),
    ("the first layer of our AlexNet", 224, 11, 5, 4),
    ("ResNet's first layer", 224, 7, 3, 2),
    ("a 3×3 layer with stride 2", 100, 3, 1, 2),
    ("the same on 8 pixels", 8, 3, 1, 2),
    ("and without the stride", 8, 3, 1, 1),
]:
    print(f"{name}: {n} pixels become {output_size(n, k, stride, padding)}")

# %% [markdown]
# Four pixels become 2, 4 and 6: narrow, same and wide.
# An odd kernel with $p = (k - 1)/2$ keeps the size with stride 1 and otherwise divides it by the stride, rounded up:
# 224 stay 224, or become 56 with stride 4 and 112 with stride 2. Most layers of most networks are built that way.
# (AlexNet as published pads less there and gets 55.)
#
# ### A formula that works until it does not
#
# The following function computes the sizes through a whole stack of layers `(k, stride, padding)`.
# It is written in the style of a published tutorial, and it looks all right:


# %%
def buggy_sizes(n, layers):
    sizes = [n]
    for k, stride, padding in layers:
        n = (n + 2 * padding - k) / stride + 1
        sizes.append(round(n))
    return sizes


print(buggy_sizes(100, [(3, 2, 1)]))

# %% [markdown]
# 100 become 50, as they should. Two such layers must give 50 and 25, since $(50 + 2 - 3) / 2 = 24.5$, rounded down 24.
# What does the function say?

# %%
print(buggy_sizes(100, [(3, 2, 1), (3, 2, 1)]))

# %% [markdown] role="statement" exercise="sizes_through"
# ### Exercise 2.3: find the bug (3 points, ~15 min)
#
# The first layer came out right, 50. The second is 26 and should be 25.
# Find out why, and write a version that is right.
#
# ```python
# sizes_through(n, layers) -> list of whole numbers
# ```
#
# - `n`: pixels along one side; `layers`: `(k, stride, padding)` each, the first one next to the picture.
# - Return `n` and the size after each layer: one number more than there are layers.
#
# **The tests look at** single layers whose division does not come out even, and at stacks, where a wrong size is handed on.
#
# <details><summary>Hint</summary>
#
# What is `n` itself after the first layer, before it is rounded?
# And what does `round(50.5)` give in Python, what `round(51.5)`?
# </details>


# %% role="answer" exercise="sizes_through"
def sizes_through(n, layers):
    """Sizes along one side, n first, through layers (k, stride, padding)."""
    ### BEGIN SOLUTION
    sizes = [n]
    for k, stride, padding in layers:
        n = (n + 2 * padding - k) // stride + 1
        sizes.append(n)
    return sizes
    ### END SOLUTION


# %% role="tests" exercise="sizes_through" case="one_layer" points=1
# A single layer (1 point)
from course import padding_mistakes
from course.checks import check_shape

for n, layer, size in [(9, (4, 4, 0), 2), (11, (4, 4, 0), 2), (23, (6, 2, 2), 11)]:
    known = padding_mistakes.chain(n, [layer])[1]
    check_shape(f"sizes_through({n}, [{layer}])", sizes_through(n, [layer]), [n, size], known)
### BEGIN HIDDEN TESTS
for n, layer in [
    (224, (11, 4, 2)),
    (15, (2, 2, 0)),
    (50, (5, 3, 0)),
    (31, (6, 4, 1)),
    (9, (3, 1, 1)),
]:
    right, known = padding_mistakes.chain(n, [layer])
    check_shape(f"sizes_through({n}, [{layer}])", sizes_through(n, [layer]), right, known)
### END HIDDEN TESTS

# %% role="tests" exercise="sizes_through" case="stack" points=2
# A stack of layers (2 points)
from course import padding_mistakes
from course.checks import check_shape

layers = [(3, 2, 1), (3, 2, 1)]
known = padding_mistakes.chain(100, layers)[1]
check_shape(f"sizes_through(100, {layers})", sizes_through(100, layers), [100, 50, 25], known)
### BEGIN HIDDEN TESTS
for n, layers in [
    (224, [(11, 4, 2), (3, 2, 0), (5, 1, 2), (3, 2, 0)]),
    (100, [(3, 2, 1)] * 5),
    (77, [(2, 2, 0), (5, 1, 0), (2, 2, 0), (4, 3, 1)]),
    (333, [(7, 3, 0), (2, 2, 0), (3, 2, 1)]),
    (12, []),
]:
    right, known = padding_mistakes.chain(n, layers)
    check_shape(f"sizes_through({n}, {layers})", sizes_through(n, layers), right, known)
### END HIDDEN TESTS

# %% [markdown]
# Python's `round` goes to the nearest *even* number at a half: `round(50.5)` is 50 and `round(51.5)` is 52.
# So the bug was hidden half of the time. An example that works is not much of a test.
#
# (Handing the fraction on would do no harm if the list were rounded *down*: with whole numbers,
# rounding down after each division or once at the end gives the same. With `round` it does not.)

# %% [markdown]
# ## 2.5 Convolution with stride and padding, by hand
#
# Everything is ready: pad the picture, count the positions, and let window $(i, j)$ start at row $i \cdot s_h$
# and column $j \cdot s_w$ of the padded picture $\tilde x$:
#
# $$ y_{i,j} = b + \sum_{u=0}^{k_h-1} \sum_{v=0}^{k_w-1} \tilde x_{i s_h + u,\; j s_w + v} \; w_{u,v} . $$
#
# One number by hand. The picture holds 1 to 9, the kernel four ones, padding 1, stride 2:
# the second window of the first row starts at column 2 of the padded picture and sees 0, 0 above and 2, 3 below. It gives 5.

# %%
x = np.arange(1.0, 10).reshape(3, 3)
padded = np.pad(x, 1)
y = correlate2d(padded, np.ones((2, 2)), mode="valid")[::2, ::2]
plots.show(
    plots.number_grids(
        [padded, np.ones((2, 2)), y], ["padded picture", "kernel", "output"], signs=",→"
    ),
    alt=(
        "The numbers 1 to 9 in a frame of zeros, a kernel of four ones, and the output of"
        " stride 2: 1 5, 11 28."
    ),
)

# %% [markdown] role="statement" exercise="conv2d"
# ### Exercise 2.4: convolution with stride and padding (8 points, ~30 min)
#
# ```python
# conv2d(x, w, bias=0.0, stride=1, padding=0) -> array [rows, columns]
# ```
#
# - `x`: one grey picture `[H, W]`; `w`: one kernel `[k_h, k_w]`; `bias`: one number.
# - `stride`: a whole number, or a pair `(s_h, s_w)`, a tuple or a list.
# - `padding`: as in exercise 2.1, filled with zeros. The bias is not part of the padding: it is added to each output.
# - Write it by hand: loops or NumPy's slices, but no finished convolution.
#   You may call your `pad2d` and your `output_size`, if they pass their tests.
#
# **The tests look at** padding, stride, pairs that are not symmetric, the bias, pictures of whole numbers,
# and whether it is written by hand.
#
# <details><summary>Hint</summary>
#
# Take the loops of chapter 1. Pad first; then only two places change: how many rows and columns the output has,
# and where a window starts. The window `padded[i * s_h : i * s_h + k_h, …]` is as large as the kernel, whatever the stride.
# </details>


# %% role="answer" exercise="conv2d"
def conv2d(x, w, bias=0.0, stride=1, padding=0):
    """Convolution of x [H, W] with w [k_h, k_w]; stride: s or (s_h, s_w); padding: as pad2d."""
    ### BEGIN SOLUTION
    s_h, s_w = (stride, stride) if isinstance(stride, int) else stride
    padded = pad2d(x, padding)
    k_h, k_w = w.shape
    rows = output_size(padded.shape[0], k_h, s_h)
    columns = output_size(padded.shape[1], k_w, s_w)
    y = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            window = padded[i * s_h : i * s_h + k_h, j * s_w : j * s_w + k_w]
            y[i, j] = (window * w).sum() + bias
    return y
    ### END SOLUTION


# %% role="tests" exercise="conv2d" case="padding" points=2
# Padding, stride 1 (2 points)
import numpy as np

from course import padding_mistakes
from course.checks import check

x = np.array([[1.0, 2, 3], [4, 5, 6]])
w = np.array([[1.0, 0], [0, -1]])
case = "conv2d of [[1, 2, 3], [4, 5, 6]] and the kernel [[1, 0], [0, -1]] with padding=1"
y = [[-1, -2, -3, 0], [-4, -4, -4, 3], [0, 4, 5, 6]]
check(case, conv2d(x, w, padding=1), y, padding_mistakes.strided(x, w, padding=1)[1])
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(4)
for picture, kernel, padding in [
    ((5, 8), (3, 3), 1),
    ((8, 5), (2, 4), (1, 3)),
    ((6, 7), (4, 3), (2, 1)),
    ((7, 6), (3, 2), (1, 0, 2, 3)),
    ((6, 9), (2, 3), 0),
]:
    x, w = rng.normal(size=picture), rng.normal(size=kernel)
    y, known = padding_mistakes.strided(x, w, padding=padding)
    case = f"conv2d of a picture {picture} and a kernel {kernel} with padding={padding}"
    check(case, conv2d(x, w, padding=padding), y, known, tolerance=1e-5)
### END HIDDEN TESTS

# %% role="tests" exercise="conv2d" case="stride" points=2
# Stride, without padding (2 points)
import numpy as np

from course import padding_mistakes
from course.checks import check

x = np.arange(20.0).reshape(4, 5)
w = np.array([[1.0, 2], [0, 0]])
known = padding_mistakes.strided(x, w, stride=2)[1]
case = "conv2d of the numbers 0 to 19 as a 4×5 picture and [[1, 2], [0, 0]] with stride=2"
check(case, conv2d(x, w, stride=2), [[2, 8], [32, 38]], known)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(5)
for picture, kernel, stride in [
    ((9, 12), (3, 2), 2),
    ((10, 7), (2, 3), 3),
    ((11, 13), (4, 4), 4),
    ((13, 8), (1, 1), 3),
    ((9, 9), (5, 4), 1),
]:
    x, w = rng.normal(size=picture), rng.normal(size=kernel)
    y, known = padding_mistakes.strided(x, w, stride=stride)
    case = f"conv2d of a picture {picture} and a kernel {kernel} with stride={stride}"
    check(case, conv2d(x, w, stride=stride), y, known, tolerance=1e-5)
### END HIDDEN TESTS

# %% role="tests" exercise="conv2d" case="both" points=2
# Both at once, different for rows and columns (2 points)
import numpy as np

from course import padding_mistakes
from course.checks import check

x = np.arange(1.0, 10).reshape(3, 3)
w = np.ones((2, 2))
settings = {"stride": (1, 2), "padding": (2, 0, 0, 1)}
case = f"conv2d of the numbers 1 to 9 and four ones with {settings}"
y = [[0, 0], [3, 3], [12, 9], [24, 15]]
check(case, conv2d(x, w, **settings), y, padding_mistakes.strided(x, w, **settings)[1])
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(6)
for picture, kernel, stride, padding in [
    ((8, 11), (3, 2), (2, 3), 1),
    ((11, 8), (3, 5), (3, 1), (0, 2)),
    ((7, 10), (2, 3), [1, 2], [3, 0, 1, 2]),
    ((12, 9), (5, 3), 2, (2, 1)),
    ((10, 10), (3, 3), (4, 2), (0, 1, 2, 0)),
]:
    x, w = rng.normal(size=picture), rng.normal(size=kernel)
    y, known = padding_mistakes.strided(x, w, stride=stride, padding=padding)
    case = f"conv2d of {picture} pixels, a kernel {kernel}, stride={stride}, padding={padding}"
    check(case, conv2d(x, w, stride=stride, padding=padding), y, known, tolerance=1e-5)
### END HIDDEN TESTS

# %% role="tests" exercise="conv2d" case="bias_and_types" points=2
# The bias, whole numbers, and by hand (2 points)
import numpy as np

from course import padding_mistakes
from course.by_hand import check_by_hand
from course.checks import check

x = np.array([[2, 4], [6, 9]])
w = np.array([[0.5, 0.25, 1]])
y, known = padding_mistakes.strided(x, w, 10, padding=(0, 1))
known["Fractions are cut off: the output took the picture's whole-number type."] = np.trunc(y)
case = "conv2d of [[2, 4], [6, 9]] and [[0.5, 0.25, 1]] with bias=10 and padding=(0, 1)"
check(case, conv2d(x, w, bias=10, padding=(0, 1)), [[14.5, 12], [20.5, 15.25]], known)
check_by_hand(In, "conv2d")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(7)
eight_bits = rng.integers(0, 256, size=(7, 9), dtype=np.uint8)
laplacian = np.array([[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]])
for w, bias in [(laplacian, -1.75), (np.full((2, 3), 0.3), 2.5)]:
    y, known = padding_mistakes.strided(eight_bits, w, bias, stride=2, padding=1)
    known["Values wrapped around or were cut: make the output of floats."] = np.trunc(y)
    case = f"conv2d of an 8-bit picture with bias={bias}, stride=2, padding=1"
    check(case, conv2d(eight_bits, w, bias, 2, 1), y, known)
### END HIDDEN TESTS

# %% [markdown]
# Does it agree with Paddle? This cell compares them on the temple, with everything at once.

# %%
temple = data.photograph("temple", height=60)
kernel = np.arange(15.0).reshape(3, 5) - 7
settings = {"stride": [2, 3], "padding": [1, 0, 2, 1]}
ours = conv2d(temple, kernel, **settings)
theirs = paddle.nn.functional.conv2d(
    paddle.to_tensor(temple[None, None]), paddle.to_tensor(kernel[None, None]), **settings
)
print("shape:", ours.shape, " largest difference:", np.abs(ours - theirs.numpy()[0, 0]).max())

# %% [markdown]
# The shapes are equal, and the largest difference is rounding.

# %% [markdown]
# ## 2.6 "Same" with a stride
#
# What should *same* mean when the stride is 2? The size cannot stay. The usual agreement, TensorFlow's and Paddle's,
# is this: the output has $\lceil n / s \rceil$ pixels, $n / s$ rounded **up**, with as little padding as possible.
#
# Take 8 pixels, a kernel of 3 and stride 2. Four outputs are wanted; their windows start at 0, 2, 4 and 6.
# The last one reaches to pixel 8, one behind the picture's last. So one zero is missing, and it cannot be split between two sides.
# By the agreement, the odd one goes to the **end**:

# %%
plots.show(*padding_stride.draw_positions(n=8, k=3, stride=2, before=0, after=1, dilation=1))

# %% [markdown]
# Compare this with the figure of section 2.3, which had `padding=1`. There are four outputs both times,
# but the windows stood one pixel further to the left.
# If you carry weights from a network that used one to a network that uses the other, nothing fails,
# and everything is off by a pixel. Here are both in Paddle, on the numbers 1 to 8 in a row, with three equal weights.
# (The row is one pixel high, so `[0, 1]` pads one zero on its left and one on its right.)

# %%
row = paddle.arange(1, 9, dtype="float32").reshape([1, 1, 1, 8])
ones = paddle.ones([1, 1, 1, 3])
for padding in ("SAME", [0, 1]):
    y = paddle.nn.functional.conv2d(row, ones, stride=[1, 2], padding=padding)
    print(padding, y.numpy().ravel())

# %% [markdown]
# `"SAME"` begins with 1 + 2 + 3 and ends with 7 + 8 and a zero. `[0, 1]` begins with a zero, 1 and 2.
#
# > **What Paddle does differently.** `"SAME"` together with a dilation does not do what it says:
# > Paddle 3.3 quietly sets the dilation back to 1, in the function and in the layer.
# > No warning, the right shape, other numbers. With a dilation, give the padding in numbers.
#
# See for yourself: the weights 1, 10 and 100 show in the digits which pixels were used.

# %%
weights = paddle.to_tensor([1.0, 10, 100]).reshape([1, 1, 1, 3])
for padding in ("SAME", [0, 2]):
    y = paddle.nn.functional.conv2d(row, weights, padding=padding, dilation=[1, 2])
    print(padding, y.numpy().ravel())

# %% [markdown]
# With `"SAME"`, the second output, 321, is made of the neighbours 1, 2 and 3: no dilation at all.
# With `[0, 2]` the third output is 531, made of 1, 3 and 5, as it should be.

# %% [markdown] role="statement" exercise="same_padding"
# ### Exercise 2.5: same padding (4 points, ~15 min)
#
# ```python
# same_padding(n, k, stride=1, dilation=1) -> (before, after)
# ```
#
# - All are whole numbers, for one side of the picture.
# - Return the padding with which the output has exactly $\lceil n / s \rceil$ pixels: as few zeros as possible,
#   half of them before and half after, the odd one after.
# - Where no zeros are missing, return `(0, 0)`; nothing is cut off.
# - With `dilation=1` this is Paddle's `"SAME"`. With a larger one it is what `"SAME"` ought to be.
#
# **The tests look at** stride 1, larger strides, sizes that divide evenly and that do not, even kernels, and dilation.
#
# <details><summary>Hint</summary>
#
# How many outputs do you want? Where does the last window start, and how far does it reach? How many pixels are there?
# `-(-n // s)` is $n / s$ rounded up.
# </details>


# %% role="answer" exercise="same_padding"
def same_padding(n, k, stride=1, dilation=1):
    """Zeros (before, after) with which n pixels give ceil(n / stride) outputs; odd one after."""
    ### BEGIN SOLUTION
    outputs = -(-n // stride)
    needed = (outputs - 1) * stride + dilation * (k - 1) + 1
    total = max(needed - n, 0)
    return total // 2, total - total // 2
    ### END SOLUTION


# %% role="tests" exercise="same_padding" case="stride_1" points=1
# Stride 1: the size stays (1 point)
from course import padding_mistakes
from course.checks import check_shape

check_shape("same_padding(32, 5)", same_padding(32, 5), [2, 2], padding_mistakes.same(32, 5)[1])
check_shape("same_padding(10, 4)", same_padding(10, 4), [1, 2], padding_mistakes.same(10, 4)[1])
### BEGIN HIDDEN TESTS
for n, k in [(7, 3), (28, 6), (5, 1), (9, 2), (3, 11), (6, 8)]:
    right, known = padding_mistakes.same(n, k)
    check_shape(f"same_padding({n}, {k})", same_padding(n, k), right, known)
### END HIDDEN TESTS

# %% role="tests" exercise="same_padding" case="stride" points=2
# Larger strides (2 points)
from course import padding_mistakes
from course.checks import check_shape

known = padding_mistakes.same(8, 3, 2)[1]
check_shape("same_padding(8, 3, stride=2)", same_padding(8, 3, 2), [0, 1], known)
known = padding_mistakes.same(13, 6, 3)[1]
check_shape("same_padding(13, 6, stride=3)", same_padding(13, 6, stride=3), [2, 3], known)
### BEGIN HIDDEN TESTS
for n, k, stride in [
    (224, 7, 2),
    (225, 7, 2),
    (9, 2, 2),
    (8, 2, 2),
    (11, 1, 3),  # nothing is missing: the windows leave pixels out
    (17, 3, 5),
    (16, 11, 4),
    (7, 2, 3),
    (5, 5, 7),
]:
    right, known = padding_mistakes.same(n, k, stride)
    case = f"same_padding({n}, {k}, stride={stride})"
    check_shape(case, same_padding(n, k, stride), right, known)
### END HIDDEN TESTS

# %% role="tests" exercise="same_padding" case="dilation" points=1
# Dilation (1 point)
from course import padding_mistakes
from course.checks import check_shape

known = padding_mistakes.same(20, 3, 1, 4)[1]
case = "same_padding(20, 3, dilation=4)"
check_shape(case, same_padding(20, 3, dilation=4), [4, 4], known)
### BEGIN HIDDEN TESTS
for n, k, stride, dilation in [
    (15, 4, 1, 3),
    (30, 5, 2, 2),
    (11, 2, 3, 5),
    (9, 1, 1, 7),
    (14, 4, 2, 3),
]:
    right, known = padding_mistakes.same(n, k, stride, dilation)
    case = f"same_padding({n}, {k}, stride={stride}, dilation={dilation})"
    check_shape(case, same_padding(n, k, stride, dilation), right, known)
### END HIDDEN TESTS

# %% [markdown]
# ## 2.7 The receptive field
#
# A unit of the first 3×3 layer sees 3×3 pixels of the picture. A unit of the second layer sees 3×3 units of the first,
# and through them more of the picture. All the pixels that can change an output are its **receptive field**.
# A unit that is to know a whole cat has to see a whole cat.
#
# Follow one output down to the picture, along one side. Two layers of 3, the first with stride 2:

# %%
plots.show(*receptive_field.draw_pyramid("3 2, 3 1"))

# %% [markdown]
# The output on top sees three pixels of the layer below. Those stand *two* picture pixels apart, because the first layer
# moves in steps of two. Each of them sees three pixels of the picture, overlapping with its neighbour: together 7.
# Without the stride it would be 5.
#
# So there are two things to carry upwards: how far one unit sees, and how far apart two neighbouring units look.
# Choose a stack, or type one: kernel and stride of each layer, and a dilation if you like, from the picture upwards.
# Which of the examples sees most for its number of layers? What does moving a stride from the first to the last layer change?

# %%
receptive_field.explore_layers()

# %% [markdown] role="statement" exercise="receptive_field_size"
# ### Exercise 2.6: how far does it see? (4 points, ~20 min)
#
# ```python
# receptive_field_size(layers) -> int
# ```
#
# - `layers`: a list of `(k, stride)` or `(k, stride, dilation)`, the first one next to the picture.
#   Poolings count like convolutions.
# - Return how many pixels of the picture one output pixel sees along a side, from the first to the last.
#
# **The tests look at** layers with stride 1, strides in different places, dilation, and whole networks.
#
# <details><summary>Hint</summary>
#
# Start with one pixel. A layer adds $d(k - 1)$ steps to what is seen; how many picture pixels is one step,
# if the strides below are $s_1, s_2, …$? Its *own* stride matters only to the layers above it.
# </details>


# %% role="answer" exercise="receptive_field_size"
def receptive_field_size(layers):
    """Pixels along a side that one output of layers (k, stride) or (k, stride, dilation) sees."""
    ### BEGIN SOLUTION
    sees, step = 1, 1
    for k, stride, *dilation in layers:
        sees += (dilation[0] if dilation else 1) * (k - 1) * step
        step *= stride
    return sees
    ### END SOLUTION


# %% role="tests" exercise="receptive_field_size" case="stride_1" points=1
# Stride 1 (1 point)
from course import padding_mistakes
from course.checks import check

for layers, sees in [([(3, 1)], 3), ([(3, 1), (3, 1)], 5), ([(5, 1), (3, 1), (2, 1)], 8)]:
    known = padding_mistakes.field(layers)[1]
    check(f"receptive_field_size({layers})", receptive_field_size(layers), sees, known)
### BEGIN HIDDEN TESTS
for layers in [[(3, 1)] * 3, [(7, 1)], [(1, 1), (11, 1)], [(3, 1)] * 20, [(2, 1)] * 5]:
    sees, known = padding_mistakes.field(layers)
    check(f"receptive_field_size({layers})", receptive_field_size(layers), sees, known)
### END HIDDEN TESTS

# %% role="tests" exercise="receptive_field_size" case="strides" points=2
# Strides (2 points)
from course import padding_mistakes
from course.checks import check

for layers, sees in [([(3, 2), (3, 1)], 7), ([(4, 3), (2, 2), (5, 1)], 31)]:
    known = padding_mistakes.field(layers)[1]
    check(f"receptive_field_size({layers})", receptive_field_size(layers), sees, known)
### BEGIN HIDDEN TESTS
vgg = ([(3, 1)] * 2 + [(2, 2)]) * 2 + ([(3, 1)] * 3 + [(2, 2)]) * 3
for layers in [
    [(5, 1), (2, 2), (5, 1), (2, 2), (5, 1)],
    [(3, 1), (3, 2)],
    [(7, 2), (3, 2), (3, 1), (3, 1)],
    [(1, 3), (4, 2), (2, 5), (3, 1)],
    [(11, 4), (3, 2), (5, 1), (3, 2), (3, 1), (3, 1), (3, 1)],
    vgg,
    vgg[:-1],
]:
    sees, known = padding_mistakes.field(layers)
    check(f"receptive_field_size({layers})", receptive_field_size(layers), sees, known)
### END HIDDEN TESTS

# %% role="tests" exercise="receptive_field_size" case="dilation" points=1
# Dilation (1 point)
from course import padding_mistakes
from course.checks import check

layers = [(3, 1, 2), (4, 1, 3)]
known = padding_mistakes.field(layers)[1]
check(f"receptive_field_size({layers})", receptive_field_size(layers), 14, known)
### BEGIN HIDDEN TESTS
for layers in [
    [(3, 1, 1), (3, 1, 2), (3, 1, 4), (3, 1, 8)],
    [(3, 2), (5, 2, 3), (2, 1)],
    [(4, 3, 5), (3, 1), (3, 1, 2)],
    [(1, 1, 9), (2, 1, 6)],
]:
    sees, known = padding_mistakes.field(layers)
    check(f"receptive_field_size({layers})", receptive_field_size(layers), sees, known)
### END HIDDEN TESTS

# %% [markdown]
# ### Ask the network itself
#
# A formula is a claim. There is a way to ask the network: if an output depends on a pixel,
# its derivative with respect to that pixel is not zero. Paddle computes all those derivatives at once, by `backward`.
# We build the layers with equal positive weights, so that nothing cancels,
# and without padding, so that the first output starts at the picture's corner.


# %%
def gradient_of_first_output(layers, side):
    """∂y/∂x of the output pixel in the corner, for a square picture: an array [side, side]."""
    net = paddle.nn.Sequential(
        *[paddle.nn.Conv2D(1, 1, k, stride=stride, bias_attr=False) for k, stride in layers]
    )
    for layer in net:
        layer.weight.set_value(paddle.full_like(layer.weight, 1 / layer.weight.size))
    x = paddle.ones([1, 1, side, side])
    x.stop_gradient = False  # we want the derivative with respect to the picture
    net(x)[0, 0, 0, 0].backward()
    return x.grad.numpy()[0, 0]


# %% [markdown]
# Now several stacks, and beside each what the gradient says and what *your* function says.
# The last two are the convolutions and poolings of VGG-16, without and with the last pooling.

# %%
vgg = ([(3, 1)] * 2 + [(2, 2)]) * 2 + ([(3, 1)] * 3 + [(2, 2)]) * 3
stacks = {
    "one 3": [(3, 1)],
    "two 3s": [(3, 1)] * 2,
    "three 3s": [(3, 1)] * 3,
    "3 with stride 2, then 3": [(3, 2), (3, 1)],
    "LeNet": [(5, 1), (2, 2), (5, 1), (2, 2), (5, 1)],
    "VGG-16 before its last pooling": vgg[:-1],
    "VGG-16": vgg,
}
for name, layers in stacks.items():
    touched = (gradient_of_first_output(layers, side=224) != 0).any(axis=0).sum()
    print(f"{name}: gradient {touched}, computed {receptive_field_size(layers)}")

# %% [markdown]
# They agree everywhere. One output of VGG-16's last pooling sees 212 of the 224 pixels of its pictures along a side,
# nearly the whole picture, although no kernel is larger than 3.

# %% [markdown]
# ## 2.8 Why three 3×3 kernels replace a 7×7
#
# Three layers of 3 see 7 pixels, as many as one layer of 7. Compare their weights,
# for C channels in and C out, where a kernel of $k$ has $k^2 C^2$ of them:

# %%
for small, large in [(2, 5), (3, 7)]:
    stack, single = small * 3 * 3, large * large
    print(f"{small} layers of 3×3: {stack} C²   one of {large}×{large}: {single} C²")

# %% [markdown]
# 18 against 25, and 27 against 49: the stacks have 28 % and 45 % fewer weights, and save as much of the arithmetic.
# And between their layers there is room for activation functions (chapter 4), so they can express more.
# The price is memory: each layer's output is a picture that has to be kept for training.
# VGG (chapter 11) is built on this exchange.

# %% [markdown]
# ## 2.9 Not all pixels count alike
#
# *Can* change the output does not mean *does much*. Count in how many ways a pixel can reach the output of three layers of 3:
# in each layer the path goes left, straight or right. With all weights 1, that number is the gradient:

# %%
paths = np.array([1])
for _ in range(3):
    paths = np.convolve(paths, [1, 1, 1])
print(paths, "sum:", paths.sum())

# %% [markdown]
# Of the 27 paths, 7 come from the middle pixel and only 1 from each end.
# With every further layer the outline comes closer to a bell.
#
# Real networks have random weights at first, and activation functions.
# So we measure: ten 3×3 layers of eight channels, each followed by ReLU
# (it passes what is positive and stops the rest; chapter 4).
# One output sees exactly 21×21 pixels. The mean over twenty networks, each with its own weights and its own picture:


# %%
def gradients_of_random_networks(seeds, depth=10, channels=8, side=21):
    """|∂y/∂x| of the only output of `depth` 3×3 layers with ReLU, one map for each seed."""
    maps = []
    for seed in seeds:
        paddle.seed(seed)
        net = paddle.nn.Sequential()
        for i in range(depth):
            net.append(paddle.nn.Conv2D(channels if i else 1, channels, 3))
            net.append(paddle.nn.ReLU())
        x = paddle.rand([1, 1, side, side])
        x.stop_gradient = False
        net(x).sum().backward()
        maps.append(np.abs(x.grad.numpy()[0, 0]))
    return np.array(maps)


maps = gradients_of_random_networks(range(20))
shares = maps / maps.sum(axis=(1, 2), keepdims=True)
inner = shares[:, 5:16, 5:16].sum(axis=(1, 2))
spread = inner.std(ddof=1)
print(f"share of the inner 11×11: {inner.mean():.2f} ± {spread:.2f} over {len(inner)} networks")
print(f"their share of the area: {11 * 11 / 21**2:.2f}")

# %% [markdown]
# The inner 121 pixels are about a quarter of the area and have more than three quarters of the influence.
# The same as a picture, and along its middle row:

# %%
mean_share = shares.mean(axis=0)
plots.show(
    plots.pictures([mean_share / mean_share.max()], ["influence, mean of 20 networks"]),
    alt=(
        "A picture of 21 by 21 pixels, brightest in the middle and fading to black towards all"
        " four sides long before the border."
    ),
)

# %% [markdown]
# The picture is bright in the middle and fades out long before its border.
# Now as curves, with the standard deviation over the networks as a band:

# %%
row = shares[:, 10] / shares[:, 10].sum(axis=1, keepdims=True)
paths = np.array([1])
for _ in range(10):
    paths = np.convolve(paths, [1, 1, 1])
column = np.arange(21)
plots.show(
    plots.curves(
        {
            "random weights and ReLU": (column, row.mean(axis=0), row.std(axis=0, ddof=1)),
            "counted paths": (column, paths / paths.sum()),
        },
        x_label="column of the middle row",
        y_label="share of the row's influence",
    ),
    alt=(
        "Two bells over 21 columns, both highest near column 10 in the middle and close to zero at"
        " either end. The measured one is lower and wider than that of the counted paths."
    ),
)

# %% [markdown]
# The measured curve is a bell like that of the counted paths, lower (0.13 at its highest, against 0.15) and wider:
# where weights have random signs, paths cancel, and a hundred of them weigh less than a hundred times one.
# The grey band is broad: single networks differ much, and only their mean looks like a bell.
# So the **effective receptive field** is smaller than the computed one, and soft at its rim.
# The computed size is a limit: beyond it there is nothing, and near it there is little.
# (Luo and others, who gave it the name in 2016, report that training widens it.)
#
# ### Your own network
#
# Give `receptive_field.explore` a `paddle.nn.Sequential` of your own: convolutions, poolings, activations.
# It computes the receptive field from the layers, draws it as a frame, and draws inside it the gradient of one output pixel,
# as a mean over random pictures. Change the layers below and run the cell again. With a single picture, a few pixels
# in the frame stay black: max pooling passes the gradient to one pixel of each window only.

# %%
paddle.seed(2)
net = paddle.nn.Sequential(
    paddle.nn.Conv2D(1, 6, 5),
    paddle.nn.ReLU(),
    paddle.nn.MaxPool2D(2, stride=2),
    paddle.nn.Conv2D(6, 16, 5, padding=2),
    paddle.nn.ReLU(),
)
receptive_field.explore(net)

# %% [markdown]
# A convolution of 5, a pooling of 2 with stride 2 and another 5 make 1 + 4 + 1 + 2 · 4 = 14.
# With an output in the corner the frame is cut: part of what it sees is padding.
# If you hand over a layer that sees everything, such as `Linear`, you get a sentence instead.

# %% [markdown] role="statement" exercise="cheapest_stack"
# ### Exercise 2.7, stretch: see far for little (5 points, ~35 min)
#
# You design the convolutions of a network. One output has to see at least `r` pixels along a side.
# Which layers do it with the fewest weights?
#
# ```python
# cheapest_stack(r, most_downsampling, most_layers) -> list of (k, stride)
# ```
#
# - Each kernel is 3, 5, 7, 9 or 11, each stride 1 or 2; the first layer is the one next to the picture.
# - The product of all strides is at most `most_downsampling`, so that enough pixels are left.
# - There are at most `most_layers` layers.
# - The weights of a layer are counted as $k^2$. Return a list with as few weights in all as possible.
#   Where several are equally good, any of them is right.
# - Where it cannot be done: raise a `ValueError`.
# - `r` is at least 2, `most_downsampling` at least 1, `most_layers` from 1 to 5.
#
# An example. To see 31 pixels without downsampling takes fifteen layers of 3, 135 weights.
# With at most four layers and no downsampling it takes 9, 9, 9 and 7: 292 weights.
# If the strides may multiply to 4, the four layers `[(3, 2), (3, 2), (5, 1), (3, 1)]` see 31 pixels for 52 weights.
#
# **The tests look at** stacks without downsampling, with it, and at what cannot be done.
# They compute what your list sees and what it costs, so there is more than one right answer.
#
# <details><summary>Hint</summary>
#
# There are few enough stacks to try: five kernels in each of five layers are 3,125.
# For the strides you need no search. Where do they help most, and do they cost anything?
# </details>


# %% role="answer" exercise="cheapest_stack"
def cheapest_stack(r, most_downsampling, most_layers):
    """Layers (k, stride) that see r pixels with the fewest weights; ValueError if there are none."""
    ### BEGIN SOLUTION
    import itertools

    best = None
    for count in range(1, most_layers + 1):
        strides = [2 if 2 ** (i + 1) <= most_downsampling else 1 for i in range(count)]
        for kernels in itertools.product([3, 5, 7, 9, 11], repeat=count):
            stack = list(zip(kernels, strides))
            weights = sum(k * k for k in kernels)
            if (best is None or weights < best[0]) and receptive_field_size(stack) >= r:
                best = weights, stack
    if best is None:
        raise ValueError(f"{most_layers} layers cannot see {r} pixels")
    return best[1]
    ### END SOLUTION


# %% role="tests" exercise="cheapest_stack" case="no_downsampling" points=1
# Without downsampling (1 point)
from course.padding_mistakes import check_stack

case = "cheapest_stack(12, most_downsampling=1, most_layers=4)"
known = {
    "One large kernel first is dear: spread the pixels over the layers.": 11 * 11 + 9,
    "One layer takes all that is missing: spread it over the layers.": 7 * 7 + 9 * 3,
}
check_stack(case, cheapest_stack(12, 1, 4), 12, 1, 4, 9 + 9 + 25 + 25, known)
### BEGIN HIDDEN TESTS
for r, layers, weights in [
    (3, 5, 9),
    (7, 5, 27),
    (7, 2, 34),
    (11, 1, 121),
    (17, 3, 49 + 49 + 25),
    (21, 5, 125),
    (51, 5, 605),
    (2, 1, 9),
]:
    case = f"cheapest_stack({r}, most_downsampling=1, most_layers={layers})"
    check_stack(case, cheapest_stack(r, 1, layers), r, 1, layers, weights)
### END HIDDEN TESTS

# %% role="tests" exercise="cheapest_stack" case="downsampling" points=3
# With downsampling (3 points)
from course.padding_mistakes import check_stack

case = "cheapest_stack(31, most_downsampling=4, most_layers=4), the example above"
known = {
    "No stride is used.": 292,
    "The strides come last; a stride widens only what the layers above it see.": 180,
    "All kernels are alike; the same weights see further where the steps are larger.": 100,
    "The large kernels come first; the same weights see further where the steps are larger.": 84,
    "Only one stride of 2 is used; two of them multiply to 4.": 108,
}
check_stack(case, cheapest_stack(31, 4, 4), 31, 4, 4, 52, known)
### BEGIN HIDDEN TESTS
import itertools


def fewest(r, steps):
    """Fewest weights of layers with these steps, in picture pixels, that see r pixels."""
    costs = []
    for kernels in itertools.product([3, 5, 7, 9, 11], repeat=len(steps)):
        if 1 + sum((k - 1) * step for k, step in zip(kernels, steps)) >= r:
            costs.append(sum(k * k for k in kernels))
    return min(costs, default=10**6)


def fewest_of(r, downsampling, layers):
    return min(
        fewest(r, [min(2**i, 2 ** (downsampling.bit_length() - 1)) for i in range(count)])
        for count in range(1, layers + 1)
    )


for r, downsampling, layers in [
    (7, 2, 2),
    (40, 2, 4),
    (45, 3, 4),
    (100, 8, 4),
    (60, 16, 5),
    (35, 4, 3),
    (212, 16, 5),
    (29, 64, 3),
]:
    known = {"No stride is used, although strides cost nothing.": fewest(r, [1] * layers)}
    case = f"cheapest_stack({r}, most_downsampling={downsampling}, most_layers={layers})"
    stack = cheapest_stack(r, downsampling, layers)
    check_stack(case, stack, r, downsampling, layers, fewest_of(r, downsampling, layers), known)
### END HIDDEN TESTS


# %% role="tests" exercise="cheapest_stack" case="impossible" points=1
# What cannot be done (1 point)
from course.padding_mistakes import check_stack


def impossible(*settings):
    try:
        happened = f"returned {cheapest_stack(*settings)!r}"
    except NotImplementedError:
        raise
    except ValueError:
        return
    except Exception as error:
        happened = f"raised {type(error).__name__}: {error}"
    raise AssertionError(
        f"cheapest_stack{settings} {happened}. No such layers see that far, so raise a ValueError."
    )


impossible(23, 1, 2)
### BEGIN HIDDEN TESTS
impossible(32, 2, 2)
impossible(32, 3, 2)
impossible(12, 64, 1)
case = "cheapest_stack(31, 2, 2), where two layers of 11 just reach"
check_stack(case, cheapest_stack(31, 2, 2), 31, 2, 2, 242)
case = "cheapest_stack(21, 1, 2), where two layers of 11 just reach"
check_stack(case, cheapest_stack(21, 1, 2), 21, 1, 2, 242)
### END HIDDEN TESTS

# %% [markdown]
# If your function works, look at what it does with `cheapest_stack(212, 16, 5)`: strides first, and the larger kernels
# *late*, where each weight spans most pixels. Real networks put the strides early, too, but not all at once:
# what a stride throws away is gone. Fewest weights is not the only thing to want.
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
# - Padding keeps pictures from shrinking and lets the border count. Its zeros darken the rim.
# - Narrow: $p = 0$. Same: $p = (k - 1)/2$. Wide: $p = k - 1$.
# - Size: $\lfloor (n + p_\text{before} + p_\text{after} - d(k - 1) - 1) / s \rfloor + 1$, rounded down at every layer.
# - Where the division leaves a rest, the last pixels or zeros are never read.
# - `"SAME"` gives $\lceil n/s \rceil$ outputs and puts the odd zero at the end; in Paddle it drops the dilation.
# - Receptive field: start with 1; each layer adds $d(k - 1)$ times the product of the strides below it.
# - What counts most lies in the middle of the receptive field. The gradient of one output pixel shows it.
#
# ## Check yourself
#
# <details><summary>Which padding keeps the size with a 5×5 kernel of dilation 2 and stride 1?</summary>
#
# The kernel reaches over 2 · 4 + 1 = 9 pixels, so 4 on each side.
# </details>
#
# <details><summary>A layer has k = 3, s = 2, p = 1. Two pictures of 63 and 64 pixels: how large are the outputs?</summary>
#
# (63 − 1)/2 + 1 = 32, and (64 − 1)/2 = 31.5, rounded down 31, + 1 = 32.
# They are equal, and with 64 the last zero is not read.
# </details>
#
# <details><summary>A layer with k = 1, s = 2 comes on top of a stack. How does the receptive field grow? And if it comes first?</summary>
#
# Not at all as the last layer: k − 1 is 0, and its stride matters only to layers above it.
# As the first layer it doubles the reach of all others, but it also drops three quarters of the pixels.
# </details>
#
# <details><summary>Does padding change the receptive field?</summary>
#
# No. It changes how many outputs there are; near the border, part of the receptive field lies in the padding.
# </details>
#
# ## What comes next
#
# So far pictures were grey and came one at a time, and there was one kernel.
# Chapter 3 brings colour channels, many filters and batches, and makes your convolution fast.
