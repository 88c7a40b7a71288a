# %% [markdown]
# # 1. Convolution: one small kernel, everywhere
#
# A photograph is a grid of numbers.
# This chapter takes the one operation that made computers good at reading such grids,
# and builds it by hand: slide a small table of weights across the picture,
# multiply, add up, write the sum down.
#
# **When you are done, you can**
#
# - say why a fully connected layer is the wrong tool for pictures, with numbers;
# - write convolution yourself, in NumPy, for any picture and kernel;
# - tell the operation that networks use from the one that mathematicians call convolution;
# - design a kernel for a purpose, and read what a kernel does from its weights;
# - do the same in PaddlePaddle and see equal numbers.
#
# **It takes** about 45 minutes to read and 105 minutes to solve.
# You need NumPy arrays (indexing, slices, shapes) and nothing about neural networks.
# There are 27 points in seven exercises; the last one is a stretch.
# The symbols are those of [the table of notation](../notation.md); [the glossary](../glossary.md) gives each term in Chinese.
#
# **How exercises work.** Write your code where it says `YOUR CODE HERE`, then run the test cells below it.
# A test that passes prints nothing. One that fails says what it tried, what it got and what it expected.
# When your work is graded, each test runs a few more cases than you see.

# %% [markdown]
# The first cell loads what the chapter needs: NumPy, SciPy's finished convolution to compare with,
# and the course's own small library.

# %%
import numpy as np
from scipy.signal import convolve2d, correlate2d

from course import data, plots, widgets

# %% [markdown]
# ## 1.1 Why not a fully connected layer?
#
# Here is a photograph as a computer has it: rows and columns of grey values, 0 for black and 1 for white.

# %%
temple = data.photograph("temple")
print("shape [rows, columns]:", temple.shape)
print("top left corner:\n", temple[:3, :4].round(2))

# %% [markdown]
# The shape is always *rows first*: `temple[i, j]` is row `i` from the top, column `j` from the left.
# The corner holds almost equal numbers, because it shows sky.
# Neighbouring pixels of a photograph are usually alike. Keep that in mind; convolution lives on it.

# %%
plots.show(
    plots.pictures([temple], ["the temple, 160 rows and 240 columns"]),
    alt=(
        "A grey photograph of a temple tower with four roofs before a pale sky; "
        "rows are numbered downwards, columns to the right."
    ),
)

# %% [markdown]
# (Photograph by danielbuechele, CC BY 2.0; it ships with scikit-learn.)
#
# A **unit** computes one number: it multiplies each input with a weight of its own, adds the products,
# and adds one more number, its **bias**.
# A **fully connected layer** is many units that all see all inputs.
# It wants a vector, so we would flatten the picture, row after row, and give every unit
# one weight for each pixel and one bias.
# For a small picture of 32 by 32 pixels, one unit needs:

# %%
side = 32
weights_of_one_unit = side * side
print("parameters of one unit:", weights_of_one_unit + 1)

# %% [markdown]
# That is 1,025 numbers to learn for *one* unit. A layer may have thousands of units.
# The next figure lets the picture grow. Both axes are logarithmic.

# %%
plots.show(
    plots.parameter_growth([8, 16, 32, 64, 128, 224]),
    alt=(
        "Parameters against the side of the picture, both on logarithmic axes. The line of a fully"
        " connected unit climbs from 65 at 8 pixels to 50,177 at 224 pixels. The line of a 3 by 3"
        " kernel stays level at 10."
    ),
)

# %% [markdown]
# The fully connected unit grows with the *area* of the picture.
# The flat line is what this chapter is about: a 3×3 kernel has nine weights and a bias, whatever the picture's size.
#
# Size is not the only trouble. Flattening also forgets which pixels are neighbours.
# We take a unit whose weights match a white bar exactly, and then move the bar by one pixel:

# %%
bar = np.zeros((8, 8))
bar[2:7, 3] = 1.0
unit = bar.ravel()  # weights that fit this bar perfectly
moved = np.roll(bar, 1, axis=1)
print("response to the bar:", unit @ bar.ravel(), " to the moved bar:", unit @ moved.ravel())

# %% [markdown]
# The response falls from 5 to 0. To the unit, the moved bar is a picture it has never seen.
# It would have to learn "bar" again at every place.
#
# A convolutional network changes three things:
#
# 1. **Locality.** A unit looks at a small window only, because near pixels belong together and far ones rarely do.
# 2. **Weight sharing.** The same weights are used at every window, because a bar is a bar wherever it stands.
# 3. **Pooling.** Pooling layers between the others blur the exact place on purpose. That is chapter 4.

# %% [markdown] role="statement" exercise="dense_parameters"
# ### Exercise 1.1: what full connection costs (2 points, ~10 min)
#
# Count the parameters of a chain of fully connected layers.
#
# ```python
# dense_parameters(sizes) -> int
# ```
#
# - `sizes` lists how many numbers each stage has: `[1024, 1]` is one layer from 1,024 inputs to one unit;
#   `[3072, 4096, 10]` is two layers.
# - Return the number of weights **and** biases of all layers together, as a whole number.
#
# **The tests look at** one layer, several layers, and whether biases are counted.
#
# <details><summary>Hint</summary>
#
# A layer from `n` inputs to `m` units has one weight for each pair and one bias for each unit.
# `zip(sizes, sizes[1:])` walks through neighbouring sizes.
# </details>


# %% role="answer" exercise="dense_parameters"
def dense_parameters(sizes):
    """Weights and biases of fully connected layers between stages of the given sizes."""
    ### BEGIN SOLUTION
    return sum(inputs * units + units for inputs, units in zip(sizes, sizes[1:]))
    ### END SOLUTION


# %% role="tests" exercise="dense_parameters" case="one_layer" points=1
# One layer: the unit on a 32×32 picture from above (1 point)
from course.checks import check

check(
    "dense_parameters([1024, 1])",
    dense_parameters([1024, 1]),
    1025,
    mistakes={
        "The bias is missing: every unit has one besides its weights.": 1024,
        "Biases belong to the units of a layer, not to its inputs.": 2048,
    },
)
### BEGIN HIDDEN TESTS
for inputs, units in [(64, 10), (7, 3), (1, 1)]:
    check(
        f"dense_parameters([{inputs}, {units}])",
        dense_parameters([inputs, units]),
        inputs * units + units,
        mistakes={
            "There is one bias for each unit, not one for the layer.": inputs * units + 1,
            "A layer from n inputs to m units has n·m weights: one for each pair.": inputs + units,
        },
    )
### END HIDDEN TESTS

# %% role="tests" exercise="dense_parameters" case="several_layers" points=1
# Several layers (1 point)
from course.checks import check

check(
    "dense_parameters([3, 4, 2])",
    dense_parameters([3, 4, 2]),
    26,  # 3·4 + 4, then 4·2 + 2
    mistakes={
        "Only the first layer is counted.": 16,
        "Only the last layer is counted.": 10,
        "The stages in between are skipped; a layer connects neighbouring sizes.": 8,
        "Layers add up; only the two sizes of one layer are multiplied.": 30,
        "The input has no biases, only the units of each layer do.": 29,
        "There is one bias for each unit, not one for the layer.": 22,
        "The biases are missing.": 20,
    },
)
### BEGIN HIDDEN TESTS
check(
    "dense_parameters([3072, 4096, 4096, 10]), a classifier of 32×32 colour pictures",
    dense_parameters([3072, 4096, 4096, 10]),
    29_409_290,
    mistakes={
        "Only two layers are counted; four sizes make three layers.": (
            3072 * 4096 + 4096 + 4096 * 4096 + 4096
        )
    },
)
check("dense_parameters([5, 4, 4, 4, 1])", dense_parameters([5, 4, 4, 4, 1]), 24 + 20 + 20 + 5)
### END HIDDEN TESTS

# %% [markdown]
# If your function works, ask it about a network that reads 32×32 colour pictures (3,072 numbers) through two layers
# of 4,096 units: 29,401,088 weights and 8,202 biases. That is a lot of numbers to see that a picture shows a frog.

# %% [markdown]
# ## 1.2 Slide, multiply, add
#
# Now the operation itself. A **kernel** is a small table of weights.
# Lay it on the top left corner of the picture, multiply each weight with the pixel under it, add the products:
# that is the first output. Move one column to the right and do it again; at the end of the row, go down one row.
#
# A tiny example, small enough to check in your head:

# %%
x = np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
w = np.array([[0, 1], [2, 3]])
first = 0 * 1 + 1 * 2 + 2 * 4 + 3 * 5
print("first output:", first)

# %% [markdown]
# Two by two windows fit into a 3×3 picture in two rows and two columns of positions, so there are four sums.
# SciPy's `correlate2d` does the same; `mode="valid"` means that the kernel never leaves the picture.

# %%
y = correlate2d(x, w, mode="valid")
plots.show(
    plots.number_grids([x, w, y], ["picture", "kernel", "output"], signs=",→"),
    alt="The picture 1 2 3, 4 5 6, 7 8 9 and the kernel 0 1, 2 3 give the output 25 31, 43 49.",
)

# %% [markdown]
# Read the grid: 25 is the sum we did by hand, and 31 = 0·2 + 1·3 + 2·5 + 3·6 is the window one column further.
# As a formula, for a picture $x$ and a kernel $w$ with $k_h$ rows and $k_w$ columns,
#
# $$ y_{i,j} = b + \sum_{u=0}^{k_h-1} \sum_{v=0}^{k_w-1} x_{i+u,\,j+v} \; w_{u,v} . $$
#
# $b$ is the **bias**, one number added to every output. With $b = 1$ the example gives 26, 32, 44 and 50.
# The output is called a **feature map**: it says, for each place, how strongly the window there matches the kernel.
#
# Move the slider, or select it and use the arrow keys, and watch the kernel travel.
# The nine products below the picture add up to the pixel with the thick outline.

# %%
widgets.step_kernel()

# %% [markdown]
# On the right, red is positive, blue is negative, white is zero; sand is not computed yet.
# Two things are worth seeing. With the kernel *vertical edges*, the sum is large and positive where the left side of the window is brighter,
# large and negative the other way round, and near zero on plain sky.
# And the output is smaller than the picture: 12 by 18 pixels have become 10 by 16.

# %% [markdown] role="statement" exercise="output_size"
# ### Exercise 1.2: how large is the output? (3 points, ~10 min)
#
# ```python
# output_size(n, k) -> int
# ```
#
# - `n`: how many pixels the picture has along one side; `k`: how many the kernel has along the same side.
# - Return the number of positions at which the kernel lies fully inside the picture.
# - Where the kernel is larger than the picture there is no such position: raise a `ValueError` that says so.
#
# **The tests look at** several sizes, a kernel as large as the picture, and one that does not fit.
#
# <details><summary>Hint</summary>
#
# The kernel's first pixel can stand at position 0, 1, 2, … up to the position where its last pixel touches the border.
# Draw `n = 5`, `k = 3` on paper and count.
# </details>


# %% role="answer" exercise="output_size"
def output_size(n, k):
    """Positions of a kernel of k pixels inside n pixels; ValueError where it does not fit."""
    ### BEGIN SOLUTION
    if k > n:
        raise ValueError(f"a kernel of {k} pixels does not fit into {n}")
    return n - k + 1
    ### END SOLUTION


# %% role="tests" exercise="output_size" case="values" points=2
# Sizes that fit (2 points)
from course.checks import check

too_few = "One too few: the first position counts, too."
check(
    "output_size(32, 3)",
    output_size(32, 3),
    30,
    mistakes={
        too_few: 29,
        "One too many: at the last position the kernel would stick out.": 31,
        "The output is smaller than the picture: the kernel must stay inside.": 32,
        "The kernel must not stick out of the picture.": 34,
        "These are tiles that do not overlap; the kernel moves by one pixel.": 10,
    },
)
check(
    "output_size(3, 2), the example above",
    output_size(3, 2),
    2,
    mistakes={
        "This shrinks the picture as if the kernel always had 3 pixels; k may be any size.": 1
    },
)
### BEGIN HIDDEN TESTS
for n, k in [(4, 3), (28, 5), (50, 1), (7, 7), (224, 11)]:
    check(f"output_size({n}, {k})", output_size(n, k), n - k + 1, mistakes={too_few: n - k})
### END HIDDEN TESTS


# %% role="tests" exercise="output_size" case="misfit" points=1
# A kernel that does not fit (1 point)
def misfit(n, k):
    try:
        happened = f"returned {output_size(n, k)!r}"
    except NotImplementedError:
        raise
    except ValueError:
        return
    except Exception as error:
        happened = f"raised {type(error).__name__}: {error}"
    raise AssertionError(
        f"output_size({n}, {k}) {happened}. The kernel is larger than the picture, so raise a"
        " ValueError and return nothing."
    )


misfit(3, 5)
### BEGIN HIDDEN TESTS
misfit(2, 3)  # n - k + 1 is 0, which is no size either
misfit(1, 11)
try:
    output_size(5, 5), output_size(6, 5)
except ValueError:
    raise AssertionError(
        "output_size(5, 5) or (6, 5) raised a ValueError: a kernel as large as the picture, or"
        " smaller, does fit."
    ) from None
### END HIDDEN TESTS

# %% [markdown] role="statement" exercise="conv2d"
# ### Exercise 1.3: convolution by hand (8 points, ~30 min)
#
# ```python
# conv2d(x, w, bias=0.0) -> array [rows, columns]
# ```
#
# - `x`: the picture, an array `[H, W]`; `w`: the kernel, an array `[k_h, k_w]`; `bias`: one number.
# - Return the output of the formula above, with as many rows and columns as `output_size` says.
#   Neither picture nor kernel need be square.
# - Write it by hand, with NumPy's arrays. A finished convolution would give the same numbers and teach you nothing,
#   so a test looks whether you call one of SciPy's, Paddle's or NumPy's.
#
# **The tests look at** the worked example, shapes that are not square, the bias, and pictures that are stored as whole
# numbers while the output is not whole.
#
# <details><summary>Hint</summary>
#
# Two loops over the output's rows `i` and columns `j` are enough:
# the window is `x[i:i + k_h, j:j + k_w]`, and `(window * w).sum()` is the sum of products.
# Make the output with `np.zeros((rows, columns))`: floats, whatever the picture's type is.
# </details>


# %% role="answer" exercise="conv2d"
def conv2d(x, w, bias=0.0):
    """Slide kernel w [k_h, k_w] over picture x [H, W]; one output for each position of the kernel."""
    ### BEGIN SOLUTION
    k_h, k_w = w.shape
    y = np.zeros((x.shape[0] - k_h + 1, x.shape[1] - k_w + 1))
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            y[i, j] = (x[i : i + k_h, j : j + k_w] * w).sum() + bias
    return y
    ### END SOLUTION


# %% role="tests" exercise="conv2d" case="worked_example" points=2
# The worked example (2 points)
import numpy as np

from course import mistakes
from course.checks import check

x = np.array([[1.0, 2, 3], [4, 5, 6], [7, 8, 9]])
w = np.array([[0.0, 1], [2, 3]])
case = "conv2d of the 3×3 picture and the 2×2 kernel above"
check(case, conv2d(x, w), [[25, 31], [43, 49]], mistakes.convolution(x, w))
### BEGIN HIDDEN TESTS
case = "conv2d with a 1×1 kernel of 2, which doubles every pixel"
check(case, conv2d(x, np.array([[2.0]])), 2 * x)
check("conv2d with a kernel as large as the picture", conv2d(x, x), [[285.0]])
case = "conv2d with negative weights"
check(case, conv2d(x, -w), [[-25, -31], [-43, -49]], mistakes.convolution(x, -w))
### END HIDDEN TESTS

# %% role="tests" exercise="conv2d" case="rectangles" points=2
# Pictures and kernels that are not square, and written by hand (2 points)
import numpy as np

from course import mistakes
from course.by_hand import check_by_hand
from course.checks import check

x = np.arange(18.0).reshape(3, 6)
w = np.array([[1.0, 0, -2]])
y = [[-4, -5, -6, -7], [-10, -11, -12, -13], [-16, -17, -18, -19]]
case = "conv2d of the numbers 0 to 17 as a 3×6 picture and the 1×3 kernel [[1, 0, -2]]"
check(case, conv2d(x, w), y, mistakes.convolution(x, w))
check_by_hand(In, "conv2d")
### BEGIN HIDDEN TESTS
from scipy.signal import correlate2d

rng = np.random.default_rng(1)
for picture, kernel in [
    ((5, 9), (2, 4)),
    ((9, 5), (4, 2)),
    ((31, 20), (5, 7)),
    ((7, 8), (1, 4)),
    ((8, 7), (4, 1)),
]:
    x, w = rng.normal(size=picture), rng.normal(size=kernel)
    case = f"conv2d of a {picture[0]}×{picture[1]} picture and a {kernel[0]}×{kernel[1]} kernel"
    y = correlate2d(x, w, mode="valid")
    check(case, conv2d(x, w), y, mistakes.convolution(x, w), tolerance=1e-5)
### END HIDDEN TESTS

# %% role="tests" exercise="conv2d" case="bias" points=2
# The bias (2 points)
import numpy as np

from course import mistakes
from course.checks import check

x = np.array([[1.0, 2, 3], [4, 5, 6], [7, 8, 9]])
w = np.full((2, 2), 2.0)
case = "conv2d of the 3×3 picture above and the kernel [[2, 2], [2, 2]] with bias=10"
check(case, conv2d(x, w, bias=10), [[34, 42], [58, 66]], mistakes.convolution(x, w, 10))
### BEGIN HIDDEN TESTS
from scipy.signal import correlate2d

rng = np.random.default_rng(2)
x, w = rng.normal(size=(5, 5)), np.full((3, 3), 0.3)
y = correlate2d(x, w, mode="valid")
for bias in (-1.75, 2.5, 0.0):
    known = mistakes.convolution(x, w, bias)
    check(f"conv2d with bias={bias}", conv2d(x, w, bias), y + bias, known)
check("conv2d without a bias, which counts as 0", conv2d(x, w), y)
### END HIDDEN TESTS

# %% role="tests" exercise="conv2d" case="number_types" points=2
# Pictures stored as whole numbers (2 points)
import numpy as np

from course.checks import check

x = np.array([[10, 20], [31, 41]])
w = np.array([[1.5, 0.25], [0.25, 1.5]])
known = {
    "Fractions are cut off: the output took the picture's whole-number type.": [[89]],
    "The kernel lost its fractions: it took the picture's whole-number type.": [[51]],
}
case = "conv2d of [[10, 20], [31, 41]] and the kernel [[1.5, 0.25], [0.25, 1.5]]"
check(case, conv2d(x, w), [[89.25]], known)
### BEGIN HIDDEN TESTS
from scipy.signal import correlate2d

x = np.random.default_rng(3).integers(0, 256, size=(6, 6), dtype=np.uint8)
laplacian = np.array([[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]])
for name, w in [("the Laplacian", laplacian), ("a 2×2 blur", np.full((2, 2), 0.3))]:
    y = correlate2d(x.astype(float), w, mode="valid")
    known = {
        "Values wrapped around: 8-bit numbers end at 255. Make the output of floats.": (
            y.astype(int) % 256
        ),
        "Results are clipped to 0 … 255; a feature map may be negative.": y.clip(0, 255),
        "Fractions are cut off: the output array is of whole numbers.": np.trunc(y),
    }
    check(f"conv2d of an 8-bit picture (0 to 255) and {name}", conv2d(x, w), y, known)
known = {
    "The bias's fraction is cut off: the output array is of whole numbers.": x + 1,
    "The bias is ignored.": x + 0,
}
case = "conv2d of an 8-bit picture and the 1×1 kernel 1 with a bias of 1.5"
check(case, conv2d(x, np.array([[1]]), bias=1.5), x + 1.5, known)
### END HIDDEN TESTS

# %% [markdown]
# This cell tries *your* function on the photograph and compares it with SciPy.
# The largest difference should be zero, or as small as rounding (about 1e-15).

# %%
small = data.photograph("temple", height=60)
mean = np.ones((3, 3)) / 9
difference = conv2d(small, mean) - correlate2d(small, mean, mode="valid")
print("largest difference from SciPy:", np.abs(difference).max())

# %% [markdown]
# ## 1.3 The flip: cross-correlation and true convolution
#
# Mathematicians who look at our formula would say: that is *cross-correlation*.
# Their **convolution** turns the kernel by 180° first, so that its last weight meets the window's first pixel.
# The same picture and kernel as above:

# %%
x = np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
w = np.array([[0, 1], [2, 3]])
print("cross-correlation:\n", correlate2d(x, w, mode="valid"))
print("true convolution:\n", convolve2d(x, w, mode="valid"))

# %% [markdown]
# 25 has become 11 = 3·1 + 2·2 + 1·4 + 0·5: the weights are read backwards.
# What that does is easiest to see on a picture with a single bright pixel, an *impulse*.

# %%
impulse = np.zeros((5, 5))
impulse[2, 2] = 1
arrow = np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
stamped = [
    arrow,
    correlate2d(impulse, arrow, mode="valid"),
    convolve2d(impulse, arrow, mode="valid"),
]
plots.show(
    plots.number_grids(stamped, ["kernel", "cross-correlation", "true convolution"]),
    alt=(
        "The kernel holds 1 to 9. Cross-correlation with one bright pixel gives 9 down to 1, the"
        " kernel turned by 180 degrees. True convolution gives 1 to 9, the kernel itself."
    ),
)

# %% [markdown]
# True convolution stamps the kernel onto every bright pixel; cross-correlation stamps it turned by 180°.
#
# Networks use cross-correlation and call it convolution. They may: the weights are learned,
# and a network that needs the turned kernel simply learns the turned weights.
# From here on we say *convolution* as everybody does, and mean the formula of section 1.2.
#
# > **In Paddle.** `paddle.nn.Conv2D` and `paddle.nn.functional.conv2d` do not flip.
# > `scipy.signal.convolve2d` and `numpy.convolve` do. If your result looks like a mirror image, look here first.

# %% [markdown] role="statement" exercise="true_conv2d"
# ### Exercise 1.4: true convolution (4 points, ~10 min)
#
# ```python
# true_conv2d(x, w) -> array of shape [H - k_h + 1, W - k_w + 1]
# ```
#
# - `x`: the picture `[H, W]`; `w`: the kernel `[k_h, k_w]`, not always square.
# - Return the true convolution, with the kernel inside the picture everywhere.
# - You may call your `conv2d` if it passes its tests, or SciPy's `correlate2d`.
#
# **The tests look at** an impulse, the worked example, and kernels that look different after every kind of flip.
#
# <details><summary>Hint</summary>
#
# Turning by 180° reverses the order of the rows *and* of the columns. A slice with step `-1` reverses one axis.
# </details>


# %% role="answer" exercise="true_conv2d"
def true_conv2d(x, w):
    """Mathematical convolution of picture x [H, W] and kernel w [k_h, k_w], without padding."""
    ### BEGIN SOLUTION
    return conv2d(x, w[::-1, ::-1])
    ### END SOLUTION


# %% role="tests" exercise="true_conv2d" case="examples" points=2
# An impulse and the worked example (2 points)
import numpy as np

from course import mistakes
from course.checks import check

impulse = np.zeros((5, 5))
impulse[2, 2] = 1
w = np.array([[1.0, 2, 3], [4, 5, 6], [7, 8, 9]])
case = "true_conv2d of an impulse, which shows the kernel itself"
stamp = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
check(case, true_conv2d(impulse, w), stamp, mistakes.true_convolution(impulse, w))
### BEGIN HIDDEN TESTS
x, w = np.array([[1.0, 2, 3], [4, 5, 6], [7, 8, 9]]), np.array([[0.0, 1], [2, 3]])
case = "true_conv2d of the worked example"
check(case, true_conv2d(x, w), [[11, 17], [29, 35]], mistakes.true_convolution(x, w))
x, w = np.array([[10, 20], [31, 41]]), np.array([[1.5, 0.25], [0.25, 1.5]])
known = {"Fractions are cut off: the output took the picture's whole-number type.": [[89]]}
check("true_conv2d of a picture of whole numbers", true_conv2d(x, w), [[89.25]], known)
### END HIDDEN TESTS

# %% role="tests" exercise="true_conv2d" case="rectangles" points=2
# Kernels that are not square (2 points)
import numpy as np

from course import mistakes
from course.checks import check

x = np.arange(12.0).reshape(3, 4)
w = np.array([[1.0, 0, -2]])
case = "true_conv2d of the numbers 0 to 11 as a 3×4 picture and the kernel [[1, 0, -2]]"
check(case, true_conv2d(x, w), [[2, 1], [-2, -3], [-6, -7]], mistakes.true_convolution(x, w))
### BEGIN HIDDEN TESTS
from scipy.signal import convolve2d

rng = np.random.default_rng(4)
for picture, kernel in [((5, 9), (2, 4)), ((9, 5), (3, 2)), ((6, 6), (3, 3)), ((6, 3), (4, 1))]:
    x, w = rng.normal(size=picture), rng.normal(size=kernel)
    case = (
        f"true_conv2d of a {picture[0]}×{picture[1]} picture and a {kernel[0]}×{kernel[1]} kernel"
    )
    y = convolve2d(x, w, mode="valid")
    check(case, true_conv2d(x, w), y, mistakes.true_convolution(x, w), tolerance=1e-5)
### END HIDDEN TESTS

# %% [markdown]
# ## 1.4 Three kernels and what they see
#
# ### Edges: a difference between neighbours
#
# Take a picture that is bright in its first 30 columns and dark in the rest,
# and the smallest kernel that compares left with right: `[1, 0, -1]`.

# %%
half = data.half_bright(height=50, width=50, bright=30)
edges = correlate2d(half, np.array([[1, 0, -1]]), mode="valid")
print("shape:", edges.shape)
print("columns that are not zero:", np.unique(np.nonzero(edges)[1]))
print("largest value:", edges.max())

# %% [markdown]
# As pictures, with the edge and what the kernel makes of it side by side:

# %%
plots.show(
    plots.pictures([half, edges], ["bright until column 29", "response to [1, 0, -1]"]),
    alt=(
        "Left: a square picture, white up to column 29 and black after it. Right: the response,"
        " black except for one thin vertical white line in columns 28 and 29."
    ),
)

# %% [markdown]
# Where left and right are equal the response is 0; at the edge it is 1.
# The white line is two columns wide, 28 and 29, because the kernel straddles the edge at two positions.
# The whole response is 48 columns wide, as `output_size(50, 3)` promised.
#
# ### The Laplacian: how much a pixel differs from its surroundings
#
# Along a row, the first difference is $x_{j+1} - x_j$. The difference of two neighbouring differences,
# $(x_{j+1} - x_j) - (x_j - x_{j-1})$, is the **second difference**, with the weights $1, -2, 1$.
# It is zero on a slope that climbs evenly, and large where brightness bends.
# Add the second differences along the row and along the column, then the same along the two diagonals, and change the sign:

# %%
straight = np.array([[0, 1, 0], [1, -4, 1], [0, 1, 0]])  # along the row and along the column
diagonal = np.array([[1, 0, 1], [0, -4, 0], [1, 0, 1]])  # along the two diagonals
laplacian = -(straight + diagonal)
print(laplacian, " sum of the weights:", laplacian.sum())

# %% [markdown]
# The centre pixel counts eight times, its eight neighbours count once each with a minus.
# The weights add up to 0, so a flat area gives exactly 0 whatever its brightness.
# That is a good question to ask of any kernel: *what do its weights add up to?*
#
# ### The blur: an average
#
# A 5×5 kernel of equal weights that add up to 1 replaces each pixel by the mean of its surroundings.
# A flat area stays as it is; detail smaller than the kernel is smoothed away.

# %%
blur = np.full((5, 5), 1 / 25)
flower = data.photograph("flower")
bent = correlate2d(flower, laplacian, mode="valid")
smooth = correlate2d(flower, blur, mode="valid")
plots.show(
    plots.pictures([flower, bent, smooth], ["flower", "Laplacian", "5×5 mean"]),
    alt=(
        "A dahlia in bloom three times: as photographed; under the Laplacian, where only the rims"
        " of the petals show and the soft background is empty; and blurred, with the fine petals in"
        " the middle run together."
    ),
)

# %% [markdown]
# (Photograph by vultilion, CC BY 2.0; it ships with scikit-learn.)
#
# The blurred background of the photograph disappears under the Laplacian: nothing bends there.
# The petals' rims stand out on both sides, once positive and once negative.
#
# Now try it yourself. Choose a kernel, or type one: one row of the kernel on each line.
# What does the sum of the weights do? What does a kernel with a single 1 in a corner do?

# %%
widgets.choose_kernel()

# %% [markdown] role="statement" exercise="horizontal_edges"
# ### Exercise 1.5: a kernel for horizontal edges (3 points, ~10 min)
#
# Assign to `horizontal_edges` a 3×3 array that finds edges which run from left to right.
#
# - Where the picture is dark above and bright below, the response is positive.
# - On flat areas, and on vertical edges, the response is 0.
#
# **The tests look at** what your kernel does to pictures, so there is more than one right answer.
#
# <details><summary>Hint</summary>
#
# Compare the row below with the row above.
# For silence on vertical edges, the weights of each column must add up to 0.
# </details>

# %% role="answer" exercise="horizontal_edges"
horizontal_edges = None  # a 3×3 array
### BEGIN SOLUTION
horizontal_edges = np.array([[-1, -1, -1], [0, 0, 0], [1, 1, 1]])
### END SOLUTION

# %% role="tests" exercise="horizontal_edges" case="finds" points=2
# It finds horizontal edges, with the right sign (2 points)
import numpy as np
from scipy.signal import correlate2d

from course.checks import as_kernel

kernel = as_kernel("horizontal_edges", horizontal_edges, 3, 3)
picture = np.zeros((8, 8))
picture[4:] = 1.0  # dark above, bright below
response = correlate2d(picture, kernel, mode="valid")
here = "on a picture that is dark above and bright below"
if not (np.abs(response) > 1e-6).any():
    sideways = correlate2d(picture.T, kernel, mode="valid").any()
    sees = "it finds edges that run from top to bottom" if sideways else "it does not see the edge"
    raise AssertionError(f"Your kernel answers 0 everywhere {here}: {sees}.")
if (response < -1e-9).any():
    turned = (response <= 1e-9).all()
    mend = "swap the signs of your kernel" if turned else "it answers with both signs at one edge"
    raise AssertionError(f"Some responses are negative {here}: {mend}.")
### BEGIN HIDDEN TESTS
rows = np.nonzero(np.abs(response) > 1e-9)[0]
assert set(rows.tolist()) <= {2, 3}, (
    "Your kernel answers far from the edge, where the picture is flat: its weights must add up to 0."
)
bright_above = correlate2d(picture[::-1], kernel, mode="valid")
assert (bright_above <= 1e-9).all() and (bright_above < -1e-9).any(), (
    "On a picture that is bright above and dark below, the response must be negative at the edge:"
    " your kernel does not tell the two apart."
)
### END HIDDEN TESTS

# %% role="tests" exercise="horizontal_edges" case="silent" points=1
# It is silent elsewhere (1 point)
import numpy as np
from scipy.signal import correlate2d

from course.checks import as_kernel

kernel = as_kernel("horizontal_edges", horizontal_edges, 3, 3)
assert kernel.any(), "A kernel of zeros is silent everywhere, also on horizontal edges."
kernel = kernel / np.abs(kernel).max()  # however small its weights are
flat = correlate2d(np.full((6, 6), 0.7), kernel, mode="valid")
assert np.allclose(flat, 0), (
    f"On a flat grey picture the response is {flat[0, 0]:.3g}, not 0: make the weights add up to 0."
)
### BEGIN HIDDEN TESTS
for name, columns in [
    ("bright on the left", slice(0, 3)),
    ("bright on the right", slice(3, 7)),
    ("a vertical line", slice(3, 4)),
]:
    picture = np.zeros((7, 7))
    picture[:, columns] = 1.0
    response = correlate2d(picture, kernel, mode="valid")
    assert np.allclose(response, 0), (
        f"On a picture with a vertical edge ({name}) the response reaches"
        f" {np.abs(response).max():.3g}, not 0: make the weights of each column add up to 0."
    )
noticed = correlate2d(np.outer([0, 0, 0, 1, 1, 1], np.ones(6)), kernel, mode="valid")
assert np.abs(noticed).max() > 1e-6, "Your kernel is silent on horizontal edges as well."
### END HIDDEN TESTS

# %% [markdown] role="statement" exercise="sharpen"
# ### Exercise 1.6: a kernel that sharpens (3 points, ~10 min)
#
# Assign to `sharpen` a 3×3 array that makes edges stronger and leaves everything else alone.
#
# - An area that is flat, or that climbs evenly, keeps its brightness exactly.
# - At an edge, the bright side becomes brighter than it was and the dark side darker,
#   at horizontal and at vertical edges.
# - A single bright pixel on black becomes brighter than it was.
#
# **The tests look at** flat pictures, even slopes, a single bright pixel, and edges from all four sides.
#
# <details><summary>Hint</summary>
#
# Add the Laplacian to the picture itself. The picture itself is what the identity kernel gives: a single 1 in the middle.
# What do the weights of the sum add up to?
# </details>

# %% role="answer" exercise="sharpen"
sharpen = None  # a 3×3 array
### BEGIN SOLUTION
sharpen = np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]])
### END SOLUTION

# %% role="tests" exercise="sharpen" case="edges" points=2
# Edges become stronger (2 points)
import numpy as np
from scipy.signal import correlate2d

from course.checks import as_kernel

kernel = as_kernel("sharpen", sharpen, 3, 3)


def sides_of_edge(turns):
    """Brightness at both sides of an edge between 0.4 and 0.6 after sharpening: (dark side, bright side)."""
    picture = np.full((8, 8), 0.4)
    picture[4:] = 0.6
    response = np.rot90(correlate2d(np.rot90(picture, turns), kernel, mode="valid"), -turns)
    return response[2].max(), response[3].min()


dark, bright = sides_of_edge(0)
hint = (
    "only edges are left, the picture itself is missing"
    if abs(kernel.sum()) < 1e-9
    else "both sides must move apart"
)
if kernel.sum() > 1e-9 and bright - dark < 0.2 + 1e-9:
    hint = (
        "the kernel weakens the edge"
        if bright - dark < 0.2 - 1e-9
        else "the kernel leaves the edge as it is"
    )
assert bright > 0.6 + 1e-9, (
    f"At an edge between 0.4 and 0.6 the bright side becomes {bright:.3g}: it must rise above 0.6;"
    f" {hint}."
)
assert dark < 0.4 - 1e-9, (
    f"At an edge between 0.4 and 0.6 the dark side becomes {dark:.3g}: it must fall below 0.4;"
    f" {hint}."
)
### BEGIN HIDDEN TESTS
for turns, edge in [(1, "bright on the right"), (2, "bright above"), (3, "bright on the left")]:
    dark, bright = sides_of_edge(turns)
    assert bright > 0.6 + 1e-9 and dark < 0.4 - 1e-9, (
        f"At an edge that is {edge}, between 0.4 and 0.6, the sides become {dark:.3g} and"
        f" {bright:.3g}: they must move apart for edges in all four directions, so treat all sides"
        " alike."
    )
flat = correlate2d(np.full((5, 5), 0.5), kernel, mode="valid")
assert np.allclose(flat, 0.5), (
    "Edges may be stronger, but so is everything else: a flat 0.5 must stay 0.5, so let the weights"
    " add up to 1."
)
### END HIDDEN TESTS

# %% role="tests" exercise="sharpen" case="flat" points=1
# Flat areas stay as they are (1 point)
import numpy as np
from scipy.signal import correlate2d

from course.checks import as_kernel

kernel = as_kernel("sharpen", sharpen, 3, 3)
flat = correlate2d(np.full((5, 5), 0.5), kernel, mode="valid")
assert np.allclose(flat, 0.5), (
    f"A flat picture of 0.5 becomes {flat[0, 0]:.3g}: make the weights add up to 1."
)
impulse = np.zeros((5, 5))
impulse[2, 2] = 1.0
response = correlate2d(impulse, kernel, mode="valid")
assert response[1, 1] > 1 + 1e-9, (
    f"A single bright pixel of 1 becomes {response[1, 1]:.3g} at its own place: sharpening must"
    " lift it above 1."
)
### BEGIN HIDDEN TESTS
slope = np.outer(np.ones(6), np.arange(6.0))
response = correlate2d(slope, kernel, mode="valid")
assert np.allclose(response, slope[1:-1, 1:-1]), (
    "On a slope that climbs evenly from left to right the picture changes: weights on opposite"
    " sides of the centre must be equal."
)
response = correlate2d(slope.T, kernel, mode="valid")
assert np.allclose(response, slope.T[1:-1, 1:-1]), (
    "On a slope that climbs evenly downwards the picture changes: weights on opposite sides of the"
    " centre must be equal."
)
### END HIDDEN TESTS

# %% [markdown]
# ## 1.5 The same in Paddle
#
# A framework does what you did, faster, for many pictures and many kernels at once.
# Therefore its shapes have two more axes. A picture goes in as `[N, C, H, W]`: how many pictures, how many channels each
# (1 for grey, 3 for colour), rows, columns. A kernel is `[C_out, C_in, k_h, k_w]`. Chapter 3 explains them all;
# here every new axis is 1.

# %%
import paddle

picture = paddle.to_tensor(flower, dtype="float32").reshape([1, 1, *flower.shape])
print("picture:", picture.shape)

# %% [markdown]
# A `Conv2D` layer comes with random weights, ready to be trained. We put ours in instead, so that we can compare.

# %%
layer = paddle.nn.Conv2D(in_channels=1, out_channels=1, kernel_size=3)
layer.weight.set_value(laplacian.reshape(1, 1, 3, 3).astype("float32"))
layer.bias.set_value(np.zeros(1, dtype="float32"))
response = layer(picture)
print("output:", response.shape)

# %% [markdown]
# 160×240 pixels have become 158×238, as they should. Are the numbers equal too?

# %%
ours = correlate2d(flower, laplacian, mode="valid")
print("largest difference:", np.abs(response.numpy()[0, 0] - ours).max())

# %% [markdown]
# The difference is about a millionth: Paddle computes with 32-bit floats, NumPy with 64-bit ones.
# Compare framework results with a tolerance, never with `==`.
#
# > **What Paddle does differently.** It does not flip the kernel. It adds a bias unless you say `bias_attr=False`.
# > Pictures have the axes `[N, C, H, W]`, and float32 is the usual type.
# > And a trap: weights given through `paddle.nn.initializer.Assign` are taken without a check,
# > and an array of the wrong shape silently changes the layer's shape. `set_value`, which we used, refuses it.
# > It refuses NumPy's usual float64 as well; that is why we wrote `.astype("float32")`.

# %% [markdown]
# ## 1.6 From data to kernel
#
# So far we chose the weights. Training a network turns that around: given pictures and the outputs we want,
# find the weights. For one kernel it can be done without any training,
# because the output depends on the weights in the simplest way there is:
# every output pixel is a *linear equation* in them. The window is known, the sum is known, the weights are asked for.

# %% [markdown] role="statement" exercise="find_kernel"
# ### Exercise 1.7, stretch: find the secret kernel (4 points, ~25 min)
#
# Somebody filtered a picture and gave you the picture and the result. Which kernel was it?
#
# ```python
# find_kernel(x, y, k_h, k_w) -> array of shape [k_h, k_w]
# ```
#
# - `x`: the picture `[H, W]`; `y`: the result `[H - k_h + 1, W - k_w + 1]` of a convolution without bias.
# - Return the kernel. Where `y` has some noise in it, return the kernel that fits all of `y` best, in the sense of
#   least squares.
#
# **The tests look at** exact results, kernels that are not square, and results with noise, where all pixels must be used.
#
# <details><summary>Hint</summary>
#
# Make one row for each output pixel: the window under the kernel, flattened. That matrix times the flattened kernel is
# the flattened output. `np.linalg.lstsq(matrix, y.ravel(), rcond=None)[0]` solves such a system as well as possible.
# </details>


# %% role="answer" exercise="find_kernel"
def find_kernel(x, y, k_h, k_w):
    """The kernel [k_h, k_w] whose convolution with x comes closest to y."""
    ### BEGIN SOLUTION
    windows = np.lib.stride_tricks.sliding_window_view(x, (k_h, k_w)).reshape(-1, k_h * k_w)
    return np.linalg.lstsq(windows, y.ravel(), rcond=None)[0].reshape(k_h, k_w)
    ### END SOLUTION


# %% role="tests" exercise="find_kernel" case="exact" points=2
# Exact results (2 points)
import numpy as np
from scipy.signal import correlate2d

from course.checks import check

rng = np.random.default_rng(5)
x = rng.normal(size=(8, 9))
w = np.array([[0.0, 1], [2, 3]])
check(
    "find_kernel for the kernel of section 1.2",
    find_kernel(x, correlate2d(x, w, mode="valid"), 2, 2),
    w,
    mistakes={
        "The kernel is turned by 180°.": w[::-1, ::-1],
        "The kernel is transposed.": w.T,
        "The weights are made to add up to 1; return them as they are.": w / w.sum(),
    },
    tolerance=1e-5,
)
### BEGIN HIDDEN TESTS
for k_h, k_w in [(1, 3), (4, 2), (3, 3), (1, 1)]:
    x, w = rng.normal(size=(10, 12)), rng.normal(size=(k_h, k_w))
    found = find_kernel(x, correlate2d(x, w, mode="valid"), k_h, k_w)
    mistakes = {
        "The kernel is turned by 180°.": w[::-1, ::-1],
        "The weights are rounded to whole numbers.": w.round(),
    }
    check(
        f"find_kernel for a {k_h}×{k_w} kernel on a 10×12 picture",
        found,
        w,
        mistakes,
        tolerance=1e-5,
    )
from course import data

x = data.photograph("temple", height=40)  # neighbours are alike here, so the equations are too
w = np.array([[-1.0, -1, -1], [-1, 8, -1], [-1, -1, -1]])
found = find_kernel(x, correlate2d(x, w, mode="valid"), 3, 3)
check("find_kernel for the Laplacian on a photograph", found, w, tolerance=1e-5)
### END HIDDEN TESTS

# %% role="tests" exercise="find_kernel" case="noise" points=2
# Results with noise (2 points)
import numpy as np
from scipy.signal import correlate2d

from course.checks import check

rng = np.random.default_rng(6)
x, w = rng.normal(size=(40, 40)), np.array([[1.0, 0, -1], [2, 0, -2]])
y = correlate2d(x, w, mode="valid") + 0.1 * rng.normal(size=(39, 38))
check(
    "find_kernel where every pixel of y has a little noise; a fit to all pixels comes within 0.02",
    find_kernel(x, y, 2, 3),
    w,
    tolerance=0.02,
)
### BEGIN HIDDEN TESTS
for (height, width), (k_h, k_w), noise in [
    ((60, 50), (3, 3), 0.5),
    ((30, 30), (1, 3), 0.2),
    ((12, 40), (4, 2), 1.0),
]:
    x, w = rng.normal(size=(height, width)), rng.normal(size=(k_h, k_w))
    y = correlate2d(x, w, mode="valid")
    y += noise * rng.normal(size=y.shape)
    rows = np.array(
        [x[i : i + k_h, j : j + k_w].ravel() for i in range(len(y)) for j in range(y.shape[1])]
    )
    best, half = (
        np.linalg.lstsq(rows[::step], y.ravel()[::step], rcond=None)[0].reshape(k_h, k_w)
        for step in (1, 2)
    )
    check(
        f"find_kernel for a {k_h}×{k_w} kernel and noise of {noise}, against the least-squares fit"
        " to all pixels of y",
        find_kernel(x, y, k_h, k_w),
        best,
        mistakes={
            "Only every second pixel of y is used.": half,
            "The kernel is turned by 180°.": best[::-1, ::-1],
        },
        tolerance=1e-5,
    )
### END HIDDEN TESTS

# %% [markdown]
# A network with many layers has no such closed solution, but the idea is the same:
# show inputs and wanted outputs, and let the error move the weights. Chapter 7 does it by hand.
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
# - A convolution slides a kernel over a picture; each output is a sum of products, plus a bias.
# - It has few weights because it looks at small windows (locality) and uses the same weights everywhere (sharing).
# - Without padding, $n$ pixels and a kernel of $k$ give $n - k + 1$ outputs.
# - Networks do not flip the kernel. True convolution does.
# - Ask what the weights add up to: 0 ignores brightness, 1 keeps it.
# - In Paddle, pictures are `[N, C, H, W]` and kernels `[C_out, C_in, k_h, k_w]`.
#
# ## Check yourself
#
# <details><summary>A 7×7 kernel on a 28×28 picture: how large is the output?</summary>
#
# 28 − 7 + 1 = 22, so 22×22.
# </details>
#
# <details><summary>Which kernels give the same result with and without the flip?</summary>
#
# Those that look the same when turned by 180°: the blur, the Laplacian, but not [1, 0, -1].
# </details>
#
# <details><summary>A kernel's weights add up to 2. What happens to a flat grey area?</summary>
#
# It becomes twice as bright, plus the bias.
# </details>
#
# <details><summary>How many parameters has one 5×5 kernel with a bias on a 224×224 picture, and on a 32×32 one?</summary>
#
# 26 on both. The picture's size does not matter.
# </details>
#
# ## What comes next
#
# Every convolution made the picture smaller. Chapter 2 puts that under control with padding, takes larger steps with
# stride, and asks how much of the picture one output can see.
