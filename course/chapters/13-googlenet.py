# %% [markdown]
# # 13. GoogLeNet: several ways at once
#
# Is a 3×3 kernel the right size, or 5×5, or 1×1? VGG and NiN chose one for each layer.
# In 2014 Christian Szegedy and eight others did not choose: they let kernels of all three sizes look at the same map,
# side by side, and laid the results on top of each other as channels.
# That would cost more than three times the work, had they not put the 1×1 convolutions of chapter 12 in front of the large kernels.
# The network won that year's ImageNet contest, with a twentieth of VGG-16's parameters.
#
# **When you are done, you can**
#
# - build a module of parallel branches, and say what each of them must keep so that they fit together;
# - compute what a 1×1 reduction saves, and from which size on it saves nothing;
# - build GoogLeNet at any width, and follow its shapes for any picture;
# - say exactly what the stride of its first convolution costs: in work, in parameters and in what the modules still see;
# - compare it with Network in Network, and report the result even if the newer network loses;
# - compute a loss with auxiliary heads and its gradient, and measure whether the heads do what they are said to do.
#
# **It takes** about 50 minutes to read and 125 minutes to solve.
# You need chapters 2 (size formula), 8 (counting), 11 (first weights of deep networks) and 12 (1×1 convolution, the mean at the end).
# There are 32 points in six exercises; the last one is a stretch.
# The symbols are those of [the table of notation](../notation.md); [the glossary](../glossary.md) gives each term in Chinese.

# %% [markdown]
# The first cell loads what the chapter needs.

# %%
import numpy as np

from course import budget, data, gallery, googlenet, plots
from course.counting import count
from course.training import Runner, history_figure, mean_and_spread, seed_everything

import paddle
from paddle import nn

# %% [markdown]
# ## 13.1 Branches
#
# So far every layer had one successor. Nothing forces us to that:
# a feature map can go into several layers at once, and their outputs can be joined again.
# Each such path is a **branch**. Here three kernels look at the same map:

# %%
paddle.seed(0)
x = paddle.randn([2, 6, 10, 12])
small, middle = nn.Conv2D(6, 4, 1), nn.Conv2D(6, 5, 3, padding=1)
large = nn.Conv2D(6, 3, 5, padding=2)
print(list(small(x).shape), list(middle(x).shape), list(large(x).shape))

# %% [markdown]
# Three maps with 4, 5 and 3 channels. Batch, rows and columns are equal, because each kernel has the padding that keeps them:
# (k − 1) / 2, that is 0, 1 and 2.
# So the channels can be laid on top of each other. That is **concatenation**, along axis 1:

# %%
y = paddle.concat([small(x), middle(x), large(x)], axis=1)
print(list(y.shape))
print("the last three channels are the 5×5 branch:", bool((y[:, 9:] == large(x)).all()))

# %% [markdown]
# 4 + 5 + 3 = 12 channels. Nothing is added or mixed: concatenation costs no multiplication and has no weights.
# The next layer reads all twelve and finds out which kernel size was useful where.
#
# A pooling can be a branch, too. Then it must keep rows and columns: 3×3, padding 1, and a stride of 1.
#
# > **In Paddle.** `nn.MaxPool2D(3)` moves by 3 pixels: the stride is the kernel size unless you say otherwise.
# > A pooling that keeps rows and columns is `nn.MaxPool2D(3, stride=1, padding=1)`.
# > If you forget the stride, `paddle.concat` refuses, with a long message about `ConcatOp`.

# %%
print(list(nn.MaxPool2D(3)(x).shape), list(nn.MaxPool2D(3, stride=1, padding=1)(x).shape))

# %% [markdown]
# Now the module of the paper, called **Inception**. It has four branches. Here is the first one of the network, 3a:

# %%
plots.show(
    googlenet.module_figure("3a"),
    alt=(
        "Module 3a: 192 channels go into four branches. A 1×1 convolution to 64, 12,288 weights; a 1×1 to"
        " 96 and a 3×3 to 128, 18,432 and 110,592 weights; a 1×1 to 16 and a 5×5 to 32, 3,072 and 12,800;"
        " a pooling and a 1×1 to 32, 6,144. Their concatenation has 256 channels."
    ),
)

# %% [markdown]
# In front of the 3×3 and the 5×5 stands a 1×1 convolution that makes the map thinner, a **1×1 reduction**;
# section 13.2 asks what it saves.
# The pooling has a 1×1 convolution *behind* it: a pooling cannot change the number of channels,
# and without this 1×1 the module would hand on all 192 of them beside the new ones.

# %% [markdown] role="statement" exercise="inception"
# ### Exercise 13.1: the module (7 points, ~25 min)
#
# ```python
# net = Inception(in_channels, c1, c2, c3, c4)
# net(x) -> [N, c1 + c2[1] + c3[1] + c4, H, W]
# ```
#
# | branch | layers | filters |
# |---|---|---|
# | 1 | 1×1 | `c1` |
# | 2 | 1×1, then 3×3 with padding 1 | `c2[0]`, `c2[1]` |
# | 3 | 1×1, then 5×5 with padding 2 | `c3[0]`, `c3[1]` |
# | 4 | max pooling 3×3 with stride 1 and padding 1, then 1×1 | `c4` |
#
# - All convolutions have stride 1, a bias, and a ReLU behind them.
# - Stack the branches in this order along the channels.
# - A subclass of `nn.Layer`. Make the layers branch by branch, in the order of the table and of the forward pass.
#   It is to be your own: `course.googlenet` has the finished network and is not accepted here, nor in exercise 13.4.
#
# **The tests look at** the shapes of the parameters, and at outputs with given weights
# for batches and for maps that are not square.
#
# <details><summary>Hint</summary>
#
# `super().__init__()` comes first. One `nn.Sequential` for each branch, as attributes of their own;
# `forward` is one line with `paddle.concat([...], axis=1)`.
# </details>


# %% role="answer" exercise="inception"
class Inception(nn.Layer):
    """Four branches on one map, their channels stacked; c2, c3: (reduction, filters)."""

    def __init__(self, in_channels, c1, c2, c3, c4):
        ### BEGIN SOLUTION
        super().__init__()

        def conv(before, after, k):
            return [nn.Conv2D(before, after, k, padding=k // 2), nn.ReLU()]

        pool = nn.MaxPool2D(3, stride=1, padding=1)
        self.branch1 = nn.Sequential(*conv(in_channels, c1, 1))
        self.branch2 = nn.Sequential(*conv(in_channels, c2[0], 1), *conv(c2[0], c2[1], 3))
        self.branch3 = nn.Sequential(*conv(in_channels, c3[0], 1), *conv(c3[0], c3[1], 5))
        self.branch4 = nn.Sequential(pool, *conv(in_channels, c4, 1))
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        branches = (self.branch1, self.branch2, self.branch3, self.branch4)
        return paddle.concat([branch(x) for branch in branches], axis=1)
        ### END SOLUTION


# %% role="tests" exercise="inception" case="parameters" points=2
# The shapes of the parameters (2 points)
from course import googlenet_mistakes as mistakes

case, shapes = "Inception(4, 3, (2, 5), (1, 6), 7)", mistakes.module_shapes(4, 3, (2, 5), (1, 6), 7)
_ = mistakes.parameters_of(case, Inception(4, 3, (2, 5), (1, 6), 7), shapes)
mistakes.check_own(In, "Inception")
### BEGIN HIDDEN TESTS
for sizes in [(192, 64, (96, 128), (16, 32), 32), (5, 2, (3, 4), (6, 1), 2), (3, 3, (3, 3), (3, 3), 3)]:
    case = f"Inception{sizes}"
    mistakes.parameters_of(case, Inception(*sizes), mistakes.module_shapes(*sizes))
### END HIDDEN TESTS

# %% role="tests" exercise="inception" case="outputs" points=3
# Outputs with given weights (3 points)
import numpy as np

from course import googlenet_mistakes as mistakes


def try_module(sizes, shape, seed):
    """Compare a module with given weights with the same layers called one by one."""
    case, shapes = f"Inception{sizes} with given weights on {shape}", mistakes.module_shapes(*sizes)
    net, rng = Inception(*sizes), np.random.default_rng(seed)
    arrays = mistakes.give(mistakes.parameters_of(case, net, shapes), shapes, rng)
    x = rng.normal(size=shape).astype("float32")
    mistakes.check_module(case, mistakes.output_of(case, net, x), x, arrays)


try_module((4, 3, (2, 5), (1, 6), 7), [1, 4, 6, 6], seed=1)
mistakes.check_own(In, "Inception")
### BEGIN HIDDEN TESTS
try_module((6, 2, (4, 3), (5, 4), 8), [1, 6, 9, 9], seed=2)
try_module((3, 4, (3, 4), (2, 4), 4), [1, 3, 7, 7], seed=3)
### END HIDDEN TESTS

# %% role="tests" exercise="inception" case="batches" points=2
# Batches and maps that are not square (2 points)
import numpy as np

from course import googlenet_mistakes as mistakes


def try_batch(sizes, shape, seed):
    """Compare a module with given weights with the same layers called one by one."""
    case, shapes = f"Inception{sizes} with given weights on {shape}", mistakes.module_shapes(*sizes)
    net, rng = Inception(*sizes), np.random.default_rng(seed)
    arrays = mistakes.give(mistakes.parameters_of(case, net, shapes), shapes, rng)
    x = rng.normal(size=shape).astype("float32")
    mistakes.check_module(case, mistakes.output_of(case, net, x), x, arrays)


try_batch((2, 3, (1, 2), (2, 1), 4), [3, 2, 4, 7], seed=4)
mistakes.check_own(In, "Inception")
### BEGIN HIDDEN TESTS
try_batch((5, 4, (6, 2), (3, 7), 1), [2, 5, 11, 5], seed=5)
try_batch((4, 1, (2, 8), (4, 3), 5), [4, 4, 3, 1], seed=6)
### END HIDDEN TESTS

# %% [markdown]
# ## 13.2 What the reductions save
#
# Take module 3a. Its input has 192 channels. A 3×3 convolution from 192 to 128 channels, read directly,
# against a 1×1 to 96 and a 3×3 from there:

# %%
direct, reduced = 9 * 192 * 128, 192 * 96 + 9 * 96 * 128
print(f"direct: {direct:,} weights, reduced: {reduced:,}, {reduced / direct:.0%}")
direct, reduced = 25 * 192 * 32, 192 * 16 + 25 * 16 * 32
print(f"5×5: direct {direct:,}, reduced {reduced:,}, {reduced / direct:.0%}")

# %% [markdown]
# The 3×3 branch keeps 58 % of its weights, the 5×5 branch 10 %: its reduction is the harsher one, from 192 to 16 channels,
# because each channel there costs 25 weights for every filter.
# Weights are used once at each pixel, so the multiplications shrink by the same factors.
#
# A reduction is not free. It is a layer of its own, and if it reduces too little it costs more than it saves.
# Move the slider and find the size at which the lines cross. Then do the same for the 5×5.

# %%
googlenet.explore_reduction()

# %% [markdown]
# With r channels behind the 1×1, the 3×3 branch of 3a has 192 r + 9 · 128 r weights, against 9 · 192 · 128:
# a straight line in r, which meets the other where r = 221,184 / 1,344, that is about 165 of the 192 channels.
# The paper's reductions stay below such points in every module: at 58 % of them or less in front of the 3×3, at 14 % or less in front of the 5×5.
# What they throw away no count can say.

# %% [markdown] role="statement" exercise="inception_cost"
# ### Exercise 13.2: the cost, with and without (6 points, ~20 min)
#
# ```python
# inception_cost(in_channels, c1, c2, c3, c4, rows, columns, reduced=True) -> (parameters, macs)
# ```
#
# - The cost of a module of exercise 13.1 on one map `[in_channels, rows, columns]`, two whole numbers.
# - Parameters are weights and biases. MAC are counted for the convolutions; biases cost none,
#   and products with the zeros of the padding count, as in chapter 8.
# - `reduced=False`: the two 1×1 reductions (`c2[0]`, `c3[0]`) are left out, with their biases;
#   the 3×3 and the 5×5 read all `in_channels`. The 1×1 behind the pooling stays.
#
# **The tests look at** parameters and MAC, with and without reductions, also on maps that are not square.
#
# <details><summary>Hint</summary>
#
# Make a list of (k, channels in, filters) for the convolutions, four or six of them.
# Add up k · k · channels · filters once; everything else follows from this sum.
# </details>


# %% role="answer" exercise="inception_cost"
def inception_cost(in_channels, c1, c2, c3, c4, rows, columns, reduced=True):
    """(parameters, MAC) of a module on [in_channels, rows, columns]; reduced: with its two 1×1 reductions."""
    ### BEGIN SOLUTION
    layers = [(1, in_channels, c1), (1, in_channels, c4)]
    for k, (less, filters) in ((3, c2), (5, c3)):
        if reduced:
            layers += [(1, in_channels, less), (k, less, filters)]
        else:
            layers += [(k, in_channels, filters)]
    weights = sum(k * k * channels * filters for k, channels, filters in layers)
    return weights + sum(filters for _, _, filters in layers), weights * rows * columns
    ### END SOLUTION


# %% role="tests" exercise="inception_cost" case="reduced" points=3
# With the reductions (3 points)
from course import googlenet_mistakes as mistakes

mistakes.check_cost(inception_cost, 4, 5, (2, 3), (1, 6), 7, 2, 2)
### BEGIN HIDDEN TESTS
mistakes.check_cost(inception_cost, 192, 64, (96, 128), (16, 32), 32, 28, 28)
mistakes.check_cost(inception_cost, 10, 7, (6, 9), (3, 8), 5, 4, 11)
mistakes.check_cost(inception_cost, 832, 384, (192, 384), (48, 128), 128, 7, 7)
### END HIDDEN TESTS

# %% role="tests" exercise="inception_cost" case="direct" points=3
# Without the reductions (3 points)
from course import googlenet_mistakes as mistakes

mistakes.check_cost(inception_cost, 4, 5, (2, 3), (1, 6), 7, 2, 2, reduced=False)
### BEGIN HIDDEN TESTS
mistakes.check_cost(inception_cost, 192, 64, (96, 128), (16, 32), 32, 28, 28, reduced=False)
mistakes.check_cost(inception_cost, 10, 7, (6, 9), (3, 8), 5, 4, 11, reduced=False)
mistakes.check_cost(inception_cost, 480, 192, (96, 208), (16, 48), 64, 14, 9, reduced=False)
### END HIDDEN TESTS

# %% [markdown]
# The network has nine such modules. These are their filters, from the paper's table; a pooling stands behind 3b and behind 4e.

# %%
MODULES = {
    "3a": (64, (96, 128), (16, 32), 32),
    "3b": (128, (128, 192), (32, 96), 64),
    "4a": (192, (96, 208), (16, 48), 64),
    "4b": (160, (112, 224), (24, 64), 64),
    "4c": (128, (128, 256), (24, 64), 64),
    "4d": (112, (144, 288), (32, 64), 64),
    "4e": (256, (160, 320), (32, 128), 128),
    "5a": (256, (160, 320), (32, 128), 128),
    "5b": (384, (192, 384), (48, 128), 128),
}

# %% [markdown]
# Your function for each of them, on maps of 28×28, 14×14 and 7×7 for the modules 3, 4 and 5, as the next section will find.
# Each module reads what the one before it gave out; 3a reads 192 channels.

# %%
channels, work = 192, {True: 0, False: 0}
for name, (c1, c2, c3, c4) in MODULES.items():
    side = {"3": 28, "4": 14, "5": 7}[name[0]]
    found = {r: inception_cost(channels, c1, c2, c3, c4, side, side, reduced=r)[1] for r in work}
    times = found[False] / found[True]
    print(f"{name}: {channels} channels in, {found[True]:,} MAC, {times:.2f} times without")
    work = {r: work[r] + found[r] for r in work}
    channels = c1 + c2[1] + c3[1] + c4
times = work[False] / work[True]
print(f"all nine: {work[True]:,} MAC; without the reductions {work[False]:,}, {times:.2f} times")

# %% [markdown]
# Without its reductions 3a would do 2.41 times the work, and 5a, which reads 832 channels, 5.16 times.
# All nine modules together would do 3.58 times: 3.9 billion MAC instead of 1.1 billion.
# It is the ratio that counts: 3a goes from 192 channels down to 96 and 16, 5a from 832 down to 160 and 32.
#
# Does the reduction harm? A 1×1 convolution with a ReLU behind it is a layer that can learn something, too,
# so a module with reductions need not be the weaker one. The paper does not report the network without them.
#
# ## 13.3 The network, shape by shape
#
# In front of the modules stands a **stem**: convolutions and poolings that make the picture small before the modules see it.
#
# | layer | filters | kernel, stride, padding |
# |---|---|---|
# | conv1 | 64 | 7×7, 2, 3 |
# | pool1 | | 3×3, 2, 1 |
# | conv2 | 64, then 192 | 1×1, 1, 0, then 3×3, 1, 1 |
# | pool2 | | 3×3, 2, 1 |
# | 3a, 3b, pool3 | | 3×3, 2, 1 |
# | 4a to 4e, pool4 | | 3×3, 2, 1 |
# | 5a, 5b | | |
# | the mean of each map, one fully connected layer | classes | |
#
# (The paper's stem also has two local response normalizations, AlexNet's; they change no shape, and we leave them away.)
#
# Only conv1 and the four poolings change rows and columns. So five numbers tell the shapes of the whole network.

# %% [markdown] role="statement" exercise="stage_sides"
# ### Exercise 13.3: five sides (3 points, ~10 min)
#
# ```python
# stage_sides(size, stem_stride=2) -> list
# ```
#
# - `size`: rows of a square picture; `stem_stride`: the stride of conv1, which is 2 in the table.
# - Return the rows behind conv1, pool1, pool2, pool3 and pool4: a list of five whole numbers.
#
# **The tests look at** several sizes, also odd ones, and at strides from 1 to 4.
#
# <details><summary>Hint</summary>
#
# The size formula of chapter 2, ⌊(n + 2p − k) / s⌋ + 1, five times. In Python, `//` rounds down.
# </details>


# %% role="answer" exercise="stage_sides"
def stage_sides(size, stem_stride=2):
    """Rows behind conv1 and the four poolings of GoogLeNet, for a square picture of `size` rows."""
    ### BEGIN SOLUTION
    sides = [(size + 2 * 3 - 7) // stem_stride + 1]
    for _ in range(4):
        sides.append((sides[-1] + 2 * 1 - 3) // 2 + 1)
    return sides
    ### END SOLUTION


# %% role="tests" exercise="stage_sides" case="even" points=1
# Pictures that are halved evenly (1 point)
from course import googlenet_mistakes as mistakes

mistakes.check_sides(stage_sides, 64, 2)
### BEGIN HIDDEN TESTS
for size, stem_stride in [(224, 2), (224, 1), (32, 1), (448, 2)]:
    mistakes.check_sides(stage_sides, size, stem_stride)
### END HIDDEN TESTS

# %% role="tests" exercise="stage_sides" case="odd" points=2
# Odd sides and other strides (2 points)
from course import googlenet_mistakes as mistakes

mistakes.check_sides(stage_sides, 25, 2)
### BEGIN HIDDEN TESTS
for size, stem_stride in [(300, 2), (97, 1), (150, 3), (33, 2), (227, 4)]:
    mistakes.check_sides(stage_sides, size, stem_stride)
### END HIDDEN TESTS

# %% [markdown]
# For the 224×224 pixels of ImageNet, with the paper's stride 2 and with stride 1:

# %%
for stem_stride in (2, 1):
    print(f"stem stride {stem_stride}: {stage_sides(224, stem_stride)}")

# %% [markdown]
# With stride 2 the modules 3, 4 and 5 work on maps of 28×28, 14×14 and 7×7; with stride 1 on 56×56, 28×28 and 14×14.
# The whole walk with stride 2, with one block for each part:

# %%
sides, outputs = stage_sides(224), [c1 + c2[1] + c3[1] + c4 for c1, c2, c3, c4 in MODULES.values()]
walk = [("picture", [3, 224, 224]), ("conv1", [64, sides[0], sides[0]]), ("pool1", [64, sides[1], sides[1]])]
walk += [("conv2", [192, sides[1], sides[1]]), ("pool2", [192, sides[2], sides[2]])]
for name, channels in zip(MODULES, outputs):
    walk += [(name, [channels] + [sides[int(name[0]) - 1]] * 2)]
walk += [("mean", [1024]), ("scores", [1000])]
plots.show(
    gallery.network_figure(walk),
    alt=(
        "GoogLeNet as 16 blocks: picture 3×224×224, conv1 64×112×112, pool1 64×56×56, conv2 192×56×56,"
        " pool2 192×28×28, 3a and 3b with 256 and 480 channels of 28×28, 4a to 4e with 512, 512, 512, 528"
        " and 832 of 14×14, 5a and 5b with 832 and 1024 of 7×7; then 1024 means and 1000 scores."
    ),
)

# %% [markdown] role="statement" exercise="googlenet"
# ### Exercise 13.4: GoogLeNet (8 points, ~35 min)
#
# ```python
# net = GoogLeNet(num_classes=1000, in_channels=3, width=1.0, stem_stride=2)
# net(x) -> scores [N, num_classes]
# ```
#
# - The layers of the table in section 13.3 and the modules of `MODULES`, with a max pooling behind 3b and behind 4e.
# - `width` multiplies every number of filters of the table and of `MODULES`: `round(64 * width)` and so on, `num_classes` excepted.
#   Each layer reads what the one before it really gives out.
# - `stem_stride` is the stride of conv1.
# - A ReLU stands behind every convolution; nothing stands behind the last layer. All layers have biases.
#   (The paper has a dropout before the last layer; leave it away.)
# - A subclass of `nn.Layer`. Make the layers in the order of the forward pass. You may use `Inception` if it passes its tests.
#
# **The tests look at** the shapes of all parameters, at scores with given weights for stem strides 1 and 2
# and for pictures of several sizes, and at the gradient of the first layer. Most networks are narrow.
#
# <details><summary>Hint</summary>
#
# Keep a list of layers and a number `channels`. For a module, first make its four entries narrow,
# then add `Inception(channels, …)`, then set `channels` to the sum of its four branches.
# `nn.AdaptiveAvgPool2D(1)` and `nn.Flatten()` make the mean.
# </details>


# %% role="answer" exercise="googlenet"
class GoogLeNet(nn.Layer):
    """GoogLeNet (Szegedy et al. 2015) without auxiliary heads, at any width and stride of its stem."""

    def __init__(self, num_classes=1000, in_channels=3, width=1.0, stem_stride=2):
        ### BEGIN SOLUTION
        super().__init__()
        first, second, channels = (round(filters * width) for filters in (64, 64, 192))
        layers = [nn.Conv2D(in_channels, first, 7, stem_stride, padding=3), nn.ReLU(), nn.MaxPool2D(3, 2, 1)]
        layers += [nn.Conv2D(first, second, 1), nn.ReLU()]
        layers += [nn.Conv2D(second, channels, 3, padding=1), nn.ReLU(), nn.MaxPool2D(3, 2, 1)]
        for name, (c1, c2, c3, c4) in MODULES.items():
            c1, *c2, c4 = (round(filters * width) for filters in (c1, *c2, *c3, c4))
            c2, c3 = c2[:2], c2[2:]
            layers += [Inception(channels, c1, c2, c3, c4)]
            layers += [nn.MaxPool2D(3, 2, 1)] if name in ("3b", "4e") else []
            channels = c1 + c2[1] + c3[1] + c4
        layers += [nn.AdaptiveAvgPool2D(1), nn.Flatten(), nn.Linear(channels, num_classes)]
        self.layers = nn.Sequential(*layers)
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        return self.layers(x)
        ### END SOLUTION


# %% role="tests" exercise="googlenet" case="parameters" points=2
# The shapes of the parameters (2 points)
from course import googlenet_mistakes as mistakes

net = GoogLeNet(num_classes=4, in_channels=2, width=1 / 16)
_ = mistakes.parameters_of("GoogLeNet(4, 2, width=1/16)", net, mistakes.network_shapes(4, 2, 1 / 16))
mistakes.check_own(In, "GoogLeNet")
### BEGIN HIDDEN TESTS
net = GoogLeNet(num_classes=7, in_channels=1, width=1 / 8, stem_stride=1)
_ = mistakes.parameters_of("GoogLeNet(7, 1, width=1/8)", net, mistakes.network_shapes(7, 1, 1 / 8))
net = GoogLeNet(num_classes=5, in_channels=2, width=0.1)
_ = mistakes.parameters_of("GoogLeNet(5, 2, width=0.1)", net, mistakes.network_shapes(5, 2, 0.1))
_ = mistakes.parameters_of("GoogLeNet(num_classes=1)", GoogLeNet(num_classes=1), mistakes.network_shapes(1))
### END HIDDEN TESTS

# %% role="tests" exercise="googlenet" case="scores" points=3
# The scores with given weights, stem stride 2 (3 points)
import numpy as np

from course import googlenet_mistakes as mistakes


def try_scores(classes, channels, width, shape, seed, **stride):
    """Compare the scores of GoogLeNet with given weights with those of the same layers called one by one."""
    case = f"GoogLeNet({classes}, {channels}, width={width}) with given weights on {shape}"
    shapes, rng = mistakes.network_shapes(classes, channels, width), np.random.default_rng(seed)
    net = GoogLeNet(num_classes=classes, in_channels=channels, width=width, **stride)
    arrays = mistakes.give(mistakes.parameters_of(case, net, shapes), shapes, rng)
    x = rng.normal(size=shape).astype("float32")
    mistakes.check_network(case, mistakes.output_of(case, net, x), x, arrays, 2)


try_scores(4, 2, 1 / 16, [1, 2, 64, 64], seed=7)
mistakes.check_own(In, "GoogLeNet")
### BEGIN HIDDEN TESTS
try_scores(3, 1, 1 / 16, [2, 1, 70, 45], seed=8, stem_stride=2)
try_scores(5, 3, 1 / 8, [1, 3, 96, 64], seed=9)
### END HIDDEN TESTS

# %% role="tests" exercise="googlenet" case="stem" points=2
# Other strides of the stem (2 points)
import numpy as np

from course import googlenet_mistakes as mistakes


def try_stem(stem_stride, shape, seed):
    """Compare the scores of GoogLeNet with this stem with those of the same layers called one by one."""
    case = f"GoogLeNet(3, 1, width=1/16, stem_stride={stem_stride}) with given weights on {shape}"
    shapes, rng = mistakes.network_shapes(3, 1, 1 / 16), np.random.default_rng(seed)
    net = GoogLeNet(num_classes=3, in_channels=1, width=1 / 16, stem_stride=stem_stride)
    arrays = mistakes.give(mistakes.parameters_of(case, net, shapes), shapes, rng)
    x = rng.normal(size=shape).astype("float32")
    mistakes.check_network(case, mistakes.output_of(case, net, x), x, arrays, stem_stride)


try_stem(1, [1, 1, 32, 32], seed=10)
mistakes.check_own(In, "GoogLeNet")
### BEGIN HIDDEN TESTS
try_stem(1, [2, 1, 24, 39], seed=11)
try_stem(1, [1, 1, 120, 20], seed=23)
try_stem(3, [1, 1, 64, 50], seed=12)
### END HIDDEN TESTS

# %% role="tests" exercise="googlenet" case="gradient" points=1
# The gradient reaches the first layer (1 point)
import numpy as np
import paddle

from course import googlenet_mistakes as mistakes
from course.checks import check


def try_gradient(stem_stride, shape, seed):
    """Compare the gradient of the first weights with that of the same layers called one by one."""
    case = f"GoogLeNet(3, 1, width=1/16, stem_stride={stem_stride}): gradient of the first weights"
    net = GoogLeNet(num_classes=3, in_channels=1, width=1 / 16, stem_stride=stem_stride)
    shapes, rng = mistakes.network_shapes(3, 1, 1 / 16), np.random.default_rng(seed)
    parameters = mistakes.parameters_of(case, net, shapes)
    arrays = mistakes.give(parameters, shapes, rng)
    x = rng.normal(size=shape).astype("float32")
    net(paddle.to_tensor(x)).sum().backward()
    assert parameters[0].grad is not None, f"{case}: there is none. Is every layer Paddle's?"
    check(case, parameters[0].grad.numpy(), mistakes.first_gradient(x, arrays, stem_stride), tolerance=1e-2)


try_gradient(2, [1, 1, 48, 48], seed=13)
mistakes.check_own(In, "GoogLeNet")
### BEGIN HIDDEN TESTS
try_gradient(1, [2, 1, 20, 28], seed=14)
### END HIDDEN TESTS

# %% [markdown]
# How large is it? First a prediction for one output and one picture of 224×224, from your functions and the table:

# %%
sides, channels = stage_sides(224), 192
parameters = 49 * 3 * 64 + 64 + 64 * 64 + 64 + 9 * 64 * 192 + 192
macs = 49 * 3 * 64 * sides[0] ** 2 + (64 * 64 + 9 * 64 * 192) * sides[1] ** 2
for name, (c1, c2, c3, c4) in MODULES.items():
    side = sides[int(name[0]) - 1]
    found = inception_cost(channels, c1, c2, c3, c4, side, side)
    parameters, macs = parameters + found[0], macs + found[1]
    channels = c1 + c2[1] + c3[1] + c4
print(f"predicted: {parameters + channels + 1:,} parameters, {macs + channels:,} MAC")

# %% [markdown]
# Now the whole network at full width, once with each stride of the stem. Nothing is trained here:

# %%
width, size = (1 / 16, 32) if budget.grading() else (1.0, 224)  # nobody looks at this while work is graded
counts = {}
for stem_stride in (2, 1):
    net = GoogLeNet(num_classes=1, width=width, stem_stride=stem_stride)
    counts[stem_stride] = count(net, [1, 3, size, size])
parameters = counts[2].parameters
print(f"parameters with 1 output: {parameters:,}, with 1000 outputs: {parameters + 999 * 1025:,}")
print(f"tensors of parameters: {len(net.parameters())}")

# %% [markdown]
# 5,974,577 parameters with one output, 6,998,552 with the thousand classes of ImageNet, in 116 tensors:
# three convolutions of the stem, six in each of the nine modules, and one fully connected layer, each with weights and biases.
# The number is the predicted one.
# VGG-16 has 138,357,544. There is no fully connected layer on a flattened map here; chapter 12's mean saves it.
#
# > **What Paddle does differently.** `paddle.vision.models.googlenet()` returns three arrays of scores (section 13.6 has the other two),
# > and it is not quite the paper's network: its convolutions have no biases, its poolings between the stages no padding,
# > so that the maps have 112, 55, 27, 13 and 6 rows, and its only ReLU in a module stands behind the concatenation.
# > Between a 1×1 reduction and the kernel behind it there is none, and so both together are one linear map.
#
# ## 13.4 What the stride of the stem costs
#
# The two counts side by side: parameters, MAC, and what `paddle.flops` counts.

# %%
for stem_stride, each in counts.items():
    print(f"stride {stem_stride}: {each.parameters:,} parameters, {each.macs:,} MAC,", end=" ")
    print(f"Paddle's FLOPs {each.paddle_flops:,}")
print(f"ratio of Paddle's FLOPs: {counts[1].paddle_flops / counts[2].paddle_flops:.3f}")

# %% [markdown]
# With stride 2 the MAC are those predicted. With stride 1 the parameters are the same to the last one: a stride is no weight.
# The work is 4.000 times as much. Stride 1 leaves twice as many rows and twice as many columns in *every* map of the network,
# in the stem and in all nine modules; only the last layer, which reads means, does not notice.
# One digit in the first layer decides about three quarters of the cost of the whole network.
#
# Some published versions of this network have a 1 there without a word about it.
# The shapes tell: the last map of the paper is 7×7, not 14×14.
#
# Look where the work is. Then make the pictures smaller at stride 2 until the figure refuses:

# %%
googlenet.explore_stem()

# %% [markdown]
# The three convolutions of the stem have 1.8 % of the parameters and do 30.2 % of the work, at either stride.
# At 16 pixels and stride 2 a single pixel is left before pool4. The network itself would not complain:
# that pooling sees one pixel and eight places of padding, and hands the pixel on.
# Already at 32 pixels the modules 4 and 5 work on 2×2 and 1×1 maps, where more than half of what a 3×3 kernel sees is padding.
# So the question *which stride* has two sides: work on large pictures, and what is left to see on small ones.
#
# For pictures of 32×32, such as CIFAR-10's, one therefore leaves the stem away. A common variant has one 3×3 convolution with 192 filters
# and no stride in its place, batch normalization behind every convolution,
# and two 3×3 convolutions in the place of each 5×5, the exchange of chapter 11:

# %%
small = count(googlenet.build_small(1 / 16 if budget.grading() else 1.0), [1, 3, 32, 32])
print(f"for 32×32 and ten classes: {small.parameters:,} parameters, {small.macs:,} MAC")

# %% [markdown]
# 6,166,250 parameters, but 1.5 billion MAC for a picture of 32×32: about as many as the paper's network does for one of 224×224.
# Its first modules work on 32×32 pixels, more than 28×28.

# %% [markdown] role="statement" exercise="quiz"
# ### Exercise 13.5: eight numbers (4 points, ~15 min)
#
# Replace each `"?"` by a whole number. The network has full width and 1000 classes; its stem has stride 2 unless said otherwise.
# Use your functions or a pencil.
#
# - `channels_4a`: channels that module 4a gives out.
# - `branch_5b`: weights (no biases) of the 5×5 branch of 5b, its reduction included. 5b reads 832 channels.
# - `last_saving`: the largest r for which a reduction to r channels still leaves the 3×3 branch of 3a fewer weights than without.
# - `bare_pooling`: channels that 3a would give out if its fourth branch were the pooling alone.
# - `side_448`: rows of the maps in module 5a for a picture of 448×448.
# - `parameters_stride_1`: parameters of the whole network with stem stride 1.
# - `last_layer`: parameters of the last layer for pictures of 192×192.
# - `convolutions`: number of convolutions in the network.
#
# **The tests look at** each number by itself, half a point each.
#
# <details><summary>Hint</summary>
#
# For `last_saving`: fewer, not as many; and whole channels. Section 13.2 has the equation.
# </details>

# %% role="answer" exercise="quiz"
quiz = {
    "channels_4a": "?",
    "branch_5b": "?",
    "last_saving": "?",
    "bare_pooling": "?",
    "side_448": "?",
    "parameters_stride_1": "?",
    "last_layer": "?",
    "convolutions": "?",
}
### BEGIN SOLUTION
quiz = {
    "channels_4a": 192 + 208 + 48 + 64,
    "branch_5b": 832 * 48 + 25 * 48 * 128,
    "last_saving": (9 * 192 * 128 - 1) // (192 + 9 * 128),
    "bare_pooling": 64 + 128 + 32 + 192,
    "side_448": 14,
    "parameters_stride_1": 5_974_577 + 999 * 1025,
    "last_layer": 1024 * 1000 + 1000,
    "convolutions": 3 + 9 * 6,
}
### END SOLUTION

# %% role="tests" exercise="quiz" case="numbers" points=4
# The eight numbers, half a point each (4 points)
from course.checks import look_over, score_counts

keys = ["channels_4a", "branch_5b", "last_saving", "bare_pooling"]
keys += ["side_448", "parameters_stride_1", "last_layer", "convolutions"]
look_over("quiz", quiz, dict.fromkeys(keys, "count"))
### BEGIN HIDDEN TESTS
expected = dict(zip(keys, [512, 193_536, 164, 416, 14, 6_998_552, 1_025_000, 57]))
known = {
    "channels_4a": {
        "The reductions stay inside their branches; only the last filters are stacked.": 624,
        "The fourth branch hands on its 64 channels, too.": 448,
        "This is what 4a reads.": 480,
    },
    "branch_5b": {
        "The reduction has weights, too.": 153_600,
        "The biases are left out of this count.": 193_536 + 48 + 128,
        "A 5×5 kernel has 25 places.": 832 * 48 + 5 * 48 * 128,
        "Behind the reduction the kernel reads 48 channels.": 832 * 48 + 25 * 832 * 128,
        "This is the branch without its reduction.": 25 * 832 * 128,
        "This is the 3×3 branch.": 832 * 192 + 9 * 192 * 384,
    },
    "last_saving": {
        "With 165 channels the branch has 221,760 weights, more than 221,184.": 165,
        "The reduction has 192 weights for each of its channels, too.": 191,
        "This is the reduction of the paper; larger ones save something as well.": 96,
    },
    "bare_pooling": {
        "A pooling hands on all channels that it reads, 192.": 64 + 128 + 32,
        "This is the module as it is.": 256,
        "The reductions stay inside their branches.": 64 + 96 + 128 + 16 + 32 + 192,
    },
    "side_448": {
        "This is for 224×224.": 7,
        "The stem halves the picture, too, as do four poolings: five times in all.": 28,
    },
    "parameters_stride_1": {
        "A stride is no weight: the same kernels visit more places.": 4 * 6_998_552,
        "This is for one output; here there are 1000 classes.": 5_974_577,
        "These are the parameters without the last layer.": 5_974_577 - 1025,
    },
    "last_layer": {
        "The biases are missing.": 1_024_000,
        "The last layer reads the mean of each map, whatever its size.": 1024 * 6 * 6 * 1000 + 1000,
        "This is for 1 class.": 1_025,
    },
    "convolutions": {
        "The convolutions of the stem count, too.": 54,
        "The stem has three convolutions: 7×7, 1×1 and 3×3.": 56,
        "The last layer is no convolution.": 58,
        "Each module has six convolutions, not four.": 39,
        "The paper counts 22 layers along a path; here all convolutions are asked for.": 22,
    },
}
score_counts("quiz", quiz, expected, points=4, mistakes=known)
### END HIDDEN TESTS

# %% [markdown]
# ## 13.5 On equal terms with Network in Network
#
# Now we train narrow networks, an eighth of the width, on scikit-learn's handwritten digits, enlarged to 16×16 pixels.
# A deep network is slow even where it is narrow, so we take few of them: 400 to train, 100 to validate, 250 to test.
# First the simple baselines, as always:

# %%
from sklearn.linear_model import LogisticRegression

sizes = (60, 60, 60) if budget.grading() else (400, 100, 250)
training, validation, test = (part.take(slice(0, n)) for part, n in zip(data.digits(16), sizes))
flat = training.pictures.reshape(len(training), -1)
logistic = LogisticRegression(max_iter=300).fit(flat, training.labels)
most_frequent = np.bincount(training.labels).argmax()
print(f"always {most_frequent}: {(test.labels == most_frequent).mean():.3f}")
print(f"logistic regression: {logistic.score(test.pictures.reshape(len(test), -1), test.labels):.3f}")

# %% [markdown]
# A linear layer is right in 0.96 of these centred digits; a network has to be measured against that.
#
# Two networks: NiN of chapter 12, and GoogLeNet with stem stride 1.
# Equal terms: the same digits, batches of 20, epochs, optimizer, learning rate and decay, no dropout,
# batch normalization behind every convolution of both (chapter 11 showed why; NiN's last one, which gives the scores, has none),
# and the best epoch on the validation pictures.
# The learning rate is 0.01. We tried 0.005, 0.01 and 0.02 for GoogLeNet with two seeds on the validation pictures:
# 0.005 was clearly worse, and 0.02 slightly better: right in three more of the 100.
# We kept 0.01 for both and tried no other for NiN. So neither network has the rate that is best for it.
# Your `GoogLeNet` was not asked for batch normalization; `googlenet.build` of the course has it.
# Without it, it is your network, which is quickly checked:

# %%
mine = GoogLeNet(10, in_channels=1, width=1 / 8, stem_stride=1)
theirs = googlenet.build(1 / 8, in_channels=1, classes=10, stem_stride=1)
for source, goal in zip(mine.parameters(), theirs.parameters()):
    goal.set_value(source)
x = paddle.to_tensor(training.pictures[:5])
print(f"largest difference of the scores: {(mine(x) - theirs(x)).abs().max().item():.0e}")

# %% [markdown]
# NiN, written compactly: its three blocks at an eighth of the width, with the mean at the end.
# (The ReLU behind its last convolution is left away, as it cannot bear scores below 0 and GoogLeNet has none there.)


# %%
def nin():
    """Network in Network at 1/8 of its width for grey digits, with batch normalization."""
    layers, before = [], 1
    for block, (k, filters) in enumerate([(5, (24, 20, 12)), (5, (24, 24, 24)), (3, (24, 24))]):
        for place, after in enumerate(filters):
            layers += googlenet.convolution(before, after, 1 if place else k, normalized=True)
            before = after
        layers += [[nn.MaxPool2D(3, 2, 1)], [nn.AvgPool2D(3, 2, 1)], [nn.Conv2D(24, 10, 1)]][block]
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2D(1), nn.Flatten())


# %% [markdown]
# Both as functions that build them, GoogLeNet also with stride 2, and what they cost for one digit;
# then the sides of GoogLeNet's maps:

# %%
builders = {
    "NiN": nin,
    "GoogLeNet, stride 1": lambda: googlenet.build(1 / 8, 1, 10, 1, normalized=True),
    "GoogLeNet, stride 2": lambda: googlenet.build(1 / 8, 1, 10, 2, normalized=True),
}
for name, build in builders.items():
    counts = count(build(), [1, 1, 16, 16])
    print(f"{name}: {counts.parameters:,} parameters, {counts.macs:,} MAC")
print(f"sides with stride 1: {stage_sides(16, 1)}, with stride 2: {stage_sides(16, 2)}")

# %% [markdown]
# GoogLeNet has six times NiN's parameters and does less work.
# With stride 2 the work is not a quarter but 30 % of that with stride 1, because a map of 1×1 cannot be halved any more:
# modules 4 and 5, seven of the nine, work on single pixels then. With stride 1 only 5a and 5b do.
# That is why we train the one with stride 1.
#
# One run for one network and one seed:

# %%
epochs = budget.choose("epochs", quick=3, full=30)


def trained(build, seed):
    """A Runner that has trained a network and taken up its best weights."""
    seed_everything(seed)
    net = build()
    rate = paddle.optimizer.lr.CosineAnnealingDecay(0.01, T_max=epochs)
    adam = paddle.optimizer.Adam(rate, parameters=net.parameters())
    runner = Runner(net, adam, seed=seed)
    runner.train(training, validation, epochs, batch_size=20)
    runner.use_best()
    return runner


# %% [markdown]
# Three seeds each, beginning with NiN:

# %%
seeds = range(1 if budget.grading() else 3)
runners = {"NiN": [trained(builders["NiN"], seed) for seed in seeds]}

# %% [markdown]
# And GoogLeNet with stride 1. This is the longest cell of the chapter:

# %%
name = "GoogLeNet, stride 1"
runners[name] = [trained(builders[name], seed) for seed in seeds]

# %% [markdown]
# The test pictures are looked at once, now:

# %%
for name, group in runners.items():
    accuracies = [each.evaluate(test)["accuracy"] for each in group]
    print(name, np.round(accuracies, 3), mean_and_spread(accuracies) if len(accuracies) > 1 else "")

# %% [markdown]
# Network in Network is right in 0.95 of the test digits in the mean, GoogLeNet in 0.78:
# a difference of three times the larger spread. **The newer network loses**,
# and logistic regression, with 0.96, is not beaten by either in the mean.
#
# NiN and GoogLeNet differ in everything, so no single cause can be named.
# But three epochs are 60 steps, and one can look how far each has come in them:

# %%
for name, group in runners.items():
    print(name, "loss in the last epoch:", np.round([each.history[-1]["loss"] for each in group], 2))

# %% [markdown]
# GoogLeNet's loss on the training pictures is at least twice NiN's: it has not overfitted, it has not finished learning.
# Its curves for the first seed:

# %%
runner = runners["GoogLeNet, stride 1"][0]
for key in ("loss", "accuracy", "validation_accuracy"):
    print(key, np.round([row[key] for row in runner.history], 2))
plots.show(
    history_figure(runner.history),
    alt=(
        "Two panels over three epochs. The loss on the training pictures falls from 2.4 over 1.6 to 1.0."
        " The accuracy on the validation pictures climbs from 0.20 over 0.48 to 0.73. Both still move."
    ),
)

# %% [markdown]
# Both still move when the training ends. With the budget *full*, thirty epochs, you can see where they go.
# So the honest sentence is: *in 60 steps on 400 small digits, at a learning rate of 0.01, NiN learns more*.
# It does not say that NiN is the better kind of network: at a rate of 0.02, or after more steps, the difference may be another.
# GoogLeNet was made for a thousand classes and 1.2 million photographs, at full width; here it is 22 layers deep and an eighth as wide.
#
# What it gets wrong, and some of what it gets right:

# %%
scores = runner.predict(test)
wrong = scores.argmax(axis=1) != test.labels
sure = nn.functional.softmax(paddle.to_tensor(scores)).max(axis=1).numpy()
print(f"{wrong.sum()} of {len(test)} wrong; sure in the mean:", end=" ")
print(f"right {sure[~wrong].mean():.2f}, wrong {sure[wrong].mean():.2f}")
chosen = np.concatenate([np.flatnonzero(wrong)[:12], np.flatnonzero(~wrong)[:6]])
plots.show(
    gallery.predictions_figure(test.pictures[chosen], test.labels[chosen], scores[chosen], test.classes),
    alt=(
        "18 digits of 16×16 pixels with what the network says and how sure it is. The first 12 are"
        " mistakes, with a thick frame, and name what they are; the last 6 are right."
    ),
)

# %% [markdown]
# It is wrong in 49 of 250, and in many of its mistakes it is far from sure.
#
# And the kernels of the first layer, 7×7 on one grey channel, with their correlation to those that they began with:

# %%
seed_everything(0)
first = builders["GoogLeNet, stride 1"]()[0].weight.numpy()
correlation = np.corrcoef(first.ravel(), runner.net[0].weight.numpy().ravel())[0, 1]
print(f"correlation with the beginning: {correlation:.2f}")
plots.show(
    gallery.kernels_figure(runner.net[0].weight.numpy()),
    alt="The eight first-layer kernels, 7 by 7 weights each as a small grey picture; no clear pattern is to be seen.",
)

# %% [markdown]
# After so few steps they are still nearly the noise that they began with.
#
# ## 13.6 Auxiliary heads
#
# The authors feared that a gradient would not survive the way back through 22 layers.
# So in training they gave the network two more outputs, one behind 4a and one behind 4d.
# Each is a small classifier, an **auxiliary head**, with scores of its own for the same labels.
# Its loss is added to that of the main scores with a weight of 0.3; at inference both heads are thrown away.
#
# $$L = L(z) + 0.3\, L(z_1) + 0.3\, L(z_2)$$
#
# The gradient of a sum is the sum of the gradients: each head gets 0.3 times the gradient of its own loss,
# and below 4a all three flow together. For one picture and three classes, with the label 0:

# %%
z = np.array([[2.0, 1.0, 0.0]])
p = np.exp(z) / np.exp(z).sum()
print("probabilities:", p.round(3), " gradient of the loss:", (p - np.eye(3)[[0]]).round(3))

# %% [markdown]
# Chapter 9's loss again: probabilities less one at the label. For a batch it is divided by N, as the loss is a mean.

# %% [markdown] role="statement" exercise="auxiliary_loss"
# ### Exercise 13.6, a stretch: the loss with heads, and its gradient (4 points, ~20 min)
#
# ```python
# auxiliary_loss(z, heads, labels, weight=0.3) -> (loss, dz, dheads)
# ```
#
# - `z`: the main scores, an array `[N, K]`. `heads`: a list of arrays `[N, K]`, the scores of the heads; it may be empty.
#   `labels`: N whole numbers, an array.
# - `loss`: the mean cross-entropy of `z`, plus `weight` times that of *each* head. A number.
# - `dz` `[N, K]`: the gradient of this loss with respect to `z`; `dheads`: a list with the gradient with respect to each head's scores.
# - By hand, with NumPy. Scores of 1,000 must not overflow.
#
# **The tests look at** one picture with one head, batches, several heads and weights, no head at all, large scores,
# and compare with Paddle's gradients.
#
# <details><summary>Hint</summary>
#
# Write a helper that gives loss and gradient for one array of scores, and call it for `z` and for each head.
# Take the largest score of each row off before `np.exp`; the probabilities do not change.
# The logarithm of a probability that has become 0 is avoided with $\log p_k = z_k - \log \sum_j e^{z_j}$.
# </details>


# %% role="answer" exercise="auxiliary_loss"
def auxiliary_loss(z, heads, labels, weight=0.3):
    """(loss, dz, dheads): mean cross-entropy of z [N, K] plus weight times that of each head, and its gradients."""

    ### BEGIN SOLUTION
    def cross_entropy(scores):
        pictures = np.arange(len(labels))
        scores = scores - scores.max(axis=1, keepdims=True)
        total = np.exp(scores).sum(axis=1, keepdims=True)
        gradient = np.exp(scores) / total
        gradient[pictures, labels] -= 1
        return (np.log(total[:, 0]) - scores[pictures, labels]).mean(), gradient / len(labels)

    loss, dz = cross_entropy(z)
    dheads = []
    for scores in heads:
        extra, gradient = cross_entropy(scores)
        loss += weight * extra
        dheads.append(weight * gradient)
    return loss, dz, dheads
    ### END SOLUTION


# %% role="tests" exercise="auxiliary_loss" case="one_head" points=1
# One picture, one head (1 point)
import numpy as np

from course import googlenet_mistakes as mistakes

z, head, labels = np.array([[2.0, 1.0, 0.0]]), np.array([[0.0, 1.0, 0.5]]), np.array([0])
got = auxiliary_loss(z.copy(), [head.copy()], labels, 0.3)
mistakes.check_loss("auxiliary_loss of one picture with one head", got, z, [head], labels, 0.3)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(15)
for k, weight in [(2, 0.5), (5, 0.1)]:
    z, head, labels = rng.normal(size=(1, k)), rng.normal(size=(1, k)), rng.integers(0, k, 1)
    got = auxiliary_loss(z.copy(), [head.copy()], labels, weight)
    case = f"auxiliary_loss of one picture, {k} classes, weight {weight}"
    mistakes.check_loss(case, got, z, [head], labels, weight)
### END HIDDEN TESTS

# %% role="tests" exercise="auxiliary_loss" case="batches" points=2
# Batches, several heads and weights, large scores (2 points)
import numpy as np

from course import googlenet_mistakes as mistakes


def try_heads(n, k, number, seed, scale=1.0, **weight):
    """Compare loss and gradients for n pictures, k classes and so many heads."""
    rng = np.random.default_rng(seed)
    z, *heads = (scale * rng.normal(size=(n, k)) for _ in range(number + 1))
    labels = rng.integers(0, k, n)
    got = auxiliary_loss(z.copy(), [head.copy() for head in heads], labels.copy(), **weight)
    case = f"auxiliary_loss of {n} pictures, {k} classes, {number} heads, scale {scale:g}, {weight or 'weight 0.3'}"
    mistakes.check_loss(case, got, z, heads, labels, weight.get("weight", 0.3))


try_heads(4, 3, 2, seed=16)
### BEGIN HIDDEN TESTS
try_heads(6, 10, 2, seed=17, weight=0.5)
try_heads(5, 4, 3, seed=18, weight=1.0)
try_heads(3, 6, 0, seed=19)
try_heads(4, 5, 2, seed=20, scale=1000.0)
### END HIDDEN TESTS

# %% role="tests" exercise="auxiliary_loss" case="paddle" points=1
# Equal to Paddle's gradients, and written by hand (1 point)
import numpy as np
import paddle

from course.by_hand import check_by_hand
from course.checks import check


def try_paddle(n, k, weight, seed):
    """Compare with cross_entropy and backward of Paddle, two heads."""
    rng = np.random.default_rng(seed)
    arrays = [rng.normal(size=(n, k)) for _ in range(3)]
    labels = rng.integers(0, k, n)
    z, a, b = (paddle.to_tensor(array, stop_gradient=False) for array in arrays)
    losses = [paddle.nn.functional.cross_entropy(each, paddle.to_tensor(labels)) for each in (z, a, b)]
    whole = losses[0] + weight * (losses[1] + losses[2])
    whole.backward()
    loss, dz, dheads = auxiliary_loss(arrays[0].copy(), [arrays[1].copy(), arrays[2].copy()], labels, weight)
    case = f"auxiliary_loss against Paddle, {n} pictures, weight {weight}"
    check(f"{case}, loss", loss, whole.item(), tolerance=1e-5)
    for name, got, tensor in (("dz", dz, z), ("dheads[0]", dheads[0], a), ("dheads[1]", dheads[1], b)):
        check(f"{case}, {name}", got, tensor.grad.numpy(), tolerance=1e-5)


try_paddle(3, 4, 0.3, seed=21)
check_by_hand(In, "auxiliary_loss")
### BEGIN HIDDEN TESTS
try_paddle(7, 5, 0.45, seed=22)
### END HIDDEN TESTS

# %% [markdown]
# Now the question behind the heads: does the gradient fail to reach the stem without them?
# We look at untrained networks, one forward and one backward pass on 25 digits,
# with the heads behind 4a and 4d at a weight of 0 and of 0.3.
# We do so for three beginnings: Paddle's, the same with every weight of a convolution halved, and with batch normalization.
# (Our heads are the mean of each map and one linear layer. The paper's have a pooling, a 1×1 convolution and two linear layers,
# made for maps of 14×14; the maps here have 2×2.)


# %%
def stem_gradient(weight, seed, scale=1.0, normalized=False):
    """Mean |gradient| of the weights of conv1 and of the last module, untrained, by auxiliary_loss."""
    seed_everything(seed)
    net = googlenet.build(1 / 8, 1, 10, 1, normalized)
    for layer in net.sublayers():
        if isinstance(layer, nn.Conv2D):
            layer.weight.set_value(scale * layer.weight)
    heads = [nn.Linear(channels, 10) for channels in (512 // 8, 528 // 8)]  # behind 4a and 4d
    z, maps = paddle.to_tensor(training.pictures[:25]), []
    for layer in net:
        z = layer(z)
        maps += [z] if isinstance(layer, googlenet.Inception) else []
    both = [head(maps[place].mean([2, 3])) for head, place in zip(heads, (2, 5))]
    arrays = [each.numpy() for each in both]
    loss, dz, dheads = auxiliary_loss(z.numpy(), arrays, training.labels[:25], weight)
    gradients = [paddle.to_tensor(np.asarray(each, dtype="float32")) for each in (dz, *dheads)]
    paddle.autograd.backward([z, *both], gradients)
    last = [layer for layer in net if isinstance(layer, googlenet.Inception)][-1]
    return [float(layer.weight.grad.abs().mean()) for layer in (net[0], last.branches[0][0])]


# %% [markdown]
# Your gradients start the backward pass; Paddle does the rest. Three seeds for each beginning:

# %%
beginnings = {
    "Paddle's beginning": {},
    "weights halved": {"scale": 0.5},
    "batch normalization": {"normalized": True},
}
for name, how in beginnings.items():
    print(name)
    for seed in budget.patiently(range(3)):
        (alone, last), (helped, _) = (stem_gradient(weight, seed, **how) for weight in (0.0, 0.3))
        print(f"    seed {seed}: last module {last:.1e}, conv1 {alone:.1e};", end=" ")
        print(f"with heads {helped:.1e}, {helped / alone:.1f} times")

# %% [markdown]
# As Paddle begins, the heads make the gradient of conv1 one and a half to four times as large.
# But it had not been lost without them: it is four to six times as large as that of the last module.
# Paddle draws the weights with He's spread (chapter 11), which was found a few months after GoogLeNet.
#
# With all weights of the convolutions halved, the fear comes true. Both gradients are thousands of times smaller,
# and the heads, to which the way is shorter, make that of conv1 about sixty to a thousand times as large.
#
# With batch normalization the gradient grows on its way back, to more than a hundred times that of the last module,
# and the heads change next to nothing.
#
# So the heads do what they are said to do where the first weights are too small.
# Where the weights begin well, or each layer is normalized, no gradient is lost that they could bring back.
# We looked at one batch and at untrained weights; whether the heads change the accuracy in the end is another question, which would need trainings.
#
# The paper itself reports that later experiments found the effect of the heads to be small, about half a percent,
# and that one of them did as well as two.
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
# - A module of parallel branches gives equal rows and columns in each branch, by padding (k − 1) / 2 and stride 1, and stacks their channels.
# - A 1×1 reduction in front of a large kernel saves most of its work: without reductions the nine modules would do 3.58 times as much.
#   It saves only while it really reduces: below r = k² · in · out / (in + k² · out).
# - GoogLeNet has 6,998,552 parameters in 57 convolutions and one fully connected layer, a twentieth of VGG-16's.
# - The stride of the first convolution changes no parameter and every map: stride 1 costs 4.000 times the work of stride 2.
# - On small pictures a stem leaves too little: 1×1 maps before the last modules.
# - Auxiliary heads add weighted losses in training. Whether they are needed can be measured.
#
# ## Check yourself
#
# <details><summary>Why must the pooling branch have stride 1?</summary>
#
# All branches must have equal rows and columns to be stacked. Paddle's default, the kernel size 3, would leave a third of them.
# </details>
#
# <details><summary>A module reads 256 channels; its 5×5 branch reduces to 32 and gives 96. How many weights, with and without the reduction?</summary>
#
# With: 256 · 32 + 25 · 32 · 96 = 84,992. Without: 25 · 256 · 96 = 614,400.
# </details>
#
# <details><summary>You change the stem's stride from 2 to 1. Can you load weights that were trained with stride 2?</summary>
#
# Yes: all shapes are equal, and nothing complains. But every later kernel now sees objects that are twice as large as those it was trained on.
# </details>
#
# <details><summary>What do the auxiliary heads cost at inference?</summary>
#
# Nothing; they are thrown away after training.
# </details>
#
# ## What comes next
#
# GoogLeNet got deep by being careful with its work, and it feared for its gradients.
# The next network, ResNet, takes on depth itself: it shows that deeper plain networks get *worse*, and mends it with one addition per block.
