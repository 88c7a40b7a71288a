# %% [markdown]
# # 12. Network in Network: a small network at every pixel
#
# AlexNet and VGG are two machines bolted together: convolutions that look, and fully connected layers that decide.
# The second part holds most of the weights.
# In 2013 Min Lin, Qiang Chen and Shuicheng Yan left it away.
# They put a small network of 1×1 convolutions behind every large one,
# let the last of them draw one map for each class, and took the mean of each map as the score.
# Both ideas are in nearly every network since.
#
# **When you are done, you can**
#
# - show with numbers that a 1×1 convolution is a fully connected layer applied to every pixel;
# - build Network in Network (**NiN**) from its blocks, and predict its parameters and its cost;
# - say exactly what a head with global average pooling saves, and what it does not;
# - run one network on pictures of any size, and say why VGG refuses;
# - read the maps of the classes: not only what the network says, but where it sees it;
# - compute such maps for any network that ends with a mean and one linear layer.
#
# **It takes** about 50 minutes to read and 130 minutes to solve.
# You need chapters 3 (1×1 convolution), 4 (global average pooling), 8 (counting) and 11 (VGG).
# There are 32 points in seven exercises; the last one is a stretch.
# The symbols are those of [the table of notation](../notation.md); [the glossary](../glossary.md) gives each term in Chinese.

# %% [markdown]
# The first cell loads what the chapter needs.

# %%
import numpy as np

from course import budget, data, gallery, nin, plots
from course.counting import count
from course.training import Runner, history_figure, mean_and_spread, seed_everything

import paddle
from paddle import nn

# %% [markdown]
# ## 12.1 One network, every pixel
#
# A pixel of a feature map is a list of C numbers: what C filters found at this place.
# A fully connected layer turns a list of numbers into another one.
# Chapter 3 showed that a **1×1 convolution** is that: one matrix product at each pixel, the same weights everywhere.
# In Paddle we can see it with two layers that hold equal weights.

# %%
paddle.seed(0)
convolution, linear = nn.Conv2D(3, 4, 1), nn.Linear(3, 4)
print("Conv2D:", list(convolution.weight.shape), " Linear:", list(linear.weight.shape))

# %% [markdown]
# `Conv2D` keeps its weights as [C_out, C_in, 1, 1], `Linear` as [C_in, C_out].
# So they are handed over transposed, and the channels of the picture have to come last before `Linear` reads them:

# %%
linear.weight.set_value(convolution.weight[:, :, 0, 0].T)
linear.bias.set_value(convolution.bias)
x = paddle.randn([2, 3, 5, 7])
by_linear = linear(x.transpose([0, 2, 3, 1])).transpose([0, 3, 1, 2])
print("first pixel:", convolution(x)[0, :, 0, 0].numpy(), by_linear[0, :, 0, 0].numpy())
print("largest difference:", f"{(convolution(x) - by_linear).abs().max().item():.0e}")

# %% [markdown]
# Equal, up to rounding, at all 70 pixels.
# One layer of this kind mixes the channels; several with ReLU between them are a **multilayer perceptron** (MLP),
# and the same MLP works at every pixel.
#
# What is it good for? A convolution with a ReLU asks one thing of its window: is this weighted sum above a threshold?
# An MLP behind it can combine the answers of many filters at the same place: *this edge or that one, but not both*.
# Here is the smallest example, with two channels that are 0 or 1. No single weighted sum is above a threshold for
# exactly the second and third of these pixels; two layers do it.

# %%
a, b = np.array([0.0, 0, 1, 1]), np.array([0.0, 1, 0, 1])
hidden = np.maximum([a - b, b - a], 0)
print("one of the two, not both:", hidden.sum(axis=0))

# %% [markdown]
# The hidden layer has the weights [1, -1] and [-1, 1], the second layer [1, 1]. That is an MLP at every pixel, by hand.

# %% [markdown] role="statement" exercise="mlp_per_pixel"
# ### Exercise 12.1: an MLP at every pixel (5 points, ~20 min)
#
# ```python
# mlp_per_pixel(x, layers) -> array [N, C_last, H, W]
# ```
#
# - `x`: pictures, an array `[N, C, H, W]`.
# - `layers`: a list of pairs `(w, b)` with arrays `w` `[C_out, C_in]` and `b` `[C_out]`, first layer first; at least one.
# - Apply them one after another to the channels of each pixel, with a ReLU behind **every** layer, the last one too.
# - By hand, with NumPy. A test looks whether you call a finished convolution.
#
# **The tests look at** one layer, several, their biases, batches and maps that are not square, and compare with
# Paddle's 1×1 convolutions.
#
# <details><summary>Hint</summary>
#
# Move the channels to the end, `x.transpose(0, 2, 3, 1)`; then `y @ w.T + b` does a layer for all pixels at once.
# Move them back at the end. Or keep them in place: `np.einsum("oc,nchw->nohw", w, x)`.
# </details>


# %% role="answer" exercise="mlp_per_pixel"
def mlp_per_pixel(x, layers):
    """1×1 convolutions with ReLU on pictures x [N, C, H, W]; layers: pairs of w [C_out, C_in] and b [C_out]."""
    ### BEGIN SOLUTION
    y = x.transpose(0, 2, 3, 1)
    for w, b in layers:
        y = np.maximum(y @ w.T + b, 0)
    return y.transpose(0, 3, 1, 2)
    ### END SOLUTION


# %% role="tests" exercise="mlp_per_pixel" case="one_layer" points=2
# One layer (2 points)
import numpy as np

from course import nin_mistakes as mistakes
from course.checks import check

x = np.array([[[[1.0, 2, 3]], [[10, 20, 30]]]])  # one picture, two channels, 1×3
w, b = np.array([[1.0, 0], [0.5, -0.1]]), np.array([-2.0, 1.0])
y, known = mistakes.mlp(x, [(w, b)])
check("mlp_per_pixel of [1, 2, 1, 3] with one layer", mlp_per_pixel(x, [(w, b)]), y, known)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(1)
for n, c_in, c_out, height, width in [(1, 3, 2, 4, 5), (3, 2, 4, 2, 6), (2, 4, 4, 5, 3)]:
    x = rng.normal(size=(n, c_in, height, width))
    layers = [(rng.normal(size=(c_out, c_in)), rng.normal(size=c_out))]
    y, known = mistakes.mlp(x, layers)
    case = f"mlp_per_pixel of [{n}, {c_in}, {height}, {width}] with one layer to {c_out} channels"
    check(case, mlp_per_pixel(x, layers), y, known, tolerance=1e-5)
### END HIDDEN TESTS

# %% role="tests" exercise="mlp_per_pixel" case="several" points=2
# Several layers (2 points)
import numpy as np

from course import nin_mistakes as mistakes
from course.checks import check

x = np.array([[[[0.0, 0, 1, 1]], [[0, 1, 0, 1]]]])
layers = [(np.array([[1.0, -1], [-1, 1]]), np.zeros(2)), (np.array([[1.0, 1]]), np.zeros(1))]
case = "mlp_per_pixel with the two layers of the example, 'one of the two, not both'"
check(case, mlp_per_pixel(x, layers), [[[[0, 1, 1, 0]]]], mistakes.mlp(x, layers)[1])
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(2)
for n, sizes, height, width in [(2, (3, 5, 4), 3, 6), (1, (2, 6, 5, 3), 7, 2), (3, (4, 4, 4), 2, 5)]:
    x = rng.normal(size=(n, sizes[0], height, width))
    layers = [(rng.normal(size=(o, c)), rng.normal(size=o)) for c, o in zip(sizes, sizes[1:])]
    y, known = mistakes.mlp(x, layers)
    case = f"mlp_per_pixel of [{n}, {sizes[0]}, {height}, {width}], channels {sizes}"
    check(case, mlp_per_pixel(x, layers), y, known, tolerance=1e-5)
### END HIDDEN TESTS

# %% role="tests" exercise="mlp_per_pixel" case="by_hand" points=1
# Equal to Paddle's 1×1 convolutions, and written by hand (1 point)
import numpy as np
import paddle

from course import nin_mistakes as mistakes
from course.by_hand import check_by_hand
from course.checks import check


def try_paddle(seed, n, sizes, height, width):
    """Compare with nn.Conv2D of 1×1 with the same weights, and a ReLU behind each."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, sizes[0], height, width)).astype("float32")
    y, layers = paddle.to_tensor(x), []
    for c_in, c_out in zip(sizes, sizes[1:]):
        layer = paddle.nn.Conv2D(c_in, c_out, 1)
        layers.append((layer.weight.numpy()[:, :, 0, 0], layer.bias.numpy() + 0.1))
        layer.bias.set_value(layers[-1][1])
        y = paddle.nn.functional.relu(layer(y))
    case = f"mlp_per_pixel against 1×1 convolutions of Paddle, channels {sizes}"
    check(case, mlp_per_pixel(x, layers), y.numpy(), mistakes.mlp(x, layers)[1], tolerance=1e-4)


try_paddle(3, 2, (3, 4, 2), 5, 4)
check_by_hand(In, "mlp_per_pixel")
### BEGIN HIDDEN TESTS
try_paddle(4, 1, (6, 8, 5, 3), 3, 7)
### END HIDDEN TESTS

# %% [markdown]
# ## 12.2 The block
#
# A **NiN block** (the paper calls it mlpconv) is one ordinary convolution k×k and two 1×1 convolutions behind it,
# with a ReLU after each of the three.
# The first one looks at a window; the other two think about what it found.
# They are cheap. These are the weights of the paper's first block for colour pictures, biases left out:

# %%
for name, weights in {"5×5": 192 * 3 * 25, "first 1×1": 160 * 192, "second 1×1": 96 * 160}.items():
    print(f"{name}: {weights:,} weights")

# %% [markdown]
# Cheap is not free: 30,720 weights for the first 1×1 are twice as many as the 5×5 kernels have,
# because these read three channels only.
# In the second block the 5×5 convolution reads 96 channels and has 460,800 weights, each 1×1 only 36,864.
#
# > **In Paddle.** `nn.Conv2D(C_in, C_out, 1)` does not need padding, and its stride should stay 1:
# > with a stride of 2 it would throw three of four pixels away unseen.

# %% [markdown] role="statement" exercise="nin_block"
# ### Exercise 12.2: the block (5 points, ~15 min)
#
# ```python
# nin_block(in_channels, out_channels, kernel_size, stride=1, padding=0) -> nn.Sequential
# ```
#
# - `out_channels`: three numbers, the filters of the three convolutions, such as `[192, 160, 96]`.
# - The first convolution has `kernel_size`, `stride` and `padding`; the other two are 1×1 with stride 1.
#   All have biases; a ReLU follows each of the three.
# - Make the layers in the order of the forward pass, so that `parameters()` lists them in that order.
#
# **The tests look at** the shapes of the parameters, and at the outputs with given weights,
# with and without stride and padding.
#
# <details><summary>Hint</summary>
#
# `nn.Sequential(nn.Conv2D(…), nn.ReLU(), …)` with six layers.
# Each convolution reads as many channels as the one before it gives out.
# </details>


# %% role="answer" exercise="nin_block"
def nin_block(in_channels, out_channels, kernel_size, stride=1, padding=0):
    """A k×k convolution and two 1×1 convolutions, each with ReLU; out_channels: three numbers."""
    ### BEGIN SOLUTION
    first, second, third = out_channels
    return nn.Sequential(
        nn.Conv2D(in_channels, first, kernel_size, stride=stride, padding=padding),
        nn.ReLU(),
        nn.Conv2D(first, second, 1),
        nn.ReLU(),
        nn.Conv2D(second, third, 1),
        nn.ReLU(),
    )
    ### END SOLUTION


# %% role="tests" exercise="nin_block" case="parameters" points=1
# The shapes of the parameters (1 point)
from course import nin_mistakes as mistakes

case, shapes = "nin_block(3, [4, 5, 2], 5)", mistakes.block_shapes(3, [4, 5, 2], 5)
_ = mistakes.parameters_of(case, nin_block(3, [4, 5, 2], 5), shapes)
### BEGIN HIDDEN TESTS
for before, after, k in [(3, [192, 160, 96], 5), (2, [6, 3, 7], 3), (5, [4, 4, 4], 1)]:
    shapes = mistakes.block_shapes(before, after, k)
    mistakes.parameters_of(f"nin_block({before}, {after}, {k})", nin_block(before, after, k), shapes)
### END HIDDEN TESTS

# %% role="tests" exercise="nin_block" case="outputs" points=2
# Outputs with given weights (2 points)
import numpy as np
import paddle

from course import nin_mistakes as mistakes
from course.checks import check


def try_block(before, after, k, shape, seed):
    """Compare a block with given weights with the same layers called one by one."""
    case = f"nin_block({before}, {after}, {k}) with given weights on {shape}"
    shapes, rng = mistakes.block_shapes(before, after, k), np.random.default_rng(seed)
    block = nin_block(before, after, k)
    arrays = mistakes.give(mistakes.parameters_of(case, block, shapes), shapes, rng)
    x = rng.normal(size=shape).astype("float32")
    y, known = mistakes.block_outputs(x, arrays, 1, 0)
    check(case, block(paddle.to_tensor(x)).numpy(), y, known, tolerance=1e-4)


try_block(3, [4, 5, 2], 3, [1, 3, 6, 8], seed=5)
### BEGIN HIDDEN TESTS
try_block(2, [6, 3, 7], 5, [2, 2, 9, 7], seed=6)
try_block(4, [8, 8, 8], 1, [3, 4, 3, 5], seed=7)
### END HIDDEN TESTS

# %% role="tests" exercise="nin_block" case="stride" points=2
# Stride and padding (2 points)
import numpy as np
import paddle

from course import nin_mistakes as mistakes
from course.checks import check


def try_stride(before, after, k, stride, padding, shape, seed):
    """Compare a block with given weights, stride and padding with its layers called one by one."""
    case = f"nin_block({before}, {after}, {k}, stride={stride}, padding={padding}) on {shape}"
    shapes, rng = mistakes.block_shapes(before, after, k), np.random.default_rng(seed)
    block = nin_block(before, after, k, stride=stride, padding=padding)
    arrays = mistakes.give(mistakes.parameters_of(case, block, shapes), shapes, rng)
    x = rng.normal(size=shape).astype("float32")
    y, known = mistakes.block_outputs(x, arrays, stride, padding)
    check(case, block(paddle.to_tensor(x)).numpy(), y, known, tolerance=1e-4)


try_stride(3, [4, 5, 2], 3, 2, 1, [1, 3, 9, 7], seed=8)
### BEGIN HIDDEN TESTS
try_stride(1, [5, 6, 4], 5, 1, 2, [2, 1, 6, 8], seed=9)
try_stride(2, [6, 6, 6], 5, 3, 2, [1, 2, 14, 11], seed=10)
### END HIDDEN TESTS

# %% [markdown]
# ## 12.3 A mean instead of a fully connected head
#
# A network for K classes has to turn its last feature map into K scores.
# The old way: flatten the map, and let fully connected layers read all numbers.
# The way of this paper: a last 1×1 convolution makes K maps, one for each class,
# and **global average pooling** takes the mean of each map (chapter 4). The K means are the scores.
# Here with three classes on a map of 2×2:

# %%
maps = np.array([[[0, 1], [0, 7]], [[2, 2], [2, 3]], [[1, 0], [0, 0]]])
print("scores:", maps.mean(axis=(1, 2)))

# %% [markdown]
# The scores are 2, 2.25 and 0.25. Every pixel has a vote for every class, and the mean counts the votes.
# Class 1 wins although the single largest vote, 7, is for class 0.
#
# What does that save? Take 192 channels on a map of 8×8, and ten classes.
# We call **head** what follows the last map, the last 1×1 convolution included.

# %%
connected = 192 * 8 * 8 * 10 + 10
votes = 192 * 10 + 10
print(f"fully connected: {connected:,}  1×1 and mean: {votes:,}  saved: {connected - votes:,}")

# %% [markdown]
# 122,890 parameters against 1,930. The mean itself has none, and the 1×1 convolution does not ask how large the map is.
# A fully connected head grows with the *area* of the map, exactly as the first unit of chapter 1 did.
# Change channels, side and classes, and watch the three lines:

# %%
nin.explore_heads()

# %% [markdown]
# The line with 256 hidden units starts far above the others, and the steep lines are steep because of the area:
# twice the side, four times the weights.
# Only the flat line does not care.

# %% [markdown] role="statement" exercise="parameters_saved"
# ### Exercise 12.3: what the mean saves (3 points, ~15 min)
#
# ```python
# parameters_saved(channels, height, width, classes, hidden=()) -> int
# ```
#
# - The last map of a network is `[channels, height, width]`.
# - Head A: a 1×1 convolution to `classes` maps, then global average pooling.
# - Head B: flatten, then fully connected layers with as many units as `hidden` lists, then one with `classes` units.
#   `hidden=()` is one fully connected layer.
# - All layers have biases. Return how many parameters head A has less than head B, as an exact whole number.
#
# **The tests look at** the example above, maps that are not square, and heads with hidden layers such as VGG's.
#
# <details><summary>Hint</summary>
#
# Count both heads, then subtract. `dense_parameters` of exercise 1.1 did the work for head B:
# the sizes are `[channels * height * width, *hidden, classes]`.
# </details>


# %% role="answer" exercise="parameters_saved"
def parameters_saved(channels, height, width, classes, hidden=()):
    """Parameters of a fully connected head less those of a 1×1 convolution with global average pooling."""
    ### BEGIN SOLUTION
    sizes = [channels * height * width, *hidden, classes]
    connected = sum(inputs * units + units for inputs, units in zip(sizes, sizes[1:]))
    return connected - (channels * classes + classes)
    ### END SOLUTION


# %% role="tests" exercise="parameters_saved" case="one_layer" points=1
# One fully connected layer (1 point)
from course import nin_mistakes as mistakes
from course.checks import check

number, known = mistakes.saved(192, 8, 8, 10)
check("parameters_saved(192, 8, 8, 10)", parameters_saved(192, 8, 8, 10), number, known)
### BEGIN HIDDEN TESTS
for numbers in [(24, 2, 2, 10), (5, 4, 7, 3), (512, 7, 7, 1000), (3, 1, 6, 2), (7, 1, 1, 4)]:
    number, known = mistakes.saved(*numbers)
    check(f"parameters_saved{numbers}", parameters_saved(*numbers), number, known)
### END HIDDEN TESTS

# %% role="tests" exercise="parameters_saved" case="hidden_layers" points=2
# Hidden layers (2 points)
from course import nin_mistakes as mistakes
from course.checks import check

number, known = mistakes.saved(6, 3, 4, 5, [8])
check("parameters_saved(6, 3, 4, 5, hidden=[8])", parameters_saved(6, 3, 4, 5, [8]), number, known)
### BEGIN HIDDEN TESTS
for *numbers, hidden in [(512, 7, 7, 1000, [4096, 4096]), (3, 2, 5, 4, [6, 7, 2]), (2, 3, 2, 5, [1])]:
    number, known = mistakes.saved(*numbers, hidden)
    case = f"parameters_saved({', '.join(map(str, numbers))}, hidden={hidden})"
    check(case, parameters_saved(*numbers, hidden), number, known)
### END HIDDEN TESTS

# %% [markdown]
# With the numbers of VGG-16, `parameters_saved(512, 7, 7, 1000, [4096, 4096])` is 123,129,856:
# nearly nine of ten parameters of that network.
#
# ## 12.4 The network, shape by shape
#
# The paper's network for pictures of 32×32 has three blocks.
# Between them the map is halved, first by max pooling, then by average pooling, both 3×3 with stride 2 and padding 1.
# A dropout follows each pooling.
# We walk through it by arithmetic before anything is built:

# %%
walk = [("picture", [3, 32, 32])]
walk += [("5×5", [192, 32, 32]), ("1×1", [160, 32, 32]), ("1×1", [96, 32, 32])]
walk += [("max pool", [96, 16, 16])] + [(name, [192, 16, 16]) for name in ("5×5", "1×1", "1×1")]
walk += [("average pool", [192, 8, 8]), ("3×3", [192, 8, 8]), ("1×1", [192, 8, 8])]
walk += [("1×1", [10, 8, 8]), ("mean", [10])]

# %% [markdown]
# All convolutions keep rows and columns; only the two poolings halve them: (32 + 2 - 3) // 2 + 1 = 16, and then 8.
# As a drawing:

# %%
plots.show(
    gallery.network_figure(walk),
    alt=(
        "NiN as 13 blocks from left to right: picture 3×32×32; 192, 160 and 96 channels of 32×32;"
        " max pooling to 16×16; three times 192 channels of 16×16; average pooling to 8×8; twice"
        " 192 channels of 8×8; ten maps of 8×8; ten numbers. There is no wide layer at the end."
    ),
)

# %% [markdown]
# The last block before the scores is *lower in channels* than the one before it: ten maps of 8×8.
# In VGG the widest layers stand here.
#
# The parameters follow from the walk: for each convolution k · k · C_in · C_out weights and C_out biases.
# Each weight is used once at every pixel of the output, so the MAC are the weights times the pixels.

# %%
layers = [(5, 3, 192, 32), (1, 192, 160, 32), (1, 160, 96, 32), (5, 96, 192, 16), (1, 192, 192, 16)]
layers += [(1, 192, 192, 16), (3, 192, 192, 8), (1, 192, 192, 8), (1, 192, 10, 8)]
parameters = sum(k * k * c_in * c_out + c_out for k, c_in, c_out, _ in layers)
macs = sum(k * k * c_in * c_out * side * side for k, c_in, c_out, side in layers)
print(f"predicted: {parameters:,} parameters, {macs:,} MAC")

# %% [markdown]
# Under one million parameters, and 222 million multiply-accumulates.
# AlexNet of chapter 10 has about sixty times as many parameters. Now it is your turn to build it.

# %% [markdown] role="statement" exercise="nin"
# ### Exercise 12.4: Network in Network (8 points, ~30 min)
#
# ```python
# net = NiN(num_classes=10, in_channels=3, width=1.0, dropout=0.5)
# net.maps(x) -> [N, num_classes, h, w]
# net(x) -> scores [N, num_classes], the mean of each map
# ```
#
# | part | filters | kernel, padding |
# |---|---|---|
# | block 1 | 192, 160, 96 | 5×5, 2 |
# | max pooling, then dropout | | 3×3, stride 2, padding 1 |
# | block 2 | 192, 192, 192 | 5×5, 2 |
# | average pooling, then dropout | | 3×3, stride 2, padding 1 |
# | block 3 | 192, 192, `num_classes` | 3×3, 1 |
# | global average pooling | | |
#
# - `width` multiplies all numbers of filters except `num_classes`: `round(192 * width)` and so on.
# - The last block is a NiN block like the others, with a ReLU at its end. There is no softmax.
# - Poolings as Paddle makes them: average pooling leaves the padding out of its mean.
# - A subclass of `nn.Layer`. Make the layers in the order of the forward pass. You may use `nin_block` if it passes its tests.
#
# **The tests look at** the shapes of all parameters, the scores and the maps with given weights,
# pictures of several sizes, and what dropout does in training and at inference.
#
# <details><summary>Hint</summary>
#
# `super().__init__()` comes first.
# Put everything up to block 3 into one `nn.Sequential`; `maps` calls it.
# `forward` is then one line: the mean of `self.maps(x)` over axes 2 and 3, or `nn.AdaptiveAvgPool2D(1)` and a flatten.
# </details>


# %% role="answer" exercise="nin"
class NiN(nn.Layer):
    """Network in Network for small pictures (Lin, Chen and Yan 2013), at any width."""

    def __init__(self, num_classes=10, in_channels=3, width=1.0, dropout=0.5):
        ### BEGIN SOLUTION
        super().__init__()
        wide, middle, narrow = (round(filters * width) for filters in (192, 160, 96))
        self.layers = nn.Sequential(
            nin_block(in_channels, [wide, middle, narrow], 5, padding=2),
            nn.MaxPool2D(3, stride=2, padding=1),
            nn.Dropout(dropout),
            nin_block(narrow, [wide, wide, wide], 5, padding=2),
            nn.AvgPool2D(3, stride=2, padding=1),
            nn.Dropout(dropout),
            nin_block(wide, [wide, wide, num_classes], 3, padding=1),
        )
        ### END SOLUTION

    def maps(self, x):
        ### BEGIN SOLUTION
        return self.layers(x)
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        return self.maps(x).mean(axis=[2, 3])
        ### END SOLUTION


# %% role="tests" exercise="nin" case="parameters" points=2
# The shapes of the parameters (2 points)
from course import nin_mistakes as mistakes

net = NiN(num_classes=4, in_channels=2, width=1 / 32)
_ = mistakes.parameters_of("NiN(4, 2, width=1/32)", net, mistakes.nin_shapes(4, 2, 1 / 32))
### BEGIN HIDDEN TESTS
_ = mistakes.parameters_of("NiN()", NiN(), mistakes.nin_shapes(10))
net = NiN(num_classes=7, in_channels=1, width=1 / 16)
_ = mistakes.parameters_of("NiN(7, 1, width=1/16)", net, mistakes.nin_shapes(7, 1, 1 / 16))
### END HIDDEN TESTS

# %% role="tests" exercise="nin" case="scores" points=3
# The scores at inference, with given weights (3 points)
import numpy as np
import paddle

from course import nin_mistakes as mistakes
from course.checks import check


def try_scores(classes, channels, width, shape, seed):
    """Compare the scores of NiN with given weights with those of the same layers called one by one."""
    case = f"NiN({classes}, {channels}, width={width}) with given weights in eval, on {shape}"
    shapes, rng = mistakes.nin_shapes(classes, channels, width), np.random.default_rng(seed)
    net = NiN(num_classes=classes, in_channels=channels, width=width)
    net.eval()
    arrays = mistakes.give(mistakes.parameters_of(case, net, shapes), shapes, rng)
    x = rng.normal(size=shape).astype("float32")
    scores, known, _, _ = mistakes.nin_outputs(x, arrays)
    check(case, net(paddle.to_tensor(x)).numpy(), scores, known, tolerance=2e-4)


try_scores(4, 2, 1 / 32, [1, 2, 16, 16], seed=11)
### BEGIN HIDDEN TESTS
try_scores(10, 3, 1 / 32, [2, 3, 32, 32], seed=12)
try_scores(3, 1, 1 / 16, [3, 1, 13, 18], seed=13)
### END HIDDEN TESTS

# %% role="tests" exercise="nin" case="maps" points=2
# The maps, for pictures of several sizes (2 points)
import numpy as np
import paddle

from course import nin_mistakes as mistakes
from course.checks import check


def try_maps(classes, shapes_of_pictures, seed):
    """Compare the maps of one network for pictures of several sizes with those of its layers called one by one."""
    shapes, rng = mistakes.nin_shapes(classes, 3, 1 / 32), np.random.default_rng(seed)
    net = NiN(num_classes=classes, width=1 / 32)
    net.eval()
    arrays = mistakes.give(mistakes.parameters_of("NiN, width=1/32", net, shapes), shapes, rng)
    for shape in shapes_of_pictures:
        x = rng.normal(size=shape).astype("float32")
        _, _, maps, known = mistakes.nin_outputs(x, arrays)
        case = f"net.maps(x) of NiN({classes}, width=1/32) with given weights, x {shape}"
        check(case, net.maps(paddle.to_tensor(x)).numpy(), maps, known, tolerance=2e-4)


try_maps(3, [[1, 3, 32, 32]], seed=14)
### BEGIN HIDDEN TESTS
try_maps(5, [[1, 3, 64, 64], [2, 3, 20, 33], [1, 3, 15, 8]], seed=15)
### END HIDDEN TESTS

# %% role="tests" exercise="nin" case="dropout" points=1
# Dropout in training and at inference (1 point)
import numpy as np
import paddle

from course import nin_mistakes as mistakes
from course.checks import check


def passed_on(classes, dropout, mode):
    """Scores of a network that only hands ones through: each dropout leaves 0 or 1 / (1 - dropout)."""
    shapes = mistakes.nin_shapes(classes, 1, 1 / 8)
    net = NiN(num_classes=classes, in_channels=1, width=1 / 8, dropout=dropout)
    parameters = mistakes.parameters_of("NiN, width=1/8", net, shapes)
    values = [np.zeros(shape, dtype="float32") for shape in shapes]
    values[5] += 1  # the last bias of block 1; what follows hands on what it gets
    for weight in values[6::2]:
        for o in range(len(weight)):
            weight[o, o % weight.shape[1], weight.shape[2] // 2, weight.shape[3] // 2] = 1
    for parameter, value in zip(parameters, values, strict=True):
        parameter.set_value(value)
    _ = net.train() if mode == "train" else net.eval()
    return net(paddle.ones([16, 1, 1, 1])).numpy()


check("a map of ones, dropout 0.5, after eval()", passed_on(12, 0.5, "eval"), np.ones((16, 12)))
### BEGIN HIDDEN TESTS
for dropout in (0.5, 0.75):
    keep = 1 - dropout
    values = passed_on(12, dropout, "train").ravel()
    seen = sorted({round(float(value), 3) for value in values})
    told = {
        (1.0,): "No value was dropped: is there a dropout behind each of the two poolings?",
        (0.0, round(1 / keep, 3)): "Only one of the two poolings has a dropout behind it.",
        (0.0, round(keep**-3, 3)): "There is a third dropout; none stands behind the last block.",
    }
    if keep != 0.5:
        told[(0.0, 4.0)] = "The probability is fixed; use `dropout`."
    case = f"a map of ones, dropout {dropout}, in training"
    why = told.get(tuple(seen), "")
    expected = [0.0, round(keep**-2, 3)]
    assert seen == expected, f"{case}: the scores hold {seen[:6]}, expected {expected}\n    {why}"
check("dropout 0 in training", passed_on(5, 0.0, "train"), np.ones((16, 5)), tolerance=1e-5)
### END HIDDEN TESTS

# %% [markdown]
# The prediction against your network, counted layer by layer:

# %%
full = NiN()
counts = count(full, [1, 3, 32, 32])
print(f"counted: {counts.parameters:,} parameters, {counts.macs:,} MAC")
counts

# %% [markdown]
# 966,986 parameters and 222,486,528 MAC, both as predicted.
# The largest row is the 5×5 convolution of block 2, with nearly half of all parameters and more than half of the work.
# The last column says that one pixel of the last maps looks at 27×27 pixels of the picture, padding included:
# every vote sees most of the picture, centred on its own place.
#
# The same network with a fully connected head, and nothing else changed, has one `Linear` in the place
# of the last 1×1 convolution:

# %%
body = list(full.layers[:-1]) + list(full.layers[-1])[:-2]  # all but the last 1×1 and its ReLU
connected = nn.Sequential(*body, nn.Flatten(), nn.Linear(192 * 8 * 8, 10))
head_saved = count(connected, [1, 3, 32, 32]).parameters - counts.parameters
print(f"saved by the mean: {head_saved:,}, exercise 12.3: {parameters_saved(192, 8, 8, 10):,}")

# %% [markdown]
# 120,960, exactly what the two heads differ by. On these small pictures it is about a ninth of the network.
# Most of what NiN saves against AlexNet and VGG is that it has no hidden fully connected layers of 4,096 units at all.
#
# ## 12.5 Any size
#
# No layer of NiN asks how large the picture is.
# The same network, with the same weights, takes 32, 64 and 96 pixels:

# %%
for side in budget.patiently([32, 64, 96]):
    found = count(full, [1, 3, side, side])
    x = paddle.zeros([1, 3, side, side])
    print(f"{side} px: maps {list(full.maps(x).shape)}, scores {list(full(x).shape)},", end="")
    print(f" {found.parameters:,} parameters, {found.macs / 1e6:,.0f} million MAC")

# %% [markdown]
# The maps grow with the picture, to 16×16 and 24×24; the scores stay ten numbers, the parameters stay 966,986.
# The work grows with the area: four times as much at 64 pixels, nine times at 96.
#
# A VGG with its fully connected head is built for one size. Here is a narrow one for 32 pixels:

# %%
stages = [nn.Conv2D(3, 8, 3, padding=1), nn.ReLU(), nn.MaxPool2D(2)]
stages += [nn.Conv2D(8, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2D(2)]
vgg_32 = nn.Sequential(*stages, nn.Flatten(), nn.Linear(16 * 8 * 8, 32), nn.ReLU(), nn.Linear(32, 10))
print("32 px:", list(vgg_32(paddle.zeros([1, 3, 32, 32])).shape))
try:
    count(vgg_32, [1, 3, 64, 64])
except ValueError as error:
    print("64 px:", error)

# %% [markdown]
# The convolutions took the larger picture; the first `Linear` got 4,096 numbers where it has weights for 1,024.
# (Exercise 11.7 shows a way out: this layer as a convolution with a kernel as large as the map.)
#
# That NiN *takes* another size does not mean that it is good at it.
# An object twice as large looks different to 5×5 kernels that learned from small ones. It is a matter of form only.
#
# ## 12.6 Training a narrow NiN
#
# Full width takes too long here. We train at an eighth of the width, on scikit-learn's handwritten digits
# in their own size, 8×8 pixels, grey: 1,000 to train, 297 to validate, 500 to test.
# Two simple baselines come first: always saying the most frequent digit,
# and **logistic regression**, one linear layer on the 64 pixels.

# %%
from sklearn.linear_model import LogisticRegression

training, validation, test = data.digits(8)
flat = training.pictures.reshape(len(training), -1)
logistic = LogisticRegression(max_iter=300).fit(flat, training.labels)
logistic_accuracy = logistic.score(test.pictures.reshape(len(test), -1), test.labels)
most_frequent = np.bincount(training.labels).argmax()
print(f"always {most_frequent}: {(test.labels == most_frequent).mean():.3f}")
print(f"logistic regression: {logistic_accuracy:.3f}")

# %% [markdown]
# These digits are cut out and centred for us, so that a linear layer does very well on them.
# Keep its 0.972 in mind when you see the accuracies of networks below.
#
# Now NiN, with a question first. Behind its last convolution stands a ReLU, and Paddle starts all biases at 0.
# What if a map is 0 everywhere, for every picture? Then the score of its class is 0, whatever the network sees,
# and no gradient passes the ReLU that could change it: the ReLU is dead, as in chapter 4.
# We count such silent classes in ten untrained networks, on 100 digits, with last biases of 0 and of 1:


# %%
def narrow_nin(last_bias=1.0, dropout=0.1):
    """NiN at an eighth of the width for grey digits; the biases of its last convolution start at last_bias."""
    net = NiN(10, in_channels=1, width=1 / 8, dropout=dropout)
    net.parameters()[-1].set_value(np.full(10, last_bias, dtype="float32"))
    return net


for last_bias in (0.0, 1.0):
    silent = []
    for seed in budget.patiently(range(10)):
        seed_everything(seed)
        maps = nin.maps_of(narrow_nin(last_bias), training.pictures[:100])
        silent.append(int((maps.max(axis=(0, 2, 3)) == 0).sum()))
    print(f"last biases {last_bias:g}: silent classes {silent}")

# %% [markdown]
# With biases of 0, eight of the ten networks begin with one to four silent classes.
# With 1, nine of ten networks begin with none. So our last biases start at 1.
#
# The seed fixes the first weights and the order of the pictures.

# %%
epochs = budget.choose("epochs", quick=5, full=30)


def train(build, seed, pictures, checked, epochs, batch_size):
    """A network from `build()` after training on pictures with this seed, and its Runner."""
    seed_everything(seed)
    net = build()
    optimizer = paddle.optimizer.Adam(5e-3, parameters=net.parameters())
    runner = Runner(net, optimizer, seed=seed)
    runner.train(pictures, checked, epochs, batch_size)
    return net, runner


net, runner = train(narrow_nin, 0, training, validation, epochs, batch_size=20)

# %% [markdown]
# Loss and accuracy over the epochs:

# %%
first, last = runner.history[0], runner.history[-1]
print(f"validation: {first['validation_accuracy']:.3f} after one epoch, ", end="")
print(f"{last['validation_accuracy']:.3f} after {last['epoch']}")
plots.show(
    history_figure(runner.history),
    alt=(
        "Two panels over five epochs. The loss falls from 2.2 to 0.4 on the training pictures and from"
        " 1.9 to 0.3 on the validation pictures. The accuracy climbs from 0.2 and 0.3 to 0.9 on both."
    ),
)

# %% [markdown]
# After one epoch the network is right in about a quarter of the validation pictures, after five in nearly nine of ten.
# Training and validation rise together. The validation curve is even the better one:
# it is measured at the end of an epoch and without dropout, the training curve on the way and with it.
#
# On the test pictures, with some of them shown, mistakes first:

# %%
scores = runner.predict(test)
right = scores.argmax(axis=1) == test.labels
print(f"test accuracy: {right.mean():.3f}, {(~right).sum()} of {len(test)} wrong")
shown = np.concatenate([np.flatnonzero(~right)[:12], np.flatnonzero(right)[:6]])
plots.show(
    gallery.predictions_figure(
        test.pictures[shown], test.labels[shown], scores[shown], test.classes
    ),
    alt=(
        "18 digits of 8×8 pixels with what the network says and how sure it is. The first 12 are"
        " mistakes, with a thick frame, and name what they are; the last 6 are right."
    ),
)

# %% [markdown]
# Some of the mistakes would make us hesitate, too: 8×8 pixels are few.
#
# The 24 kernels of the first layer, 5×5 on one grey channel:

# %%
plots.show(
    gallery.kernels_figure(net.parameters()[0].numpy()),
    alt=(
        "24 kernels of 5×5 weights as small grey pictures. Some have a bright and a dark side; many"
        " still look like noise."
    ),
)

# %% [markdown]
# Some have a bright and a dark side and answer to edges. Many still look like the noise that they began with:
# a kernel can be useful without being pretty.
#
# ## 12.7 The maps of the classes
#
# With a fully connected head, nobody can say where in the picture a score came from.
# Here the score is the mean of a map, and the map can be looked at.
# It costs nothing: the maps are computed anyway, one step before the scores.
#
# Zhou and others carried this over in 2016 to networks that end a little differently, and called the maps
# **class activation maps**; the stretch exercise does that.
#
# Which pixel of the picture belongs to a pixel of the map? Both poolings have windows 3×3 with padding 1 and stride 2,
# so that output i is centred on input 2i. Two of them: map row i is centred on row 4i of the picture.

# %% [markdown] role="statement" exercise="where"
# ### Exercise 12.5: what, and where (4 points, ~15 min)
#
# ```python
# where(maps) -> (labels, rows, columns)
# ```
#
# - `maps`: an array `[N, K, H, W]`, as `net.maps` gives them.
# - `labels`: for each of the N pictures the class with the largest **mean**.
# - `rows`, `columns`: for each picture, where in the map of **that class** the largest single vote is.
# - Return three arrays of N whole numbers each. No two votes of a map are equal in the tests.
#
# **The tests look at** the worked example of section 12.3, batches, maps that are not square, and votes below 0.
#
# <details><summary>Hint</summary>
#
# `maps.mean(axis=(2, 3)).argmax(axis=1)` gives the labels, `maps[np.arange(N), labels]` their maps, `[N, H, W]`.
# `argmax` on the flattened map gives one number; `np.unravel_index` or `divmod` makes row and column of it.
# </details>


# %% role="answer" exercise="where"
def where(maps):
    """(labels, rows, columns) [N] each: the class with the largest mean vote, and the place of its largest vote."""
    ### BEGIN SOLUTION
    n, _, height, width = maps.shape
    labels = maps.mean(axis=(2, 3)).argmax(axis=1)
    chosen = maps[np.arange(n), labels].reshape(n, -1)
    rows, columns = np.unravel_index(chosen.argmax(axis=1), (height, width))
    return labels, rows, columns
    ### END SOLUTION


# %% role="tests" exercise="where" case="one_picture" points=2
# One picture (2 points)
import numpy as np

from course import nin_mistakes as mistakes
from course.checks import check

maps = np.array([[[[0.0, 1], [-1, 8]], [[2.1, 2.3], [2.2, 3]], [[1, 0], [0.1, -0.3]]]])
right, known = mistakes.places(maps)
check("where of three maps of 2×2 votes", where(maps), right, known)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(16)
for k, height, width in [(2, 3, 5), (4, 6, 2), (10, 1, 7)]:
    maps = rng.normal(size=(1, k, height, width))
    right, known = mistakes.places(maps)
    check(f"where of {k} maps of {height}×{width} votes", where(maps), right, known)
### END HIDDEN TESTS

# %% role="tests" exercise="where" case="batch" points=2
# Several pictures (2 points)
import numpy as np

from course import nin_mistakes as mistakes
from course.checks import check

maps = np.random.default_rng(17).normal(size=(2, 3, 2, 4)).round(2)
right, known = mistakes.places(maps)
check("where of maps [2, 3, 2, 4]", where(maps), right, known)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(18)
for shape in [(5, 4, 3, 7), (8, 2, 6, 4), (3, 10, 5, 5)]:
    for shift in (0.0, -9.0):
        maps = rng.normal(size=shape) + shift
        right, known = mistakes.places(maps)
        check(f"where of maps {list(shape)}, mean {shift:g}", where(maps), right, known)
### END HIDDEN TESTS

# %% [markdown]
# A digit of 8×8 pixels gives maps of 2×2, which is little to see. But the network takes pages of any size.
# So we lay 200 test digits at random places of black pages of 24×24 pixels, which give maps of 6×6.
# How often is the label right, and how often does the largest vote lie on the digit?

# %%
page_count = 20 if budget.grading() else 200
corners = np.random.default_rng(0).integers(0, 17, size=(page_count, 2))
sheets = [nin.page(test.pictures[[i]], [corners[i]], 24, 24) for i in range(page_count)]
sheets = np.concatenate(sheets)


def print_hits(maps):
    """How often the label is right, and how often the largest vote lies on the digit."""
    labels, rows, columns = where(maps)
    votes = 4 * np.stack([rows, columns], axis=1) - corners  # from the digit's corner to the vote
    on_digit = ((votes >= 0) & (votes < 8)).all(axis=1)
    print(f"label right: {(labels == test.labels[: len(labels)]).mean():.2f}, ", end="")
    print(f"vote on the digit: {on_digit.mean():.2f}, by chance {64 / 24**2:.2f}")


print_hits(nin.maps_of(net, sheets))

# %% [markdown]
# That is a failure, and a useful one. The network takes the page, as section 12.5 promised, but it says nonsense.
# What does it say of a page with nothing on it?

# %%
blank = nin.maps_of(net, np.zeros((1, 1, 24, 24)))[0]
print("means of the maps of an empty page:", blank.mean(axis=(1, 2)).round(1))

# %% [markdown]
# The network has opinions about empty paper. It never saw any: its digits filled their pictures.
# On a page most pixels are empty, all of them vote, and the mean counts every vote.
#
# The cure is to show it what it lacks. We lay the training digits at random places of pages of 16×16 pixels,
# and train the same network on. Only a network that takes any size can change its pictures like that.


# %%
def scatter(picture):
    """A digit at a random place of a black page of 16×16 pixels."""
    return nin.page(picture[None], [np.random.randint(0, 9, size=2)], 16, 16)[0]


page_epochs = budget.choose("epochs with pages", quick=3, full=20)
pages = Runner(net, paddle.optimizer.Adam(4e-3, parameters=net.parameters()), seed=0)
pages.train(
    training.with_transform(scatter),
    validation.take(slice(0, 100)).with_transform(scatter),
    page_epochs,
    batch_size=20,
)
print_hits(nin.maps_of(net, sheets))

# %% [markdown]
# The label is now right on nearly nine of ten pages, and the largest vote lies on the digit about as often.
# By chance it would be one in nine.
#
# Here are the maps of one page with two digits on it:

# %%
three, six = (int(np.flatnonzero(test.labels == digit)[1]) for digit in (3, 6))
sheet = nin.page(test.pictures[[three, six]], [(2, 1), (14, 14)], 24, 24)
maps = nin.maps_of(net, sheet)[0]
print("means:", maps.mean(axis=(1, 2)).round(2))
plots.show(
    nin.maps_figure(sheet[0, 0], maps, test.classes),
    alt=(
        "A black page with a 3 at the upper left and a 6 at the lower right, and ten maps of 6×6"
        " votes. Bright votes for 2 and for 3 lie at the upper left, on the 3; the brightest of all,"
        " for 6, at the lower right, on the 6."
    ),
)

# %% [markdown]
# The map of 3 is bright at the upper left, the map of 6 at the lower right: each where its digit is.
# The map of 2 is bright on the 3 as well, nearly as much as that of 3.
# The network cannot say *both*. The means of 3 and 6 are nearly equal, 5.4 in our run; 6 has won by a hair.
#
# Nobody told the network where a digit was: it was trained with labels alone.
#
# Move a digit over the page yourself and watch the maps follow.
# What happens at the border? Which other classes get votes?

# %%
nin.explore_maps(net, test)

# %% [markdown]
# A vote is no proof. The map shows where the score came from, not why, and not whether it is right:
# a wrong answer has a bright spot as well.
#
# ## 12.8 On equal terms
#
# Three networks on the same data with the same optimizer, rate, epochs and batches:
# NiN; the same NiN with a fully connected head, where only the head differs and, seed by seed,
# all other weights before it start with equal values; and a narrow VGG with three stages for 8×8 pixels.
# None has a dropout here, as that is made against overfitting, and we want to see what the heads do.


# %%
def connected_head():
    """The narrow NiN with Flatten and Linear in the place of the last 1×1 convolution, its ReLU and the mean."""
    body = [nin_block(1, [24, 20, 12], 5, padding=2), nn.MaxPool2D(3, 2, 1)]
    body += [nin_block(12, [24, 24, 24], 5, padding=2), nn.AvgPool2D(3, 2, 1)]
    body += [nn.Conv2D(24, 24, 3, padding=1), nn.ReLU(), nn.Conv2D(24, 24, 1), nn.ReLU()]
    return nn.Sequential(*body, nn.Flatten(), nn.Linear(24 * 2 * 2, 10))


def vgg():
    """Three stages of 3×3 convolutions, 8, 16 and 32 channels, and VGG's head with 32 units."""
    layers = []
    for c_in, c_out in [(1, 8), (8, 16), (16, 32)]:
        layers += [nn.Conv2D(c_in, c_out, 3, padding=1), nn.ReLU(), nn.MaxPool2D(2)]
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(32, 32), nn.ReLU(), nn.Linear(32, 10))


# %% [markdown]
# The three as functions that build them, and what they cost for one digit:

# %%
builders = {
    "NiN": lambda: narrow_nin(dropout=0.0),
    "connected head": connected_head,
    "VGG": vgg,
}
for name, build in builders.items():
    counts = count(build(), [1, 1, 8, 8])
    print(f"{name}: {counts.parameters:,} parameters, {counts.macs:,} MAC")

# %% [markdown]
# The two heads of NiN differ by 720 parameters here, `parameters_saved(24, 2, 2, 10)`; the rest is equal.
#
# ### Does global average pooling prevent overfitting?
#
# The paper says that it does, because the mean has no parameters that could overfit, and many texts repeat it.
# We can ask. Overfitting shows with few pictures,
# so all three networks learn from the same 200 digits, three seeds each, everything else equal.
# We look at the accuracy on these 200, at that on the 500 of the test, and at the difference, which is the overfitting.
# Logistic regression gets the same 200 digits:

# %%
few, some = training.take(slice(0, 200)), validation.take(slice(0, 50))
few_epochs = budget.choose("epochs with 200 digits", quick=12, full=60)
logistic = LogisticRegression(max_iter=300).fit(flat[:200], few.labels)
on_few = logistic.score(flat[:200], few.labels)
on_test = logistic.score(test.pictures.reshape(len(test), -1), test.labels)
print(f"logistic regression: on the 200 {on_few:.3f}, on the test {on_test:.3f}")

# %% [markdown]
# Now the networks, nine short runs:

# %%
for name, build in builders.items():
    pairs = []
    for seed in range(1 if budget.grading() else 3):
        _, trained = train(build, seed, few, some, few_epochs, batch_size=10)
        pairs.append([trained.evaluate(pictures)["accuracy"] for pictures in (few, test)])
    if len(pairs) > 1:
        on_few, on_test = np.transpose(pairs)
        print(f"{name}: on the 200 {mean_and_spread(on_few)}, on the test {mean_and_spread(on_test)},")
        print(f"    difference {mean_and_spread(on_few - on_test)}, tests", on_test.round(2))

# %% [markdown]
# The differences are 0.09 to 0.10 for all three networks, with spreads of 0.01 to 0.03: nobody could tell them apart.
# So this is no evidence that the mean prevents overfitting, and none against it.
#
# On the test the two heads are as close: 0.83 with the mean and 0.85 without, and the spreads are 0.05 and 0.08.
# The connected head's one bad seed lies more than 0.1 below its other two; who had trained that seed only,
# or another one only, would have told either story.
# VGG is right in 0.90 with half the parameters. Logistic regression has 0.93 and the smallest difference, 0.07:
# digits that are so small and so well centred do not need a deep network.
#
# Three seeds on 200 digits at one learning rate are no law. You know now how to ask your own data.

# %% [markdown] role="statement" exercise="quiz"
# ### Exercise 12.6: six numbers (3 points, ~15 min)
#
# No code: work them out on paper, and write whole numbers in the place of `"?"`. Half a point each.
# All are about the full NiN of exercise 12.4, with ten classes and colour pictures, unless said otherwise.
#
# - `linear_weights`: weights (no biases) of an `nn.Linear` that does at one pixel what the first 1×1 convolution of block 1 does.
# - `map_side_96`: rows of the last maps when the picture has 96×96 pixels.
# - `parameters_96`: parameters of the network for 96×96 pixels.
# - `parameters_100`: parameters with 100 classes instead of ten.
# - `work_factor`: how many times as many MAC a picture of 128×128 takes as one of 32×32.
# - `last_macs`: MAC of the very last 1×1 convolution for a picture of 32×32.
#
# **The tests look at** each number by itself.
#
# <details><summary>Hint</summary>
#
# Only one layer of NiN knows how many classes there are. No layer knows how large the picture is.
# </details>

# %% role="answer" exercise="quiz"
quiz = {
    "linear_weights": "?",
    "map_side_96": "?",
    "parameters_96": "?",
    "parameters_100": "?",
    "work_factor": "?",
    "last_macs": "?",
}
### BEGIN SOLUTION
quiz = {
    "linear_weights": 192 * 160,
    "map_side_96": 24,
    "parameters_96": 966_986,
    "parameters_100": 966_986 + 90 * (192 + 1),
    "work_factor": 16,
    "last_macs": 192 * 10 * 8 * 8,
}
### END SOLUTION

# %% role="tests" exercise="quiz" case="numbers" points=3
# The six numbers, half a point each (3 points)
from course.checks import look_over, score_counts

keys = ["linear_weights", "map_side_96", "parameters_96"]
keys += ["parameters_100", "work_factor", "last_macs"]
look_over("quiz", quiz, dict.fromkeys(keys, "count"))
### BEGIN HIDDEN TESTS
expected = dict(zip(keys, [30_720, 24, 966_986, 984_356, 16, 122_880]))
known = {
    "linear_weights": {
        "The biases are left out of this count.": 30_880,
        "The weights are shared by all pixels; one pixel needs all of them, once.": 30_720 * 32 * 32,
        "This is the 1×1 convolution after it.": 15_360,
        "A weight stands between each pair of the two; they are multiplied, not added.": 352,
    },
    "map_side_96": {
        "There are two poolings of stride 2.": 48,
        "There are two poolings, not three.": 12,
        "This is the side for 32×32 pixels.": 8,
        "The poolings are padded by 1 on each side.": 23,
        "The convolutions are padded and keep rows and columns; only the poolings halve them.": 96,
    },
    "parameters_96": {
        "No layer has more weights for a larger picture: the same kernels visit more places.": 966_986 * 9,
    },
    "parameters_100": {
        "This is the network for ten classes.": 966_986,
        "The biases of the new maps are missing.": 984_266,
        "All but the last 1×1 convolution stay as they are.": 9_669_860,
        "There are 90 more classes, as ten of the 100 were there before.": 986_286,
        "The last 1×1 convolution reads 192 channels, not a flattened map.": 966_986 + 90 * (192 * 64 + 1),
    },
    "work_factor": {
        "Rows and columns both grow: the work follows the area.": 4,
        "This is for twice the side; 128 is four times 32.": 4,
        "The kernels' weights are shared, but each place takes its own multiplications.": 1,
    },
    "last_macs": {
        "This is for one pixel; the map has 8×8 of them.": 1_920,
        "The biases are no multiplications.": 123_520,
        "The last map has 8×8 pixels, not 32×32.": 1_966_080,
        "The last 1×1 convolution gives ten maps, not 192.": 2_359_296,
        "This is the 1×1 convolution before it.": 192 * 192 * 64,
    },
}
score_counts("quiz", quiz, expected, points=3, mistakes=known)
### END HIDDEN TESTS

# %% [markdown]
# ## 12.9 Maps for networks that have none
#
# Most networks of today, ResNet of chapter 14 among them, end with a mean *and then* one linear layer:
# the mean of each of C maps gives C numbers, and `nn.Linear(C, K)` makes K scores of them.
# There are no maps of the classes in such a network. They can be had all the same.
# Two channels on a map of 1×2 are enough to see how:

# %%
features = np.array([[[[4.0, 0.0]], [[1.0, 3.0]]]])  # [N, C, H, W] = [1, 2, 1, 2]
weight, bias = np.array([[1.0], [-2.0]]), np.array([0.5])  # [C, K] and [K], one class
print("mean, then layer:", features.mean(axis=(2, 3)) @ weight + bias)
votes = features.transpose(0, 2, 3, 1) @ weight + bias  # the layer at each pixel
print("layer at each pixel:", votes.ravel(), " then mean:", votes.mean())

# %% [markdown]
# The mean of the features is [2, 2], and the score 2 - 2 · 2 + 0.5 = -1.5.
# The other way round, the left pixel votes 4 - 2 · 1 + 0.5 = 2.5 and the right one 0 - 2 · 3 + 0.5 = -5.5; their mean is -1.5 as well.
# That is no accident. A score is a sum of weighted means, and a sum of means is the mean of the sums:
#
# $$z_k = b_k + \sum_c w_{ck} \cdot \frac{1}{HW} \sum_{i,j} x_{cij} = \frac{1}{HW} \sum_{i,j} \Big( b_k + \sum_c w_{ck}\, x_{cij} \Big)$$
#
# The mean and a linear layer **commute**: either may come first.
# What stands in the brackets is the vote of pixel (i, j) for class k, the layer as a 1×1 convolution.
#
# With a ReLU between mean and scores this fails, since a ReLU treats negative numbers differently:

# %%
print("mean, then ReLU:", np.maximum(votes.mean(), 0))
print("ReLU, then mean:", np.maximum(votes, 0).mean())

# %% [markdown]
# The mean of the votes is negative, so a ReLU behind it gives 0. A ReLU at each pixel first keeps 2.5 and drops -5.5: 1.25.
# So a head of *two* linear layers with a ReLU between them has no class maps whose means are its scores.
# In NiN the ReLU stands *before* the mean; its maps are there already, and nothing has to change places.

# %% [markdown] role="statement" exercise="class_maps"
# ### Exercise 12.7, a stretch: class maps behind a mean (4 points, ~20 min)
#
# ```python
# class_maps(features, weight, bias) -> maps [N, K, H, W]
# ```
#
# - `features`: an array `[N, C, H, W]`, the last maps before global average pooling.
# - `weight` `[C, K]` and `bias` `[K]`: the linear layer behind it, as `nn.Linear` keeps them.
# - Return the maps of the K classes. Their means over rows and columns are exactly the scores of
#   global average pooling followed by the linear layer. No ReLU, no softmax.
# - By hand, with NumPy. A test looks whether you call a finished layer.
#
# **The tests look at** one picture, batches with maps that are not square, as many classes as channels,
# and whether the means are the scores of Paddle's pooling and linear layer.
#
# <details><summary>Hint</summary>
#
# This is one layer of exercise 12.1 without its ReLU, and with the weights the other way round:
# `np.einsum` with the letters `nchw,ck`. The bias needs the shape `[K, 1, 1]` to be added to maps.
# How much of the bias does each pixel get, if the mean over all of them is to be the whole of it?
# </details>


# %% role="answer" exercise="class_maps"
def class_maps(features, weight, bias):
    """Maps [N, K, H, W] whose means are the scores of a Linear layer (weight [C, K], bias [K]) behind the mean."""
    ### BEGIN SOLUTION
    return np.einsum("nchw,ck->nkhw", features, weight) + bias[:, None, None]
    ### END SOLUTION


# %% role="tests" exercise="class_maps" case="one_picture" points=1
# One picture (1 point)
import numpy as np

from course import nin_mistakes as mistakes
from course.checks import check

features = np.array([[[[4.0, 0.0, 1.0]], [[1.0, 3.0, 0.0]]]])
weight, bias = np.array([[1.0, 0.5], [-2.0, 0.2]]), np.array([0.5, -1.0])
maps = [[[[2.5, -5.5, 1.5]], [[1.2, -0.4, -0.5]]]]
_, known = mistakes.class_maps(features, weight, bias)
case = "class_maps of features [1, 2, 1, 3] with weight [2, 2]"
check(case, class_maps(features, weight, bias), maps, known)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(19)
for c, k, height, width in [(3, 4, 2, 5), (6, 2, 4, 3), (2, 7, 3, 1)]:
    features, weight, bias = (rng.normal(size=size) for size in ((1, c, height, width), (c, k), k))
    maps, known = mistakes.class_maps(features, weight, bias)
    case = f"class_maps of features [1, {c}, {height}, {width}] with weight [{c}, {k}]"
    check(case, class_maps(features, weight, bias), maps, known)
### END HIDDEN TESTS

# %% role="tests" exercise="class_maps" case="batch" points=2
# Batches, and as many classes as channels (2 points)
import numpy as np

from course import nin_mistakes as mistakes
from course.checks import check


def try_batch(n, c, k, height, width, seed):
    """Compare class maps with the linear layer applied to every pixel."""
    rng = np.random.default_rng(seed)
    features, weight, bias = (rng.normal(size=size) for size in ((n, c, height, width), (c, k), k))
    maps, known = mistakes.class_maps(features, weight, bias)
    case = f"class_maps of features [{n}, {c}, {height}, {width}] with weight [{c}, {k}]"
    check(case, class_maps(features, weight, bias), maps, known)


try_batch(2, 3, 2, 2, 4, seed=20)
### BEGIN HIDDEN TESTS
try_batch(3, 4, 4, 5, 2, seed=21)
try_batch(4, 6, 3, 3, 7, seed=22)
try_batch(2, 5, 5, 1, 4, seed=23)
### END HIDDEN TESTS

# %% role="tests" exercise="class_maps" case="scores" points=1
# The means are the scores of Paddle's pooling and linear layer; written by hand (1 point)
import numpy as np
import paddle

from course import nin_mistakes as mistakes
from course.by_hand import check_by_hand
from course.checks import check


def try_scores(n, c, k, height, width, seed):
    """Compare the means of class maps with AdaptiveAvgPool2D, Flatten and Linear of the same weights."""
    rng = np.random.default_rng(seed)
    features = rng.normal(size=(n, c, height, width)).astype("float32")
    linear = paddle.nn.Linear(c, k)
    linear.bias.set_value(rng.normal(size=k).astype("float32"))
    pool = paddle.nn.Sequential(paddle.nn.AdaptiveAvgPool2D(1), paddle.nn.Flatten())
    scores = linear(pool(paddle.to_tensor(features))).numpy()
    weight, bias = linear.weight.numpy(), linear.bias.numpy()
    known = mistakes.class_maps(features, weight, bias)[1]
    maps = np.asarray(class_maps(features, weight, bias))
    case = f"class_maps of features [{n}, {c}, {height}, {width}] with weight [{c}, {k}]"
    assert maps.shape == (n, k, height, width), f"{case}:\n    wrong shape {list(maps.shape)}"
    means = {sentence: np.mean(wrong, axis=(2, 3)) for sentence, wrong in known.items() if np.ndim(wrong) == 4}
    check(f"the means of {case}", maps.mean(axis=(2, 3)), scores, means, tolerance=1e-4)
    assert maps.std(axis=(2, 3)).min() > 0, f"{case}:\n    a map holds one number everywhere; each pixel has its own vote"


try_scores(1, 3, 4, 2, 5, seed=24)
check_by_hand(In, "class_maps")
### BEGIN HIDDEN TESTS
try_scores(3, 8, 5, 4, 3, seed=25)
### END HIDDEN TESTS

# %% [markdown]
# Now a picture. We take the body of the network that was trained on pages, everything before its last 1×1 convolution,
# and give it the other kind of end: the mean of each of its 24 maps, then one linear layer.
# Only this layer is new. Logistic regression finds its weights from 300 training digits,
# each on a page of 24×24 pixels; no other weight changes.

# %%
body = nn.Sequential(*net.layers[:-1], *list(net.layers[-1])[:-2])
body.eval()


@paddle.no_grad()
def features_of(sheets):
    """The last maps [N, 24, 6, 6] before the mean, of pages [N, 1, 24, 24]."""
    return np.concatenate([body(paddle.to_tensor(part)).numpy() for part in np.split(sheets, len(sheets) // 100 or 1)])


used = 100 if budget.grading() else 300
places = np.random.default_rng(1).integers(0, 17, size=(used, 2))
training_sheets = [nin.page(training.pictures[[i]], [places[i]], 24, 24) for i in range(used)]
means = features_of(np.concatenate(training_sheets)).mean(axis=(2, 3))
layer = LogisticRegression(max_iter=1000).fit(means, training.labels[:used])
weight, bias = layer.coef_.T, layer.intercept_

# %% [markdown]
# Are the means of your maps its scores? Then the same questions as before, on the 200 test pages,
# and the page with a 3 and a 6:

# %%
features = features_of(sheets)
maps = class_maps(features, weight, bias)
scores = features.mean(axis=(2, 3)) @ weight + bias
print(f"largest difference: {np.abs(maps.mean(axis=(2, 3)) - scores).max():.0e}")
print_hits(maps)
maps = class_maps(features_of(sheet), weight, bias)[0]
plots.show(
    nin.maps_figure(sheet[0, 0], maps, test.classes),
    alt=(
        "The same page with a 3 and a 6, and ten class maps of 6×6 votes behind a mean and a linear layer. Votes are"
        " negative, too. Of the map of 3, the brightest lies on the 3 at the upper left and the darkest on"
        " the 6 at the lower right; of the map of 6 it is the other way round."
    ),
)

# %% [markdown]
# The means are the scores up to rounding, and the largest votes lie on the digits here, too.
# These maps have votes below 0, votes *against* a class, which NiN's last ReLU does not allow.
# The 6 speaks against 3, and the 3 speaks against 6. The single largest vote of all is for 6, and still
# this head says 3 in our run: a mean counts the votes against a class as well.
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
# - A 1×1 convolution is a fully connected layer on the channels of each pixel; several with ReLU are an MLP per pixel.
# - A NiN block is a k×k convolution and two 1×1 convolutions, each with ReLU.
# - Global average pooling turns K maps into K scores without a parameter. NiN for 32×32 pixels has 966,986 parameters,
#   120,960 fewer than with one fully connected layer in the place of its last 1×1 convolution.
# - A network without fully connected layers takes pictures of any size with the same weights; the work grows with the area.
# - The maps before the mean show where a score comes from, for every picture, without further cost.
# - A mean and one linear layer commute: such a head has class maps, too. With a ReLU between, it has none.
# - Whether global average pooling overfits less is a question for measurements. Ours found no difference beyond the spread.
#
# ## Check yourself
#
# 1. What is the weight of `nn.Conv2D(192, 160, 1)` as the weight of an `nn.Linear`, in shape?
# 2. Why would two 1×1 convolutions *without* a ReLU between them be a waste?
# 3. A mean of votes or the largest vote: on which pages would the two give different labels?
# 4. You double the side of the pictures. What happens to the parameters and to the MAC of NiN, and of VGG with its head?
#
# <details><summary>Answers</summary>
#
# 1. [192, 160]: the 1×1 is dropped and the matrix is transposed.
# 2. Two linear maps in a row are one linear map: a single 1×1 convolution could do the same.
# 3. Where one class has a single bright vote and another one many medium votes, as in the example of section 12.3;
#    for instance on a large page with one small digit and much that looks a little like another one.
# 4. NiN: the same parameters, four times the MAC. VGG: its first fully connected layer does not take the larger map;
#    built anew for that size, this layer has four times the weights.
# </details>
#
# ## What comes next
#
# NiN has one path from the picture to the scores. The next network, GoogLeNet, goes several ways at once:
# kernels of different size side by side, their outputs stacked as channels.
# It uses both ideas of this chapter: 1×1 convolutions, there to make the large kernels cheap, and a mean at the end.
