# %% [markdown]
# # 9. LeNet: the first network that earned money
#
# In the 1990s a network of seven layers read the amounts on bank cheques, several million of them a day.
# LeCun, Bottou, Bengio and Haffner described it in 1998 under the name LeNet-5.
# You know every part of it: convolution, pooling, an activation, fully connected layers.
# This chapter puts the parts together, first from your operators and then from Paddle's,
# predicts what the network costs, trains it, and asks what its accuracy is worth.
#
# **When you are done, you can**
#
# - write a network as a `paddle.nn.Layer`, and show that it computes what your NumPy computes;
# - predict its parameters and its operations, and say which convention a number follows;
# - carry out one step of an optimizer by hand, and get Paddle's numbers;
# - train it, stop, go on, and keep the best weights;
# - tell an honest accuracy from one that only looks like it.
#
# **It takes** about 55 minutes to read and 150 minutes to solve.
# You need Part I: shapes, convolution, pooling, gradients and counting.
# There are 38 points in seven exercises; the last one is a stretch.
#
# The symbols are those of [the table of notation](../notation.md); [the glossary](../glossary.md) gives each term in Chinese.

# %% [markdown]
# The first cell loads NumPy and the course's library.

# %%
import contextlib
import io
from pathlib import Path

import numpy as np

from course import backpropagation, budget, data, gallery, lenet, plots
from course.counting import count
from course.training import Runner, history_figure, mean_and_spread, seed_everything

# %% [markdown]
# The second loads Paddle: its layers are called `nn` from here on, and its functions `F`.

# %%
import paddle
import paddle.nn.functional as F
from paddle import nn

# %% [markdown]
# ## 9.1 The pictures
#
# LeNet wants grey pictures of 32×32 pixels. We have scikit-learn's handwritten digits, enlarged from 8×8 to that size.
# If you have the files of MNIST, with twelve times the pixels and more than fifty times the pictures, and the budget is "full",
# they are taken instead.

# %%
mnist_wanted = budget.level() == "full"
training, validation, test = data.handwritten(32, mnist_wanted=mnist_wanted)
picture, label = training[0]
print("one picture:", picture.shape, picture.dtype, "from", picture.min(), "to", picture.max())
print("its label:", label)

# %% [markdown]
# Three parts, and each has one purpose. The network learns from the **training set**.
# Everything that we choose, such as the learning rate or the epoch to keep, we choose by the **validation set**.
# The **test set** is looked at when all is chosen, to report.
# A number that was used to choose something is no longer a fair report of it.

# %%
shown = [training[int(np.flatnonzero(training.labels == digit)[0])] for digit in (3, 5, 8)]
plots.show(
    plots.pictures([picture[0] for picture, _ in shown], [f"a {label}" for _, label in shown]),
    alt="Three grey, blurred pictures of 32 by 32 pixels, handwritten digits: "
    + ", ".join(f"a {label}" for _, label in shown)
    + ".",
)

# %% [markdown]
# They are blurred because 64 numbers have been spread over 1,024. That adds no information.
# It only lets a network for 32×32 pixels run on them.
#
# How many pictures of each digit are there to learn from?

# %%
print("training pictures of each digit:", np.bincount(training.labels))
most = np.bincount(training.labels).argmax()
share = (test.labels == most).mean()
print(f"always answering {most} is right on {share:.3f} of the test pictures")

# %% [markdown]
# About a hundred of each, so the classes are balanced. Whoever always gives the same answer is right about one time in ten.
# That is the first **baseline**: what a method reaches that has understood nothing. Section 9.8 adds a better one.

# %% [markdown]
# ## 9.2 The structure, shape by shape
#
# | layer | what it does | output for one picture |
# |---|---|---|
# | | the picture | `[1, 32, 32]` |
# | `conv1` | 6 filters 5×5, ReLU | `[6, 28, 28]` |
# | `pool2` | maximum of 2×2 | `[6, 14, 14]` |
# | `conv3` | 16 filters 5×5, ReLU | `[16, 10, 10]` |
# | `pool4` | mean of 2×2 | `[16, 5, 5]` |
# | `conv5` | 120 filters 5×5, ReLU | `[120, 1, 1]` |
# | `linear6` | 84 units, ReLU | `[84]` |
# | `linear7` | one unit for each class | `[10]` |
#
# No convolution has padding, and each takes 4 rows and 4 columns: 32 becomes 28, 14 becomes 10, 5 becomes 1.
# Look at `conv5`. Its kernel is as large as its input, so it has one position only,
# and what comes out is one number for each filter: it computes what a fully connected layer with 400 inputs would.
#
# The network of 1998 differs in details: scaled tanh instead of ReLU, a trained weight and bias in each pooling,
# in `conv3` not every filter looks at every channel, and the last layer measures distances to drawn digits.
# One thing is deliberately mixed here: the first pooling takes the maximum, the second the mean.
# So you meet both, and a mix-up shows in the numbers.
#
# First from the operators of Part I, written as short as they can be: windows and one matrix product for the convolution
# (chapter 3), a reshape for pooling (chapter 4).

# %%
def conv2d(x, w, b):
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
    y = np.tensordot(windows, w, axes=((1, 4, 5), (1, 2, 3)))  # [N, H_out, W_out, C_out]
    return (y + b).transpose(0, 3, 1, 2)


def pool2d(x, how):
    n, c, height, width = x.shape
    return how(x.reshape(n, c, height // 2, 2, width // 2, 2), axis=(3, 5))


def relu(x):
    return np.maximum(0, x)

# %% [markdown]
# With these, LeNet is six lines. Its ten parameters come in the order in which they are used.

# %%
def lenet_numpy(x, parameters):
    w1, b1, w3, b3, w5, b5, w6, b6, w7, b7 = parameters
    y = pool2d(relu(conv2d(x, w1, b1)), np.max)
    y = pool2d(relu(conv2d(y, w3, b3)), np.mean)
    y = relu(conv2d(y, w5, b5)).reshape(len(x), -1)
    y = relu(y @ w6 + b6)
    return y @ w7 + b7

# %% [markdown]
# The weights will come from Paddle in a moment, so that both networks have the same.
#
# ### How a network is written in Paddle
#
# A network is a class that inherits from `nn.Layer`.
# `__init__` makes the layers that have weights and keeps them as attributes; `forward` says how a picture goes through them.
# Here is a small one with one convolution:

# %%
class Small(nn.Layer):
    def __init__(self, classes=3):
        super().__init__()
        self.conv = nn.Conv2D(1, 2, kernel_size=5)
        self.linear = nn.Linear(2 * 14 * 14, classes)

    def forward(self, x):
        y = F.max_pool2d(F.relu(self.conv(x)), 2)
        return self.linear(y.flatten(1))


small = Small()
print("scores:", small(paddle.zeros([4, 1, 32, 32])).shape)
print("parameters:", [parameter.shape for parameter in small.parameters()])

# %% [markdown]
# Four pictures go in, four rows of three scores come out.
# `small.parameters()` found the weights by itself, in the order in which `__init__` made them.
# The line `super().__init__()` is what makes that possible; without it Paddle refuses the first layer with an error.
# `flatten(1)` lays everything from axis 1 on in one row and leaves axis 0, the batch, alone.
# That is the usual slip: `flatten()` would mix the pictures of the batch into one long row.

# %% [markdown] role="statement" exercise="lenet"
# ### Exercise 9.1: LeNet (7 points, ~25 min)
#
# Write the network of the table as a `paddle.nn.Layer`.
#
# ```python
# net = LeNet(classes=10)
# net(x)     # x: tensor [N, 1, 32, 32], result: scores [N, classes]
# ```
#
# - ReLU follows all three convolutions and the first fully connected layer; nothing follows the last one.
# - The first pooling takes the maximum, the second the mean; both have windows of 2×2 and stride 2.
# - `conv5` is a convolution. All five layers with weights have biases.
# - Make the layers in the order of the table: the tests give weights in the order of `net.parameters()`.
#
# **The tests look at** the shapes of the parameters, the scores with given weights, other numbers of classes and pictures,
# and the gradients that arrive at every parameter.
#
# <details><summary>Hint</summary>
#
# `nn.Conv2D(1, 6, 5)` and so on, `F.max_pool2d(y, 2)` and `F.avg_pool2d(y, 2)`.
# Before the first `nn.Linear` comes `y.flatten(1)`, which makes `[N, 120]` of `[N, 120, 1, 1]`.
# </details>


# %% role="answer" exercise="lenet"
class LeNet(nn.Layer):
    """LeNet-5 for grey pictures [N, 1, 32, 32]; scores [N, classes]."""

    def __init__(self, classes=10):
        super().__init__()
        ### BEGIN SOLUTION
        self.conv1 = nn.Conv2D(1, 6, 5)
        self.pool2 = nn.MaxPool2D(2)
        self.conv3 = nn.Conv2D(6, 16, 5)
        self.pool4 = nn.AvgPool2D(2)
        self.conv5 = nn.Conv2D(16, 120, 5)
        self.linear6 = nn.Linear(120, 84)
        self.linear7 = nn.Linear(84, classes)
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        y = self.pool2(F.relu(self.conv1(x)))
        y = self.pool4(F.relu(self.conv3(y)))
        y = F.relu(self.conv5(y)).flatten(1)
        return self.linear7(F.relu(self.linear6(y)))
        ### END SOLUTION


# %% role="tests" exercise="lenet" case="parameters" points=2
# The parameters and the shape of the scores (2 points)
import numpy as np
import paddle

from course.checks import check_shape
from course.lenet_mistakes import check_parameters

net = LeNet()
check_parameters("LeNet()", net)
x = np.random.default_rng(0).normal(size=[2, 1, 32, 32]).astype("float32")
scores = net(paddle.to_tensor(x)).numpy()
check_shape("LeNet() on two pictures: the shape of the scores", list(scores.shape), [2, 10])
assert not np.allclose(scores[0], scores[1]), "LeNet() gives two unlike pictures equal scores."
### BEGIN HIDDEN TESTS
for classes, n in [(3, 1), (47, 5)]:
    net = LeNet(classes=classes)
    check_parameters(f"LeNet(classes={classes})", net, classes)
    scores = net(paddle.ones([n, 1, 32, 32])).numpy()
    case = f"LeNet(classes={classes}) on {n} pictures: the shape of the scores"
    check_shape(case, list(scores.shape), [n, classes])
first, second = (LeNet().parameters()[0].numpy() for _ in range(2))
assert not np.array_equal(first, second), (
    "Two new networks have equal weights: leave it to Paddle's layers to draw them."
)
### END HIDDEN TESTS

# %% role="tests" exercise="lenet" case="scores" points=3
# The scores with given weights (3 points)
import numpy as np
import paddle

from course import lenet_mistakes as mistakes
from course.checks import check


def compare(seed, n):
    """Give weights to the network and compare its scores of n pictures."""
    net, weights = LeNet(), mistakes.some_weights(seed)
    case = "LeNet() with the test's weights"
    mistakes.give_weights(mistakes.check_parameters(case, net), weights)
    x = np.random.default_rng(seed).random((n, 1, 32, 32)).astype("float32")
    right, known = mistakes.scores(weights, x)
    got = net(paddle.to_tensor(x)).numpy()
    check(f"{case}: the scores of {n} pictures", got, right, known, tolerance=1e-4)


compare(seed=1, n=2)
### BEGIN HIDDEN TESTS
compare(seed=2, n=1)
compare(seed=3, n=5)
### END HIDDEN TESTS

# %% role="tests" exercise="lenet" case="gradients" points=2
# The gradients, with another number of classes (2 points)
import numpy as np
import paddle

from course import lenet_mistakes as mistakes
from course.checks import check


def compare(seed, n, classes):
    """Send the sum of all scores back, and compare every parameter's gradient."""
    net, weights = LeNet(classes), mistakes.some_weights(seed, classes)
    case = f"LeNet({classes}) with the test's weights"
    parameters = mistakes.check_parameters(case, net, classes)
    mistakes.give_weights(parameters, weights)
    x = paddle.to_tensor(np.random.default_rng(seed).random((n, 1, 32, 32)).astype("float32"))
    theirs = mistakes.reference(weights)
    net(x).sum().backward()
    theirs(x).sum().backward()
    for number, (parameter, right) in enumerate(zip(parameters, theirs.parameters())):
        assert parameter.grad is not None, f"{case}: no gradient reaches parameter {number}."
        got, right = parameter.grad.numpy(), right.grad.numpy()
        where = f"{case}: the gradient of parameter {number}, of shape {list(right.shape)}"
        check(where, got, right, tolerance=1e-3)


compare(seed=4, n=2, classes=4)
### BEGIN HIDDEN TESTS
compare(seed=5, n=3, classes=7)
### END HIDDEN TESTS

# %% [markdown]
# ### Same weights, same outputs?
#
# Your Paddle network has random weights. We take them out, hand them to the NumPy network,
# and send the same 64 digits through both.

# %%
seed_everything(0)
net = LeNet()
parameters = [parameter.numpy() for parameter in net.parameters()]
x = training.pictures[:64].astype("float32")
with paddle.no_grad():
    theirs = net(paddle.to_tensor(x)).numpy()
ours = lenet_numpy(x, parameters)
print(f"largest score: {np.abs(theirs).max():.3f}")
print(f"largest absolute difference: {np.abs(ours - theirs).max():.1e}")

# %% [markdown]
# The difference lies in the seventh digit, which is where 32-bit numbers end.
# So the framework does nothing that you do not know.
# Mind the *absolute* value in that line: without it a difference of -5 would count as small.
#
# What does it cost to do without the framework? The two take turns, first with one picture, then with 64;
# the number is our median time divided by Paddle's.

# %%
def speed(x):
    tensor = paddle.to_tensor(x)
    with paddle.no_grad():
        return backpropagation.speed_ratio(lambda: lenet_numpy(x, parameters), lambda: net(tensor))


print(f"one picture: {speed(x[:1]):.1f} times Paddle's time")
print(f"64 pictures: {speed(x):.1f} times Paddle's time")

# %% [markdown]
# A number near 1 means a draw; these are measurements of one run on one machine.
# That NumPy can keep up surprises many. It can, because the work is done inside one large matrix product either way.
# The loops of chapter 1 would take hundreds of times as long, and on a GPU Paddle would win by far.

# %% [markdown]
# ## 9.3 What it costs
#
# Predict first. A convolution has $C_{out} \cdot (C_{in} \cdot k_h \cdot k_w + 1)$ parameters,
# a fully connected layer (inputs + 1) · units:
#
# - `conv1`: 6 · (1 · 25 + 1) = 156
# - `conv3`: 16 · (6 · 25 + 1) = 2,416
# - `conv5`: 120 · (16 · 25 + 1) = 48,120
# - `linear6`: (120 + 1) · 84 = 10,164
# - `linear7`: (84 + 1) · 10 = 850
#
# Together 61,706. Then ask the network itself:

# %%
table = count(net, [1, 1, 32, 32])
table

# %% [markdown]
# All five numbers are as predicted. `conv5` holds 78 % of the parameters, though it is the smallest map:
# parameters do not depend on how large a map is. Operations do.
# `conv3` has 4 % of the parameters and does 58 % of the work, because each of its weights is used at 100 places.
#
# The column of receptive fields tells another story: one number behind `pool2` depends on 6×6 pixels,
# one behind `conv5` on all 32×32.

# %%
rows = [("picture", [1, 32, 32])]
rows += [(row.name, row.output_shape[1:]) for row in table.rows if row.output_shape]
plots.show(
    gallery.network_figure(rows),
    alt=(
        "Eight blocks from left to right: the picture 1×32×32, 6×28×28, 6×14×14, 16×10×10, 16×5×5,"
        " 120×1×1, then two rows of numbers, 84 and 10. The maps become smaller and deeper."
    ),
)

# %% [markdown]
# Nearly every network for pictures has this outline: fewer and fewer pixels, more and more channels.
#
# Paddle has a table of its own. It runs the network once on random numbers and prints what it finds.

# %%
found = paddle.summary(net, (1, 1, 32, 32))
print(found)

# %% [markdown]
# 61,706 again.
#
# > **What Paddle does differently.** Its summary knows trainable and non-trainable *parameters*, and counts the running
# > mean and variance of batch normalization among the latter, as `net.parameters()` does.
# > They are held, but no gradient ever reaches them: `stop_gradient` is `True`.
# > And `paddle.flops`, which is to count operations, ends in a `TypeError` with NumPy 2.4 and later,
# > and leaves buffers in the network that end up in its file. That is why this course counts by itself.
#
# ### The name is no specification
#
# Three networks that are all called LeNet: ours; one for 28×28 pixels whose third convolution is 4×4, common in tutorials;
# and the one that Paddle ships.

# %%
def lenet28():
    layers = [nn.Conv2D(1, 6, 5), nn.Sigmoid(), nn.MaxPool2D(2)]
    layers += [nn.Conv2D(6, 16, 5), nn.Sigmoid(), nn.MaxPool2D(2)]
    layers += [nn.Conv2D(16, 120, 4), nn.Sigmoid(), nn.Flatten()]
    layers += [nn.Linear(120, 64), nn.Sigmoid(), nn.Linear(64, 10)]
    return nn.Sequential(*layers)


y = paddle.rand([3, 1, 28, 28])
for layer in lenet28():
    y = layer(y)
    if not isinstance(layer, nn.Sigmoid):
        print(f"{type(layer).__name__:9}", y.shape)
print("ours:", count(net, [1, 1, 32, 32]).parameters)
print("28×28:", count(lenet28(), [1, 1, 28, 28]).parameters)
print("Paddle's:", count(paddle.vision.models.LeNet(), [1, 1, 28, 28]).parameters)

# %% [markdown]
# 61,706, 41,806 and 61,610 parameters. When you compare with somebody's LeNet, compare the tables first.

# %% [markdown] role="statement" exercise="count_parameters"
# ### Exercise 9.2: count the parameters (4 points, ~10 min)
#
# ```python
# count_parameters(net) -> whole number
# ```
#
# How many numbers does training change in `net`, any `paddle.nn.Layer`?
#
# - `net.parameters()` gives all its parameters as tensors, those of inner layers included, each one once.
# - Only trainable ones count: not the running statistics of batch normalization, and not weights that somebody has frozen.
#   Of both, `stop_gradient` is `True`.
# - The network must stay as it is. A network without parameters has 0.
#
# **The tests look at** single layers, batch normalization, frozen weights, layers within layers, and a layer that is used twice.
# (They make their networks with the name `nn` in the first line of the cell.)
#
# <details><summary>Hint</summary>
#
# A tensor's `shape` is a list; the product of its entries is how many numbers it holds. `tensor.size` says the same at once.
# </details>

# %% role="answer" exercise="count_parameters"
nn = paddle.nn  # the tests make their networks with this


def count_parameters(net):
    """How many numbers training changes in a network, a whole number."""
    ### BEGIN SOLUTION
    return sum(int(p.size) for p in net.parameters() if not p.stop_gradient)
    ### END SOLUTION


# %% role="tests" exercise="count_parameters" case="plain" points=2
# Layers whose parameters are all trained (2 points)
from course.checks import check

check(
    "count_parameters of nn.Linear(3, 4)",
    count_parameters(nn.Linear(3, 4)),
    16,
    {"The biases are missing.": 12, "These are tensors; count the numbers in them.": 2},
)
net = nn.Sequential(nn.Conv2D(1, 6, 5), nn.ReLU(), nn.Conv2D(6, 16, 5))
known = {"These are tensors; count the numbers in them.": 4, "The biases are missing.": 2550}
known |= {"Only the first layer is counted.": 156, "Only the last layer is counted.": 2416}
check("count_parameters of two convolutions", count_parameters(net), 2572, known)
### BEGIN HIDDEN TESTS
inner = nn.Sequential(nn.Conv2D(3, 5, (2, 7)), nn.Sequential(nn.Linear(9, 2)))
known = {"Layers inside layers are left out.": 0, "The outer layer alone is counted.": 215}
known |= {"These are tensors; count the numbers in them.": 4}
check("count_parameters of layers inside layers", count_parameters(inner), 235, known)
layer = nn.Linear(6, 6)
twice = nn.Sequential(layer, nn.ReLU(), layer)
known = {"A layer that is used twice has its weights once.": 84}
check("count_parameters where one layer is used twice", count_parameters(twice), 42, known)
check("count_parameters of nn.Conv2D(2, 3, 3, bias_attr=False)",
      count_parameters(nn.Conv2D(2, 3, 3, bias_attr=False)), 54)  # fmt: skip
check("count_parameters of nn.ReLU()", count_parameters(nn.ReLU()), 0)
### END HIDDEN TESTS

# %% role="tests" exercise="count_parameters" case="frozen" points=2
# Running statistics and frozen weights do not count (2 points)
from course.checks import check

net = nn.Sequential(nn.Conv2D(1, 6, 5), nn.BatchNorm2D(6))
known = {"Running mean and variance are counted; no gradient reaches them.": 180}
known |= {"Gamma and beta are parameters, too.": 156, "Only weights are counted.": 150}
case = "count_parameters of a convolution and nn.BatchNorm2D(6)"
check(case, count_parameters(net), 168, known)
### BEGIN HIDDEN TESTS
head = nn.Linear(10, 4)
net = nn.Sequential(nn.Linear(7, 10), nn.BatchNorm1D(10), head)
head.weight.stop_gradient = True
known = {"Running mean and variance are counted.": 124, "Frozen weights are counted.": 144}
known |= {"Frozen weights and running statistics are counted.": 164}
known |= {"Whole layers are left out; only frozen tensors do not count.": 100}
case = "count_parameters with batch normalization and one frozen weight"
check(case, count_parameters(net), 104, known)
assert head.weight.stop_gradient, "The frozen weight is not frozen any more: only count."
assert net.training, "The network has been put into inference mode: only count."
for parameter in net.parameters():
    parameter.stop_gradient = True
check("count_parameters of a network that is frozen as a whole", count_parameters(net), 0)
### END HIDDEN TESTS

# %% [markdown]
# ### Three ways to count operations
#
# A **MAC** is one multiplication with the addition that follows it. LeNet has 416,520 of them for one picture.
# Who counts the two separately says 2 · 416,520 = 833,040 **FLOPs**. And Paddle says 423,344:

# %%
for row in table.rows:
    print(f"{row.name:8} MAC {row.macs:8,}   Paddle's FLOPs {row.paddle_flops:8,}")
print(f"total    MAC {table.macs:8,}   2·MAC {table.flops:,}   Paddle's {table.paddle_flops:,}")

# %% [markdown]
# Look at `conv1`. 4,704 outputs with 25 products each are 117,600 MAC.
# Paddle adds the bias, one addition for each output: 4,704 · 26 = 122,304.
# In fully connected layers it leaves the bias out, and in average pooling it counts one for each output.
# That is no law of nature, only a convention; so whoever quotes FLOPs must say which.

# %% [markdown] role="statement" exercise="count_flops"
# ### Exercise 9.3: count the operations in Paddle's convention (6 points, ~25 min)
#
# ```python
# count_flops(layers, input_shape) -> [whole number, ...]
# ```
#
# - `input_shape`: `[N, C, H, W]`. Count for one picture, whatever `N`.
# - `layers`: dicts as in exercise 8.5, first layer first, and the result is a list with one number for each:
#
# | layer | operations in Paddle's convention |
# |---|---|
# | `{"type": "conv", "filters": 6, "kernel": 5}` | for each output the products, and one more if it has a bias |
# | `{"type": "relu"}` | 0 |
# | `{"type": "max_pool", "kernel": 2}` | 0 |
# | `{"type": "avg_pool", "kernel": 2}` | one for each output |
# | `{"type": "fc", "units": 84}` | inputs · units; it flattens what comes before it |
#
# - A `conv` may have `"stride"` (1 if it is left out), `"padding"` (0) and `"bias"` (`True`).
#   Pooling may have `"stride"`, which is the kernel's size if it is left out, and `"padding"` (0).
#   Kernels are square; pictures need not be.
#
# **The tests look at** single convolutions with stride and padding, with and without bias,
# pooling and fully connected layers, and two whole LeNets.
#
# <details><summary>Hint</summary>
#
# Keep a list `shape = [C, H, W]` and let each layer turn it into its output's, as in chapter 8.
# A convolution then costs `outputs * (C_in * k * k + bias)`, where `outputs` counts all numbers of the output.
# </details>


# %% role="answer" exercise="count_flops"
def count_flops(layers, input_shape):
    """Operations of each layer for one picture, as paddle.flops counts them: a list of whole numbers."""
    ### BEGIN SOLUTION
    shape, counts = list(input_shape[1:]), []
    for layer in layers:
        kind, number = layer["type"], 0
        if kind == "fc":
            number = int(np.prod(shape)) * layer["units"]
            shape = [layer["units"]]
        elif kind != "relu":
            k, padding = layer["kernel"], layer.get("padding", 0)
            stride = layer.get("stride", 1 if kind == "conv" else k)
            channels = shape[0]
            sides = [(side + 2 * padding - k) // stride + 1 for side in shape[1:]]
            shape = [layer.get("filters", channels), *sides]
            outputs = int(np.prod(shape))
            if kind == "conv":
                number = outputs * (channels * k * k + layer.get("bias", True))
            elif kind == "avg_pool":
                number = outputs
        counts.append(number)
    return counts
    ### END SOLUTION


# %% role="tests" exercise="count_flops" case="conv" points=2
# One convolution (2 points)
from course.lenet_mistakes import flops
from course.checks import check_shape


def compare(layers, input_shape):
    right, _, known = flops(layers, input_shape)
    case = f"count_flops of {layers} on {input_shape}"
    check_shape(case, count_flops(layers, input_shape), right, known)


compare([{"type": "conv", "filters": 2, "kernel": 3}], [1, 1, 5, 5])  # 9 places, 2 filters, 9 + 1
### BEGIN HIDDEN TESTS
compare([{"type": "conv", "filters": 6, "kernel": 5}], [1, 1, 32, 32])
compare([{"type": "conv", "filters": 4, "kernel": 3, "stride": 2, "padding": 1}], [1, 3, 9, 14])
compare([{"type": "conv", "filters": 7, "kernel": 4, "stride": 3, "bias": False}], [5, 2, 12, 21])
compare([{"type": "conv", "filters": 3, "kernel": 1, "bias": True}], [2, 8, 6, 4])
### END HIDDEN TESTS

# %% role="tests" exercise="count_flops" case="others" points=2
# Pooling, ReLU and fully connected layers (2 points)
from course.lenet_mistakes import flops
from course.checks import check_shape


def compare(layers, input_shape):
    right, _, known = flops(layers, input_shape)
    case = f"count_flops of {layers} on {input_shape}"
    check_shape(case, count_flops(layers, input_shape), right, known)


average = {"type": "avg_pool", "kernel": 2}
largest = {"type": "max_pool", "kernel": 2}
compare([average, {"type": "fc", "units": 3}], [1, 2, 4, 6])  # 2·2·3 outputs, then 12·3
### BEGIN HIDDEN TESTS
compare([largest, {"type": "relu"}, average, {"type": "fc", "units": 5}], [3, 3, 9, 13])
compare([{"type": "avg_pool", "kernel": 3, "stride": 2, "padding": 1}], [1, 4, 7, 10])
compare([{"type": "max_pool", "kernel": 3, "stride": 2}, {"type": "fc", "units": 2}], [1, 4, 8, 9])
compare([{"type": "fc", "units": 7}, {"type": "relu"}, {"type": "fc", "units": 2}], [2, 1, 3, 5])
### END HIDDEN TESTS

# %% role="tests" exercise="count_flops" case="networks" points=2
# Whole networks (2 points)
from course.lenet_mistakes import flops
from course.checks import check_shape


def compare(name, layers, input_shape):
    right, _, known = flops(layers, input_shape)
    check_shape(f"count_flops of {name}", count_flops(layers, input_shape), right, known)


conv, average = {"type": "conv", "filters": 2, "kernel": 3}, {"type": "avg_pool", "kernel": 2}
compare("conv 2@3×3, avg_pool, fc 3 on 6×6", [conv, average, {"type": "fc", "units": 3}], [1, 1, 6, 6])
### BEGIN HIDDEN TESTS
relu, largest = {"type": "relu"}, {"type": "max_pool", "kernel": 2}
first, second, third = (
    {"type": "conv", "filters": filters, "kernel": 5} for filters in (6, 16, 120)
)
units = [{"type": "fc", "units": 84}, relu, {"type": "fc", "units": 10}]
layers = [first, relu, largest, second, relu, average, third, relu, *units]
right = flops(layers, [1, 1, 32, 32])[0]
assert sum(right) == 423344
compare("LeNet-5", layers, [64, 1, 32, 32])
third = {"type": "conv", "filters": 120, "kernel": 4, "bias": False}
layers = [first, relu, average, second, relu, largest, third, relu, *units]
compare("a LeNet without bias in its third convolution", layers, [1, 3, 28, 44])
### END HIDDEN TESTS

# %% [markdown]
# ## 9.4 One step of an optimizer
#
# Plain **gradient descent** goes downhill by `rate * dw` and forgets the past.
# Where the loss is a narrow valley it goes to and fro between the walls.
# **Momentum** keeps a **velocity** that collects the gradients. What changes its sign at each step cancels; what stays adds up:
#
# $$v \leftarrow m \, v + \frac{\partial L}{\partial w}, \qquad w \leftarrow w - \text{rate} \cdot v$$
#
# With a constant gradient the velocity grows towards $1 + m + m^2 + \dots = \frac{1}{1 - m}$ times the gradient,
# for $m = 0.9$ ten times. So a rate that is right without momentum is too large with it.
#
# **Weight decay** pulls all weights towards 0, as a part of the loss, $\frac{\lambda}{2} \sum w^2$, would:
# its derivative $\lambda w$ is added to the gradient *before* anything else happens.
#
# > **In Paddle.** `paddle.optimizer.Momentum(learning_rate, momentum, parameters, weight_decay=λ)` does exactly this.
# > Three things differ elsewhere, so look before you copy a formula: some texts put the rate inside the velocity,
# > some weigh the gradient with $1 - m$, and `paddle.optimizer.AdamW` shrinks the weights by themselves, past the velocity.
#
# Watch Paddle take three steps on one weight, with a gradient that is always 1:

# %%
w = paddle.create_parameter([1], "float64", default_initializer=nn.initializer.Constant(1.0))
optimizer = paddle.optimizer.Momentum(learning_rate=0.1, momentum=0.5, parameters=[w])
for step in range(3):
    w.sum().backward()  # the derivative of a sum is 1
    optimizer.step()
    optimizer.clear_grad()
    print(f"w = {w.item():.4f}")

# %% [markdown]
# The steps are 0.1, 0.15 and 0.175: the velocities are 1, then 0.5 · 1 + 1 = 1.5, then 0.5 · 1.5 + 1 = 1.75.
# What goes wrong most often is the line `clear_grad()`. Without it Paddle *adds* each new gradient to the old ones.

# %% [markdown] role="statement" exercise="momentum_step"
# ### Exercise 9.4: one step by hand (5 points, ~15 min)
#
# ```python
# momentum_step(w, dw, velocity, rate, momentum, weight_decay=0.0) -> (w, velocity)
# ```
#
# - `w`, `dw` and `velocity` are arrays of one shape; the others are numbers.
# - Return the new weights and the new velocity, computed as Paddle's `Momentum` does. Do not change the arrays that you were given.
#
# **The tests look at** one step, several steps with a rate that changes, and weight decay; against `paddle.optimizer.Momentum`.
#
# <details><summary>Hint</summary>
#
# Three lines: the gradient with the weight decay, the new velocity, the new weights. The new weights use the *new* velocity.
# </details>


# %% role="answer" exercise="momentum_step"
def momentum_step(w, dw, velocity, rate, momentum, weight_decay=0.0):
    """The weights and the velocity after one step of Momentum: two arrays."""
    ### BEGIN SOLUTION
    gradient = dw + weight_decay * w
    velocity = momentum * velocity + gradient
    return w - rate * velocity, velocity
    ### END SOLUTION


# %% role="tests" exercise="momentum_step" case="one" points=1
# One step (1 point)
import numpy as np

from course.lenet_mistakes import check_momentum


def one_step(w, dw, velocity, rate, momentum):
    got = momentum_step(w.copy(), dw.copy(), velocity.copy(), rate, momentum)
    new = momentum * velocity + dw
    case = f"momentum_step with rate {rate} and momentum {momentum}"
    check_momentum(case, got, (w - rate * new, new), (w, dw, velocity, rate, momentum, 0.0))


one_step(np.array([1.0, 2]), np.array([0.5, -1]), np.array([2.0, 0]), rate=0.1, momentum=0.5)
### BEGIN HIDDEN TESTS
w, dw, velocity = np.random.default_rng(1).normal(size=(3, 4, 2, 3))
one_step(w, dw, velocity, rate=0.3, momentum=0.9)
one_step(w[0], dw[0], velocity[0], rate=0.02, momentum=0.0)
### END HIDDEN TESTS

# %% role="tests" exercise="momentum_step" case="several" points=2
# Several steps, against Paddle (2 points)
import numpy as np

from course import lenet_mistakes as mistakes


def several(seed, rates, momentum):
    rng = np.random.default_rng(seed)
    start, gradients = rng.normal(size=(2, 3)), rng.normal(size=(len(rates), 2, 3))
    w, velocity = start, np.zeros_like(start)
    for step, (dw, rate) in enumerate(zip(gradients, rates), 1):
        copies = w.copy(), dw.copy(), velocity.copy()
        got = momentum_step(*copies, rate, momentum)
        case = f"momentum_step, step {step}, rate {rate}, momentum {momentum}"
        for array, kept in zip(copies, (w, dw, velocity)):
            assert np.array_equal(array, kept), f"{case}: an array that was given has changed."
        right = mistakes.momentum(start, gradients[:step], rates[:step], momentum, 0.0)
        mistakes.check_momentum(case, got, right, (w, dw, velocity, rate, momentum, 0.0))
        w, velocity = right


several(seed=2, rates=[0.1, 0.1], momentum=0.9)
### BEGIN HIDDEN TESTS
several(seed=3, rates=[0.5, 0.05, 0.2, 0.2], momentum=0.6)
### END HIDDEN TESTS

# %% role="tests" exercise="momentum_step" case="decay" points=2
# With weight decay, against Paddle (2 points)
import numpy as np

from course import lenet_mistakes as mistakes


def decayed(seed, rates, momentum, decay):
    rng = np.random.default_rng(seed)
    start, gradients = 2 * rng.normal(size=(3, 2)), rng.normal(size=(len(rates), 3, 2))
    w, velocity = start, np.zeros_like(start)
    for step, (dw, rate) in enumerate(zip(gradients, rates), 1):
        got = momentum_step(w.copy(), dw.copy(), velocity.copy(), rate, momentum, decay)
        case = f"momentum_step, step {step}, rate {rate}, weight_decay {decay}"
        right = mistakes.momentum(start, gradients[:step], rates[:step], momentum, decay)
        mistakes.check_momentum(case, got, right, (w, dw, velocity, rate, momentum, decay))
        w, velocity = right


decayed(seed=4, rates=[0.1], momentum=0.9, decay=0.5)
### BEGIN HIDDEN TESTS
decayed(seed=5, rates=[0.2, 0.1, 0.4], momentum=0.7, decay=0.3)
decayed(seed=6, rates=[0.2, 0.2], momentum=0.5, decay=0.01)
### END HIDDEN TESTS

# %% [markdown]
# ## 9.5 How good is it?
#
# **Accuracy** is the share of pictures whose largest score belongs to their label.
# It sounds too plain to go wrong. Two slips are so common that each has its test below.
#
# The first: labels of shape `[N, 1]`, as Paddle's MNIST gives them. NumPy compares `[N]` with `[N, 1]` by broadcasting:

# %%
answers, labels = np.array([1, 2, 3]), np.array([[1], [2], [3]])
print("all three right, but the mean says", (answers == labels).mean().round(3))

# %% [markdown]
# Every answer was compared with every label, 9 pairs of which 3 agree. No error, only a number that is too small.
#
# The second: batches. A set of 14 pictures in batches of 10 leaves a last batch of 4.
# Say that all 10 are right, and none of the 4:

# %%
right = np.array([1] * 10 + [0] * 4)
print("mean of the two batches:", np.mean([right[:10].mean(), right[10:].mean()]))
print("share of the pictures:", right.mean().round(3))

# %% [markdown]
# The mean of batches says 0.5, but 10 of 14 are 0.714.
# The last batch is weighed as much as the first, though it has fewer pictures.

# %% [markdown] role="statement" exercise="accuracy"
# ### Exercise 9.5: accuracy (5 points, ~15 min)
#
# ```python
# accuracy(scores, labels) -> float
# accuracy_in_batches(network, x, labels, batch_size) -> float
# ```
#
# - `scores`: array `[N, K]`; `labels`: whole numbers, `[N]` or `[N, 1]`; the result is a share from 0 to 1.
# - `network`: a function that takes an array `[n, ...]` of pictures and returns scores `[n, K]`.
#   It takes at most `batch_size` pictures at once, and at least one.
# - Call it on batches of `batch_size` pictures, from the first to the last; the last batch may be short.
#   The result is the accuracy on all of `x`.
#
# **The tests look at** both shapes of labels, negative scores, batches that fit and batches that do not,
# and how many pictures the network was given.
#
# <details><summary>Hint</summary>
#
# `labels.reshape(-1)` makes `[N]` of both shapes. In batches, add up how many are right and divide once, at the end.
# </details>


# %% role="answer" exercise="accuracy"
def accuracy(scores, labels):
    """The share of rows of scores [N, K] whose largest is at the label; labels [N] or [N, 1]."""
    ### BEGIN SOLUTION
    return float((np.argmax(scores, axis=1) == np.reshape(labels, -1)).mean())
    ### END SOLUTION


def accuracy_in_batches(network, x, labels, batch_size):
    """The accuracy of a function from pictures to scores on all of x, batch by batch."""
    ### BEGIN SOLUTION
    right = 0
    for start in range(0, len(x), batch_size):
        batch = slice(start, start + batch_size)
        right += accuracy(network(x[batch]), labels[batch]) * len(x[batch])
    return right / len(x)
    ### END SOLUTION


# %% role="tests" exercise="accuracy" case="scores" points=2
# The accuracy of scores (2 points)
import numpy as np

from course.checks import check
from course.lenet_mistakes import accuracies


def compare(z, labels):
    right, known = accuracies(z, labels, len(z))
    said = z.argmax(1)
    pairs = (said[None] == labels[:, None]).mean()
    known["Every answer is compared with every label: flatten the labels."] = float(pairs)
    known["The largest score over the pictures is taken: use axis 1."] = float(
        (np.resize(z.argmax(0), len(labels)) == labels).mean()
    )
    known["Scores below 0 are answers, too: the largest counts."] = float(
        (np.maximum(z, 0).argmax(1) == labels).mean()
    )
    case = f"accuracy of {len(z)} rows of {z.shape[1]} scores, labels of shape"
    check(f"{case} [{len(z)}]", accuracy(z.copy(), labels.copy()), right, known)
    check(f"{case} [{len(z)}, 1]", accuracy(z.copy(), labels.reshape(-1, 1)), right, known)


compare(np.array([[0.1, 2, 1], [5, 1, 2], [3, 2, 1], [0, 1, 9]]), np.array([1, 0, 2, 2]))
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(1)
for n, classes in [(41, 3), (64, 10), (35, 4)]:
    z = rng.normal(size=(n, classes)) - 5
    labels = np.where(rng.random(n) < 0.5, z.argmax(1), rng.integers(0, classes, n))
    labels[0] = z[0].argmin()
    compare(z, labels)
### END HIDDEN TESTS

# %% role="tests" exercise="accuracy" case="batches" points=3
# The accuracy in batches (3 points)
import numpy as np

from course.checks import check, check_shape
from course.lenet_mistakes import accuracies


def compare(z, labels, batch_size):
    """The pictures of this network are their scores, so that it need only look at them."""
    seen = []

    def network(x):
        x = np.asarray(x)
        seen.append(len(x))
        assert 1 <= len(x) <= batch_size, f"the network got {len(x)} pictures at once"
        return x.reshape(len(x), -1)

    x = z.reshape(len(z), 1, 1, -1)
    got = accuracy_in_batches(network, x.copy(), labels.copy(), batch_size)
    right, known = accuracies(z, labels.reshape(-1), batch_size)
    case = f"accuracy_in_batches of {len(z)} pictures, batches of {batch_size}"
    check(case, got, right, known)
    sizes = [min(batch_size, len(z) - start) for start in range(0, len(z), batch_size)]
    check_shape(f"{case}: how many pictures the network was given", seen, sizes)


z = np.eye(3)[[0] * 10 + [1] * 10 + [2] * 4]  # right: all of the first 10, 6 of the next, 1 of the last 4
labels = np.array([0] * 10 + [1] * 6 + [0] * 4 + [2] + [1] * 3)
compare(z, labels, 10)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(2)
for n, batch_size in [(51, 17), (13, 5), (3, 8), (9, 1), (11, 4)]:
    z = rng.normal(size=(n, 4))
    labels = np.where(rng.random(n) < 0.6, z.argmax(1), (z.argmax(1) + 1) % 4)
    labels[:batch_size], labels[-1] = z[:batch_size].argmax(1), (z[-1].argmax() + 2) % 4
    compare(z, labels, batch_size)
    compare(z, labels[:, None], batch_size)
### END HIDDEN TESTS

# %% [markdown]
# ## 9.6 Training, and keeping what was trained
#
# All that is needed is there: pictures, network, optimizer, loss.
# The course's `Runner` puts it together: for each epoch it shuffles the training pictures, takes a step for each batch,
# and then measures the accuracy on the validation set.
# The last exercise asks you to write such an epoch yourself, so there is no secret in it.

# %%
epochs = budget.choose("epochs", quick=8, full=20)
checkpoint = Path("lenet.pdparams")
checkpoint.unlink(missing_ok=True)  # of an earlier run of this notebook


def runner_for(net, rate=0.02, **more):
    optimizer = paddle.optimizer.Momentum(rate, momentum=0.9, parameters=net.parameters())
    return Runner(net, optimizer, seed=0, **more)

# %% [markdown]
# Every few minutes of training are a chance to lose them. So the Runner can write a **checkpoint** after each epoch:
# weights, velocities, history and the best weights so far.
# We try it. The loss of the next cell behaves as if you had pressed the stop button at its 50th call, in the third epoch.

# %%
def interrupted(scores, labels, calls=[0]):
    calls[0] += 1
    if calls[0] == 50 and not budget.grading():
        raise KeyboardInterrupt
    return F.cross_entropy(scores, labels)


seed_everything(0)
stopped = runner_for(LeNet(), loss=interrupted, path=checkpoint)
stopped.train(training, validation, epochs, batch_size=50)

# %% [markdown]
# The half epoch is undone, the two whole ones are kept.
# Now a new network with other weights, as after a restart of the computer, reads the checkpoint and goes on.

# %%
net = LeNet()
runner = runner_for(net, path=checkpoint)
runner.load()
runner.train(training, validation, epochs, batch_size=50)

# %% [markdown]
# Is that the same as training in one go? We train once more without any stop, for three epochs, and compare the losses.

# %%
seed_everything(0)
whole = runner_for(LeNet())
whole.train(training, validation, 3, batch_size=50)
for row, other in zip(whole.history, runner.history):
    print(f"epoch {row['epoch']}: loss {row['loss']!r} in one go, {other['loss']!r} with the stop")

# %% [markdown]
# Equal to the last digit, also in the third epoch, which came after the stop.
# That takes care: three random states (Paddle's, NumPy's and Python's) are set at the start of each epoch,
# and the optimizer's velocities are saved with the weights.
# Who saves the weights alone goes on with velocities of 0, and gets other numbers.
#
# The learning curves:

# %%
first, last = runner.history[0], runner.history[-1]
print(f"epoch 1: accuracy {first['accuracy']:.3f}, validation {first['validation_accuracy']:.3f}")
print(f"epoch {last['epoch']}: accuracy {last['accuracy']:.3f}, validation {last['validation_accuracy']:.3f}")
plots.show(
    history_figure(runner.history),
    alt=(
        f"Two plots over {last['epoch']} epochs. The training loss falls from {first['loss']:.2f} to"
        f" {last['loss']:.2f}, most of it in the first three epochs. The validation accuracy rises from"
        f" {first['validation_accuracy']:.2f} to {last['validation_accuracy']:.2f}."
    ),
)

# %% [markdown]
# Read such curves from three sides. *Does the loss fall?* It does, fast at first.
# *Do training and validation go apart?* If training went on to rise and validation did not, the network would be **overfitting**.
# *Is it over?* Nearly: after the seventh epoch the validation accuracy falls by 0.003.
# That is one picture of 297, and says nothing.
#
# In the first epoch the validation accuracy lies above the training accuracy. That is no miracle:
# the training numbers are collected while the network learns, the validation numbers after the epoch.
#
# We keep the weights that were the best on the validation pictures, and look at the test pictures, once.

# %%
runner.use_best()
result = runner.evaluate(test)
print(f"test: loss {result['loss']:.3f}, accuracy {result['accuracy']:.3f}")

# %% [markdown] role="statement" exercise="report"
# ### Exercise 9.6: find the bugs (5 points, ~20 min)
#
# This function was published. It runs, its numbers look good, and it is wrong in three ways.
#
# ```python
# def report(net, training, validation, batch_size):
#     result = {}
#     for name in ("training", "validation"):
#         x, labels = training
#         shares = []
#         for start in range(0, len(x), batch_size):
#             scores = net(paddle.to_tensor(x[start : start + batch_size]))
#             right = scores.numpy().argmax(axis=1) == labels[start : start + batch_size]
#             shares.append(right.mean())
#         result[name] = float(np.mean(shares))
#     return result
# ```
#
# Repair it, or write it anew.
#
# - `net` is any `paddle.nn.Layer`, perhaps with dropout or batch normalization;
#   `training` and `validation` are pairs (`x`, an array `[N, ...]`; `labels`, an array `[N]`).
# - The result is `{"training": accuracy, "validation": accuracy}`, each on all its pictures, in inference mode,
#   never more than `batch_size` pictures at once.
# - Afterwards the network, with all its inner layers, is in the mode in which it was before, training or inference, and otherwise unchanged.
#
# **The tests look at** each of the three mistakes by itself, and at how many pictures the network gets at once. (They make their networks with the name `nn` in the first line of the cell.)
#
# <details><summary>Hint</summary>
#
# Which pictures does the second round of the loop use? In which mode is `net`? What does a short last batch weigh?
# `net.training` says the mode; `net.eval()` and `net.train()` set it.
# </details>

# %% role="answer" exercise="report"
nn = paddle.nn  # the tests make their networks with this


def report(net, training, validation, batch_size):
    """{"training": accuracy, "validation": accuracy} of a network in inference mode."""
    ### BEGIN SOLUTION
    was_training = net.training
    net.eval()
    result = {}
    for name, (x, labels) in {"training": training, "validation": validation}.items():
        right = 0
        for start in range(0, len(x), batch_size):
            with paddle.no_grad():
                scores = net(paddle.to_tensor(x[start : start + batch_size])).numpy()
            right += int((scores.argmax(axis=1) == labels[start : start + batch_size]).sum())
        result[name] = right / len(x)
    if was_training:
        net.train()
    return result
    ### END SOLUTION


# %% role="tests" exercise="report" case="sets" points=1
# The right pictures under each name (1 point)
import numpy as np

from course.lenet_mistakes import check_report


def try_it(seed, n, m, batch_size):
    """Batches that fit, inference mode from the start: only the sets can be mixed up."""
    rng = np.random.default_rng(seed)
    parts = []
    for number, share in ((n, 0.9), (m, 0.4)):
        x = rng.normal(size=(number, 3)).astype("float32")
        labels = np.where(np.arange(number) < share * number, x.argmax(1), (x.argmax(1) + 1) % 3)
        parts.append((x, labels))
    layer = nn.BatchNorm1D(3)
    layer.eval()
    got = report(layer, *parts, batch_size)
    case = f"report on {n} and {m} pictures, batches of {batch_size}, net in inference mode"
    check_report(case, got, *parts, batch_size, (np.zeros(3), np.ones(3)))


try_it(seed=1, n=20, m=10, batch_size=10)
### BEGIN HIDDEN TESTS
try_it(seed=2, n=12, m=24, batch_size=6)
try_it(seed=3, n=30, m=30, batch_size=15)
### END HIDDEN TESTS

# %% role="tests" exercise="report" case="short" points=2
# A short last batch, and never more than batch_size pictures at once (2 points)
import numpy as np

from course.lenet_mistakes import check_report, crowded


def try_it(seed, n, batch_size):
    """The same pictures twice; with more than batch_size at once, this network mixes them up."""
    x = np.random.default_rng(seed).normal(size=(n, 3)).astype("float32")
    labels = x.argmax(1)
    wrong = slice(n - n % batch_size + 1, None)  # in the short batch only the first is right
    labels[wrong] = (labels[wrong] + 1) % 3
    labels[:2] = (labels[:2] + 1) % 3
    got = report(crowded(nn, batch_size), (x, labels), (x, labels), batch_size)
    case = f"report on {n} pictures, batches of {batch_size}, net in inference mode"
    check_report(case, got, (x, labels), (x, labels), batch_size)


try_it(seed=2, n=14, batch_size=10)
### BEGIN HIDDEN TESTS
try_it(seed=1, n=23, batch_size=5)
try_it(seed=1, n=33, batch_size=16)
### END HIDDEN TESTS

# %% role="tests" exercise="report" case="mode" points=2
# Inference mode, and back again (2 points)
import numpy as np

from course.checks import check
from course.lenet_mistakes import check_report


def try_it(seed, n, batch_size, training):
    """The same pictures twice, batches that fit: only the mode can be wrong."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, 3)).astype("float32") + np.array([3, 0, 0], "float32")
    mean, variance = rng.normal(size=3), np.array([1.0, 0.05, 4])
    mean[1] -= 1
    layer = nn.BatchNorm1D(3)
    layer._mean.set_value(mean.astype("float32"))
    layer._variance.set_value(variance.astype("float32"))
    net = nn.Sequential(layer)
    net.train() if training else net.eval()
    labels = ((x - mean) / np.sqrt(variance + 1e-5)).argmax(1)
    labels[0] = (labels[0] + 1) % 3
    got = report(net, (x, labels), (x, labels), batch_size)
    case = f"report for nn.Sequential(nn.BatchNorm1D(3)) in {'training' if training else 'inference'} mode"
    check_report(case, got, (x, labels), (x, labels), batch_size, (mean, variance))
    for which, name in ((net, "the network"), (layer, "the layer in it")):
        assert which.training == training, f"{case}: afterwards {name} must be in that mode again."
    check(f"{case}: its running mean afterwards", layer._mean.numpy(), mean, tolerance=1e-5)


try_it(seed=7, n=20, batch_size=10, training=True)
### BEGIN HIDDEN TESTS
try_it(seed=8, n=18, batch_size=6, training=True)
try_it(seed=9, n=16, batch_size=8, training=False)
### END HIDDEN TESTS

# %% [markdown]
# ## 9.7 What it says, and where it is wrong
#
# The first twelve test pictures, with the network's answer and its probability, the softmax of the scores:

# %%
scores = runner.predict(test)
wrong = np.flatnonzero(scores[:12].argmax(axis=1) != test.labels[:12])
plots.show(
    gallery.predictions_figure(test.pictures[:12], test.labels[:12], scores[:12], test.classes),
    alt=f"Twelve test digits with the network's answers and their probabilities; {len(wrong)} of them are wrong.",
)

# %% [markdown]
# More can be learned from the mistakes. Move the threshold: only answers at least that sure are kept,
# and of those the wrong ones are shown, the surest first.

# %%
lenet.explore_sure(test, scores)

# %% [markdown]
# With a threshold of 0 all answers count. Raise it, and the accuracy of the kept ones rises, while fewer are kept.
# That is how such a network is used on cheques: what it is not sure of goes to a person.
# But some mistakes stay, at high probabilities. The probability is what the network says of itself, not a guarantee.
# Look at the pictures: some of them could be taken for something else by anybody.
#
# And the kernels of the first layer, which nobody designed. Middle grey is a weight of 0:

# %%
kernels = net.parameters()[0].numpy()
plots.show(
    gallery.kernels_figure(kernels),
    alt="Six kernels of 5 by 5 weights in grey, middle grey being 0; no pattern is to be seen, they look like noise.",
)

# %% [markdown]
# Texts like to find edge detectors in such pictures. Do you see any? We ask how much training has changed them.
# The same seed gives the weights of the start again:

# %%
seed_everything(0)
start = LeNet().parameters()[0].numpy()
print("correlation with the start:", np.corrcoef(start.ravel(), kernels.ravel())[0, 1].round(2))

# %% [markdown]
# The kernels are still much like the random numbers with which they began.
# The layers behind them have learned to use what random kernels give. On blurred digits and after so short a training that is enough.
# Kernels with a clear pattern come with more pictures, sharper ones, and longer training.

# %% [markdown]
# ## 9.8 What a thousand pictures can give
#
# One accuracy of one run is an anecdote. Three questions make it a result: how much does it vary with the seed?
# What does a simple method reach on the same pictures? And how does it depend on the number of pictures?
#
# The simple method is **logistic regression** on the 1,024 pixels: one fully connected layer, trained to its optimum by scikit-learn.

# %%
from sklearn.linear_model import LogisticRegression


def regression(pictures):
    """Train on these pictures; a function from pictures [N, 1, 32, 32] to answers."""
    model = LogisticRegression(max_iter=300)
    model.fit(pictures.pictures.reshape(len(pictures), -1), pictures.labels)
    return lambda x: model.predict(x.reshape(len(x), -1))

# %% [markdown]
# On equal terms: for each seed, both methods get the same 100 or 1,000 pictures.
# And LeNet takes the same number of steps each time, 160 steps of 50 pictures, so that only the number of *different* pictures varies:
# we repeat the smaller set until it fills an epoch of 1,000.

# %%
def convolutional(pictures, seed):
    """The same with LeNet."""
    seed_everything(seed)
    repeated = pictures.take(np.resize(np.arange(len(pictures)), 1000))
    run = runner_for(LeNet())
    with contextlib.redirect_stdout(io.StringIO()):  # six progress bars are no reading
        run.train(repeated, validation, 8, batch_size=50)
        run.use_best()
    run.net.eval()
    return lambda x: run.net(paddle.to_tensor(x)).numpy().argmax(axis=1)

# %% [markdown]
# Six trainings of LeNet, six of the regression; this cell takes longest in the chapter.

# %%
sizes = [100] if budget.grading() else [100, 1000]
methods, answers = ("LeNet", "logistic regression"), {}
for size in sizes:
    for seed in range(3):
        part = training.take(np.random.default_rng(seed).permutation(1000)[:size])
        answers["LeNet", size, seed] = convolutional(part, seed)
        answers["logistic regression", size, seed] = regression(part)

# %% [markdown]
# The accuracies on the 500 test pictures, with the standard deviation over the three seeds:

# %%
def accuracies(method, size, x):
    return [(answers[method, size, seed](x) == test.labels).mean() for seed in range(3)]


found = {name: [accuracies(name, size, test.pictures) for size in sizes] for name in methods}
for row, size in enumerate(sizes):
    for name in methods:
        print(f"{size:5} pictures, {name:19}: {mean_and_spread(found[name][row])}")

# %% [markdown]
# More pictures help both.
#
# Then compare the methods. With 100 pictures the difference is smaller than the larger spread: three seeds cannot show one.
# With 1,000 pictures it is the *regression* that is ahead, 0.971 against 0.962, by more than the spread.
# (It has hardly any: with 1,000 pictures all seeds have the same ones.)
#
# A network of 61,706 weights is no better than a single layer, on these pictures and with this training.
# A text without the baseline could have written "LeNet reaches 96 %", and it would have been true and worthless.
#
# Why is the single layer so good? All digits stand in the middle and have one size.
# Then each pixel has a meaning of its own, and one weight for each pixel is enough.
# What convolution has to offer is something else: it finds a stroke wherever it is.
# So we move the test pictures to the right, without training anything again.

# %%
def moved(x, pixels):
    return np.pad(x, ((0, 0), (0, 0), (0, 0), (pixels, 0)))[..., : x.shape[-1]]


def mean_and_band(x, rows):
    return x, np.mean(rows, axis=1), np.std(rows, axis=1, ddof=1)


shifts = [0, 1, 2, 3, 4]
rows = {
    name: [accuracies(name, sizes[-1], moved(test.pictures, shift)) for shift in shifts]
    for name in methods
}
for shift in (2, 4):
    for name in methods:
        print(f"moved by {shift} pixels, {name:19}: {mean_and_spread(rows[name][shift])}")

# %% [markdown]
# And as curves:

# %%
plots.show(
    plots.curves(
        {name: mean_and_band(shifts, rows[name]) for name in methods},
        "pixels that the test pictures are moved", "test accuracy",
    ),
    alt=(
        "Test accuracy against the shift, 0 to 4 pixels, for LeNet and logistic regression trained on"
        " 1,000 pictures. Both fall; the regression falls sooner and ends lower."
    ),
)  # fmt: skip

# %% [markdown]
# Both fall, though no digit has become harder to read. Moved by 4 pixels, an eighth of the width,
# LeNet is right on about 0.55 of them and the regression on 0.45, farther apart than the spread.
# At 2 pixels, 0.87 ± 0.05 against 0.83, three seeds are not enough to tell.
#
# So convolution helps, and less than one might think. The maps of a moved digit are moved, that is true;
# but the layers behind them have learned at which places to expect what, from digits that all stood in the middle.
# What a network was never shown it need not know. Chapter 10 shows it moved pictures.
#
# With more pictures the gap is another: for MNIST, with 60,000 sharper ones, the paper of 1998
# reports 12 % mistakes for a linear classifier and 0.95 % for LeNet-5.

# %% [markdown]
# ## 9.9 The sigmoid, the rate, and a false explanation
#
# In many tutorials LeNet has sigmoids, is trained with a rate of 0.001, and learns nothing.
# Some of them explain that the pictures are too large for it. Ours are small, so we can test that.
#
# Two things can be varied, one at a time: the activation and the rate.
# All runs below took the same network, the same 1,000 pictures, Momentum 0.9, batches of 50, ten epochs, and three seeds;
# they were recorded once with `lenet.learning_run`, because 42 trainings take a while.

# %%
lenet.explore_rates()

# %% [markdown]
# Choose the rates one after another. Up to 0.03 the network with ReLU learns: 0.91 after ten epochs at 0.001, 0.97 at 0.03.
# At 0.1 one of three seeds breaks down in the second epoch, and from 0.3 on all of them do.
# The network with sigmoids stays at one in ten at *every* rate up to 0.03 and from 0.3 on, too.
# Only at 0.1 one of its three seeds begins to move, in the last three epochs; with more patience some of this would go on.
#
# So at equal rates the activation makes the difference, and at 0.001, the rate of the tutorials, it is 0.91 against 0.10.
# The pictures are the same and small. Their size explains nothing.
#
# You need not believe a record. Here is the beginning of two of these runs again:

# %%
for activation in budget.patiently(("ReLU", "sigmoid"), seconds=20):
    again = lenet.learning_run(activation, 0.01, seed=0, epochs=1 if budget.grading() else 2)
    recorded = lenet.runs(activation, 0.01)[0, : len(again)]
    print(f"{activation:8} now {np.round(again, 3)}, recorded {recorded}")

# %% [markdown]
# Why does the sigmoid do that? Chapter 4 gave the reason: its derivative is at most 1/4,
# and each layer on the way back multiplies by it. We measure the gradients at the first convolution and at the last layer,
# before any training.

# %%
x, labels = paddle.to_tensor(training.pictures[:200]), paddle.to_tensor(training.labels[:200])
for activation in (nn.ReLU, nn.Sigmoid):
    seed_everything(0)
    fresh = lenet.network(activation)
    F.cross_entropy(fresh(x), labels).backward()
    first, *_, last = [p.grad.abs().mean().item() for p in fresh.parameters() if p.ndim > 1]
    print(f"{activation.__name__:8} mean |dw|: conv1 {first:.1e}, linear7 {last:.1e}, conv1 / linear7 {first / last:.3f}")

# %% [markdown]
# With ReLU the gradients at the first layer are about twice as large as those at the last.
# With sigmoids they are more than a hundred times smaller: the last layer learns, and the first one stands still.
# What the last layer gets is then the same for all pictures, nearly, and it can only learn how frequent the digits are.

# %% [markdown]
# ## 9.10 An epoch by hand
#
# The Runner is 200 lines long, but its heart is a loop that fits into ten.

# %% [markdown] role="statement" exercise="train_epoch"
# ### Exercise 9.7, stretch: an epoch of training (6 points, ~40 min)
#
# ```python
# train_epoch(net, optimizer, x, labels, batch_size, order) -> (loss, accuracy)
# ```
#
# - `net`: a `paddle.nn.Layer`; `optimizer`: one of Paddle's, made for its parameters;
#   `x`: float32 array `[N, ...]`; `labels`: array `[N]`; `order`: the numbers 0 to N - 1 in the order in which the pictures are to be taken.
# - Put the network into training mode. Take batches of `batch_size` pictures in that order; the last may be short.
#   For each batch: scores, mean cross-entropy, gradients, one step of the optimizer.
# - Return the mean loss and the accuracy over all pictures, two floats, each batch measured with the scores that it was trained with.
# - No gradients are left over when you are done.
#
# **The tests look at** one step, the parameters after several batches with a short last one, the numbers that are returned,
# and two epochs in turn. (They make networks and optimizers with the two names in the first line of the cell.)
#
# <details><summary>Hint</summary>
#
# `chosen = order[start : start + batch_size]`; `loss = F.cross_entropy(scores, paddle.to_tensor(labels[chosen]))`;
# then `loss.backward()`, `optimizer.step()`, `optimizer.clear_grad()`. Add up `len(chosen) * loss.item()`.
# </details>

# %% role="answer" exercise="train_epoch"
nn, optimizers = paddle.nn, paddle.optimizer  # the tests make networks and optimizers with these


def train_epoch(net, optimizer, x, labels, batch_size, order):
    """One epoch of training; the mean loss and the accuracy while training."""
    ### BEGIN SOLUTION
    net.train()
    loss_sum, right = 0.0, 0
    for start in range(0, len(order), batch_size):
        chosen = order[start : start + batch_size]
        scores = net(paddle.to_tensor(x[chosen]))
        loss = F.cross_entropy(scores, paddle.to_tensor(labels[chosen]))
        loss.backward()
        optimizer.step()
        optimizer.clear_grad()
        loss_sum += loss.item() * len(chosen)
        right += int((scores.numpy().argmax(axis=1) == labels[chosen]).sum())
    return loss_sum / len(order), right / len(order)
    ### END SOLUTION


# %% role="tests" exercise="train_epoch" case="step" points=1
# One batch, one step (1 point)
import numpy as np

from course import lenet_mistakes as mistakes
from course.checks import check


def one_step(seed, n):
    rng = np.random.default_rng(seed)
    weights = mistakes.small_weights(rng)
    x, labels = rng.normal(size=(n, 4)).astype("float32"), rng.integers(0, 3, n)
    net = mistakes.small_net(nn, weights)
    optimizer = optimizers.Momentum(0.1, 0.9, parameters=net.parameters())
    train_epoch(net, optimizer, x.copy(), labels.copy(), n, np.arange(n))
    arguments = weights, x, labels, n, np.arange(n), 0.1, 0.9
    right, *_ = mistakes.epoch(*arguments)
    wrong = {name: mistakes.epoch(*arguments, **how)[0] for name, how in mistakes.EPOCHS.items()}
    for number, (got, array) in enumerate(zip(net.parameters(), right)):
        known = {name: arrays[number] for name, arrays in wrong.items()}
        case = f"train_epoch on one batch of {n}: parameter {number} afterwards"
        check(case, got.numpy(), array, known, tolerance=1e-4)


one_step(seed=1, n=6)
### BEGIN HIDDEN TESTS
one_step(seed=2, n=9)
### END HIDDEN TESTS

# %% role="tests" exercise="train_epoch" case="numbers" points=2
# The loss and the accuracy that are returned (2 points)
import numpy as np

from course import lenet_mistakes as mistakes
from course.checks import check


def numbers(seed, n, batch_size):
    rng = np.random.default_rng(seed)
    weights = mistakes.small_weights(rng)
    x, labels = rng.normal(size=(n, 4)).astype("float32"), rng.integers(0, 3, n)
    order = rng.permutation(n)
    net = mistakes.small_net(nn, weights)
    optimizer = optimizers.Momentum(0.2, 0.5, parameters=net.parameters())
    got = train_epoch(net, optimizer, x.copy(), labels.copy(), batch_size, order.copy())
    case = f"train_epoch on {n} pictures, batches of {batch_size}"
    assert isinstance(got, (tuple, list)) and len(got) == 2, f"{case}: return loss and accuracy."
    arguments = weights, x, labels, batch_size, order, 0.2, 0.5
    _, loss, accuracy, of_batches, shares = mistakes.epoch(*arguments)
    wrong = {name: mistakes.epoch(*arguments, **how) for name, how in mistakes.EPOCHS.items()}
    short = "This is the mean of the batches; the short one counts too much."
    known = {short: of_batches, "This is a sum over pictures.": loss * n}
    known |= {name: result[1] for name, result in wrong.items()}
    check(f"{case}: the loss", got[0], loss, known, tolerance=1e-4)
    known = {short: shares} | {name: result[2] for name, result in wrong.items()}
    check(f"{case}: the accuracy", got[1], accuracy, known, tolerance=1e-5)


numbers(seed=3, n=11, batch_size=4)
### BEGIN HIDDEN TESTS
numbers(seed=4, n=17, batch_size=7)
numbers(seed=5, n=10, batch_size=5)
### END HIDDEN TESTS

# %% role="tests" exercise="train_epoch" case="epochs" points=3
# Several batches, and two epochs in turn (3 points)
import numpy as np

from course import lenet_mistakes as mistakes
from course.checks import check


def train_and_compare(seed, n, batch_size, epochs, rate, momentum):
    """Train in epochs of one long order; the reference goes through it in one call."""
    rng = np.random.default_rng(seed)
    weights = mistakes.small_weights(rng)
    x, labels = rng.normal(size=(n, 4)).astype("float32"), rng.integers(0, 3, n)
    orders = [rng.permutation(n) for _ in range(epochs)]
    net = mistakes.small_net(nn, weights)
    net.eval()
    optimizer = optimizers.Momentum(rate, momentum, parameters=net.parameters())
    for order in orders:
        train_epoch(net, optimizer, x.copy(), labels.copy(), batch_size, order.copy())
    arguments = weights, x, labels, batch_size, np.concatenate(orders), rate, momentum
    right = mistakes.epoch(*arguments)[0]
    wrong = {name: mistakes.epoch(*arguments, **how)[0] for name, how in mistakes.EPOCHS.items()}
    case = f"train_epoch, {epochs} of {n} pictures, batches of {batch_size}"
    for number, (got, array) in enumerate(zip(net.parameters(), right)):
        known = {name: arrays[number] for name, arrays in wrong.items()}
        check(f"{case}: parameter {number}", got.numpy(), array, known, tolerance=1e-4)
        if not got.stop_gradient:
            left = got.grad
            assert left is None or not left.numpy().any(), f"{case}: gradients are left over."
    assert net.training, f"{case}: the network must be in training mode."


train_and_compare(seed=6, n=10, batch_size=4, epochs=1, rate=0.1, momentum=0.9)
### BEGIN HIDDEN TESTS
train_and_compare(seed=7, n=15, batch_size=6, epochs=1, rate=0.05, momentum=0.5)
train_and_compare(seed=8, n=12, batch_size=4, epochs=2, rate=0.1, momentum=0.9)
### END HIDDEN TESTS

# %% [markdown]
# Is your epoch the Runner's? It sets the random states from its seed and the number of the epoch,
# and then draws the order. We do the same, and compare the parameters of two networks that began equal.

# %%
hundred = training.take(slice(0, 110))
seed_everything(0)
by_runner, by_hand = LeNet(), LeNet()
by_hand.set_state_dict(by_runner.state_dict())
with contextlib.redirect_stdout(io.StringIO()):
    runner_for(by_runner).train(hundred, validation, 1, batch_size=110 if budget.grading() else 50)
seed_everything(0, 1)
order, optimizer = np.random.permutation(110), runner_for(by_hand).optimizer
batch_size = 110 if budget.grading() else 50
train_epoch(by_hand, optimizer, hundred.pictures, hundred.labels, batch_size, order)
pairs = zip(by_runner.parameters(), by_hand.parameters())
print("largest absolute difference:", max((a - b).abs().max().item() for a, b in pairs))

# %% [markdown]
# 0.0: not nearly equal but equal, bit for bit. You have written the heart of the Runner.
# What remains is bookkeeping.
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
# - LeNet-5: three convolutions 5×5, two poolings, two fully connected layers; 61,706 parameters, 416,520 MAC a picture.
# - With equal weights, your NumPy and Paddle's layers give equal scores up to the precision of 32-bit numbers.
# - Most parameters sit where maps are small, most work where they are large. FLOPs need a convention.
# - Momentum: $v \leftarrow m v + dw$, then $w \leftarrow w - \text{rate} \cdot v$; weight decay joins the gradient first.
# - Accuracy: flatten the labels, weigh batches by their size, inference mode, pictures that were not learned.
# - A result needs seeds, a spread and a baseline.
# - LeNet with sigmoids fails at a small rate because of the sigmoid, not because of the pictures.
#
# ## Check yourself
#
# <details><summary>What happens if you feed a picture of 28×28 pixels to our LeNet?</summary>
#
# 28 → 24 → 12 → 8 → 4, and the 5×5 kernel of `conv5` does not fit into 4×4. Pad the picture with two pixels on each side.
# </details>
#
# <details><summary>`conv5` and a fully connected layer with 400 inputs and 120 units have equally many parameters. Where do they differ?</summary>
#
# On a larger picture: the convolution gives a map of several positions, the fully connected layer refuses.
# </details>
#
# <details><summary>A paper says "LeNet-5 needs 0.83 MFLOPs", another "0.42". Who is wrong?</summary>
#
# Perhaps nobody: 2 · MAC is 833,040, Paddle's convention gives 423,344.
# </details>
#
# <details><summary>You chose the best of eight epochs by the test accuracy and report it. What is wrong?</summary>
#
# The largest of eight noisy numbers is too large on average. Choose by the validation set, report on the test set.
# </details>
#
# <details><summary>With momentum 0.9, how far does a weight go in the long run at rate 0.01 under a constant gradient of 2?</summary>
#
# The velocity tends to 2 / (1 - 0.9) = 20, so each step is 0.2 long.
# </details>
#
# ## What comes next
#
# Digits are small and grey. Chapter 10 takes larger pictures in colour, drawn in the style of photographs of the retina,
# and a network of 2012 that made the world look: AlexNet, with ReLU, dropout and augmentation.
