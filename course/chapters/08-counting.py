# %% [markdown]
# # 8. Homework: counting
#
# Before you train a network, you can know two things about it with pencil and paper:
# how many numbers it has to learn, and how much arithmetic one picture costs.
# They decide whether it fits into memory and whether you will wait a minute or a day.
# This chapter is the classic homework of a course on convolutional networks, in two parts,
# and then the two functions that do such homework for any network.
#
# **When you are done, you can**
#
# - say the output shape of every layer of a network without running it;
# - count the multiplications and additions of a convolution, with and without a bias;
# - fill in the table of a network: shapes and counts of weights and biases;
# - write functions that do both for networks you have never seen;
# - read other people's counts, which follow at least three different conventions.
#
# **It takes** about 25 minutes to read and 140 minutes to solve.
# You need the convolution of chapter 1; what we use of padding, stride, channels and pooling is repeated below.
# There are 34 points in six exercises; the last one is a stretch.
# The symbols are those of [the table of notation](../notation.md); [the glossary](../glossary.md) gives each term in Chinese.

# %% [markdown]
# The first cell loads NumPy and the course's own small library.

# %%
import numpy as np

from course import plots, widgets

# %% [markdown]
# ## 8.1 How large is the output?
#
# **Padding** $p$ puts $p$ rows or columns of zeros on *each* side of the picture.
# **Stride** $s$ moves the kernel by $s$ pixels instead of one.
# A kernel of $k$ pixels on a side of $n$ pixels then has
#
# $$ \left\lfloor \frac{n + 2p - k}{s} \right\rfloor + 1 $$
#
# positions. The brackets mean *round down*: a last step that would carry the kernel over the border is not taken.
# With $p = 0$ and $s = 1$ this is the $n - k + 1$ of chapter 1.
# In Python, `//` divides and rounds down. Three sides of 100 pixels or so, each with a kernel of 3, padding 1, stride 2:

# %%
for n in (99, 100, 101):
    print(n, "pixels give", (n + 2 * 1 - 3) // 2 + 1)

# %% [markdown]
# 99 and 100 pixels both give 50: with 100, the kernel never reaches the last column of zeros.
# Rows and columns each follow the formula by themselves, with their own $n$ and $k$.
#
# Texts on the web get this formula wrong surprisingly often. Here is a function in the style of such a text:


# %%
def buggy_output_shape(height, width, kernel_height, kernel_width, stride, padding):
    rows = (height + 2 * padding - kernel_height) / stride + 1
    columns = (height + 2 * padding - kernel_height) / stride + 1
    return rows, columns


print(buggy_output_shape(32, 32, 3, 3, stride=1, padding=1))

# %% [markdown]
# 32 by 32 stays 32 by 32, as it should: a 3×3 kernel with padding 1 keeps the size.
# One example that works is not much of a test, though. This one is square, and its stride is 1.

# %% [markdown] role="statement" exercise="output_shape"
# ### Exercise 8.1: find the bug (4 points, ~15 min)
#
# `buggy_output_shape` has more than one mistake. Find them, and write a version that is right.
#
# ```python
# output_shape(height, width, kernel_height, kernel_width, stride, padding) -> (rows, columns)
# ```
#
# - All six are whole numbers. Stride and padding are the same in both directions.
# - Return rows and columns of the output as two whole numbers, in a tuple or a list (not `float`).
# - Where the kernel does not fit into the padded picture, in either direction: raise a `ValueError` that says so.
#
# **The tests look at** strides that do not divide evenly, pictures and kernels that are not square,
# and kernels that do not fit.
#
# <details><summary>Hint</summary>
#
# Copy the function and try it on a 100×60 picture, then with stride 2, then with a kernel of 5 on a picture of 4.
# What would each result have to be?
# </details>


# %% role="answer" exercise="output_shape"
def output_shape(height, width, kernel_height, kernel_width, stride, padding):
    """Rows and columns of a convolution's or a pooling's output; ValueError where the kernel does not fit."""
    ### BEGIN SOLUTION
    rows_left = height + 2 * padding - kernel_height
    columns_left = width + 2 * padding - kernel_width
    if rows_left < 0 or columns_left < 0:
        raise ValueError(
            f"a {kernel_height}×{kernel_width} kernel does not fit into {height}×{width} with"
            f" padding {padding}"
        )
    return rows_left // stride + 1, columns_left // stride + 1
    ### END SOLUTION


# %% role="tests" exercise="output_shape" case="floor" points=2
# Strides that do not divide evenly (2 points)
from course.checks import check_shape

check_shape(
    "output_shape(100, 100, 3, 3, stride=2, padding=1)",
    output_shape(100, 100, 3, 3, stride=2, padding=1),
    [50, 50],
    mistakes={
        "The division is not rounded down: the kernel makes no half steps.": [50.5, 50.5],
        "This rounds up; a step over the border is not taken.": [51, 51],
    },
)
### BEGIN HIDDEN TESTS
for n, k, s, p in [
    (7, 2, 2, 0),
    (9, 2, 2, 0),
    (10, 4, 4, 0),
    (13, 3, 4, 1),
    (224, 11, 4, 5),
    (8, 3, 1, 2),
    (6, 3, 5, 0),
    (32, 5, 1, 0),
]:
    exact = (n + 2 * p - k) / s
    check_shape(
        f"output_shape({n}, {n}, {k}, {k}, stride={s}, padding={p})",
        output_shape(n, n, k, k, s, p),
        [int(exact) + 1] * 2,
        mistakes={
            "The division is not rounded down: the kernel makes no half steps.": [exact + 1] * 2,
            "This rounds up, or to the nearest number; round down, always.": (
                [-int(-exact // 1) + 1] * 2
            ),
            "This rounds to the nearest number; round down, always.": [round(exact + 1)] * 2,
            "The padding counts on one side only; it is on both.": [(n + p - k) // s + 1] * 2,
            "The + 1 is missing: the position at which the kernel starts counts, too.": (
                [int(exact)] * 2
            ),
            "The + 1 belongs behind the division.": [(n + 2 * p - k + 1) // s] * 2,
        },
    )
### END HIDDEN TESTS

# %% role="tests" exercise="output_shape" case="rectangles" points=1
# Pictures and kernels that are not square (1 point)
from course.checks import check_shape

check_shape(
    "output_shape(100, 60, 3, 3, stride=1, padding=1)",
    output_shape(100, 60, 3, 3, stride=1, padding=1),
    [100, 60],
    mistakes={
        "The columns are computed from the height.": [100, 100],
        "The rows are computed from the width.": [60, 60],
        "Rows and columns are swapped.": [60, 100],
    },
)
### BEGIN HIDDEN TESTS
for height, width, k_h, k_w, s, p in [
    (5, 9, 2, 4, 1, 0),
    (9, 9, 1, 4, 1, 1),
    (20, 31, 5, 2, 3, 2),
    (4, 50, 4, 1, 2, 0),
]:
    rows, columns = (height + 2 * p - k_h) // s + 1, (width + 2 * p - k_w) // s + 1
    check_shape(
        f"output_shape({height}, {width}, {k_h}, {k_w}, stride={s}, padding={p})",
        output_shape(height, width, k_h, k_w, s, p),
        [rows, columns],
        mistakes={
            "The columns are computed from the height.": [rows, rows],
            "The columns are computed with the kernel's height.": [
                rows,
                (width + 2 * p - k_h) // s + 1,
            ],
            "The columns are computed from the picture's height.": [
                rows,
                (height + 2 * p - k_w) // s + 1,
            ],
            "The kernel's height and width are swapped.": [
                (height + 2 * p - k_w) // s + 1,
                (width + 2 * p - k_h) // s + 1,
            ],
            "Rows and columns are swapped.": [columns, rows],
        },
    )
### END HIDDEN TESTS


# %% role="tests" exercise="output_shape" case="misfit" points=1
# A kernel that does not fit (1 point)
def misfit(*sizes):
    try:
        happened = f"returned {output_shape(*sizes)!r}"
    except NotImplementedError:
        raise
    except ValueError:
        return
    except Exception as error:
        happened = f"raised {type(error).__name__}: {error}"
    raise AssertionError(
        f"output_shape{sizes} {happened}. The kernel does not fit into the picture, so raise a"
        " ValueError and return nothing."
    )


misfit(4, 4, 5, 5, 1, 0)
### BEGIN HIDDEN TESTS
misfit(4, 9, 5, 5, 2, 0)  # too few rows; cutting -1/2 to 0 would give one
misfit(9, 4, 5, 5, 4, 0)  # too few columns only
misfit(2, 2, 9, 9, 1, 3)  # not even with padding
misfit(3, 3, 4, 2, 1, 0)  # as high as the picture and one more
misfit(4, 4, 9, 9, 1, 0)  # far too large in both directions
misfit(9, 3, 2, 4, 1, 0)  # the kernel's width alone does not fit
misfit(3, 9, 8, 2, 1, 1)  # its height alone, by more than one
fits = [(2, 3, 4, 4, 1, 1), (5, 5, 5, 5, 3, 0), (2, 2, 2, 2, 5, 0)]  # with padding, and exactly
fits += [(3, 50, 1, 5, 1, 0), (50, 3, 5, 1, 1, 0), (9, 2, 2, 6, 1, 2)]  # long and narrow
for sizes in fits:
    try:
        result = output_shape(*sizes)
    except ValueError as error:
        raise AssertionError(
            f"output_shape{sizes} raised {error!r}, but with its padding the picture is large"
            " enough for this kernel."
        )
    if result is None or list(result) != [
        (sizes[0] + 2 * sizes[5] - sizes[2]) // sizes[4] + 1,
        (sizes[1] + 2 * sizes[5] - sizes[3]) // sizes[4] + 1,
    ]:
        raise AssertionError(
            f"output_shape{sizes} returned {result!r}: the kernel fits, at as many places as the"
            " formula says."
        )
### END HIDDEN TESTS

# %% [markdown]
# ## 8.2 Counting operations
#
# Take the simplest case: one grey picture of 32×32 pixels, one 3×3 kernel, no padding, stride 1.
# The output has 30×30 pixels. Each is a sum of nine products.
# Nine products need nine multiplications, and *eight* additions: the first product needs no partner.

# %%
outputs = 30 * 30
print("multiplications:", outputs * 9)
print("additions without bias:", outputs * 8)
print("additions with bias:", outputs * 9)

# %% [markdown]
# A bias costs one more addition for each output pixel, so that there are as many additions as multiplications.
#
# Real layers have more axes. A batch is `[N, C_in, H, W]`: $N$ pictures of $C_{in}$ channels.
# Every filter looks at *all* channels of its input, so it has $C_{in} \cdot k_h \cdot k_w$ weights,
# and the products of all channels are added into one number.
# There are $C_{out}$ filters, and each makes one channel of the output, `[N, C_out, H_out, W_out]`.
#
# With six 3×3 filters on one colour picture of 32×32 pixels, that is:

# %%
outputs = 1 * 6 * 30 * 30  # pictures, filters, rows, columns
products = 3 * 3 * 3  # channels of the input, rows and columns of the kernel
print("multiplications:", outputs * products)
print("additions with bias:", outputs * (products - 1) + outputs)
print("multiplications, plus one addition for each bias:", outputs * products + outputs)

# %% [markdown]
# 5,400 outputs of 27 products each make 145,800 multiplications, and as many additions.
# The last line, 151,200, is what you will read in Paddle's own counter. It is one of three conventions:
#
# | convention | what counts as one | this layer |
# |---|---|---|
# | multiply-accumulates, MAC | a multiplication together with an addition | 145,800 |
# | FLOPs as hardware people count | each multiplication and each addition: twice the MAC | 291,600 |
# | FLOPs as `paddle.flops` counts | MAC, plus one for each addition of a bias | 151,200 |
#
# They differ by a factor of two, so never compare two networks whose counts come from different places.
# In this chapter we say what we count: multiplications, and additions.
#
# One question is left. With padding, some products have a zero of the padding as a factor.
# Usual programs compute them all the same, and so the usual count includes them. So do we, until the stretch.

# %% [markdown] role="statement" exercise="homework_1"
# ### Exercise 8.2: homework 1, one convolution (3 points, ~15 min)
#
# How many multiplications and additions does this convolution take?
#
# - Input `[10, 3, 224, 224]`: ten colour pictures.
# - 64 filters of 3×3, stride 1, padding 1. Products with zeros of the padding count like all others.
#
# Replace each `"?"` by a whole number, or by an expression such as `2 * 3 * 5`, and delete the line that raises an error.
#
# **The tests look at** each of the three numbers by itself, one point each, when your work is graded.
# Before that they only say what is still open, not whether a number is right.
#
# <details><summary>Hint</summary>
#
# First the shape of the output, then how many numbers that is, then what *one* of them costs.
# </details>

# %% role="answer" exercise="homework_1"
homework_1 = {
    "multiplications": "?",
    "additions_without_bias": "?",
    "additions_with_bias": "?",
}
### BEGIN SOLUTION
outputs = 10 * 64 * 224 * 224
homework_1 = {
    "multiplications": outputs * 27,
    "additions_without_bias": outputs * 26,
    "additions_with_bias": outputs * 27,
}
### END SOLUTION

# %% role="tests" exercise="homework_1" case="numbers" points=3
# The three numbers, 1 point each (3 points)
from course.checks import look_over, score_counts

look_over(
    "homework_1",
    homework_1,
    dict.fromkeys(["multiplications", "additions_without_bias", "additions_with_bias"], "count"),
)
### BEGIN HIDDEN TESTS
outputs = 10 * 64 * 224 * 224
expected = {
    "multiplications": outputs * 27,
    "additions_without_bias": outputs * 26,
    "additions_with_bias": outputs * 27,
}
shared = {}
for key, number in expected.items():
    each = number // outputs  # what one output costs
    shared[key] = {
        "This is for one picture; there are ten.": number // 10,
        "This is for one filter; there are 64.": number // 64,
        "The padding is forgotten: the output keeps 224×224 pixels, it does not shrink to 222×222.": (
            number // 224**2 * 222**2
        ),
        "Filters look at all three channels of the input; this counts one.": (
            outputs * (9 + each - 27)
        ),
        "This is what a single output pixel costs.": each,
        "Products with zeros of the padding count here, too.": 861_888_000 + outputs * (each - 27),
    }
shared["additions_without_bias"] |= {
    "27 products are added with 26 additions: the first one needs no partner.": outputs * 27,
    "The channels' sums must be added as well: 8 additions each, and 2 more between the three.": (
        outputs * 24
    ),
}
shared["additions_with_bias"] |= {
    "The bias is added to every output pixel, not once for each filter.": outputs * 26 + 64,
    "The bias is not added.": outputs * 26,
    "27 products take 26 additions; with the bias there is one more, not two.": outputs * 28,
}
score_counts("homework_1", homework_1, expected, points=3, mistakes=shared)
### END HIDDEN TESTS

# %% [markdown]
# One layer, ten pictures, and the answer has nine digits.
# A computer does such a layer in well under a second, which says something about computers.
# A program makes the count once and for all.

# %% [markdown] role="statement" exercise="conv_operations"
# ### Exercise 8.3: count any convolution (5 points, ~20 min)
#
# ```python
# conv_operations(n, c_in, h, w, c_out, k, stride, padding, bias) -> dict
# ```
#
# - The input is `[n, c_in, h, w]`; each of the `c_out` filters has `k`×`k` weights for every channel of the input.
# - `stride` and `padding` are the same in both directions; `bias` is `True` or `False`. The kernel always fits.
# - Return `{"multiplications": ..., "additions": ...}` as whole numbers. Products with zeros of the padding count.
#
# **The tests look at** batches and channels, strides that do not divide evenly on pictures that are not square, and the bias.
#
# <details><summary>Hint</summary>
#
# Compute how many numbers the output has. Compute how many products go into one of them.
# The rest is one line each. Round down for rows and columns separately, before you multiply.
# </details>


# %% role="answer" exercise="conv_operations"
def conv_operations(n, c_in, h, w, c_out, k, stride, padding, bias):
    """Multiplications and additions of a convolution, as a dict of whole numbers."""
    ### BEGIN SOLUTION
    rows = (h + 2 * padding - k) // stride + 1
    columns = (w + 2 * padding - k) // stride + 1
    outputs = n * c_out * rows * columns
    products = c_in * k * k
    return {
        "multiplications": outputs * products,
        "additions": outputs * (products - 1 + bool(bias)),
    }
    ### END SOLUTION


# %% role="tests" exercise="conv_operations" case="batch_and_filters" points=2
# Batches, channels and filters (2 points)
from course.checks import check_counts

check_counts(
    "conv_operations of one 3×3 kernel on one grey 32×32 picture, without bias",
    conv_operations(n=1, c_in=1, h=32, w=32, c_out=1, k=3, stride=1, padding=0, bias=False),
    {"multiplications": 8100, "additions": 7200},
    mistakes={"additions": {"Nine products are added with eight additions.": 8100}},
)
### BEGIN HIDDEN TESTS
for n, c_in, side, c_out, k, padding in [
    (1, 3, 32, 6, 3, 0),
    (10, 3, 224, 64, 3, 1),
    (4, 5, 7, 2, 4, 0),
    (3, 2, 6, 7, 1, 0),
    (2, 1, 5, 3, 1, 0),
]:
    outputs = n * c_out * (side + 2 * padding - k + 1) ** 2
    products = c_in * k * k
    usual = {
        "multiplications": {
            "The batch is not counted.": outputs // n * products,
            "The filters are not counted; each makes a channel of the output.": (
                outputs // c_out * products
            ),
            "Filters look at all channels of the input; this counts one.": outputs * k * k,
        },
        "additions": {
            "Products take one addition less than there are.": outputs * products,
            "The sums of the channels have to be added as well.": outputs * c_in * (k * k - 1),
            "Each output saves one addition, not the whole layer.": outputs * products - 1,
        },
    }
    check_counts(
        f"conv_operations of {c_out} filters {k}×{k} on [{n}, {c_in}, {side}, {side}], padding"
        f" {padding}, stride 1, without bias",
        conv_operations(n, c_in, side, side, c_out, k, 1, padding, False),
        {"multiplications": outputs * products, "additions": outputs * (products - 1)},
        usual,
    )
### END HIDDEN TESTS

# %% role="tests" exercise="conv_operations" case="stride_and_padding" points=2
# Stride and padding (2 points)
from course.checks import check_counts

check_counts(
    "conv_operations of one 3×3 kernel on one grey 7×10 picture, stride 2, padding 1, without bias",
    conv_operations(n=1, c_in=1, h=7, w=10, c_out=1, k=3, stride=2, padding=1, bias=False),
    {"multiplications": 180, "additions": 160},  # the output is 4×5
    mistakes={
        "multiplications": {
            "The stride is ignored.": 630,
            "The padding is ignored.": 108,
            "The padding counts on one side only; it is on both.": 135,
            "Rows and columns are not rounded down.": 198,
            "Rows and columns are rounded up; a step over the border is not taken.": 216,
            "The picture is treated as a square of its height.": 144,
            "The picture is treated as a square of its width.": 225,
        }
    },
)
### BEGIN HIDDEN TESTS
for n, c_in, h, w, c_out, k, s, p in [
    (2, 3, 11, 8, 4, 2, 3, 1),
    (1, 2, 5, 8, 3, 2, 2, 2),
    (3, 4, 13, 20, 5, 5, 2, 0),
    (1, 3, 224, 160, 96, 11, 4, 5),
]:
    rows, columns, products = (h + 2 * p - k) / s + 1, (w + 2 * p - k) / s + 1, c_in * k * k
    full = {
        "The stride is ignored.": (h + 2 * p - k + 1) * (w + 2 * p - k + 1),
        "The padding is ignored.": ((h - k) // s + 1) * ((w - k) // s + 1),
        "The padding counts on one side only; it is on both.": (
            ((h + p - k) // s + 1) * ((w + p - k) // s + 1)
        ),
        "Rows and columns are not rounded down.": rows * columns,
        "Rows and columns are rounded down each by itself, not their product.": int(rows * columns),
        "Rows and columns are rounded up.": int(rows + 0.999) * int(columns + 0.999),
        "The picture is treated as a square of its height.": int(rows) ** 2,
        "The picture is treated as a square of its width.": int(columns) ** 2,
    }
    pixels = int(rows) * int(columns)
    check_counts(
        f"conv_operations of {c_out} filters {k}×{k} on [{n}, {c_in}, {h}, {w}], stride {s},"
        f" padding {p}, without bias",
        conv_operations(
            n=n, c_in=c_in, h=h, w=w, c_out=c_out, k=k, stride=s, padding=p, bias=False
        ),
        {
            "multiplications": n * c_out * pixels * products,
            "additions": n * c_out * pixels * (products - 1),
        },
        {
            "multiplications": {
                mistake: n * c_out * wrong * products for mistake, wrong in full.items()
            }
        },
    )
### END HIDDEN TESTS

# %% role="tests" exercise="conv_operations" case="bias" points=1
# The bias (1 point)
from course.checks import check_counts

check_counts(
    "conv_operations of one 3×3 kernel on one grey 32×32 picture, with bias",
    conv_operations(n=1, c_in=1, h=32, w=32, c_out=1, k=3, stride=1, padding=0, bias=True),
    {"multiplications": 8100, "additions": 8100},
    mistakes={
        "multiplications": {"The bias is added, not multiplied.": 9000},
        "additions": {
            "The bias is added to each of the 900 outputs.": 7200,
            "The bias is added to every output, not once.": 7201,
        },
    },
)
### BEGIN HIDDEN TESTS
for n, c_in, h, w, c_out, k, s, p in [
    (10, 3, 224, 224, 64, 3, 1, 1),
    (2, 3, 9, 6, 5, 2, 2, 1),
    (3, 1, 4, 5, 2, 1, 1, 0),
]:
    outputs = n * c_out * ((h + 2 * p - k) // s + 1) * ((w + 2 * p - k) // s + 1)
    products = c_in * k * k
    for bias in (True, False):
        additions = outputs * (products - 1) + outputs * bias
        check_counts(
            f"conv_operations of {c_out} filters {k}×{k} on [{n}, {c_in}, {h}, {w}], stride {s},"
            f" padding {p}, bias={bias}",
            conv_operations(n, c_in, h, w, c_out, k, s, p, bias=bias),
            {"multiplications": outputs * products, "additions": additions},
            {
                "additions": {
                    (
                        "The bias counts although there is none."
                        if not bias
                        else "The bias is not counted."
                    ): (outputs * (products - bias)),
                    "The bias is added to every output, not once for each filter.": (
                        outputs * (products - 1) + c_out
                    ),
                },
            },
        )
### END HIDDEN TESTS

# %% [markdown]
# ## 8.3 Counting a network
#
# Now the other count: the numbers that a network has to learn. Three kinds of layers are enough for a small network.
#
# | layer | weight | bias | output |
# |---|---|---|---|
# | convolution, `C_out` filters | `[C_out, C_in, k_h, k_w]` | `[C_out]` | `[N, C_out, H_out, W_out]` |
# | pooling | none | none | `[N, C, H_out, W_out]` |
# | fully connected, `out` units | `[in, out]` | `[out]` | `[N, out]` |
#
# - A convolution has **one bias for each filter**, whatever the size of the picture.
# - **Pooling** takes the maximum (or the mean) of each window, in each channel by itself. It has nothing to learn.
#   Its output size follows the same formula.
# - A **fully connected** layer looks at one picture as a flat list of numbers: `in` is channels × rows × columns
#   of what comes before. Paddle keeps its weight as `[in, out]`; some other frameworks keep `[out, in]`.
# - The **batch** size $N$ appears in every output and in no weight: all pictures go through the same weights.
#
# Six 3×3 filters on a colour picture, and ten of them:

# %%
for filters in (6, 10):
    weight_shape = [filters, 3, 3, 3]
    print(
        filters,
        "filters:",
        np.prod(weight_shape),
        "weights and",
        filters,
        "biases, together",
        np.prod(weight_shape) + filters,
    )

# %% [markdown]
# 168 and 280 parameters. The ten filters hold 30 small 3×3 tables, one for each filter and channel,
# but only ten biases, because the channels are added up before the bias comes.
#
# A whole network is written as a table with a row for each layer.
# The input of a row is the output of the row above; that is where most mistakes travel.
# You can type the next exercise's table here: a shape as `10, 6, 24, 24` or `None`,
# a count as `450` or as a product such as `6*5*5`. Tab goes to the next cell.
# The text below the table is Python, ready to be copied into your answer.

# %%
widgets.fill_in_table()

# %% [markdown] role="statement" exercise="homework_2"
# ### Exercise 8.4: homework 2, the table of a network (12 points, ~30 min)
#
# The input is `[10, 3, 224, 224]`. Every convolution and every fully connected layer has biases.
#
# | layer | what it is |
# |---|---|
# | `conv1` | 6 filters of 5×5, stride 1, padding 2 |
# | `max_pool1` | windows of 2×2, stride 2 |
# | `conv2` | 16 filters of 5×5, stride 1, padding 2 |
# | `max_pool2` | windows of 2×2, stride 2 |
# | `fc1` | fully connected, 64 units |
# | `fc2` | fully connected, 1 unit |
#
# Assign the table to `homework_2`: for each layer a dict with five cells.
#
# - `weight_shape` and `bias_shape`: a list such as `[2, 3]`, or `None` where there is no weight or bias.
# - `weight_count` and `bias_count`: how many numbers that is; 0 where there is nothing.
# - `output_shape`: a list, batch first.
#
# Replace every `"?"`, or paste the text that the form above wrote for you. Delete the line that raises an error.
#
# **The tests look at** each cell by itself. In the four layers with weights a cell is worth half a point;
# in the two pooling layers the output is worth one point, and each wrong cell beside it takes a quarter away.
# The visible part of the tests only says what is still open.
#
# <details><summary>Hint</summary>
#
# Fill in the column of output shapes first, from top to bottom. Then each row needs nothing but itself and the row above.
# </details>

# %% role="answer" exercise="homework_2"
homework_2 = {
    "conv1": {"weight_shape": "?", "weight_count": "?", "bias_shape": "?", "bias_count": "?",
              "output_shape": "?"},
    "max_pool1": {"weight_shape": "?", "weight_count": "?", "bias_shape": "?", "bias_count": "?",
                  "output_shape": "?"},
    "conv2": {"weight_shape": "?", "weight_count": "?", "bias_shape": "?", "bias_count": "?",
              "output_shape": "?"},
    "max_pool2": {"weight_shape": "?", "weight_count": "?", "bias_shape": "?", "bias_count": "?",
                  "output_shape": "?"},
    "fc1": {"weight_shape": "?", "weight_count": "?", "bias_shape": "?", "bias_count": "?",
            "output_shape": "?"},
    "fc2": {"weight_shape": "?", "weight_count": "?", "bias_shape": "?", "bias_count": "?",
            "output_shape": "?"},
}
### BEGIN SOLUTION
none = {"weight_shape": None, "weight_count": 0, "bias_shape": None, "bias_count": 0}
homework_2 = {
    "conv1": {"weight_shape": [6, 3, 5, 5], "weight_count": 450, "bias_shape": [6], "bias_count": 6,
              "output_shape": [10, 6, 224, 224]},
    "max_pool1": {**none, "output_shape": [10, 6, 112, 112]},
    "conv2": {"weight_shape": [16, 6, 5, 5], "weight_count": 2400, "bias_shape": [16], "bias_count": 16,
              "output_shape": [10, 16, 112, 112]},
    "max_pool2": {**none, "output_shape": [10, 16, 56, 56]},
    "fc1": {"weight_shape": [50176, 64], "weight_count": 3211264, "bias_shape": [64], "bias_count": 64,
            "output_shape": [10, 64]},
    "fc2": {"weight_shape": [64, 1], "weight_count": 64, "bias_shape": [1], "bias_count": 1,
            "output_shape": [10, 1]},
}
### END SOLUTION

# %% role="tests" exercise="homework_2" case="conv1" points=2.5
# conv1, half a point a cell (2.5 points)
from course.table_checks import expected_row, look_over_row, score_row

look_over_row("homework_2", homework_2, "conv1")
### BEGIN HIDDEN TESTS
score_row(
    "conv1",
    homework_2["conv1"],
    expected_row([6, 3, 5, 5], [10, 6, 224, 224]),
    before=[10, 3, 224, 224],
    points=2.5,
)
### END HIDDEN TESTS

# %% role="tests" exercise="homework_2" case="max_pool1" points=1
# max_pool1, 1 point for the output, a quarter less for each other wrong cell (1 point)
from course.table_checks import expected_row, look_over_row, score_row

look_over_row("homework_2", homework_2, "max_pool1")
### BEGIN HIDDEN TESTS
mistakes = {"output_shape": {"this follows from a conv1 without padding": [10, 6, 110, 110]}}
score_row(
    "max_pool1",
    homework_2["max_pool1"],
    expected_row(None, [10, 6, 112, 112]),
    before=[10, 6, 224, 224],
    points=1,
    mistakes=mistakes,
)
### END HIDDEN TESTS

# %% role="tests" exercise="homework_2" case="conv2" points=2.5
# conv2, half a point a cell (2.5 points)
from course.table_checks import expected_row, look_over_row, score_row

look_over_row("homework_2", homework_2, "conv2")
### BEGIN HIDDEN TESTS
three = "conv2 reads what max_pool1 puts out, which has six channels, not the picture's three"
mistakes = {
    "weight_shape": {three: [16, 3, 5, 5]},
    "weight_count": {three: 1200},
    "output_shape": {"padding was lost twice": [10, 16, 106, 106]},
}
score_row(
    "conv2",
    homework_2["conv2"],
    expected_row([16, 6, 5, 5], [10, 16, 112, 112]),
    before=[10, 6, 112, 112],
    points=2.5,
    mistakes=mistakes,
)
### END HIDDEN TESTS

# %% role="tests" exercise="homework_2" case="max_pool2" points=1
# max_pool2, 1 point for the output, a quarter less for each other wrong cell (1 point)
from course.table_checks import expected_row, look_over_row, score_row

look_over_row("homework_2", homework_2, "max_pool2")
### BEGIN HIDDEN TESTS
mistakes = {"output_shape": {"this follows from convolutions without padding": [10, 16, 53, 53]}}
score_row(
    "max_pool2",
    homework_2["max_pool2"],
    expected_row(None, [10, 16, 56, 56]),
    before=[10, 16, 112, 112],
    points=1,
    mistakes=mistakes,
)
### END HIDDEN TESTS

# %% role="tests" exercise="homework_2" case="fc1" points=2.5
# fc1, half a point a cell (2.5 points)
from course.table_checks import expected_row, look_over_row, score_row

look_over_row("homework_2", homework_2, "fc1")
### BEGIN HIDDEN TESTS
mistakes = {
    "weight_shape": {
        "the flattened size follows from convolutions without padding": [16 * 53 * 53, 64]
    }
}
score_row(
    "fc1",
    homework_2["fc1"],
    expected_row([50176, 64], [10, 64]),
    before=[10, 16, 56, 56],
    points=2.5,
    mistakes=mistakes,
)
### END HIDDEN TESTS

# %% role="tests" exercise="homework_2" case="fc2" points=2.5
# fc2, half a point a cell (2.5 points)
from course.table_checks import expected_row, look_over_row, score_row

look_over_row("homework_2", homework_2, "fc2")
### BEGIN HIDDEN TESTS
mistakes = {
    "weight_shape": {"fc2 reads what fc1 puts out, 64 numbers for each picture": [50176, 1]}
}
score_row(
    "fc2",
    homework_2["fc2"],
    expected_row([64, 1], [10, 1]),
    before=[10, 64],
    points=2.5,
    mistakes=mistakes,
)
### END HIDDEN TESTS

# %% [markdown]
# If your numbers are right, they add up to 3,214,265 parameters, and one row holds nearly all of them.
# The table follows so plainly from the list of layers that a function can write it.

# %% [markdown] role="statement" exercise="layer_table"
# ### Exercise 8.5: the table of any network (6 points, ~35 min)
#
# ```python
# layer_table(layers, input_shape) -> {name: row}
# ```
#
# - `input_shape`: `[N, C, H, W]`, where `H` and `W` may differ.
# - `layers`: a list of dicts, first layer first, of three types:
#
# ```python
# {"name": "conv1", "type": "conv", "filters": 6, "kernel": 5, "stride": 1, "padding": 2}
# {"name": "max_pool1", "type": "pool", "kernel": 2, "stride": 2, "padding": 0}
# {"name": "fc1", "type": "fc", "units": 64}
# ```
#
# - Return what you wrote by hand in homework 2: for each name a dict with `weight_shape`, `weight_count`,
#   `bias_shape`, `bias_count` and `output_shape`.
# - `padding` may be left out and is 0 then. `stride` may be left out too, and is then
#   1 in a `conv` and the kernel's size in a `pool`, as in Paddle.
# - A `fc` flattens what comes before it. All `conv` and `fc` layers have biases. Names say nothing about types.
#
# **The tests look at** a tiny network, three versions of LeNet, LeNet and AlexNet for large pictures, VGG-16,
# and pictures that are not square.
#
# <details><summary>Hint</summary>
#
# Keep a variable `shape`, which starts as `input_shape` and becomes each layer's output in turn.
# `layer.get("padding", 0)` is the padding, or 0 where there is none. `math.prod(shape[1:])` is the flattened size.
# </details>


# %% role="answer" exercise="layer_table"
def layer_table(layers, input_shape):
    """{name: {weight_shape, weight_count, bias_shape, bias_count, output_shape}} of every layer."""

    ### BEGIN SOLUTION
    def windows(layer, size, default_stride):
        stride, padding = layer.get("stride", default_stride), layer.get("padding", 0)
        return (size + 2 * padding - layer["kernel"]) // stride + 1

    table, shape = {}, list(input_shape)
    for layer in layers:
        weight = bias = None
        if layer["type"] == "conv":
            weight, bias = [layer["filters"], shape[1], layer["kernel"], layer["kernel"]], [
                layer["filters"]
            ]
            shape = [
                shape[0],
                layer["filters"],
                windows(layer, shape[2], 1),
                windows(layer, shape[3], 1),
            ]
        elif layer["type"] == "pool":
            shape = [*shape[:2], *(windows(layer, size, layer["kernel"]) for size in shape[2:])]
        else:
            weight, bias = [int(np.prod(shape[1:])), layer["units"]], [layer["units"]]
            shape = [shape[0], layer["units"]]
        table[layer["name"]] = {
            "weight_shape": weight,
            "weight_count": int(np.prod(weight)) if weight else 0,
            "bias_shape": bias,
            "bias_count": bias[0] if bias else 0,
            "output_shape": shape,
        }
    return table
    ### END SOLUTION


# %% role="tests" exercise="layer_table" case="tiny" points=1
# A tiny network (1 point)
from course.table_checks import check_table, expected_row

layers = [
    {"name": "conv", "type": "conv", "filters": 2, "kernel": 3, "stride": 1, "padding": 0},
    {"name": "pool", "type": "pool", "kernel": 2, "stride": 2, "padding": 0},
    {"name": "fc", "type": "fc", "units": 3},
]
expected = {
    "conv": expected_row([2, 1, 3, 3], [5, 2, 4, 4]),
    "pool": expected_row(None, [5, 2, 2, 2]),
    "fc": expected_row([8, 3], [5, 3]),
}
check_table(
    "layer_table of a tiny network on [5, 1, 6, 6]",
    layer_table(layers, [5, 1, 6, 6]),
    expected,
    before=[5, 1, 6, 6],
)
### BEGIN HIDDEN TESTS
from course import tables as t

layers = [
    t.conv(4, 2, name="fc_first", stride=1, padding=1),
    t.conv(3, 1, name="pool", stride=1, padding=0),
    t.fc(7, name="c"),
    t.fc(2, name="conv"),
]
expected = {
    "fc_first": expected_row([4, 3, 2, 2], [2, 4, 6, 6]),
    "pool": expected_row([3, 4, 1, 1], [2, 3, 6, 6]),
    "c": expected_row([108, 7], [2, 7]),
    "conv": expected_row([7, 2], [2, 2]),
}
check_table(
    "layer_table of conv, conv, fc, fc (names tell no types) on [2, 3, 5, 5]",
    layer_table(layers, [2, 3, 5, 5]),
    expected,
    [2, 3, 5, 5],
)
### END HIDDEN TESTS

# %% role="tests" exercise="layer_table" case="lenets" points=2
# Three versions of LeNet (2 points)
from course.table_checks import check_table, expected_row

first = [{"name": "conv1", "type": "conv", "filters": 6, "kernel": 5, "stride": 1, "padding": 0}]
expected = {"conv1": expected_row([6, 1, 5, 5], [1, 6, 28, 28])}
check_table(
    "layer_table of LeNet-5's first layer on [1, 1, 32, 32]",
    layer_table(first, [1, 1, 32, 32]),
    expected,
    [1, 1, 32, 32],
)
### BEGIN HIDDEN TESTS
from course import tables as t
from course.table_checks import as_network

for name, n, channels, side, kernel, units, total in [
    ("LeNet-5", 1, 1, 32, 5, [84, 10], 61_706),
    ("LeNet for 28×28 pixels", 3, 1, 28, 4, [64, 10], 41_806),
    ("LeNet for colour, with two convolutions,", 8, 3, 32, 0, [120, 84, 10], 62_006),
]:
    rows = [(t.conv(6, 5, stride=1), [6, channels, 5, 5], [n, 6, side - 4, side - 4])]
    rows += [(t.pool(2, stride=2), None, [n, 6, side // 2 - 2, side // 2 - 2])]
    rows += [(t.conv(16, 5, padding=0), [16, 6, 5, 5], [n, 16, side // 2 - 6, side // 2 - 6])]
    rows += [(t.pool(2, stride=2), None, [n, 16, side // 4 - 3, side // 4 - 3])]
    if kernel:
        rows += [(t.conv(120, kernel), [120, 16, kernel, kernel], [n, 120, 1, 1])]
    sizes = [120 if kernel else 400, *units]
    rows += [(t.fc(after), [before, after], [n, after]) for before, after in zip(sizes, units)]
    layers, expected = as_network(rows)
    assert total == sum(
        row["weight_count"] + row["bias_count"] for row in expected.values()
    )  # the test itself is right
    shape = [n, channels, side, side]
    check_table(f"layer_table of {name} on {shape}", layer_table(layers, shape), expected, shape)
### END HIDDEN TESTS

# %% role="tests" exercise="layer_table" case="alexnet" points=1
# LeNet and AlexNet for pictures of 224×224 (1 point)
from course.table_checks import check_table, expected_row

first = [{"name": "conv1", "type": "conv", "filters": 96, "kernel": 11, "stride": 4, "padding": 5}]
expected = {"conv1": expected_row([96, 3, 11, 11], [1, 96, 56, 56])}
check_table(
    "layer_table of AlexNet's first layer, stride 4, on [1, 3, 224, 224]",
    layer_table(first, [1, 3, 224, 224]),
    expected,
    [1, 3, 224, 224],
)
### BEGIN HIDDEN TESTS
from course import tables as t
from course.table_checks import as_network

lenet = [(t.conv(6, 5), [6, 3, 5, 5], [1, 6, 220, 220]), (t.pool(2), None, [1, 6, 110, 110])]
lenet += [(t.conv(16, 5), [16, 6, 5, 5], [1, 16, 106, 106]), (t.pool(2), None, [1, 16, 53, 53])]
lenet += [
    (t.conv(120, 4), [120, 16, 4, 4], [1, 120, 50, 50]),
    (t.fc(64), [300_000, 64], [1, 64]),
    (t.fc(1), [64, 1], [1, 1]),
]
alexnet = [
    (t.conv(96, 11, stride=4, padding=5), [96, 3, 11, 11], [1, 96, 56, 56]),
    (t.pool(2, stride=2), None, [1, 96, 28, 28]),
]
alexnet += [
    (t.conv(256, 5, stride=1, padding=2), [256, 96, 5, 5], [1, 256, 28, 28]),
    (t.pool(2, stride=2), None, [1, 256, 14, 14]),
]
for before, after in [(256, 384), (384, 384), (384, 256)]:
    alexnet += [(t.conv(after, 3, padding=1), [after, before, 3, 3], [1, after, 14, 14])]
alexnet += [(t.pool(2, stride=2), None, [1, 256, 7, 7]), (t.fc(4096), [12_544, 4096], [1, 4096])]
alexnet += [(t.fc(4096), [4096, 4096], [1, 4096]), (t.fc(1), [4096, 1], [1, 1])]
for name, rows, total in [("LeNet", lenet, 19_233_841), ("AlexNet", alexnet, 71_916_929)]:
    layers, expected = as_network(rows)
    assert total == sum(
        row["weight_count"] + row["bias_count"] for row in expected.values()
    )  # the test itself is right
    check_table(
        f"layer_table of {name} on [1, 3, 224, 224]",
        layer_table(layers, [1, 3, 224, 224]),
        expected,
        [1, 3, 224, 224],
    )
### END HIDDEN TESTS

# %% role="tests" exercise="layer_table" case="vgg" points=1
# VGG-16, which has 21 rows (1 point)
from course.table_checks import check_table, expected_row

block = [
    {"name": f"conv{i}", "type": "conv", "filters": 64, "kernel": 3, "stride": 1, "padding": 1}
    for i in (1, 2)
]
expected = {
    "conv1": expected_row([64, 3, 3, 3], [2, 64, 32, 32]),
    "conv2": expected_row([64, 64, 3, 3], [2, 64, 32, 32]),
}
check_table(
    "layer_table of VGG's first two convolutions on [2, 3, 32, 32]",
    layer_table(block, [2, 3, 32, 32]),
    expected,
    [2, 3, 32, 32],
)
### BEGIN HIDDEN TESTS
from course import tables as t
from course.table_checks import as_network

rows, channels, side = [], 3, 224
for filters, convolutions in [(64, 2), (128, 2), (256, 3), (512, 3), (512, 3)]:
    for _ in range(convolutions):
        rows += [
            (
                t.conv(filters, 3, stride=1, padding=1),
                [filters, channels, 3, 3],
                [1, filters, side, side],
            )
        ]
        channels = filters
    side //= 2
    rows += [(t.pool(2, stride=2), None, [1, filters, side, side])]
rows += [(t.fc(4096), [25_088, 4096], [1, 4096]), (t.fc(4096), [4096, 4096], [1, 4096])]
for outputs, total in [(1, 134_264_641), (1000, 138_357_544)]:
    layers, expected = as_network([*rows, (t.fc(outputs), [4096, outputs], [1, outputs])])
    assert total == sum(
        row["weight_count"] + row["bias_count"] for row in expected.values()
    )  # the test itself is right
    assert expected["layer19"]["weight_count"] + expected["layer19"]["bias_count"] == 102_764_544
    check_table(
        f"layer_table of VGG-16 with {outputs} outputs",
        layer_table(layers, [1, 3, 224, 224]),
        expected,
        [1, 3, 224, 224],
    )
### END HIDDEN TESTS

# %% role="tests" exercise="layer_table" case="rectangles" points=1
# Pictures that are not square, strides and paddings that are left out (1 point)
from course.table_checks import check_table, expected_row

check_table(
    "layer_table of a pooling with kernel 3, whose stride is left out and so is 3, on [2, 4,"
    " 9, 12]",
    layer_table([{"name": "pool", "type": "pool", "kernel": 3}], [2, 4, 9, 12]),
    {"pool": expected_row(None, [2, 4, 3, 4])},
    mistakes={
        ("pool", "output_shape"): {
            "a pooling without a stride has the kernel's size as its stride, not 1": [2, 4, 7, 10]
        }
    },
)
### BEGIN HIDDEN TESTS
from course import tables as t
from course.table_checks import as_network

rows = [
    (t.conv(5, 4, stride=3, padding=2), [5, 2, 4, 4], [3, 5, 8, 14]),
    (t.pool(3, stride=2, padding=1), None, [3, 5, 4, 7]),
]
rows += [
    (t.conv(7, 2), [7, 5, 2, 2], [3, 7, 3, 6]),
    (t.pool(2, stride=1), None, [3, 7, 2, 5]),
    (t.fc(6), [70, 6], [3, 6]),
]
layers, expected = as_network(rows)
mistakes = {
    ("layer1", "output_shape"): {
        "round down": [3, 5, 9, 14],
        "the stride is ignored": [3, 5, 22, 40],
    },
    ("layer2", "output_shape"): {"the padding of a pooling is ignored": [3, 5, 3, 6]},
    ("layer4", "output_shape"): {"this pooling has a stride of its own, 1": [3, 7, 1, 3]},
}
check_table(
    "layer_table of five layers on [3, 2, 21, 39]",
    layer_table(layers, [3, 2, 21, 39]),
    expected,
    [3, 2, 21, 39],
    mistakes,
)
### END HIDDEN TESTS

# %% [markdown]
# ## 8.4 Where the parameters sit, and where the work is done
#
# Parameters and operations are connected by one observation:
# **a weight of a convolution is used once for every output pixel** of its filter; a weight of a fully connected layer once.
# We take LeNet-5, which chapter 9 builds. It has three convolutions and two fully connected layers.

# %%
names = ["conv1", "conv2", "conv3", "fc1", "fc2"]
weights = np.array([6 * 1 * 5 * 5, 16 * 6 * 5 * 5, 120 * 16 * 5 * 5, 120 * 84, 84 * 10])
biases = np.array([6, 16, 120, 84, 10])
pixels = np.array([28 * 28, 10 * 10, 1, 1, 1])  # how often each weight is used for one picture
parameters, multiplications = weights + biases, weights * pixels
print("parameters:", parameters.sum())
print("multiply-accumulates:", multiplications.sum())
print("FLOPs, twice as many:", 2 * multiplications.sum())

# %% [markdown]
# 61,706 parameters, 416,520 multiply-accumulates. The two columns side by side, layer by layer:

# %%
plots.show(
    plots.shares(names, {"parameters": parameters, "multiplications": multiplications}),
    alt=(
        "Two panels of bars for the five layers of LeNet-5. Parameters: conv3 holds 78 percent and"
        " fc1 16.5 percent, conv1 and conv2 together 4.2 percent. Multiplications: conv2 does 57.6"
        " percent and conv1 28.2 percent, conv3 11.5 percent."
    ),
)

# %% [markdown]
# The two panels disagree.
# The first two convolutions hold 4 % of the parameters and do 86 % of the work:
# their few weights are used at 784 and at 100 places. The later layers hold 96 % and do 14 %.
#
# The third convolution sees 5×5 pixels with a 5×5 kernel: one position only. It is a fully connected layer in disguise.
#
# In other networks the shares differ, but the two columns rarely agree.
# To save parameters, look at large weights; to save time, look at large outputs.
# VGG-16 is extreme in its parameters: its first fully connected layer alone has

# %%
fc1 = 25088 * 4096 + 4096
print(f"{fc1:,} parameters, {fc1 / 138_357_544:.1%} of the network's 138,357,544")

# %% [markdown]
# Three quarters of all parameters in one of sixteen layers.
#
# ## 8.5 The same in Paddle
#
# Does Paddle agree with the counts of section 8.4? We build LeNet-5 without its activations, which have nothing to
# learn; `parameters()` lists everything that does.

# %%
import paddle

net = paddle.nn.Sequential(
    paddle.nn.Conv2D(1, 6, 5),
    paddle.nn.MaxPool2D(2, 2),
    paddle.nn.Conv2D(6, 16, 5),
    paddle.nn.MaxPool2D(2, 2),
    paddle.nn.Conv2D(16, 120, 5),
    paddle.nn.Flatten(),
    paddle.nn.Linear(120, 84),
    paddle.nn.Linear(84, 10),
)
print(f"parameters: {sum(parameter.size for parameter in net.parameters()):,}")

# %% [markdown]
# 61,706, as we counted. And the shapes, one line for each weight and each bias:

# %%
for name, parameter in net.named_parameters():
    print(f"{name:9}", list(parameter.shape))

# %% [markdown]
# Layers 1, 3 and 5, the poolings and the flattening, are not in the list: they have nothing to learn.
# The weight of layer 6, the first fully connected one, is `[120, 84]`: inputs first.
#
# A picture sent through the network, layer by layer, shows the output shapes:

# %%
x = paddle.zeros([1, 1, 32, 32])
for layer in net:
    x = layer(x)
    print(f"{type(layer).__name__:10}", list(x.shape))

# %% [markdown]
# Write the first numbers of these shapes down for your own networks before you run them; when one differs,
# you have found a mistake in the network or in your head, and both are worth finding.
#
# > **What Paddle does differently.**
# >
# > - `paddle.nn.Linear` keeps its weight as `[in, out]`; textbooks and other frameworks often write `[out, in]`.
# > - `paddle.summary(net, (10, 3, 224, 224))` prints the table that you filled in, with weights and biases in one number.
# >   Its total also counts the running mean and variance of batch normalization (chapter 5), which are not trained.
# > - `paddle.flops` counts multiply-accumulates plus one addition for each bias, so neither MAC nor twice the MAC.
# >   It finds no rule for some layers and counts them as zero.
# > - In Paddle 3.3 with NumPy 2.4 or later, `paddle.flops` raises a `TypeError`. Therefore this course counts by itself.
#
# **What usually goes wrong** when people count:
#
# - the input channels of a filter are forgotten, or the picture's three channels are used in the second layer, too;
# - padding is added once instead of twice, and division does not round down;
# - biases are counted for every output pixel;
# - the batch is counted in the parameters, or left out of the operations;
# - the flattened size belongs to another picture size: the LeNet of chapter 10, for 224×224 pixels, has a first fully
#   connected layer that sees 300,000 numbers, and texts that print 30,000 have lost a zero.

# %% [markdown]
# ## 8.6 Work that could be saved
#
# With padding 1, the corner of the output is a sum of nine products, but five of them are with zeros of the padding.
# How many products are real at each position? For a picture of 4×6 pixels, a 3×3 kernel and stride 1:

# %%
real = np.array([[4, 6, 6, 6, 6, 4], [6, 9, 9, 9, 9, 6], [6, 9, 9, 9, 9, 6], [4, 6, 6, 6, 6, 4]])
print("all products:", 9 * real.size, " real ones:", real.sum())
plots.show(
    plots.number_grids([real], ["real products at each output"]),
    alt="A grid of 4 rows and 6 columns: 4 in the corners, 6 along the borders, 9 inside.",
)

# %% [markdown]
# 160 of 216: on a small picture, a quarter of the work is for nothing. Large pictures have relatively little border.

# %% [markdown] role="statement" exercise="useful_multiplications"
# ### Exercise 8.6, stretch: leave out the zeros (4 points, ~25 min)
#
# ```python
# useful_multiplications(n, c_in, h, w, c_out, k, stride, padding) -> int
# ```
#
# - The parameters are those of `conv_operations`, without the bias.
# - Return how many multiplications are left when products with zeros of the *padding* are skipped.
#   What the picture's own pixels are does not matter.
#
# **The tests look at** homework 1, strides on pictures that are not square, and paddings as wide as the kernel or wider.
#
# <details><summary>Hint</summary>
#
# Look at one axis. The kernel at output position `i` covers the pixels from `i * stride - padding` on, `k` of them.
# Count those between 0 and `n - 1`. What do the counts of rows and columns have to do with the grid above?
# Watch windows that lie wholly in the padding.
# </details>


# %% role="answer" exercise="useful_multiplications"
def useful_multiplications(n, c_in, h, w, c_out, k, stride, padding):
    """Multiplications of a convolution without those whose factor is a zero of the padding."""

    ### BEGIN SOLUTION
    def inside(size):
        starts = range(-padding, size + padding - k + 1, stride)
        return sum(max(0, min(start + k, size) - max(start, 0)) for start in starts)

    return n * c_in * c_out * inside(h) * inside(w)
    ### END SOLUTION


# %% role="tests" exercise="useful_multiplications" case="homework" points=1
# Homework 1 and the grid above (1 point)
from course.checks import check

check(
    "useful_multiplications of one 3×3 kernel on one grey 4×6 picture, padding 1",
    useful_multiplications(n=1, c_in=1, h=4, w=6, c_out=1, k=3, stride=1, padding=1),
    160,
    mistakes={
        "All products are counted, those with zeros too.": 216,
        "Windows that touch the padding are left out entirely; they have real products, too.": 72,
        "The picture is treated as a square of its height.": 100,
    },
)
### BEGIN HIDDEN TESTS
check(
    "useful_multiplications of homework 1",
    useful_multiplications(10, 3, 224, 224, 64, 3, 1, 1),
    861_888_000,
    mistakes={
        "All products are counted, those with zeros too.": 867_041_280,
        "Windows that touch the padding are left out entirely; they have real products, too.": (
            10 * 3 * 64 * 222**2 * 9
        ),
        "The batch is not counted.": 86_188_800,
        "The filters are not counted.": 861_888_000 // 64,
        "The channels of the input are not counted.": 861_888_000 // 3,
    },
)
check(
    "useful_multiplications without padding",
    useful_multiplications(2, 3, 5, 7, 4, 2, 1, 0),
    2 * 3 * 4 * 4 * 6 * 4,
)
### END HIDDEN TESTS

# %% role="tests" exercise="useful_multiplications" case="stride" points=2
# Strides and pictures that are not square (2 points)
from course.checks import check

check(
    "useful_multiplications of one 3×3 kernel on one grey 4×6 picture, stride 2, padding 1",
    useful_multiplications(n=1, c_in=1, h=4, w=6, c_out=1, k=3, stride=2, padding=1),
    40,  # 4 6 6 above 6 9 9: the last row and column of zeros are never reached
    mistakes={
        "The stride is ignored.": 160,
        "All products are counted, those with zeros too.": 54,
        "The picture is treated as a square of its height.": 25,
    },
)
### BEGIN HIDDEN TESTS
def by_counting(h, w, k, stride, padding):
    """Every product of every position, one by one."""
    return sum(
        0 <= row + u < h and 0 <= column + v < w
        for row in range(-padding, h + padding - k + 1, stride)
        for column in range(-padding, w + padding - k + 1, stride)
        for u in range(k)
        for v in range(k)
    )


for n, c_in, h, w, c_out, k, s, p in [
    (2, 3, 7, 10, 4, 3, 2, 1),
    (1, 2, 9, 5, 3, 5, 3, 2),
    (3, 1, 6, 11, 2, 4, 3, 3),
    (1, 3, 8, 13, 2, 2, 3, 1),
]:
    mistakes = {
        "All products are counted, those with zeros too.": (
            k * k * ((h + 2 * p - k) // s + 1) * ((w + 2 * p - k) // s + 1)
        ),
        "The stride is ignored.": by_counting(h, w, k, 1, p),
        "The picture is treated as a square of its height.": by_counting(h, h, k, s, p),
        "The picture is treated as a square of its width.": by_counting(w, w, k, s, p),
        "Windows that touch the padding are left out entirely; they have real products, too.": (
            by_counting(h, w, k, s, 0)
        ),
    }
    check(
        f"useful_multiplications of {c_out} filters {k}×{k} on [{n}, {c_in}, {h}, {w}], stride {s},"
        f" padding {p}",
        useful_multiplications(n, c_in, h, w, c_out, k, s, p),
        n * c_in * c_out * by_counting(h, w, k, s, p),
        mistakes={mistake: n * c_in * c_out * wrong for mistake, wrong in mistakes.items()},
    )
### END HIDDEN TESTS

# %% role="tests" exercise="useful_multiplications" case="wide_padding" points=1
# Paddings as wide as the kernel or wider (1 point)
from course.checks import check

check(
    "useful_multiplications of one 1×1 kernel on one grey 2×3 picture, padding 1: only the six"
    " pixels count",
    useful_multiplications(n=1, c_in=1, h=2, w=3, c_out=1, k=1, stride=1, padding=1),
    6,
    mistakes={"All products are counted, those with zeros too.": 20},
)
### BEGIN HIDDEN TESTS
for n, c_in, h, w, c_out, k, s, p in [
    (1, 2, 3, 5, 3, 2, 1, 4),
    (2, 1, 4, 2, 3, 3, 2, 3),
    (1, 3, 2, 3, 2, 5, 1, 5),
    (2, 2, 1, 6, 1, 2, 3, 5),
]:
    real = sum(
        0 <= row + u < h and 0 <= column + v < w
        for row in range(-p, h + p - k + 1, s)
        for column in range(-p, w + p - k + 1, s)
        for u in range(k)
        for v in range(k)
    )
    check(
        f"useful_multiplications of {c_out} filters {k}×{k} on [{n}, {c_in}, {h}, {w}], stride {s},"
        f" padding {p}",
        useful_multiplications(n, c_in, h, w, c_out, k, s, p),
        n * c_in * c_out * real,
        mistakes={
            "All products are counted, those with zeros too.": (
                n * c_in * c_out * k * k * ((h + 2 * p - k) // s + 1) * ((w + 2 * p - k) // s + 1)
            ),
            "Windows that lie wholly in the padding must count 0, not less than nothing.": (
                n
                * c_in
                * c_out
                * sum(min(i + k, h) - max(i, 0) for i in range(-p, h + p - k + 1, s))
                * sum(min(j + k, w) - max(j, 0) for j in range(-p, w + p - k + 1, s))
            ),
        },
    )
### END HIDDEN TESTS

# %% [markdown]
# In homework 1 only 0.6 % of the multiplications can be saved.
# That is why nobody bothers; looking for the zeros would cost more than multiplying with them.
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
# - A side of $n$ pixels becomes $\lfloor (n + 2p - k) / s \rfloor + 1$; rows and columns each by themselves.
# - An output of a convolution costs $C_{in} k_h k_w$ multiplications, one addition less, and one more with a bias.
# - A convolution has $C_{out} C_{in} k_h k_w$ weights and $C_{out}$ biases; pooling has none.
# - A fully connected layer has `in` × `out` weights, `[in, out]` in Paddle, and `out` biases.
# - The batch counts in outputs and operations, never in parameters.
# - In the small networks here convolutions do the work, and fully connected layers hold the parameters.
# - Say which convention a count follows: MAC, twice the MAC, or Paddle's.
#
# ## Check yourself
#
# <details><summary>A convolution has 32 filters of 3×3 on 16 channels. How many parameters, with biases?</summary>
#
# 32 · 16 · 3 · 3 + 32 = 4,640. The size of the picture does not matter.
# </details>
#
# <details><summary>You feed pictures with twice as many rows and columns. What happens to a convolution's parameters and operations?</summary>
#
# The parameters stay. The operations become about four times as many.
# </details>
#
# <details><summary>And what happens to the first fully connected layer?</summary>
#
# It no longer fits. Its flattened input is about four times as long, so it needs about four times as many weights.
# </details>
#
# <details><summary>One text gives a network 0.4 million FLOPs, another 0.8 million. Is one of them wrong?</summary>
#
# Perhaps neither: one counts multiply-accumulates, the other multiplications and additions.
# </details>
#
# <details><summary>A 1×1 convolution on one channel, without bias: how many additions does an output take?</summary>
#
# None. There is one product, and nothing to add it to.
# </details>
#
# ## What comes next
#
# Part I is complete: you know every operator that the classic networks are made of, and what it costs.
# Part II puts them together. Chapter 9 begins with LeNet, the network that read the digits on bank cheques:
# you predict its table first, then build it, train it, and see whether you were right.
