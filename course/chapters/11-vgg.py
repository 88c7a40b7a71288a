# %% [markdown]
# # 11. VGG: depth by repetition
#
# AlexNet has eight layers with weights, and nearly every one has a shape of its own.
# Two years later, in 2014, Karen Simonyan and Andrew Zisserman of the Visual Geometry Group in Oxford
# asked what depth alone is good for.
# They took one small convolution, 3×3, and repeated it, up to sixteen times,
# before the same three fully connected layers as AlexNet has.
# The network is so regular that one line of data describes it.
#
# **When you are done, you can**
#
# - say what three 3×3 convolutions save against one 7×7, and where in the network they save nothing;
# - build VGG-11 to VGG-19 from one list of pairs, at any width;
# - predict where the parameters sit, where the work is done and where training needs memory, stage by stage;
# - tell a deep network that has not started to learn from one that cannot, and mend its first weights;
# - train a narrow VGG and compare it with AlexNet, fairly.
#
# **It takes** about 50 minutes to read and 125 minutes to solve.
# You need chapters 2 (receptive field), 5 (batch normalization), 8 (counting) and 10 (AlexNet).
# There are 32 points in seven exercises; the last one is a stretch.
# The symbols are those of [the table of notation](../notation.md); [the glossary](../glossary.md) gives each term in Chinese.

# %% [markdown]
# The first cell loads what the chapter needs.

# %%
import numpy as np

from course import budget, fundus, gallery, plots, vgg
from course.counting import count
from course.training import Runner, history_figure, mean_and_spread, seed_everything

import paddle
from paddle import nn

# %% [markdown]
# ## 11.1 Three small kernels instead of a large one
#
# Chapter 2 ended with an exchange.
# Two 3×3 convolutions on top of each other see 5×5 pixels, three see 7×7.
# Let every layer have C channels in and C channels out, and leave out the biases.
# One 7×7 convolution has $7 \cdot 7 \cdot C^2 = 49\,C^2$ weights,
# three 3×3 convolutions have $3 \cdot 9\,C^2 = 27\,C^2$.

# %%
C = 256
one, three = 7 * 7 * C * C, 3 * 3 * 3 * C * C
print(f"one 7×7: {one:,} weights, three 3×3: {three:,}; {1 - three / one:.0%} saved")

# %% [markdown]
# 45 % fewer weights for the same receptive field.
# Every weight is used once for each pixel, so 45 % of the multiplications are saved as well.
# And there is a ReLU behind each of the three: three bends of the function instead of one.
#
# Is a stack of three then as good as any 7×7 kernel? Without the ReLUs it would be *less*:
# three convolutions without anything between them are one 7×7 convolution,
# and only such a one as three 3×3 kernels can make together.
# The ReLUs make it something else, and no count says what that is worth.
# The authors measured it: they replaced every pair of 3×3 layers in one of their networks by a single 5×5 layer,
# and the share of wrong answers on ImageNet rose by 7 percent.
#
# So a **VGG block** is: some 3×3 convolutions with padding 1, which keep rows and columns, each with a ReLU,
# then a max pooling of 2×2 with stride 2, which halves them.

# %% [markdown] role="statement" exercise="vgg_block"
# ### Exercise 11.1: the block (4 points, ~15 min)
#
# ```python
# vgg_block(number, in_channels, out_channels) -> nn.Sequential
# ```
#
# - `number` convolutions 3×3, stride 1, padding 1, with biases, each followed by a ReLU;
#   the first takes `in_channels`, all give `out_channels`.
# - Then one max pooling, kernel 2, stride 2.
# - Make the layers in the order of the forward pass, so that `parameters()` lists them in that order.
#
# **The tests look at** the shapes of the parameters, and at the outputs when the tests have set the weights,
# for pictures that are not square and have odd sides.
#
# <details><summary>Hint</summary>
#
# Collect the layers in a list, `layers += [nn.Conv2D(…), nn.ReLU()]`, and hand it over at the end: `nn.Sequential(*layers)`.
# After the first convolution there are `out_channels` channels.
# </details>


# %% role="answer" exercise="vgg_block"
def vgg_block(number, in_channels, out_channels):
    """`number` convolutions 3×3 with ReLU, then max pooling that halves rows and columns."""
    ### BEGIN SOLUTION
    layers = []
    for _ in range(number):
        layers += [nn.Conv2D(in_channels, out_channels, 3, padding=1), nn.ReLU()]
        in_channels = out_channels
    return nn.Sequential(*layers, nn.MaxPool2D(2, 2))
    ### END SOLUTION


# %% role="tests" exercise="vgg_block" case="parameters" points=1
# The shapes of the parameters (1 point)
from course import vgg_mistakes as mistakes

case = "vgg_block(2, 3, 4)"
_ = mistakes.parameters_of(case, vgg_block(2, 3, 4), mistakes.block_shapes(2, 3, 4))
### BEGIN HIDDEN TESTS
for number, before, after in [(1, 3, 5), (3, 2, 7), (4, 6, 2)]:
    case = f"vgg_block({number}, {before}, {after})"
    block = vgg_block(number, before, after)
    _ = mistakes.parameters_of(case, block, mistakes.block_shapes(number, before, after))
### END HIDDEN TESTS

# %% role="tests" exercise="vgg_block" case="one" points=1
# A block of one convolution (1 point)
import numpy as np
import paddle

from course import vgg_mistakes as mistakes
from course.checks import check

case = "vgg_block(1, 1, 1), all weights 1, bias -50, on the numbers 1 to 16 as a 4×4 picture"
shapes = mistakes.block_shapes(1, 1, 1)
block = vgg_block(1, 1, 1)
weight, bias = mistakes.parameters_of(case, block, shapes)
weight.set_value(np.ones(shapes[0], dtype="float32"))
bias.set_value(np.float32([-50.0]))
x = np.arange(1, 17, dtype="float32").reshape(1, 1, 4, 4)
known = {
    "The padding is missing, or the pooling is larger than 2×2.": np.full((1, 1, 1, 1), 49.0)
}
got = block(paddle.to_tensor(x)).numpy()
check(case, got, [[[[4.0, 13], [40, 49]]]], known, tolerance=1e-5)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(1)
for before, after, rows, columns in [(2, 5, 6, 10), (3, 2, 9, 4)]:
    case = f"vgg_block(1, {before}, {after}) with given weights on [2, {before}, {rows}, {columns}]"
    shapes = mistakes.block_shapes(1, before, after)
    block = vgg_block(1, before, after)
    arrays = mistakes.give(mistakes.parameters_of(case, block, shapes), shapes, rng)
    x = rng.normal(size=(2, before, rows, columns)).astype("float32")
    y, known = mistakes.block_outputs(x, arrays)
    check(case, block(paddle.to_tensor(x)).numpy(), y, known, tolerance=1e-4)
### END HIDDEN TESTS

# %% role="tests" exercise="vgg_block" case="several" points=2
# Blocks of several convolutions (2 points)
import numpy as np
import paddle

from course import vgg_mistakes as mistakes
from course.checks import check


def try_block(number, before, after, shape, seed):
    """Compare a block with given weights with the same layers called one by one."""
    case = f"vgg_block({number}, {before}, {after}) with given weights on {shape}"
    shapes, rng = mistakes.block_shapes(number, before, after), np.random.default_rng(seed)
    block = vgg_block(number, before, after)
    arrays = mistakes.give(mistakes.parameters_of(case, block, shapes), shapes, rng)
    x = 8 * rng.normal(size=shape).astype("float32")
    y, known = mistakes.block_outputs(x, arrays)
    check(case, block(paddle.to_tensor(x)).numpy(), y, known, tolerance=1e-4)


try_block(2, 3, 4, [1, 3, 8, 8], seed=2)
### BEGIN HIDDEN TESTS
try_block(3, 2, 5, [2, 2, 12, 7], seed=3)
try_block(4, 6, 3, [3, 6, 5, 16], seed=4)
try_block(2, 4, 4, [1, 4, 15, 9], seed=5)
### END HIDDEN TESTS

# %% [markdown]
# A block sends a picture through without a change of rows and columns until the pooling halves them.
# So five blocks divide both by 32: 224 pixels become 7.
#
# ## 11.2 A network as data
#
# Because all blocks are alike, a network is a list: for each **stage** the number of convolutions and of channels.
# These are the four depths of the paper.

# %%
CONFIGS = {
    "VGG-11": [(1, 64), (1, 128), (2, 256), (2, 512), (2, 512)],
    "VGG-13": [(2, 64), (2, 128), (2, 256), (2, 512), (2, 512)],
    "VGG-16": [(2, 64), (2, 128), (3, 256), (3, 512), (3, 512)],
    "VGG-19": [(2, 64), (2, 128), (4, 256), (4, 512), (4, 512)],
}

# %% [markdown]
# The number in the name counts the layers with weights: the convolutions, and three fully connected layers behind them.

# %%
for name, config in CONFIGS.items():
    convolutions = sum(number for number, _ in config)
    print(f"{name}: {convolutions} convolutions + 3 fully connected layers = {convolutions + 3}")

# %% [markdown]
# The channels double from stage to stage while rows and columns halve, until they reach 512.
# We walk through VGG-16 with a picture of 224×224 pixels, by arithmetic alone: no layer is built yet.

# %%
side, walk = 224, [("picture", [3, 224, 224])]
for stage, (number, channels) in enumerate(CONFIGS["VGG-16"], 1):
    walk += [(f"conv{stage}_{i}", [channels, side, side]) for i in range(1, number + 1)]
    side //= 2
    walk += [(f"pool{stage}", [channels, side, side])]
walk += [("fc1", [4096]), ("fc2", [4096]), ("fc3", [1000])]
print([shape for name, shape in walk if name.startswith("pool")])

# %% [markdown]
# The last pooling leaves 512 maps of 7×7, or 25,088 numbers for the first fully connected layer.
# The same walk as a drawing: the last convolution of each stage, then the end of the network.
# Each block is as high as its maps have rows and as wide as it has channels, both on a logarithmic scale.

# %%
drawn = ("conv1_2", "conv2_2", "conv3_3", "conv4_3", "conv5_3", "pool5", "fc1", "fc2", "fc3")
plots.show(
    gallery.network_figure([(name, shape) for name, shape in walk if name in drawn]),
    alt=(
        "The end of VGG-16's stages as nine blocks from left to right: the last convolution of"
        " each stage, 64×224×224, 128×112×112, 256×56×56, 512×28×28 and 512×14×14; the last pooling,"
        " 512×7×7; then 4096, 4096 and 1000 units. The maps get lower and wider."
    ),
)

# %% [markdown]
# Full width is too much for an exercise: one step of training takes many seconds without a GPU.
# But the list is data, so a narrow VGG is another list:


# %%
def narrow(config, divisor):
    """The same depth with fewer channels."""
    return [(number, channels // divisor) for number, channels in config]


print(narrow(CONFIGS["VGG-11"], 8))

# %% [markdown] role="statement" exercise="vgg"
# ### Exercise 11.2: VGG from a list (8 points, ~30 min)
#
# ```python
# net = VGG(config, in_channels=3, size=224, units=4096, classes=1000, dropout=0.5)
# net(x) -> scores [N, classes]
# ```
#
# - `config`: (number of convolutions, channels) for each stage; there may be any number of stages.
# - `size`: rows and columns of the pictures, a multiple of 2 for each stage (of 32 for five stages).
# - First the blocks of exercise 11.1, then flatten, then three fully connected layers
#   with `units`, `units` and `classes` outputs.
#   ReLU and dropout with probability `dropout` follow the first and the second, in this order; nothing follows the last.
# - A subclass of `nn.Layer`. Make the layers in the order of the forward pass. You may use `vgg_block` if it passes its tests.
#
# **The tests look at** the shapes of all parameters for several lists and sizes, at the scores with given weights,
# at what dropout does in training and at inference, and at the gradient of the first layer. All networks are narrow.
#
# <details><summary>Hint</summary>
#
# `super().__init__()` comes first.
# Collect the blocks in a list, then `nn.Sequential(*blocks)`: layers in a plain list are not found by `parameters()`.
# How many times is `size` halved? `size // 2 ** len(config)`.
# </details>


# %% role="answer" exercise="vgg"
class VGG(nn.Layer):
    """Stages of 3×3 convolutions, then three fully connected layers; config: (convolutions, channels) of each stage."""

    def __init__(self, config, in_channels=3, size=224, units=4096, classes=1000, dropout=0.5):
        ### BEGIN SOLUTION
        super().__init__()
        blocks = []
        for number, out_channels in config:
            blocks.append(vgg_block(number, in_channels, out_channels))
            in_channels = out_channels
        inputs = in_channels * (size // 2 ** len(config)) ** 2
        self.features = nn.Sequential(*blocks)
        hidden = [nn.Linear(inputs, units), nn.ReLU(), nn.Dropout(dropout)]
        hidden += [nn.Linear(units, units), nn.ReLU(), nn.Dropout(dropout)]
        self.classifier = nn.Sequential(nn.Flatten(), *hidden, nn.Linear(units, classes))
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        return self.classifier(self.features(x))
        ### END SOLUTION


# %% role="tests" exercise="vgg" case="parameters" points=2
# The shapes of the parameters (2 points)
from course import vgg_mistakes as mistakes


def try_shapes(config, in_channels, size, units, classes):
    """Compare the shapes of all parameters with those that the list demands."""
    case = f"VGG({config}, {in_channels}, size={size}, units={units}, classes={classes})"
    net = VGG(config, in_channels, size=size, units=units, classes=classes)
    shapes = mistakes.vgg_shapes(config, in_channels, size, units, classes)
    mistakes.parameters_of(case, net, shapes)


try_shapes([(1, 2), (2, 3)], 3, 8, 5, 4)
### BEGIN HIDDEN TESTS
try_shapes([(1, 4), (1, 8), (2, 16), (2, 32), (2, 32)], 3, 64, 24, 2)
try_shapes([(2, 2), (2, 3), (4, 4), (4, 5), (4, 6)], 1, 96, 7, 10)
try_shapes([(3, 6)], 2, 10, 3, 5)
### END HIDDEN TESTS

# %% role="tests" exercise="vgg" case="scores" points=3
# The scores at inference, with given weights (3 points)
import numpy as np
import paddle

from course import vgg_mistakes as mistakes
from course.checks import check


def try_scores(config, in_channels, size, units, classes, n, seed):
    """Compare the scores of n pictures with those of the same layers called one by one."""
    case = f"VGG({config}, {in_channels}, size={size}, units={units}, classes={classes}) in eval"
    net = VGG(config, in_channels, size=size, units=units, classes=classes)
    net.eval()
    shapes = mistakes.vgg_shapes(config, in_channels, size, units, classes)
    rng = np.random.default_rng(seed)
    arrays = mistakes.give(mistakes.parameters_of(case, net, shapes), shapes, rng)
    x = rng.normal(size=[n, in_channels, size, size]).astype("float32")
    scores, known = mistakes.vgg_outputs(x, arrays, config)
    first, second = (net(paddle.to_tensor(x)).numpy() for _ in range(2))
    known["The scores differ from call to call: something is still dropped after eval()."] = (
        first if not np.array_equal(first, second) else scores
    )
    check(case, first, scores, known, tolerance=2e-4)


try_scores([(1, 2), (2, 3)], 3, 8, 5, 4, n=2, seed=6)
### BEGIN HIDDEN TESTS
try_scores([(2, 4), (1, 6), (3, 8)], 1, 16, 9, 3, n=3, seed=7)
try_scores([(1, 2), (1, 4), (2, 8), (2, 8), (2, 8)], 3, 64, 12, 2, n=1, seed=8)
try_scores([(3, 5)], 2, 6, 4, 7, n=4, seed=9)
### END HIDDEN TESTS

# %% role="tests" exercise="vgg" case="dropout" points=2
# Dropout in training and at inference (2 points)
import numpy as np
import paddle

from course import vgg_mistakes as mistakes
from course.checks import check


def passed_on(units, dropout, mode):
    """Scores of 64 pictures in a network that hands ones through; fc2 reads unit 0 alone, two classes read each unit."""
    config = [(1, 2)]
    net = VGG(config, in_channels=1, size=2, units=units, classes=units, dropout=dropout)
    shapes = mistakes.vgg_shapes(config, 1, 2, units, units)
    parameters = mistakes.parameters_of("VGG([(1, 2)], 1, size=2)", net, shapes)
    values = [np.zeros(shape) for shape in shapes]
    values[1] += 1  # the bias of the convolution: its maps hold ones
    values[2][0] = values[4][0] = 1
    values[6][np.arange(units) // 2, np.arange(units)] = 1
    for parameter, value in zip(parameters, values, strict=True):
        parameter.set_value(value.astype("float32"))
    _ = net.train() if mode == "train" else net.eval()
    return net(paddle.ones([64, 1, 2, 2])).numpy()


case = "hidden units that are all 1, dropout 0.5"
check(f"{case}, after eval()", passed_on(20, 0.5, "eval"), np.ones((64, 20)), tolerance=1e-5)
### BEGIN HIDDEN TESTS
for dropout in (0.5, 0.75):
    case = f"hidden units that are all 1, dropout {dropout}, in training"
    mistakes.check_dropout(case, passed_on(40, dropout, "train"), dropout)
check("dropout 0 in training", passed_on(6, 0.0, "train"), np.ones((64, 6)), tolerance=1e-5)
### END HIDDEN TESTS

# %% role="tests" exercise="vgg" case="gradient" points=1
# The gradient reaches the first layer (1 point)
import numpy as np
import paddle

from course import vgg_mistakes as mistakes
from course.checks import check


def try_gradient(config, size, seed):
    """Compare the gradient of the first weights with that of the same layers called one by one."""
    case = f"VGG({config}, size={size}, units=6, classes=3): gradient of the first weights"
    net = VGG(config, size=size, units=6, classes=3, dropout=0.0)
    shapes, rng = mistakes.vgg_shapes(config, 3, size, 6, 3), np.random.default_rng(seed)
    parameters = mistakes.parameters_of(case, net, shapes)
    arrays = mistakes.give(parameters, shapes, rng)
    x = paddle.to_tensor(rng.normal(size=[2, 3, size, size]).astype("float32"))
    net(x).sum().backward()
    assert parameters[0].grad is not None, f"{case}: there is none. Does every layer compute with Paddle, without detach() or numpy()?"
    first = paddle.to_tensor(arrays[0], stop_gradient=False)
    numbers = [number for number, _ in config]
    maps = mistakes.blocks(x, [first, *arrays[1:-6]], numbers)
    mistakes.head(maps, arrays[-6:]).sum().backward()
    check(case, parameters[0].grad.numpy(), first.grad.numpy(), tolerance=1e-3)


try_gradient([(1, 2), (2, 3)], 8, seed=10)
### BEGIN HIDDEN TESTS
try_gradient([(2, 4), (2, 4), (1, 3)], 16, seed=11)
### END HIDDEN TESTS

# %% [markdown]
# ## 11.3 Where the parameters sit, where the work is done
#
# VGG-16 is the classic example of a network in which the two are far apart.
# Predict first; chapter 8 has the rules.
# A convolution has a weight for each pair of channels and each of nine places, and a bias for each filter;
# each weight is used once for every pixel of its output.
# The first convolution of VGG-16 and its first fully connected layer:

# %%
conv1_1 = 9 * 3 * 64 + 64
fc1 = 512 * 7 * 7 * 4096 + 4096
print(f"conv1_1: {conv1_1:,} parameters, {9 * 3 * 64 * 224 * 224:,} MAC")
print(f"fc1: {fc1:,} parameters, {fc1 - 4096:,} MAC")

# %% [markdown]
# 1,792 parameters do 86.7 million multiply-accumulates (MAC); 102.8 million parameters do 102.8 million.
# A weight of the first layer works 50,176 times for one picture, a weight of the fully connected layer once.

# %% [markdown] role="statement" exercise="cost_by_stage"
# ### Exercise 11.3: cost by stage (6 points, ~20 min)
#
# ```python
# cost_by_stage(config, size=224, in_channels=3, units=4096, classes=1000) -> list
# ```
#
# - Return a pair (parameters, MAC) for each stage of convolutions, and one more at the end
#   for the three fully connected layers together: six pairs for VGG-16. All are whole numbers.
# - Parameters are weights and biases. A MAC is a multiplication by a weight with its addition;
#   biases cost none, and products with the zeros of the padding count, as in chapter 8.
# - One picture `[in_channels, size, size]`.
#
# **The tests look at** tiny networks, the parameters of VGG-16 and VGG-11, their MAC, and other lists, sizes and channels.
#
# <details><summary>Hint</summary>
#
# Go through the stages and remember two things: the channels that come in, and the side.
# The convolutions of a stage work at the side *before* its pooling.
# </details>


# %% role="answer" exercise="cost_by_stage"
def cost_by_stage(config, size=224, in_channels=3, units=4096, classes=1000):
    """(parameters, MAC) of each stage, then of the fully connected layers together."""
    ### BEGIN SOLUTION
    costs, side, channels = [], size, in_channels
    for number, out_channels in config:
        weights = 9 * out_channels * (channels + (number - 1) * out_channels)
        costs.append((weights + number * out_channels, weights * side * side))
        channels, side = out_channels, side // 2
    weights = channels * side * side * units + units * units + units * classes
    return [*costs, (weights + 2 * units + classes, weights)]
    ### END SOLUTION


# %% role="tests" exercise="cost_by_stage" case="tiny" points=1
# A tiny network (1 point)
from course import vgg_mistakes as mistakes

mistakes.check_costs(cost_by_stage, [(1, 2), (2, 3)], 8, 1, 5, 4)
### BEGIN HIDDEN TESTS
mistakes.check_costs(cost_by_stage, [(1, 4)], 6, 2, 3, 2)
mistakes.check_costs(cost_by_stage, [(2, 3), (1, 5)], 12, 3, 7, 2)
### END HIDDEN TESTS

# %% role="tests" exercise="cost_by_stage" case="parameters" points=2
# The parameters of VGG-16 (2 points)
from course import vgg_mistakes as mistakes

vgg_16 = [(2, 64), (2, 128), (3, 256), (3, 512), (3, 512)]
first = [mistakes.pair(cost_by_stage, [(2, 64)], 224, 3, 4096, 1000, 0)]
mistakes.check_column("the first stage of VGG-16", first, [(38_720, 1_936_392_192)], 0)
### BEGIN HIDDEN TESTS
got, expected = cost_by_stage(vgg_16, classes=1), mistakes.costs(vgg_16, 224, 3, 4096, 1)
mistakes.check_column("cost_by_stage of VGG-16 with 1 output", got, expected, 0)
assert sum(int(parameters) for parameters, _ in got) == 134_264_641
got, expected = cost_by_stage(vgg_16), mistakes.costs(vgg_16, 224, 3, 4096, 1000)
mistakes.check_column("cost_by_stage of VGG-16", got, expected, 0)
vgg_11 = [(1, 64), (1, 128), (2, 256), (2, 512), (2, 512)]
mistakes.check_costs(cost_by_stage, vgg_11, 224, 3, 4096, 1000, columns=[0])
### END HIDDEN TESTS

# %% role="tests" exercise="cost_by_stage" case="macs" points=2
# The MAC of VGG-16 (2 points)
from course import vgg_mistakes as mistakes

vgg_16 = [(2, 64), (2, 128), (3, 256), (3, 512), (3, 512)]
first = [mistakes.pair(cost_by_stage, [(2, 64)], 224, 3, 4096, 1000, 0)]
mistakes.check_column("the first stage of VGG-16", first, [(38_720, 1_936_392_192)], 1)
### BEGIN HIDDEN TESTS
got, expected = cost_by_stage(vgg_16), mistakes.costs(vgg_16, 224, 3, 4096, 1000)
mistakes.check_column("cost_by_stage of VGG-16", got, expected, 1)
vgg_11 = [(1, 64), (1, 128), (2, 256), (2, 512), (2, 512)]
mistakes.check_costs(cost_by_stage, vgg_11, 224, 3, 4096, 1000, columns=[1])
### END HIDDEN TESTS

# %% role="tests" exercise="cost_by_stage" case="others" points=1
# Other lists, sizes and channels (1 point)
from course import vgg_mistakes as mistakes

mistakes.check_costs(cost_by_stage, [(1, 8), (1, 16), (2, 32)], 32, 1, 16, 10)
### BEGIN HIDDEN TESTS
vgg_19 = [(2, 64), (2, 128), (4, 256), (4, 512), (4, 512)]
mistakes.check_costs(cost_by_stage, vgg_19, 96, 3, 512, 7)
mistakes.check_costs(cost_by_stage, [(4, 3), (3, 3), (1, 9), (2, 2), (2, 7)], 160, 4, 11, 5)
### END HIDDEN TESTS

# %% [markdown]
# Now your `VGG` builds the whole VGG-16, at full width and with one output, and the course counts it.
# Nothing is trained here; the network only holds half a gigabyte of random numbers for a moment.

# %%
divisor = 8 if budget.grading() else 1  # nobody looks at this while work is graded
net = VGG(narrow(CONFIGS["VGG-16"], divisor), units=4096 // divisor, classes=1)
counts = count(net, [1, 3, 224, 224])
del net
print(f"parameters with 1 output: {counts.parameters:,}")
print(f"with 1000 outputs: {counts.parameters + 999 * 4096 + 999:,}")
print(f"MAC: {counts.macs:,}, Paddle's FLOPs: {counts.paddle_flops:,}")

# %% [markdown]
# 134,264,641 parameters with one output, 138,357,544 with the thousand classes of ImageNet.
# The convolutions hold 14.7 million of them; the first fully connected layer holds 102,764,544,
# which is 74.27 % of the weights and biases of the network with 1000 outputs.
#
# > **What Paddle does differently.** `paddle.flops` gives 15,479,719,936 for this network.
# > That is neither MAC nor 2 · MAC, but MAC plus one addition for the bias of each output of a convolution.
# > A text that says *15.5 GFLOPs* means MAC; in multiplications and additions it is 31 billion.
#
# The explorer shows both columns by stage. Begin with VGG-16 at full width, then make the pictures smaller.
# Which bars change, and which stay?

# %%
vgg.explore_cost()

# %% [markdown]
# At 224 pixels the five stages of convolutions hold 10.6 % of the parameters and do 99.2 % of the work.
# Stages 3 and 4 do 29.9 % each, exactly the same:
# twice the channels means four times the weights, half the side a quarter of the pixels.
# Stage 5 keeps 512 channels, so there the work falls.
# Smaller pictures take away work from every stage, and parameters only from fc1.
# And 48 pixels cannot be had: the fifth pooling would have to halve a side of 3.

# %% [markdown] role="statement" exercise="read_the_table"
# ### Exercise 11.4: read the table (4 points, ~15 min)
#
# Replace each `"?"` by a whole number. All networks have full width; *convolutions* means all stages without the
# fully connected layers. Use your functions, the explorer, or a pencil.
#
# - `fc1_at_160`: parameters of the first fully connected layer of VGG-16 for pictures of 160×160 pixels.
# - `convolutions_at_448`: parameters of all convolutions of VGG-16 for pictures of 448×448.
# - `work_at_448`: by how much the MAC of the convolutions are multiplied from 224×224 to 448×448.
# - `vgg_19_more`: how many more parameters VGG-19 has than VGG-16.
# - `lightest_stage`: the stage of VGG-16 (1 to 5) that does the fewest MAC at 224×224.
# - `half_width`: by how much the MAC of stage 5 are divided when all channels are halved.
# - `uses`: how often a weight of conv5_1 is used for one picture of 224×224.
# - `poolings`: parameters of the five poolings together.
#
# **The tests look at** each number by itself, half a point each.
#
# <details><summary>Hint</summary>
#
# VGG-19 has one convolution more than VGG-16 in each of stages 3, 4 and 5, with as many channels going in as coming out.
# </details>

# %% role="answer" exercise="read_the_table"
vgg_numbers = {
    "fc1_at_160": "?",
    "convolutions_at_448": "?",
    "work_at_448": "?",
    "vgg_19_more": "?",
    "lightest_stage": "?",
    "half_width": "?",
    "uses": "?",
    "poolings": "?",
}
### BEGIN SOLUTION
vgg_numbers = {
    "fc1_at_160": 512 * 5 * 5 * 4096 + 4096,
    "convolutions_at_448": 14_714_688,
    "work_at_448": 4,
    "vgg_19_more": 9 * 256 * 256 + 256 + 2 * (9 * 512 * 512 + 512),
    "lightest_stage": 5,
    "half_width": 4,
    "uses": 14 * 14,
    "poolings": 0,
}
### END SOLUTION

# %% role="tests" exercise="read_the_table" case="numbers" points=4
# The eight numbers, half a point each (4 points)
from course.checks import look_over, score_counts

names = ["fc1_at_160", "convolutions_at_448", "work_at_448", "vgg_19_more"]
names += ["lightest_stage", "half_width", "uses", "poolings"]
look_over("vgg_numbers", vgg_numbers, dict.fromkeys(names, "count"))
### BEGIN HIDDEN TESTS
expected = dict(zip(names, [52_432_896, 14_714_688, 4, 5_309_696, 5, 4, 196, 0]))
mistakes = {
    "fc1_at_160": {
        "That is fc1 at 224 pixels; the map that it reads is smaller here.": 102_764_544,
        "The biases are missing.": 52_428_800,
        "The map is square: 5 rows and 5 columns.": 512 * 5 * 4096 + 4096,
    },
    "convolutions_at_448": {
        "A convolution has as many weights for a large picture as for a small one.": 58_858_752,
        "The biases are missing.": 14_710_464,
        "That is the whole network; only the convolutions are asked for.": 138_357_544,
    },
    "work_at_448": {
        "Rows and columns both double.": 2,
        "The channels do not change, only rows and columns do.": 16,
    },
    "vgg_19_more": {
        "The biases of the three convolutions are missing.": 5_308_416,
        "That is one convolution of 512 channels; there are three new ones.": 2_359_808,
        "The three new convolutions do not all have 512 channels.": 3 * 2_359_808,
        "There are two new convolutions with 512 channels, one in stage 4 and one in stage 5.": (
            590_080 + 2_359_808
        ),
    },
    "lightest_stage": {
        "Stage 1 has the fewest weights, but it uses them at 50,176 places.": 1,
    },
    "half_width": {
        "A weight joins two channels, and both are halved.": 2,
        "Rows and columns stay; only the channels are halved.": 16,
    },
    "uses": {
        "That is a side; a weight is used at every row and column.": 14,
        "Stage 5 works before its own pooling, on 14×14 pixels.": 49,
        "Four poolings stand before conv5_1, not three.": 784,
        "The poolings before it have halved the picture four times.": 224 * 224,
    },
    "poolings": {"A pooling takes a maximum; it has nothing to learn.": 20},
}
score_counts("vgg_numbers", vgg_numbers, expected, points=4, mistakes=mistakes)
### END HIDDEN TESTS

# %% [markdown]
# ## 11.4 What training has to remember
#
# Parameters are not all that fills a memory. The backward pass of chapter 7 needs what each layer put out in the forward pass.
# For one picture in the first stage of VGG-16: two convolutions and two ReLUs with 64 maps of 224×224, and the pooling.

# %%
maps = 64 * 224 * 224
stage_1 = 4 * maps + maps // 4
print(f"{stage_1:,} numbers of 4 bytes: {4 * stage_1 / 1e6:.1f} MB for one picture")

# %% [markdown]
# 54.6 MB for one stage of one picture. The explorer does it for all stages.
# (It counts the outputs of every convolution, ReLU and pooling; a framework may save some and needs others in passing.)
# Make the batch larger until the feature maps take more than the parameters.

# %%
vgg.explore_memory()

# %% [markdown]
# The first stage has 0.03 % of the parameters and 47.6 % of the numbers to keep, because its maps are the largest.
# At 224 pixels five pictures already take more than all parameters do (and training keeps a gradient for each parameter,
# and what the optimizer remembers, too).
# So where memory runs out, halve the batch or the picture; a narrower last layer would hardly be noticed.

# %% [markdown] role="statement" exercise="receptive_field_by_stage"
# ### Exercise 11.5: what one output sees (3 points, ~10 min)
#
# ```python
# receptive_field_by_stage(config) -> list
# ```
#
# - For each stage of the list: the side of the receptive field of one output pixel *after the stage's pooling*,
#   in pixels of the picture, a whole number; it may be larger than the picture.
#
# **The tests look at** one stage, VGG-16, and other lists.
#
# <details><summary>Hint</summary>
#
# Chapter 2: start with 1 and a jump of 1. A layer adds (k − 1) times the jump; a stride then multiplies the jump.
# </details>


# %% role="answer" exercise="receptive_field_by_stage"
def receptive_field_by_stage(config):
    """The receptive field along a side after the pooling of each stage."""
    ### BEGIN SOLUTION
    field, jump, fields = 1, 1, []
    for number, _ in config:
        field += (2 * number + 1) * jump  # each convolution adds 2 jumps, the pooling 1
        jump *= 2
        fields.append(field)
    return fields
    ### END SOLUTION


# %% role="tests" exercise="receptive_field_by_stage" case="one_stage" points=1
# One stage (1 point)
from course import vgg_mistakes as mistakes

mistakes.check_fields(receptive_field_by_stage, [(2, 64)])
### BEGIN HIDDEN TESTS
for number in (1, 3, 7):
    mistakes.check_fields(receptive_field_by_stage, [(number, 5)])
### END HIDDEN TESTS

# %% role="tests" exercise="receptive_field_by_stage" case="several" points=2
# Several stages (2 points)
from course import vgg_mistakes as mistakes

mistakes.check_fields(receptive_field_by_stage, [(1, 4), (1, 8)])
### BEGIN HIDDEN TESTS
vgg_16 = [(2, 64), (2, 128), (3, 256), (3, 512), (3, 512)]
mistakes.check_fields(receptive_field_by_stage, vgg_16)
assert list(receptive_field_by_stage(vgg_16))[-1] == 212
mistakes.check_fields(receptive_field_by_stage, [(3, 2), (1, 6), (5, 2), (2, 4)])
mistakes.check_fields(receptive_field_by_stage, [(1, 64), (1, 128), (2, 256), (2, 512), (2, 512)])
mistakes.check_fields(receptive_field_by_stage, [(2, 64), (2, 128), (4, 256), (4, 512), (4, 512)])
### END HIDDEN TESTS

# %% [markdown]
# The course's counter has walked through VGG-16 already; it knows the receptive fields, too.

# %%
fields = [row.receptive_field[0] for row in counts.rows if row.type == "MaxPool2D"]
print("receptive field after each pooling:", fields)

# %% [markdown]
# 6, 16, 44, 100, 212: each of the 7×7 outputs of the last pooling sees 212 of the 224 pixels along a side.
# The jump doubles with each pooling, so late layers widen the view most.
#
# ## 11.5 Where the exchange saves nothing
#
# Section 11.1 let every layer have as many channels in as out.
# In a real stage the first convolution has fewer channels in. Does the exchange still save there?
# Imagine the opposite network: each stage has ONE convolution with the receptive field of all that it replaces,
# 5×5 for two, 7×7 for three, with the padding that keeps the size.

# %% [markdown] role="statement" exercise="one_kernel_cost"
# ### Exercise 11.6: one large kernel for each stage (3 points, ~15 min)
#
# ```python
# one_kernel_cost(config, size=224, in_channels=3) -> list
# ```
#
# - For each stage a pair (parameters, MAC), both whole numbers, of a single convolution
#   that sees as much as the stage's `number` convolutions 3×3 together. It has a bias.
# - The convolution takes the channels of the stage before and gives those of its own stage; rows and columns stay.
#   Then the stage's pooling halves them.
# - There are no fully connected layers here.
#
# **The tests look at** parameters and MAC of a tiny network, VGG-16 and other lists.
#
# <details><summary>Hint</summary>
#
# One 3×3 sees 3, two see 5, three see 7. What do four see?
# </details>


# %% role="answer" exercise="one_kernel_cost"
def one_kernel_cost(config, size=224, in_channels=3):
    """(parameters, MAC) of each stage if one large convolution stood in it."""
    ### BEGIN SOLUTION
    costs, side, channels = [], size, in_channels
    for number, out_channels in config:
        weights = (2 * number + 1) ** 2 * channels * out_channels
        costs.append((weights + out_channels, weights * side * side))
        channels, side = out_channels, side // 2
    return costs
    ### END SOLUTION


# %% role="tests" exercise="one_kernel_cost" case="tiny" points=1
# A tiny network (1 point)
from course import vgg_mistakes as mistakes

mistakes.check_one_kernel(one_kernel_cost, [(2, 4), (3, 5)], 8, 1)
### BEGIN HIDDEN TESTS
mistakes.check_one_kernel(one_kernel_cost, [(1, 3), (4, 2)], 12, 2)
### END HIDDEN TESTS

# %% role="tests" exercise="one_kernel_cost" case="real" points=2
# VGG-16 and others (2 points)
from course import vgg_mistakes as mistakes

mistakes.check_one_kernel(one_kernel_cost, [(2, 64)], 224, 3)
### BEGIN HIDDEN TESTS
vgg_16 = [(2, 64), (2, 128), (3, 256), (3, 512), (3, 512)]
mistakes.check_one_kernel(one_kernel_cost, vgg_16, 224, 3)
mistakes.check_one_kernel(one_kernel_cost, [(2, 6), (2, 7), (4, 9), (5, 3), (4, 8)], 96, 1)
### END HIDDEN TESTS

# %% [markdown]
# Ask your function about VGG-16, and lay the answer beside that of `cost_by_stage`.
# Parameters of the stages with 3×3 kernels, and with one large kernel:
#
# | stage | 3×3, repeated | one kernel | |
# |---|---:|---:|---|
# | 1 (5×5, 3 → 64) | 38,720 | 4,864 | the small kernels cost eight times as much |
# | 2 (5×5, 64 → 128) | 221,440 | 204,928 | a little more |
# | 3 (7×7, 128 → 256) | 1,475,328 | 1,605,888 | 8 % saved |
# | 4 (7×7, 256 → 512) | 5,899,776 | 6,423,040 | 8 % saved |
# | 5 (7×7, 512 → 512) | 7,079,424 | 12,845,568 | 45 % saved |
#
# The promised 45 % are there in the last stage only, where 512 channels go in and 512 come out.
# In the first stage repetition is dear: the second convolution works on 64 channels, not on three.
# So 3×3 kernels are no bargain everywhere.
# What they give in every stage is depth: more layers, more ReLUs. The next section asks whether depth comes free.

# %% [markdown]
# ## 11.6 Does it start? The first weights of a deep network
#
# Chapters 4 and 5 showed that a layer multiplies the spread of the signal by some factor, and that depth raises it to a power.
# VGG-16 has sixteen layers with weights. At first its authors could not train the deep ones from random weights:
# they trained VGG-11, and began the deeper networks with weights of its layers.
# Kaiming He and others then derived the spread that keeps the signal: weights with standard deviation
# $\sqrt{2 / \text{inputs}}$, where the inputs of a unit of a convolution are $9\,C_{in}$.
#
# From here on we need two things that your `VGG` was not asked for:
# first weights that are drawn He's way in *every* layer, and, soon, batch normalization behind the convolutions.
# `vgg.build` of the course has both; it takes the same list and returns the layers one by one in an `nn.Sequential`.
# With the same weights it is your network, which is quickly checked:

# %%
mine = VGG([(1, 4), (2, 8)], size=32, units=16, classes=2)
theirs = vgg.build([(1, 4), (2, 8)], size=32, units=16, classes=2)
for source, goal in zip(mine.parameters(), theirs.parameters()):
    goal.set_value(source)
_ = mine.eval(), theirs.eval()
x = paddle.randn([5, 3, 32, 32])
print("largest difference of the scores:", float((mine(x) - theirs(x)).abs().max()))

# %% [markdown]
# Now we measure the spread in a VGG-16 of 1/8 of the width, on random pictures of 32×32 pixels.
# All biases begin at 0; the weights are drawn He's way and then multiplied by a factor, one line for each factor.


# %%
def scale_weights(net, factor):
    """Multiply the weights of all convolutions and fully connected layers."""
    for layer in net.sublayers():
        if isinstance(layer, (nn.Conv2D, nn.Linear)):
            layer.weight.set_value(factor * layer.weight)


def spreads(factor):
    """Standard deviation of the signal behind each ReLU of an untrained narrow VGG-16."""
    seed_everything(0)
    net = vgg.build(narrow(CONFIGS["VGG-16"], 8), size=32, units=64, classes=2, dropout=0.0)
    scale_weights(net, factor)
    x, found = paddle.randn([25, 3, 32, 32]), []
    for layer in net:
        x = layer(x)
        if isinstance(layer, nn.ReLU):
            found.append(x.numpy().std())
    return np.array(found)


# %% [markdown]
# Three factors: half of He's spread, He's own, and twice as much.

# %%
signal = {factor: spreads(factor) for factor in (0.5, 1.0, 2.0)}
for factor, found in signal.items():
    print(f"weights × {factor}: layer 1 {found[0]:.2g}, layer 15 {found[-1]:.2g}")

# %% [markdown]
# And all fifteen layers with a ReLU, on a logarithmic axis:

# %%
layers = np.arange(1, 16)
plots.show(
    plots.curves(
        {f"{factor:g} × He's weights": (layers, found) for factor, found in signal.items()},
        "layer with weights",
        "standard deviation behind its ReLU",
        log_y=True,
    ),
    alt=(
        "Standard deviation of the signal behind layers 1 to 15, logarithmic. With He's weights the"
        " line stays near 1; with half of them it falls by half in each layer, to about a"
        " hundred-thousandth; with twice as large ones it climbs to more than ten thousand."
    ),
)

# %% [markdown]
# With He's spread the signal arrives as large as it came in, to within a factor of about three.
# Half of it is halved fifteen times, and $0.5^{15}$ is 0.00003.
# What is left of the picture at the end is so small that two pictures get the same scores,
# and the gradients on their way back are halved as often.
#
# > **In Paddle.** `nn.Conv2D` draws its weights from He's distribution unless you say otherwise;
# > `nn.Linear` draws from another (Xavier's, uniform). `vgg.build` asks for He's everywhere, with
# > `weight_attr=nn.initializer.KaimingNormal()`.
#
# Is that only an ugly curve, or does it stop the learning? We need pictures.

# %% [markdown]
# ### The synthetic fundus pictures
#
# They are the pictures of chapter 10: drawn by a program, **synthetic**, in the style of photographs of the back of the eye.
# Class 1 (*pathologic*) has signs of pathologic myopia. What a network learns here says nothing about patients.
# They have 64×64 pixels. So that the many trainings of this chapter take seconds each,
# the networks get 32×32: the mean of 2×2 pixels each, shifted and scaled.


# %%
def prepare(picture):
    """The mean of 2×2 pixels each, as numbers around 0: [3, 32, 32]."""
    return (picture.reshape(3, 32, 2, 32, 2).mean(axis=(2, 4)) - 0.35) / 0.25


pictures = fundus.synthetic(54 if budget.grading() else 900, 64, seed=0).with_transform(prepare)
parts = len(pictures) * np.array([0, 10, 13, 18]) // 18
training, validation, test = (pictures.take(slice(a, b)) for a, b in zip(parts, parts[1:]))
print(f"{len(training)} to train, {len(validation)} to choose by, {len(test)} to test")

# %% [markdown]
# Does a network start? We take 25 steps with Adam, batches of 20 of the first 200 pictures, and watch the loss.
# The networks are VGG-16 with 1/16 of the channels, without dropout.
# Between the first two kinds of runs only the factor differs, between the last two only batch normalization.


# %%
def first_steps(factor, normalized, seed, steps=25):
    """The loss of the first steps of a narrow VGG-16, batch by batch."""
    seed_everything(seed)
    net = vgg.build(narrow(CONFIGS["VGG-16"], 16), 32, 64, 2, dropout=0.0, normalized=normalized)
    scale_weights(net, factor)
    adam = paddle.optimizer.Adam(2e-3, parameters=net.parameters())
    losses = []
    for step in range(steps):
        if step and budget.grading():
            return losses * steps  # nobody looks at the curve; one step was tried
        batch = np.random.permutation(min(200, len(training)))[:20]
        loss = nn.functional.cross_entropy(net(small[batch]), labels[batch])
        loss.backward()
        adam.step()
        adam.clear_grad()
        losses.append(float(loss))
    return losses


# %% [markdown]
# Three seeds for each of the three kinds; the mean of the last five losses tells how far each has come.
# (The loss of a network that always says one half is $\ln 2 = 0.693$.)

# %%
small = paddle.to_tensor(np.stack([picture for picture, _ in training]))
labels = paddle.to_tensor(training.labels)
kinds = {"half of He's": (0.5, False), "He's": (1.0, False), "He's, with batch norm": (1.0, True)}
runs = {}
for name, (factor, normalized) in kinds.items():
    runs[name] = np.array([first_steps(factor, normalized, seed) for seed in range(3)])
    last = runs[name][:, -5:].mean(axis=1)
    print(f"{name}: {last.round(3)}, {mean_and_spread(last)}")

# %% [markdown]
# The losses over the 25 steps, five steps to a point, with a band for the spread over the seeds:

# %%
steps = np.arange(5, 26, 5)
fives = {name: losses.reshape(3, -1, 5).mean(axis=2) for name, losses in runs.items()}
plots.show(
    plots.curves(
        {name: (steps, each.mean(axis=0), each.std(axis=0, ddof=1)) for name, each in fives.items()},
        "step",
        "loss on the batch",
    ),
    alt=(
        "Loss over 25 steps for three kinds of first weights. With half of He's the line is level at"
        " 0.69. With He's it comes down a little, from below 0.8 to 0.63, in a band from 0.54 to"
        " 0.73 at the end. With batch normalization as well it falls from 1.0 to about 0.4."
    ),
)

# %% [markdown]
# With half of He's spread nothing happens: in all three seeds the loss stays at the 0.69 of guessing, to within 0.01.
# With He's own spread one seed has begun to learn, its loss is down to 0.53;
# the two others are still at 0.69 and have not shown yet that they will.
# So it is neither the pictures nor the size of the network: the same network on the same pictures starts or does not.
# A signal that arrives is needed for a start, and in a plain network of this depth it is not yet a sure one.
# With batch normalization all three seeds learn from the first steps; they are at 0.38 to 0.45 after 25.
# (It begins higher, near 1: its first probabilities are far from one half, and often on the wrong side.)
# A factor on the convolutions' weights hardly reaches its scores:
# chapter 5 showed that batch normalization divides such a factor out again.
#
# So when a deep network *sits at the loss of guessing from the first step*, look at the spread of its signal
# before you look at anything else.
#
# ## 11.7 VGG against AlexNet
#
# Now we train in earnest. VGG-11 at 1/16 of its channels against AlexNet at 1/8,
# both narrowed so that one run takes seconds without a GPU.
# Equal terms: the same pictures, batches of 25, epochs, optimizer, learning rate and decay, 64 hidden units and a dropout of 0.2,
# batch normalization behind every convolution of *both*, and the best epoch on the validation pictures.
# What differs is the network, and with it how it deals with pictures as small as these:
# AlexNet's first layer takes steps of 4 pixels, which were made for 224.


# %%
def alexnet(size=32):
    """AlexNet's layers with 1/8 of their channels, batch norm behind each convolution; two scores."""
    shapes = [(3, 12, 11, 4, 5), (12, 32, 5, 1, 2), (32, 48, 3, 1, 1), (48, 48, 3, 1, 1), (48, 32, 3, 1, 1)]
    layers = []
    for stage, (before, after, k, stride, padding) in enumerate(shapes):
        layers += [nn.Conv2D(before, after, k, stride, padding), nn.BatchNorm2D(after), nn.ReLU()]
        layers += [nn.MaxPool2D(2, 2)] if stage in (0, 1, 4) else []
    layers += [nn.Flatten(), nn.Linear(32 * (size // 32) ** 2, 64), nn.ReLU(), nn.Dropout(0.2)]
    return nn.Sequential(*layers, nn.Linear(64, 64), nn.ReLU(), nn.Dropout(0.2), nn.Linear(64, 2))


# %% [markdown]
# The VGG comes from its list:


# %%
def vgg_11():
    """VGG-11 with 1/16 of its channels, batch norm, and as many hidden units as `alexnet`."""
    return vgg.build(narrow(CONFIGS["VGG-11"], 16), 32, 64, 2, dropout=0.2, normalized=True)


for name, make in (("AlexNet 1/8", alexnet), ("VGG-11 1/16", vgg_11)):
    counts = count(make(), [1, 3, 32, 32])
    print(f"{name}: {counts.parameters:,} parameters, {counts.macs:,} MAC")

# %% [markdown]
# The narrow VGG has fewer parameters and does a little more work.
# At full width VGG-11 has more of both: with one output 129 million parameters
# against the 72 million of chapter 10's AlexNet, and at 224 pixels six times the work.
# Before a network is trained, two baselines that see hardly anything:
# always the commonest class of the training pictures, and a logistic regression
# on six numbers for each picture, the mean and the spread of red, green and blue.

# %%
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def colours(part):
    """Mean and spread of each colour: [N, 6]."""
    x = np.stack([picture for picture, _ in part])
    return np.concatenate([x.mean(axis=(2, 3)), x.std(axis=(2, 3))], axis=1)


common = np.bincount(training.labels).argmax()
regression = make_pipeline(StandardScaler(), LogisticRegression())
regression.fit(colours(training), training.labels)
print(f"always class {common}: {(test.labels == common).mean():.3f} of the test pictures")
print(f"colours alone: {regression.score(colours(test), test.labels):.3f}")

# %% [markdown]
# A network that does not beat the second number has looked at colours only.
# Batch normalization makes the accuracy jump from epoch to epoch, above all where batches are small and the rate is large;
# so batches of 25, a rate that falls along a cosine from 0.003 to 0, and the best epoch on the validation pictures.

# %%
epochs = budget.choose("epochs", quick=4, full=30)


def trained(make, seed):
    """A Runner that has trained a network and taken up its best weights."""
    seed_everything(seed)
    net = make()
    rate = paddle.optimizer.lr.CosineAnnealingDecay(3e-3, T_max=epochs)
    adam = paddle.optimizer.Adam(rate, parameters=net.parameters())
    runner = Runner(net, adam, seed=seed)
    runner.train(training, validation, epochs, batch_size=25)
    runner.use_best()
    return runner


# %% [markdown]
# Three seeds each. This is the longest cell of the chapter.

# %%
seeds = range(1 if budget.grading() else 3)
runners = {
    "AlexNet 1/8": [trained(alexnet, seed) for seed in seeds],
    "VGG-11 1/16": [trained(vgg_11, seed) for seed in seeds],
}

# %% [markdown]
# The test pictures are looked at once, now:

# %%
results = {name: [each.evaluate(test)["accuracy"] for each in group] for name, group in runners.items()}
for name, accuracies in results.items():
    print(name, np.round(accuracies, 3), mean_and_spread(accuracies) if len(accuracies) > 1 else "")

# %% [markdown]
# AlexNet is right in 0.83 ± 0.04 of the test pictures, VGG in 0.82 ± 0.03:
# the means differ by less than the seeds of one network do.
# So on these synthetic pictures, at this width and for so few epochs, VGG is **not** better than AlexNet:
# the honest sentence is *no difference that three seeds could show*.
# Both are well above the 0.70 of colours alone.
# VGG's victory was won on ImageNet, with 1.2 million photographs and a thousand classes, at full width.
# What our two narrow networks do show is how to ask.
#
# How one of the three VGGs learned, epoch by epoch.
# (In the first epoch the training pictures have the lower accuracy: it is measured *while* the network learns,
# that of the validation pictures at the end of the epoch.)

# %%
runner = runners["VGG-11 1/16"][0]
plots.show(
    history_figure(runner.history),
    alt=(
        "Left: the loss of VGG-11 over four epochs falls on the training pictures from above 0.9, and"
        " on the validation pictures from above 0.6, to below 0.4. Right: the accuracy climbs from"
        " below 0.6 on the training and below 0.7 on the validation pictures to 0.83 or more on both."
    ),
)

# %% [markdown]
# No accuracy says *what* a network gets wrong. Six synthetic test pictures that are right and six that are wrong,
# and over all test pictures the mean of the probability that it gives its answer:

# %%
scores = runner.predict(test)
wrong = scores.argmax(axis=1) != test.labels
sure = nn.functional.softmax(paddle.to_tensor(scores)).max(axis=1).numpy()
print(f"right: {sure[~wrong].mean():.2f} sure in the mean; wrong: {sure[wrong].mean():.2f}")
chosen = np.concatenate([np.flatnonzero(~wrong)[:6], np.flatnonzero(wrong)[:6]])
plots.show(
    gallery.predictions_figure(test.pictures[chosen], test.labels[chosen], scores[chosen], test.classes),
    alt=(
        "Twelve synthetic fundus pictures. The six of the first row are right, with probabilities from"
        " 78 to 98 %. The six of the second row have thick frames: the network says the other class,"
        " with probabilities from 57 to 95 %."
    ),
)

# %% [markdown]
# In the mean the network gives its right answers a probability of 0.86 and its wrong ones 0.75:
# less, but far from the 0.5 of not knowing, and one of the six wrong answers above is given with 95 %.
# A probability is no guarantee.
# (The pictures are as the program drew them, at 64×64 pixels; the network saw them at 32×32.)
#
# Last, the first-layer kernels, each in colour. The middle grey is zero.

# %%
plots.show(
    gallery.kernels_figure(runner.net[0].weight.numpy()),
    alt="The four first-layer kernels, 3 by 3 pixels in colour; they are too small to show a pattern.",
)

# %% [markdown]
# There is little to see, and that is a price of small kernels.
# In AlexNet's 11×11 kernels one can find edges and colour blobs;
# nine pixels hardly show a direction, and the edges are put together in later layers, where one cannot look at a kernel as a picture.

# %% [markdown]
# ## 11.8 Pictures of any size
#
# The convolutions take a picture of any size. Only the first fully connected layer insists on its 512·7·7 numbers.
# But a fully connected layer on a map is a convolution in disguise, as chapter 8 found in LeNet:
# one filter for each unit, as large as the map. Then it has one position only.
# On a *larger* map the same filter has several positions, and the network answers once for each.
# So the authors of VGG tested their networks on whole pictures of several sizes.

# %% [markdown] role="statement" exercise="as_convolution"
# ### Exercise 11.7, stretch: a fully connected layer as a convolution (4 points, ~20 min)
#
# ```python
# as_convolution(weight, channels, rows, columns) -> array [units, channels, rows, columns]
# ```
#
# - `weight`: the weight of an `nn.Linear` that reads a flattened map `[channels, rows, columns]`:
#   an array `[channels · rows · columns, units]`.
# - Return the weights of the convolution that computes the same: on a map of exactly `rows` × `columns`, without padding,
#   it has one output for each unit, equal to that of the fully connected layer. The biases can be taken as they are.
#
# **The tests look at** the weights for maps that are not square, at equal outputs, and at a map that is larger.
#
# <details><summary>Hint</summary>
#
# Which column of `weight` belongs to unit 0? In which order did flattening lay out its numbers?
# </details>


# %% role="answer" exercise="as_convolution"
def as_convolution(weight, channels, rows, columns):
    """The kernels [units, channels, rows, columns] of a fully connected layer's weight [inputs, units]."""
    ### BEGIN SOLUTION
    return weight.T.reshape(-1, channels, rows, columns)
    ### END SOLUTION


# %% role="tests" exercise="as_convolution" case="weights" points=2
# The weights (2 points)
import numpy as np

from course import vgg_mistakes as mistakes
from course.checks import check

weight = np.arange(12.0).reshape(6, 2)
y, known = mistakes.as_kernels(weight, 1, 2, 3)
case = "as_convolution of the numbers 0 to 11 as a weight [6, 2], map [1, 2, 3]"
check(case, as_convolution(weight.copy(), 1, 2, 3), y, known)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(12)
for channels, rows, columns, units in [(3, 2, 4, 5), (2, 5, 3, 2), (4, 1, 1, 3), (2, 3, 3, 18)]:
    weight = rng.normal(size=(channels * rows * columns, units))
    y, known = mistakes.as_kernels(weight, channels, rows, columns)
    case = f"as_convolution of {list(weight.shape)}, map [{channels}, {rows}, {columns}]"
    check(case, as_convolution(weight.copy(), channels, rows, columns), y, known)
### END HIDDEN TESTS

# %% role="tests" exercise="as_convolution" case="outputs" points=2
# The outputs, also on a larger map (2 points)
import numpy as np
import paddle

from course import vgg_mistakes as mistakes
from course.checks import check


def both(channels, rows, columns, units, larger, seed):
    """Compare the convolution, on a map that is `larger`, with the layer at each of its positions."""
    rng = np.random.default_rng(seed)
    weight = rng.normal(size=(channels * rows * columns, units))
    bias = rng.normal(size=units)
    x = rng.normal(size=(2, channels, rows + larger, columns + larger))
    window = np.lib.stride_tricks.sliding_window_view(x, (rows, columns), axis=(2, 3))
    window = window.transpose(0, 2, 3, 1, 4, 5).reshape(2, larger + 1, larger + 1, -1)
    expected = (window @ weight + bias).transpose(0, 3, 1, 2)
    case = f"outputs on a map [{channels}, {rows + larger}, {columns + larger}]"
    got = as_convolution(weight.copy(), channels, rows, columns)
    right, wrong = mistakes.as_kernels(weight, channels, rows, columns)
    check(f"{case}: the weights", got, right, wrong, tolerance=np.inf)  # their shape only
    got = np.asarray(got, dtype=float)

    def run(w):
        return paddle.nn.functional.conv2d(*map(paddle.to_tensor, (x, w, bias))).numpy()

    known = {why: run(w.copy()) for why, w in wrong.items() if w.shape == right.shape}
    check(case, run(got), expected, known, tolerance=1e-5)


both(2, 2, 3, 4, larger=0, seed=13)
### BEGIN HIDDEN TESTS
both(3, 4, 2, 5, larger=2, seed=14)
both(2, 3, 3, 7, larger=1, seed=15)
### END HIDDEN TESTS

# %% [markdown]
# With fc2 and fc3 as 1×1 convolutions (chapter 3), the whole of VGG becomes a convolution.
# On a picture of 64×64 pixels, the narrow network trained on 32×32 has a last map of 2×2 in place of 1×1
# and would give four answers, one for each position, whose mean is taken.
# If all there is at the end is a mean over positions, one may ask what the fully connected layers are for at all.
# Chapter 12 asks.
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
# - A stage is some 3×3 convolutions with padding 1 and ReLU, then a pooling that halves the side. Five stages, then three fully connected layers.
# - The network is a list. Depth and width are numbers in it.
# - Three 3×3 kernels see as much as one 7×7, with 27 against 49 times $C^2$ weights, where as many channels come in as go out.
# - VGG-16: 138,357,544 parameters, three quarters of them in fc1; 15.5 billion MAC, 99 % of them in the convolutions; feature maps are largest in stage 1.
# - One output of the last pooling sees 212 pixels.
# - Half of He's spread, and a plain VGG-16 does not start in 25 steps; with He's it may; with batch normalization each of three seeds did.
# - Comparing networks: same data, epochs, optimizer and rate, several seeds, a spread, and the simple baselines beside them.
#
# ## Check yourself
#
# <details><summary>How many weights, without biases, have two 3×3 convolutions from C to C channels, and one 5×5?</summary>
#
# 18 C² against 25 C². Both see 5×5 pixels.
# </details>
#
# <details><summary>VGG-13 has ten convolutions. Why is it called 13?</summary>
#
# The three fully connected layers have weights, too. Poolings and ReLUs have none and are not counted.
# </details>
#
# <details><summary>Which layer would you make narrower to make the file of VGG-16 smaller? Which stages to make it faster?</summary>
#
# fc1, which holds three quarters of the parameters. Stages 3 and 4, which do 60 % of the work.
# </details>
#
# <details><summary>The loss of a two-class network is 0.693 at the first step. Is something wrong?</summary>
#
# No: it is ln 2, the loss of saying one half, and a good place to start from. Something is wrong if it still is there a hundred steps later.
# </details>
#
# <details><summary>Why can VGG-16's convolutions read 448×448 pixels, and the whole network cannot?</summary>
#
# A convolution's weights do not depend on the picture's size. The first fully connected layer has weights for exactly 25,088 numbers.
# </details>
#
# ## What comes next
#
# Three quarters of VGG-16 are one fully connected layer.
# Chapter 12, network in network, does without such layers: 1×1 convolutions in every block,
# and a mean over each map at the end.
