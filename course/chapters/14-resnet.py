# %% [markdown]
# # 14. ResNet: adding the input
#
# VGG showed that depth helps, from 11 layers to 19. Why stop there?
# In 2015 Kaiming He, Xiangyu Zhang, Shaoqing Ren and Jian Sun did not, and found that a network of 56 layers
# learned its *training* pictures worse than one of 20.
# Their remedy is one addition in every block, and with it they trained 152 layers.
# It is a famous story, and it is often told with experiments that do not show it.
# So this chapter measures it first, and then takes a common comparison apart.
#
# **When you are done, you can**
#
# - say what degradation is, tell it from overfitting, and show it with several seeds;
# - build the residual block, the bottleneck, and ResNet-18, 50, 101 and 152 from one table;
# - predict where a ResNet's parameters sit and where its work is done;
# - compare two networks so that only one thing differs, seed by seed;
# - carry weights from Paddle's ResNet-18 into another program, and know that none was left behind.
#
# **It takes** about 60 minutes to read and 155 minutes to solve.
# You need chapters 3 (1×1 convolutions), 5 (batch normalization), 8 (counting) and 11 (VGG).
# There are 36 points in seven exercises; the last one is a stretch.
# The symbols are those of [the table of notation](../notation.md); [the glossary](../glossary.md) gives each term in Chinese.

# %% [markdown]
# The first cell loads what the chapter needs.

# %%
import numpy as np

from course import budget, data, gallery, plots, resnet
from course.counting import count
from course.training import Runner, history_figure, mean_and_spread, seed_everything

import paddle
from paddle import nn

# %% [markdown]
# ## 14.1 Deeper, and worse
#
# We want networks that differ in depth and in nothing else.
# The authors made such a family for pictures of 32×32 pixels; ours is half as wide, for digits of 8×8.
# A 3×3 convolution comes first. Three stages of n **blocks** follow, and a block is two 3×3 convolutions.
# The stages have 8, 16 and 32 channels; the second and the third begin with stride 2.
# At the end stand the mean over each map and one fully connected layer, so there are 6n + 2 layers with weights.
# Batch normalization and ReLU stand behind every convolution, so the signal arrives (chapter 11).
# A network without anything else is called **plain**.

# %%
for depth in (8, 20, 32, 44):
    counts = count(resnet.small(depth, residual=False), [1, 1, 8, 8])
    print(f"plain, {depth} layers: {counts.parameters:,} parameters, {counts.macs:,} MAC")

# %% [markdown]
# Twelve layers more are 48,832 parameters more, and 442,368 MAC: four convolutions in each stage, every time the same.
#
# Now the measurement. 500 digits of 8×8 pixels to learn, 500 others to test,
# batches of 50, Momentum with 0.9 at a rate of 0.05, three seeds for each depth.
# The setting was found in trials, as one in which the effect shows within a minute.
# From here on nothing is chosen by the results, so no validation pictures are needed.

# %%
epochs = budget.choose("epochs", quick=4, full=8)
pictures, seeds = (50, [0]) if budget.grading() else (500, [0, 1, 2])
depths = (8,) if budget.grading() else (8, 20)


def measured(depth, residual):
    """For each seed and epoch: training loss, training accuracy, test accuracy (that of the last epoch only)."""
    setting = {"pictures": pictures, "epochs": epochs, "always_test": False}
    runs = [resnet.small_run(depth, residual, seed, **setting) for seed in seeds]
    return np.array(runs)  # [seeds, epochs, 3]


def report(name, runs):
    """Print what the last epoch came to, with its spread over the seeds."""
    loss, _, accuracy = runs[:, -1].T
    if len(runs) > 1:
        print(f"{name}: training loss {mean_and_spread(loss)}, test accuracy {mean_and_spread(accuracy)}")


# %% [markdown]
# Plain networks, 8 layers and 20:

# %%
plain = {depth: measured(depth, residual=False) for depth in depths}
for depth, runs in plain.items():
    report(f"plain, {depth} layers", runs)

# %% [markdown]
# After four epochs the 8 layers have a training loss of about 0.2, the 20 layers one of about 0.8.
# The deeper network reads about 0.4 of the test digits, with a spread of 0.2 over the seeds, the shallow one 0.94.
# Compare the gap between the two lines with the spread of the seeds in each.
#
# The test accuracy may owe a part of its fall to something else:
# the test uses running statistics, and after 40 steps those of a network that still changes lag behind (chapter 5).
# The training loss uses the statistics of the batch and is free of that. So it is the number to look at.
#
# A network that **overfits** does well on the pictures that it has learned from and badly on others.
# This one does badly on the pictures that it has learned from.
# Nor can it be that it has too few parameters: it has more than three times as many.
# That a deeper network ends with a higher training loss than a shallower one is called **degradation**.
#
# And it is strange. Take the network of 8 layers after training, and put 12 layers into it
# that hand on what they get. The result has 20 layers and the same loss.
# So a good solution exists among the weights of the deep network. The optimizer does not find it.
# Why not, is less clear. The authors saw that gradients do arrive, thanks to batch normalization,
# and guessed that deep plain networks learn ever more slowly.
#
# ## 14.2 Add the input
#
# If handing on is what added layers should be able to do, make it easy.
# Let a block compute what is to be *added* to its input:
#
# $$ y = \mathrm{ReLU}\big(F(x) + x\big) $$
#
# F is the two convolutions with their batch normalizations. To hand on, F only has to be zero.
# (x comes out of a ReLU, so it is not negative, and the ReLU leaves it as it is.)
# F is called the **residual**, the way around it a **shortcut**, a network of such blocks a **residual network**, or ResNet.
#
# The way back gains as well. Leave the ReLU aside for a moment: then the derivative of y by x is 1 + the derivative of F.
# The gradient of the loss reaches x through F, and once more around it, undiminished.
#
# Where a stage begins, F halves rows and columns and doubles the channels, and x does not fit any more.
# There the shortcut gets a convolution of its own, 1×1 with the same stride, and a batch normalization: a **projection**.
# The three kinds of block that this chapter compares:

# %%
layers = ["3×3 convolution", "normalization", "ReLU", "3×3 convolution", "normalization"]
plots.show(
    resnet.blocks_figure(
        {
            "plain": (layers, None),
            "residual": (layers, []),
            "residual, with a projection": (
                ["3×3 convolution, stride 2", *layers[1:]],
                ["1×1 convolution,\nstride 2", "normalization"],
            ),
        }
    ),
    alt=(
        "Three blocks from top to bottom. Plain: convolution, normalization, ReLU, convolution, normalization, ReLU."
        " Residual: the same, but a way leads from x around all of it to a plus before the last ReLU."
        " With a projection: that way passes a 1×1 convolution with stride 2 and a normalization."
    ),
)

# %% [markdown]
# A small block of 2 → 4 channels with stride 2, by hand: what has to fit what?

# %%
x = paddle.ones([1, 2, 8, 8])
inside = nn.Conv2D(2, 4, 3, stride=2, padding=1)(x)
around = nn.Conv2D(2, 4, 1, stride=2)(x)
for name, maps in {"F(x)": inside, "x": x, "x, projected": around}.items():
    print(name, list(maps.shape[1:]))

# %% [markdown]
# F(x) has 4 channels of 4×4 pixels, x has 2 of 8×8: they cannot be added.
# The projection brings x to the shape of F(x), at the price of 4 · 2 weights.

# %% [markdown] role="statement" exercise="residual_block"
# ### Exercise 14.1: the residual block (5 points, ~20 min)
#
# ```python
# block = ResidualBlock(in_channels, out_channels, stride=1)
# block(x) -> y
# ```
#
# - F: a 3×3 convolution with `stride` and padding 1, batch normalization, ReLU,
#   a 3×3 convolution with stride 1 and padding 1, batch normalization.
# - The shortcut is x itself. Where `stride` is not 1, or the channels change, it is a 1×1 convolution
#   with `stride`, and batch normalization; otherwise there is no such layer at all.
# - Then the sum, then ReLU.
# - No convolution has a bias: `bias_attr=False`. The batch normalizations are `nn.BatchNorm2D` with its defaults.
# - A subclass of `nn.Layer`. Make the layers so that `parameters()` gives them in this order:
#   first convolution and its batch normalization, second convolution and its own, then those of the shortcut.
#   (They come in the order in which they are assigned to `self`, or stand in an `nn.Sequential`.)
#
# **The tests look at** the shapes of the parameters, and at outputs with given weights and running statistics in inference mode,
# with and without a projection, on pictures that are not square and have odd sides; at last at one step back.
#
# <details><summary>Hint</summary>
#
# `super().__init__()` comes first. `self.shortcut = None` is a good sign for "take x itself".
# Paddle counts the running mean and variance among the `parameters()` of a batch normalization; that is no fault of yours.
# </details>


# %% role="answer" exercise="residual_block"
class ResidualBlock(nn.Layer):
    """Two 3×3 convolutions whose output is added to the input, projected where it does not fit."""

    def __init__(self, in_channels, out_channels, stride=1):
        ### BEGIN SOLUTION
        super().__init__()
        self.conv1 = nn.Conv2D(in_channels, out_channels, 3, stride, 1, bias_attr=False)
        self.bn1 = nn.BatchNorm2D(out_channels)
        self.conv2 = nn.Conv2D(out_channels, out_channels, 3, 1, 1, bias_attr=False)
        self.bn2 = nn.BatchNorm2D(out_channels)
        self.shortcut = None
        if stride != 1 or in_channels != out_channels:
            projection = nn.Conv2D(in_channels, out_channels, 1, stride, bias_attr=False)
            self.shortcut = nn.Sequential(projection, nn.BatchNorm2D(out_channels))
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        y = nn.functional.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        return nn.functional.relu(y + (x if self.shortcut is None else self.shortcut(x)))
        ### END SOLUTION


# %% role="tests" exercise="residual_block" case="parameters" points=1
# The shapes of the parameters (1 point)
from course import resnet_mistakes as mistakes

case = "ResidualBlock(3, 3)"
_ = mistakes.parameters_of(case, ResidualBlock(3, 3), mistakes.block_shapes(3, 3))
### BEGIN HIDDEN TESTS
for before, after, stride in [(2, 5, 1), (4, 8, 2), (6, 6, 2), (5, 2, 1)]:
    case = f"ResidualBlock({before}, {after}, stride={stride})"
    block = ResidualBlock(before, after, stride)
    _ = mistakes.parameters_of(case, block, mistakes.block_shapes(before, after, stride))
### END HIDDEN TESTS

# %% role="tests" exercise="residual_block" case="identity" points=2
# Blocks that add their input as it is (2 points)
import numpy as np

from course import resnet_mistakes as mistakes


def try_block(channels, shape, seed):
    """Compare a block with given weights with the same layers called one by one."""
    case = f"ResidualBlock({channels}, {channels}) in eval, given weights, on {shape}"
    block, shapes = ResidualBlock(channels, channels), mistakes.block_shapes(channels, channels)
    _ = block.eval()
    rng = np.random.default_rng(seed)
    arrays = mistakes.give(mistakes.parameters_of(case, block, shapes), shapes, rng)
    mistakes.check_block(case, block, rng.normal(size=shape).astype("float32"), arrays, 1)


try_block(2, [1, 2, 4, 4], seed=1)
### BEGIN HIDDEN TESTS
try_block(5, [2, 5, 7, 4], seed=2)
try_block(3, [3, 3, 5, 9], seed=3)
### END HIDDEN TESTS

# %% role="tests" exercise="residual_block" case="projection" points=1
# Blocks with a projection (1 point)
import numpy as np

from course import resnet_mistakes as mistakes


def try_block(before, after, stride, shape, seed):
    """Compare a block with given weights with the same layers called one by one."""
    case = f"ResidualBlock({before}, {after}, stride={stride}) in eval, given weights, on {shape}"
    block, shapes = ResidualBlock(before, after, stride), mistakes.block_shapes(before, after, stride)
    _ = block.eval()
    rng = np.random.default_rng(seed)
    arrays = mistakes.give(mistakes.parameters_of(case, block, shapes), shapes, rng)
    mistakes.check_block(case, block, rng.normal(size=shape).astype("float32"), arrays, stride)


try_block(2, 4, 2, [1, 2, 8, 8], seed=4)
### BEGIN HIDDEN TESTS
try_block(3, 5, 1, [2, 3, 6, 5], seed=5)
try_block(4, 4, 2, [2, 4, 9, 7], seed=6)
try_block(3, 2, 3, [1, 3, 10, 8], seed=7)
### END HIDDEN TESTS

# %% role="tests" exercise="residual_block" case="step_back" points=1
# In training: the batch's own statistics, and a gradient for every weight (1 point)
import numpy as np
import paddle

from course import resnet_mistakes as mistakes
from course.checks import check


def gradients(before, after, stride, seed):
    """Backward through a block in training mode: all weights of convolutions must get a gradient."""
    case = f"ResidualBlock({before}, {after}, stride={stride}) in training mode"
    block, shapes = ResidualBlock(before, after, stride), mistakes.block_shapes(before, after, stride)
    parameters, rng = mistakes.parameters_of(case, block, shapes), np.random.default_rng(seed)
    arrays = mistakes.give(parameters, shapes, rng)
    _ = block.train()
    x = rng.normal(size=[4, before, 6, 5]).astype("float32")
    block(paddle.to_tensor(x)).pow(2).sum().backward()
    for place in range(0, len(shapes), 5):
        grad = parameters[place].grad
        assert grad is not None, f"{case}: a convolution is made and not used; it gets no gradient."
        assert float(np.abs(grad.numpy()).max()) > 0, f"{case}: the gradient of a convolution is 0."
    w = paddle.to_tensor(arrays[0])
    y = paddle.nn.functional.conv2d(paddle.to_tensor(x), w, stride=stride, padding=1).numpy()
    mean = y.mean(axis=(0, 2, 3))
    moved, known = 0.9 * arrays[3] + 0.1 * mean, {mistakes.MOMENTUM: 0.1 * arrays[3] + 0.9 * mean}
    why = "Does the batch normalization stand directly behind its convolution?"
    check(f"{case}: first running mean afterwards. {why}", parameters[3].numpy(), moved, known, tolerance=1e-4)


gradients(2, 2, 1, seed=8)
### BEGIN HIDDEN TESTS
gradients(3, 5, 2, seed=9)
gradients(4, 3, 1, seed=10)
### END HIDDEN TESTS

# %% [markdown]
# ## 14.3 The same measurement, with shortcuts
#
# The same depths, pictures, batches, rate, epochs and seeds. Only the addition is new
# (and two projections in each network, where the stages begin).

# %%
residual = {depth: measured(depth, residual=True) for depth in depths}
for depth, runs in residual.items():
    report(f"residual, {depth} layers", runs)

# %% [markdown]
# With 8 layers the addition changes little: a training loss of about 0.13 in place of 0.2.
# With 20 layers it changes everything: about 0.12 in place of 0.8, and nearly 0.9 of the test digits in place of 0.4.
# What it does *not* do here is to make the deeper network the better one.
# The 20 layers learn their training pictures as well as the 8 layers do, no better, and read fewer of the test digits;
# digits of 8×8 pixels do not need 20.
#
# The training loss over the epochs, with the spread of the three seeds as a band:

# %%
steps = np.arange(1, plain[8].shape[1] + 1)
kinds = {"plain": plain, "residual": residual}
lines = {f"{kind}, {depth} layers": runs[..., 0] for kind in kinds for depth, runs in kinds[kind].items()}
plots.show(
    plots.curves(
        {name: (steps, losses.mean(0), losses.std(0, ddof=int(len(losses) > 1))) for name, losses in lines.items()},
        "epoch",
        "training loss",
    ),
    alt=(
        "Training loss over four epochs, mean and spread of three seeds. Plain with 8 layers, residual with"
        " 8 and residual with 20 layers fall near each other from about 2 to 0.2 or less. Plain with 20"
        " layers stays far above them, at 2.3 in the first epoch and 0.8 in the last."
    ),
)

# %% [markdown]
# Two depths are not many, and a few epochs are short.
# `resnet.small_run` was run with 8 epochs for more depths, and what came out is kept in the course,
# so that you need not wait. (What you have just measured are the first epochs of some of the same runs;
# on another processor they may differ in the second digit.)
# The explorer shows them: choose a depth. From which depth on do the lines still lie apart at the end?

# %%
resnet.explore_runs()

# %% [markdown]
# And what the eighth epoch came to:

# %%
for depth in resnet.DEPTHS:
    for kind in resnet.KINDS:
        report(f"{kind}, {depth} layers, 8 epochs", resnet.recorded(kind, depth))

# %% [markdown]
# From 20 layers on they lie apart at the end; with 8 layers they do so in the first epochs only.
# The training loss of the plain networks grows with every step in depth: 0.02, 0.40, 1.18, 1.81.
# (A network that guesses has ln 10 = 2.30.) With shortcuts it is 0.01, 0.03, 0.11, 0.16.
# So it grows there, too, and is a tenth of the other or less from 20 layers on.
# In these eight epochs shortcuts make depth nearly harmless, not quite.
#
# One rate for all is fair, but it may be unkind to a deep network. So 44 layers were given a smaller one, too:

# %%
for rate in (0.05, 0.01):
    for kind in resnet.KINDS:
        report(f"{kind}, 44 layers at {rate}", resnet.recorded(kind, 44, rate))

# %% [markdown]
# A fifth of the rate leaves the plain network where it was, at 1.8,
# and brings the residual one from 0.16 down to 0.04, and its spread from 0.07 to 0.01.
# The rate was unkind indeed, but to the other network.
# (Two rates are not all rates: there may be one at which the plain network learns.)
#
# How far are we from the networks of the paper? Those have 16 channels in their first stage instead of 8:

# %%
for depth in (8, 20, 32, 44, 56):
    print(f"{depth} layers, width 16: {count(resnet.small(depth, width=16), [1, 1, 8, 8]).parameters:,} parameters")

# %% [markdown]
# The paper's table says 0.27 million for 20 layers, 0.46 for 32, 0.66 for 44 and 0.85 for 56.
# (It counts three colours in, and shortcuts without parameters; that hardly shows.)
#
# A caution. These are small networks, small pictures and few steps:
# they show that degradation happens, not where it begins elsewhere.
#
# ## 14.4 A comparison at 18 layers, taken apart
#
# Many texts show the advantage of the shortcut with 18 layers.
# They train ResNet-18 and the same network without shortcuts, and the curves lie far apart.
# Look into their code: there are published ones where the learning rates differ as well.
# Two rates and two kinds of network make four combinations. `resnet.eighteen_run` trains one of them:
# ResNet-18 at 1/8 of its width, or the plain network, on 1,000 digits of 32×32 pixels for 12 epochs.
# Three seeds of each were recorded. The test accuracy:

# %%
eighteen = {(kind, rate): resnet.eighteen(kind, rate)[..., 2] for rate in (0.005, 0.01) for kind in resnet.KINDS}
for (kind, rate), runs in eighteen.items():
    print(f"{kind} at {rate}:", ", ".join(f"epoch {e}: {mean_and_spread(runs[:, e - 1])}" for e in (1, 5, 12)))

# %% [markdown]
# The same four as curves, with the spread of the seeds as bands:

# %%
plots.show(
    plots.curves(
        {f"{kind} at {rate}": (np.arange(1, 13), runs.mean(0), runs.std(0, ddof=1)) for (kind, rate), runs in eighteen.items()},
        "epoch",
        "test accuracy",
    ),
    alt=(
        "Test accuracy of 18 layers over 12 epochs, two kinds at two rates. The two residual lines lie close together and climb"
        " from about 0.4 to 0.96. The two plain lines lie together below them, from about 0.1 to 0.93,"
        " and come nearer in the later epochs. The bands of all four are wide in the first epochs."
    ),
)

# %% [markdown]
# Read crosswise first, as in the published comparison. In epoch 5, plain at 0.005 against residual at 0.01 is 0.88 against 0.93.
# Plain at 0.01 against residual at 0.005 is 0.86 against 0.96.
# By the first, the shortcut is worth 0.05, by the second 0.10.
# Each differs in *two* things, so neither says what one of them is worth.
# Only along one rate is the shortcut all that differs.
#
# Then look at the epoch. In the first, the residual networks read 0.35 to 0.43 of the test digits, the plain ones hardly more than
# the tenth that guessing gives. In the twelfth it is 0.96 or 0.97 against 0.93.
# How fast a network learns, and where it ends, are two questions.
#
# There is one more thing to do right. Two networks with the same seed see the pictures in the same order,
# so subtract seed by seed first, and take mean and spread of the *differences* afterwards.

# %% [markdown] role="statement" exercise="fair_differences"
# ### Exercise 14.2: degradation measured, fairly (4 points, ~20 min)
#
# ```python
# fair_differences(runs) -> list of (depth, rate, mean, spread)
# ```
#
# - `runs`: a list of dicts, one for each run, in any order: `"depth"`, `"rate"`, `"seed"`,
#   `"residual"` (`True` or `False`) and `"value"`, what was measured, a float.
# - Two runs may be compared if they have the same depth, rate and seed, and differ in `"residual"`.
#   The difference is residual less plain.
# - For each (depth, rate): the mean of its differences and their spread, the standard deviation that divides by n − 1.
#   Runs without a partner are left out. So is a (depth, rate) with fewer than two pairs.
# - Sorted by depth, then by rate. No run occurs twice.
#
# **The tests look at** three seeds of one setting, several settings in disorder, runs without a partner and single pairs.
#
# <details><summary>Hint</summary>
#
# A dict with the key `(depth, rate, seed, residual)` finds a partner at once. `np.std(…, ddof=1)` divides by n − 1.
# </details>


# %% role="answer" exercise="fair_differences"
def fair_differences(runs):
    """(depth, rate, mean, spread) of residual - plain over the seeds that both have, for each setting."""
    ### BEGIN SOLUTION
    values = {(run["depth"], run["rate"], run["seed"], run["residual"]): run["value"] for run in runs}
    rows = []
    for depth, rate in sorted({key[:2] for key in values}):
        seeds = [key[2] for key in values if key[:2] == (depth, rate) and not key[3]]
        pairs = [(values[depth, rate, s, False], values.get((depth, rate, s, True))) for s in seeds]
        differences = [b - a for a, b in pairs if b is not None]
        if len(differences) > 1:
            rows.append((depth, rate, float(np.mean(differences)), float(np.std(differences, ddof=1))))
    return rows
    ### END SOLUTION


# %% role="tests" exercise="fair_differences" case="one_setting" points=1
# One setting, all seeds in order (1 point)
from course import resnet_mistakes as mistakes

runs = [
    {"depth": 8, "rate": 0.1, "seed": seed, "residual": residual, "value": value}
    for residual, values in [(False, [0.5, 0.6, 0.9]), (True, [0.75, 0.7, 0.8])]
    for seed, value in enumerate(values)
]
mistakes.check_fair("three seeds at depth 8", fair_differences, runs)
### BEGIN HIDDEN TESTS
import numpy as np

rng = np.random.default_rng(11)
runs = [
    {"depth": 20, "rate": 0.05, "seed": seed, "residual": residual, "value": float(rng.normal())}
    for residual in (False, True)
    for seed in range(5)
]
mistakes.check_fair("five seeds at depth 20", fair_differences, runs)
### END HIDDEN TESTS

# %% role="tests" exercise="fair_differences" case="several" points=2
# Several depths and rates, in disorder (2 points)
from course import resnet_mistakes as mistakes

values = [(8, 0.2, 1, 1, 0.9), (8, 0.1, 0, 1, 0.3), (8, 0.2, 0, 0, 0.4), (8, 0.1, 1, 0, 0.6)]
values += [(8, 0.2, 1, 0, 0.2), (8, 0.1, 0, 0, 0.1), (8, 0.2, 0, 1, 0.5), (8, 0.1, 1, 1, 0.7)]
names = ["depth", "rate", "seed", "residual", "value"]
runs = [dict(zip(names, (d, r, s, bool(kind), value))) for d, r, s, kind, value in values]
mistakes.check_fair("two rates, two seeds each", fair_differences, runs)
### BEGIN HIDDEN TESTS
import numpy as np

rng = np.random.default_rng(12)
runs = [
    {"depth": depth, "rate": rate, "seed": seed, "residual": residual, "value": float(rng.normal())}
    for depth in (44, 8, 20)
    for rate in (0.05, 0.01)
    for seed in (3, 1, 7, 4)
    for residual in (True, False)
]
mistakes.check_fair("three depths, two rates, four seeds", fair_differences, [runs[i] for i in rng.permutation(len(runs))])
### END HIDDEN TESTS

# %% role="tests" exercise="fair_differences" case="partners" points=1
# Runs without a partner, and single pairs (1 point)
from course import resnet_mistakes as mistakes

names = ["depth", "rate", "seed", "residual", "value"]
values = [(8, 0.1, 0, 0, 0.5), (8, 0.1, 1, 0, 0.2), (8, 0.1, 2, 0, 0.9), (8, 0.1, 2, 1, 0.8), (8, 0.1, 1, 1, 0.6)]
runs = [dict(zip(names, (d, r, s, bool(kind), value))) for d, r, s, kind, value in values]
mistakes.check_fair("the residual run of seed 0 is missing", fair_differences, runs)
### BEGIN HIDDEN TESTS
values += [(20, 0.1, 0, 0, 0.7), (20, 0.1, 0, 1, 0.4), (20, 0.2, 0, 1, 0.4), (20, 0.2, 3, 0, 0.1), (20, 0.2, 4, 1, 0.2)]
values += [(32, 0.3, 5, 1, 0.25), (32, 0.3, 6, 1, 0.0), (32, 0.3, 6, 0, 0.125), (32, 0.3, 5, 0, 1.0), (32, 0.3, 9, 1, 3.0)]
runs = [dict(zip(names, (d, r, s, bool(kind), value))) for d, r, s, kind, value in reversed(values)]
mistakes.check_fair("settings with one pair, with none, and with two", fair_differences, runs)
### END HIDDEN TESTS

# %% [markdown]
# Your function on the recorded runs of section 14.3: the training loss in the last epoch, residual less plain.


# %%
def as_runs(depth, rate, values):
    """Values {kind: one for each seed} as fair_differences takes them."""
    names = ("depth", "rate", "residual", "seed", "value")
    return [
        dict(zip(names, (depth, rate, kind == "residual", seed, value)))
        for kind in resnet.KINDS
        for seed, value in enumerate(values[kind])
    ]


runs = []
for depth in resnet.DEPTHS:
    runs += as_runs(depth, 0.05, {kind: resnet.recorded(kind, depth)[:, -1, 0] for kind in resnet.KINDS})
for depth, rate, mean, spread in fair_differences(runs):
    print(f"{depth} layers at {rate}: training loss {mean:+.3f} ± {spread:.3f}")

# %% [markdown]
# Minus means that the residual network has learned its training pictures better.
# At 8 layers the difference is next to nothing, −0.003; then it grows with depth, to −0.365, −1.074 and −1.650,
# and each of these three is more than twice its spread.
#
# And on the four combinations of this section, the test accuracy in the first epoch and in the last:

# %%
for epoch in (1, 5, 12):
    runs = []
    for rate in (0.005, 0.01):
        runs += as_runs(18, rate, {kind: eighteen[kind, rate][:, epoch - 1] for kind in resnet.KINDS})
    for _, rate, mean, spread in fair_differences(runs):
        print(f"18 layers at {rate}, epoch {epoch}: test accuracy {mean:+.3f} ± {spread:.3f}")

# %% [markdown]
# At equal rates the shortcut is worth 0.2 to 0.3 in the first epoch, 0.07 or 0.08 in the fifth, and 0.03 in the twelfth.
# There the difference at 0.005 is smaller than its spread, and the one at 0.01 three times as large as its own.
# The training loss owes nothing to running statistics. The same differences for it:

# %%
for epoch in (5, 12):
    for rate in (0.005, 0.01):
        runs = as_runs(18, rate, {kind: resnet.eighteen(kind, rate)[:, epoch - 1, 0] for kind in resnet.KINDS})
        ((_, _, mean, spread),) = fair_differences(runs)
        print(f"18 layers at {rate}, epoch {epoch}: training loss {mean:+.3f} ± {spread:.3f}")

# %% [markdown]
# It is lower with the shortcut, by 0.3 in the fifth epoch and by 0.11 in the twelfth,
# each time by three times its spread or more.
# So at 18 layers the shortcut makes training faster: that shows clearly.
# Whether more test digits are read at the end as well, three seeds and 12 epochs do not settle:
# at 0.005 one seed gives −0.002 and another +0.066.
# A text that shows one run can say either.
#
# A second trap of such comparisons is a network that is not what it is called.
# A common way to make the plain network is a switch: the residual network is built as always,
# and the switch skips the addition. Then the projections are still there:

# %%
net = resnet.resnet_18(in_channels=1, classes=10, stem_bias=True)
for layer in net.sublayers():
    if isinstance(layer, resnet.Block):
        layer.residual = False
counts = count(net, [1, 1, 32, 32])
print(f"used: {counts.parameters:,}, held: {counts.parameters + counts.unused:,}, idle: {counts.unused:,}")

# %% [markdown]
# 173,824 parameters get no gradient, are saved in every file, and stand in the table as if both networks were equally large.
# (These are the figures of a textbook's ResNet-18, with a bias in its first convolution: 11,175,434 parameters.
# Without this bias, which batch normalization takes out again, there are 64 fewer.)
#
# ## 14.5 The bottleneck
#
# For the deeper networks two 3×3 convolutions on 256 channels are dear.
# The **bottleneck** works on fewer: a 1×1 convolution brings 256 channels down to 64,
# the 3×3 works there, another 1×1 brings them up to 256 again.

# %%
two = 2 * 9 * 256 * 256
three = 256 * 64 + 9 * 64 * 64 + 64 * 256
print(f"two 3×3 on 256 channels: {two:,} weights; bottleneck: {three:,}; ratio {two / three:.3f}")

# %% [markdown]
# A seventeenth of the weights, one layer more, and the same shortcut around it all.
#
# > **What Paddle does differently.** In the paper the first 1×1 convolution of a stage has the stride.
# > A 1×1 kernel with stride 2 never looks at three pixels of four.
# > `paddle.vision.models` (and nearly every program since) gives the stride to the 3×3. So do we.
# > The shapes and the parameters are the same in both; the outputs are not.

# %% [markdown] role="statement" exercise="bottleneck"
# ### Exercise 14.3: the bottleneck (4 points, ~15 min)
#
# ```python
# block = Bottleneck(in_channels, channels, stride=1)
# block(x) -> y with 4 · channels channels
# ```
#
# - F: 1×1 convolution to `channels`, 3×3 convolution with `stride` and padding 1, 1×1 convolution to `4 * channels`.
#   Batch normalization behind each, ReLU behind the first two.
# - The shortcut is x, or a 1×1 convolution with `stride` and batch normalization where x does not fit. Then the sum, then ReLU.
# - No biases; batch normalizations with their defaults. Make the layers in the order of the forward pass, those of the shortcut last.
#
# **The tests look at** the shapes of the parameters, at outputs with given weights in inference mode,
# and at the running mean behind the 3×3 after a step in training mode.
#
# <details><summary>Hint</summary>
#
# When does x fit? Compare `in_channels` with what comes out, not with `channels`.
# </details>


# %% role="answer" exercise="bottleneck"
class Bottleneck(nn.Layer):
    """1×1, 3×3 and 1×1 convolutions whose output, four times `channels`, is added to the input."""

    def __init__(self, in_channels, channels, stride=1):
        ### BEGIN SOLUTION
        super().__init__()
        wide = 4 * channels
        self.inside = nn.Sequential(
            *(nn.Conv2D(in_channels, channels, 1, bias_attr=False), nn.BatchNorm2D(channels), nn.ReLU()),
            *(nn.Conv2D(channels, channels, 3, stride, 1, bias_attr=False), nn.BatchNorm2D(channels), nn.ReLU()),
            *(nn.Conv2D(channels, wide, 1, bias_attr=False), nn.BatchNorm2D(wide)),
        )
        self.shortcut = nn.Identity()
        if stride != 1 or in_channels != wide:
            projection = nn.Conv2D(in_channels, wide, 1, stride, bias_attr=False)
            self.shortcut = nn.Sequential(projection, nn.BatchNorm2D(wide))
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        return nn.functional.relu(self.inside(x) + self.shortcut(x))
        ### END SOLUTION


# %% role="tests" exercise="bottleneck" case="parameters" points=1
# The shapes of the parameters (1 point)
from course import resnet_mistakes as mistakes

case = "Bottleneck(8, 2)"
_ = mistakes.parameters_of(case, Bottleneck(8, 2), mistakes.bottleneck_shapes(8, 2))
### BEGIN HIDDEN TESTS
for before, channels, stride in [(3, 3, 1), (4, 2, 2), (12, 3, 2), (5, 4, 1)]:
    case = f"Bottleneck({before}, {channels}, stride={stride})"
    block = Bottleneck(before, channels, stride)
    _ = mistakes.parameters_of(case, block, mistakes.bottleneck_shapes(before, channels, stride))
### END HIDDEN TESTS

# %% role="tests" exercise="bottleneck" case="outputs" points=2
# Outputs with given weights (2 points)
import numpy as np

from course import resnet_mistakes as mistakes


def try_block(before, channels, stride, shape, seed):
    """Compare a bottleneck with given weights with the same layers called one by one."""
    case = f"Bottleneck({before}, {channels}, stride={stride}) in eval, given weights, on {shape}"
    block, shapes = Bottleneck(before, channels, stride), mistakes.bottleneck_shapes(before, channels, stride)
    _ = block.eval()
    rng = np.random.default_rng(seed)
    arrays = mistakes.give(mistakes.parameters_of(case, block, shapes), shapes, rng)
    x = rng.normal(size=shape).astype("float32")
    mistakes.check_block(case, block, x, arrays, stride, deep=True)


try_block(8, 2, 1, [1, 8, 4, 4], seed=13)
### BEGIN HIDDEN TESTS
try_block(3, 2, 1, [2, 3, 5, 6], seed=14)
try_block(4, 3, 2, [2, 4, 9, 6], seed=15)
try_block(12, 3, 2, [1, 12, 7, 8], seed=16)
### END HIDDEN TESTS

# %% role="tests" exercise="bottleneck" case="statistics" points=1
# In training: what the batch normalization behind the 3×3 has seen (1 point)
import numpy as np

from course import resnet_mistakes as mistakes


def try_statistics(before, channels, stride, shape, seed):
    """Compare the running mean behind the 3×3 after one batch with that of the layers called one by one."""
    case = f"Bottleneck({before}, {channels}, stride={stride}) in training mode, on {shape}"
    block, shapes = Bottleneck(before, channels, stride), mistakes.bottleneck_shapes(before, channels, stride)
    parameters, rng = mistakes.parameters_of(case, block, shapes), np.random.default_rng(seed)
    arrays = mistakes.give(parameters, shapes, rng)
    x = rng.normal(size=shape).astype("float32")
    mistakes.check_statistics(case, block, parameters, x, arrays, stride)


try_statistics(4, 2, 2, [2, 4, 6, 6], seed=40)
### BEGIN HIDDEN TESTS
try_statistics(6, 3, 2, [3, 6, 5, 8], seed=41)
try_statistics(8, 2, 1, [2, 8, 4, 5], seed=42)
### END HIDDEN TESTS

# %% [markdown]
# ## 14.6 ResNet-18 to ResNet-152
#
# All ResNets for large pictures have the same frame.
# The **stem** is a 7×7 convolution with stride 2, batch normalization, ReLU, and a max pooling of 3×3 with stride 2.
# Four stages follow with 64, 128, 256 and 512 channels; each but the first begins with stride 2.
# Then come the mean over each map, which chapter 12 calls global average pooling, and a fully connected layer.
# What differs is the number of blocks in each stage, and their kind.

# %%
BLOCKS = {
    18: [2, 2, 2, 2],
    50: [3, 4, 6, 3],
    101: [3, 4, 23, 3],
    152: [3, 8, 36, 3],
}
for depth, numbers in BLOCKS.items():
    inside = 2 if depth == 18 else 3
    print(f"{depth}: 1 + {inside} · {sum(numbers)} convolutions + 1 = {2 + inside * sum(numbers)} layers")

# %% [markdown]
# ResNet-18 has blocks of two convolutions, the others bottlenecks of three.
# (There is also a ResNet-34, of the first kind with the numbers of ResNet-50; we leave it out.)
# The projections are not counted in the name: 49 convolutions on the main path of ResNet-50, and 4 projections beside it.
# Why four and not three? In ResNet-50 the first stage has one as well: no stride, but 64 channels in and 256 out.
#
# The walk of a picture through ResNet-50, by arithmetic:

# %%
side = (224 + 2 * 3 - 7) // 2 + 1
walk = [("picture", [3, 224, 224]), ("stem", [64, side, side])]
side = (side + 2 * 1 - 3) // 2 + 1
walk += [("pooling", [64, side, side])]
for stage, number in enumerate(BLOCKS[50]):
    side = side if stage == 0 else (side - 1) // 2 + 1
    walk += [(f"stage {stage + 1}, {number} blocks", [256 * 2**stage, side, side])]
walk += [("mean", [2048]), ("scores", [1000])]
print([shape for _, shape in walk[1:7]])

# %% [markdown]
# The same walk in a picture, for any of the depths and any size.
# Which of the shapes depend on the depth? What is left of a picture of 32×32 pixels, as in CIFAR-10, after the stem?

# %%
resnet.explore_walk()

# %% [markdown]
# Depths from 50 on have four times the channels behind every stage; rows and columns never depend on the depth.
# Of 32×32 pixels the stem leaves 8×8, and the last stage has one single pixel.
# That is why the authors made a smaller family for small pictures, whose half-width version you met in section 14.1.

# %% [markdown] role="statement" exercise="resnet"
# ### Exercise 14.4: ResNet from a table (8 points, ~30 min)
#
# ```python
# net = ResNet(depth, in_channels=3, classes=1000, width=64)
# net(x) -> scores [N, classes]
# ```
#
# - `depth`: 18, 50, 101 or 152. `width`: the channels of the stem and of the 3×3 convolutions of the first stage;
#   they double from stage to stage.
# - Stem, stages and end as above; the padding of the 7×7 is 3, that of the pooling 1.
#   Blocks as in exercise 14.1 for depth 18, as in exercise 14.3 for the others.
# - No convolution has a bias, the fully connected layer has one. Any size of picture from 32×32 on goes through.
# - A subclass of `nn.Layer`. Make the layers in the order of the forward pass. You may use `ResidualBlock` and `Bottleneck`.
#
# **The tests look at** the shapes of the parameters at all four depths, and at the scores of 18 and 50 layers
# with given weights in inference mode. All networks are narrow.
#
# <details><summary>Hint</summary>
#
# Remember one number while you build: the channels that come in. Behind a bottleneck of `channels` there are `4 * channels`.
# `nn.AdaptiveAvgPool2D(1)` takes the mean over each map, whatever its size; `nn.Flatten()` makes [N, channels] of it.
# </details>


# %% role="answer" exercise="resnet"
class ResNet(nn.Layer):
    """ResNet of 18, 50, 101 or 152 layers with `width` channels in the stem."""

    def __init__(self, depth, in_channels=3, classes=1000, width=64):
        ### BEGIN SOLUTION
        super().__init__()
        kind, expansion = (ResidualBlock, 1) if depth == 18 else (Bottleneck, 4)
        layers = [nn.Conv2D(in_channels, width, 7, 2, 3, bias_attr=False), nn.BatchNorm2D(width)]
        layers += [nn.ReLU(), nn.MaxPool2D(3, 2, 1)]
        before = width
        for stage, number in enumerate(BLOCKS[depth]):
            channels = width * 2**stage
            for index in range(number):
                layers.append(kind(before, channels, 2 if stage > 0 and index == 0 else 1))
                before = expansion * channels
        layers += [nn.AdaptiveAvgPool2D(1), nn.Flatten(), nn.Linear(before, classes)]
        self.layers = nn.Sequential(*layers)
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        return self.layers(x)
        ### END SOLUTION


# %% role="tests" exercise="resnet" case="shapes_18" points=2
# The shapes of the parameters, 18 layers (2 points)
from course import resnet_mistakes as mistakes

case = "ResNet(18, classes=5, width=2)"
_ = mistakes.parameters_of(case, ResNet(18, classes=5, width=2), mistakes.resnet_shapes(18, 3, 5, 2))
### BEGIN HIDDEN TESTS
for in_channels, classes, width in [(1, 10, 3), (4, 2, 5)]:
    case = f"ResNet(18, {in_channels}, {classes}, {width})"
    net = ResNet(18, in_channels, classes, width)
    _ = mistakes.parameters_of(case, net, mistakes.resnet_shapes(18, in_channels, classes, width))
### END HIDDEN TESTS

# %% role="tests" exercise="resnet" case="shapes_deep" points=2
# The shapes of the parameters, 50, 101 and 152 layers (2 points)
from course import resnet_mistakes as mistakes

case = "ResNet(50, classes=5, width=2)"
_ = mistakes.parameters_of(case, ResNet(50, classes=5, width=2), mistakes.resnet_shapes(50, 3, 5, 2))
### BEGIN HIDDEN TESTS
for depth, in_channels, classes, width in [(50, 1, 3, 4), (101, 3, 7, 1), (152, 2, 2, 1)]:
    case = f"ResNet({depth}, {in_channels}, {classes}, {width})"
    net = ResNet(depth, in_channels, classes, width)
    _ = mistakes.parameters_of(case, net, mistakes.resnet_shapes(depth, in_channels, classes, width))
### END HIDDEN TESTS

# %% role="tests" exercise="resnet" case="scores_18" points=2
# Scores with given weights, 18 layers (2 points)
import numpy as np

from course import resnet_mistakes as mistakes


def try_scores(depth, in_channels, classes, width, size, seed):
    """Compare the scores with those of the same layers called one by one."""
    case = f"ResNet({depth}, {in_channels}, {classes}, {width}) in eval, given weights, on {size} pixels"
    net = ResNet(depth, in_channels, classes, width)
    _ = net.eval()
    shapes, rng = mistakes.resnet_shapes(depth, in_channels, classes, width), np.random.default_rng(seed)
    arrays = mistakes.give(mistakes.parameters_of(case, net, shapes), shapes, rng)
    x = rng.normal(size=[2, in_channels, *size]).astype("float32")
    mistakes.check_resnet(case, net, x, arrays, depth)


try_scores(18, 3, 4, 2, [64, 64], seed=17)
### BEGIN HIDDEN TESTS
try_scores(18, 1, 6, 3, [70, 97], seed=18)
try_scores(18, 2, 3, 4, [65, 129], seed=19)
### END HIDDEN TESTS

# %% role="tests" exercise="resnet" case="scores_50" points=2
# Scores with given weights, 50 layers (2 points)
import numpy as np

from course import resnet_mistakes as mistakes


def try_scores(depth, in_channels, classes, width, size, seed):
    """Compare the scores with those of the same layers called one by one."""
    case = f"ResNet({depth}, {in_channels}, {classes}, {width}) in eval, given weights, on {size} pixels"
    net = ResNet(depth, in_channels, classes, width)
    _ = net.eval()
    shapes, rng = mistakes.resnet_shapes(depth, in_channels, classes, width), np.random.default_rng(seed)
    arrays = mistakes.give(mistakes.parameters_of(case, net, shapes), shapes, rng)
    x = rng.normal(size=[2, in_channels, *size]).astype("float32")
    mistakes.check_resnet(case, net, x, arrays, depth)


try_scores(50, 3, 4, 2, [64, 64], seed=20)
### BEGIN HIDDEN TESTS
try_scores(50, 1, 3, 3, [97, 70], seed=21)
### END HIDDEN TESTS

# %% [markdown]
# ## 14.7 What depth costs
#
# A block of section 14.2 with as many channels out as in has $18\,C^2$ weights, a bottleneck on $4C$ channels $17\,C^2$.
# Does a network of 152 layers cost eight times as much as one of 18? Predict before you count.

# %% [markdown] role="statement" exercise="resnet_cost"
# ### Exercise 14.5: cost by stage (5 points, ~25 min)
#
# ```python
# resnet_cost(depth, size=224, in_channels=3, classes=1000, width=64) -> list
# ```
#
# - Six pairs (parameters, MAC), all whole numbers: the stem, each of the four stages, the fully connected layer.
# - Parameters are all that is learned: weights of convolutions, gamma and beta of the batch normalizations
#   (their running statistics are not learned), weights and biases of the fully connected layer.
# - MAC are those of convolutions and of the fully connected layer, for one square picture of `size` pixels a side.
#   Batch normalization, pooling and the additions cost none.
#
# **The tests look at** ResNet-18, at the deep ones, and at other sizes, channels, classes and widths.
#
# <details><summary>Hint</summary>
#
# Write a small function that adds one convolution: its weights, its batch normalization, its MAC.
# With stride 2 a side of n becomes `(n - 1) // 2 + 1`, in the stem, in its pooling and in a stage.
# In the first bottleneck of a stage the first 1×1 convolution still works at the larger side.
# </details>


# %% role="answer" exercise="resnet_cost"
def resnet_cost(depth, size=224, in_channels=3, classes=1000, width=64):
    """(parameters, MAC) of the stem, of each of four stages, and of the fully connected layer."""
    ### BEGIN SOLUTION

    def total(convolutions):
        """Of (channels in, channels out, kernel, side of the output)."""
        parameters = sum(k * k * a * b + 2 * b for a, b, k, _ in convolutions)
        return parameters, sum(k * k * a * b * n * n for a, b, k, n in convolutions)

    side = (size - 1) // 2 + 1
    costs = [total([(in_channels, width, 7, side)])]
    side, before = (side - 1) // 2 + 1, width
    for stage, number in enumerate(BLOCKS[depth]):
        channels, convolutions = width * 2**stage, []
        for index in range(number):
            after = (side - 1) // 2 + 1 if stage > 0 and index == 0 else side
            if depth == 18:
                inside = [(before, channels, 3, after), (channels, channels, 3, after)]
            else:
                inside = [(before, channels, 1, side), (channels, channels, 3, after), (channels, 4 * channels, 1, after)]
            wide = inside[-1][1]
            if after != side or before != wide or (stage > 0 and index == 0):
                inside.append((before, wide, 1, after))
            convolutions += inside
            side, before = after, wide
        costs.append(total(convolutions))
    return [*costs, (before * classes + classes, before * classes)]
    ### END SOLUTION


# %% role="tests" exercise="resnet_cost" case="eighteen" points=2
# ResNet-18 (2 points)
from course import resnet_mistakes as mistakes

mistakes.check_costs(resnet_cost, 18)
stem = tuple(resnet_cost(18)[0])  # 64 · 3 · 49 weights and 128 more; as many times 112 · 112
assert stem == (9536, 118013952), f"resnet_cost(18): the stem is {stem}, expected (9536, 118013952)"
### BEGIN HIDDEN TESTS
mistakes.check_costs(resnet_cost, 18, size=32, in_channels=1, classes=10)
total = sum(int(parameters) for parameters, _ in resnet_cost(18))
assert total == 11_689_512, f"ResNet-18 has {total:,} parameters, expected 11,689,512"
### END HIDDEN TESTS

# %% role="tests" exercise="resnet_cost" case="deep_parameters" points=1
# Parameters of 50, 101 and 152 layers (1 point)
from course import resnet_mistakes as mistakes

mistakes.check_costs(resnet_cost, 50, columns=[0])
### BEGIN HIDDEN TESTS
for depth in (50, 101, 152):
    mistakes.check_costs(resnet_cost, depth, columns=[0], classes=1)
mistakes.check_costs(resnet_cost, 101, columns=[0], width=8, in_channels=1)
### END HIDDEN TESTS

# %% role="tests" exercise="resnet_cost" case="deep_macs" points=2
# MAC of 50, 101 and 152 layers, other sizes (2 points)
from course import resnet_mistakes as mistakes

mistakes.check_costs(resnet_cost, 50)
### BEGIN HIDDEN TESTS
for depth in (101, 152):
    mistakes.check_costs(resnet_cost, depth)
mistakes.check_costs(resnet_cost, 50, size=97, in_channels=4, classes=7, width=12)
mistakes.check_costs(resnet_cost, 152, size=250, width=16)
### END HIDDEN TESTS

# %% [markdown]
# Your function on all four, with one output, beside the 134,264,641 parameters and 15.47 billion MAC of VGG-16:

# %%
for depth in BLOCKS:
    parameters, macs = np.sum(resnet_cost(depth, classes=1), axis=0)
    print(f"ResNet-{depth}: {parameters:,} parameters, {macs / 1e9:.2f} billion MAC")

# %% [markdown]
# ResNet-50 has 23.5 million parameters, less than a fifth of VGG-16's, and does 4.1 billion MAC, about a quarter of its work.
# Even 152 layers do less work than VGG-16's sixteen, 11.5 billion.
# Two things make that possible: the stem and its pooling bring 224 pixels down to 56 before the first block,
# and there is one fully connected layer, behind a mean, in place of three.
# ResNet-50 has twice the parameters of ResNet-18 with nearly three times its layers,
# and the 152 layers, more than eight times as many as 18, do 6.3 times the work.
#
# To be sure, your `ResNet` builds 50 layers at full width, and the course counts it:

# %%
width = 8 if budget.grading() else 64  # nobody looks at this while work is graded
counts = count(ResNet(50, classes=1, width=width), [1, 3, 224, 224])
print(f"parameters: {counts.parameters:,}, running statistics: {counts.not_trainable:,}")
print(f"MAC: {counts.macs:,}, Paddle's FLOPs: {counts.paddle_flops:,}")

# %% [markdown]
# The counter finds 23,510,081 parameters, as you predicted.
# With a thousand classes there are 25,557,032, which is the number of `paddle.vision.models.resnet50`.
#
# > **In Paddle.** `paddle.flops` gives 4,109,468,672 for this network. Its convolutions have no biases, so this is MAC,
# > plus two operations for each number that goes through a batch normalization, plus 50 for each of the 2,048 means at the end.
# > The additions at the shortcuts are missing in it: they are no layers, and it counts layers only.
#
# ## 14.8 Weights from Paddle, all of them
#
# `paddle.vision.models.resnet18` is the same network, and weights that somebody trained for days would spare us the days.
# The names differ, so somebody has to write a map from names to names.
# Here is one as it was published, apart from the names; it goes into the course's `resnet.resnet_18`.


# %%
def buggy_transfer(source, target):
    """New values {name here: array} for a network, from {name in Paddle: array}."""
    found = {}
    for name, value in source.items():
        first, rest = name.split(".", 1)
        name = f"{ {'conv1': 'stem.0', 'bn1': 'stem.1', 'fc': 'head'}.get(first) }.{rest}"
        if first.startswith("layer"):
            name = f"stages.{int(first[5:]) - 1}.{rest}"
        name = name.replace("downsample.0", "shortcut.0").replace("downsample.1", "shortcut.bn")
        if name in target:
            found[name] = value
    return found


def buggy_difference(a, b):
    """How far two outputs are apart."""
    return float((a - b).max())


# %% [markdown]
# The published check: two fresh networks, the weights carried over, the same random pictures through both.


# %%
def arrays(net):
    """The tensors of a network as {name: array}."""
    return {name: tensor.numpy() for name, tensor in net.state_dict().items()}


def outputs(transfer, theirs):
    """Scores of Paddle's network, and of the course's with weights carried over, both in inference mode."""
    seed_everything(5)
    ours = resnet.resnet_18()
    found = transfer(arrays(theirs), arrays(ours))
    ours.set_state_dict({name: paddle.to_tensor(value) for name, value in found.items()})
    _ = theirs.eval(), ours.eval()
    x = paddle.randn([2, 3, 64, 64])
    return theirs(x).numpy(), ours(x).numpy()


# %% [markdown]
# (`set_state_dict` says nothing loud when tensors are missing: it warns, and goes on.)

# %%
import warnings

seed_everything(4)
theirs = paddle.vision.models.resnet18()
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    print(f"difference: {buggy_difference(*outputs(buggy_transfer, theirs)):.1e}")

# %% [markdown]
# Less than a hundred-thousandth: nothing but rounding. Published, and done.
#
# But look at what the check can see. Both networks are fresh:
# every batch normalization has gamma 1, beta 0, mean 0 and variance 1 in both, whether it was copied or not.
# A network that has been trained is different: its batch normalizations have learned.
# We have no such file here, so we give each of them values as after training, at random.

# %%
rng = np.random.default_rng(6)
for name, tensor in theirs.state_dict().items():
    if tensor.ndim == 1 and not name.startswith("fc"):
        tensor.set_value(rng.uniform(0.5, 1.5, tensor.shape).astype("float32"))
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    a, b = outputs(buggy_transfer, theirs)
print(f"difference: {buggy_difference(a, b):.3f}, with absolute values: {np.abs(a - b).max():.3f}")

# %% [markdown]
# Now the two are 26 apart. And that is not even the largest difference, which is 27:
# without absolute values one overlooks every place where the second network's score is the larger one.
# Twelve tensors never arrived, the batch normalizations of the three projections.

# %% [markdown] role="statement" exercise="transfer"
# ### Exercise 14.6: find the bugs in the weight map (6 points, ~25 min)
#
# ```python
# transfer(source, target) -> dict
# largest_difference(a, b) -> float
# ```
#
# Repair `buggy_transfer` and `buggy_difference`, or write them anew.
#
# - `source`: {name in Paddle: array}, `target`: {name here: array}, both in any order. The result has *every* name of `target`
#   and the array of `source` that belongs there. The names:
#
# | in Paddle | here |
# |---|---|
# | `conv1.weight`, `bn1.…` | `stem.0.weight`, `stem.1.…` |
# | `layer1.0.conv1.weight`, `layer1.0.bn1.…` | `stages.0.0.conv1.weight`, `stages.0.0.bn1.…` |
# | `layer2.0.downsample.0.weight`, `layer2.0.downsample.1.…` | `stages.1.0.shortcut.0.weight`, `stages.1.0.shortcut.1.…` |
# | `fc.…` | `head.…` |
#
# - `ValueError` with the tensor's name in its text where a tensor of `target` gets nothing (its name here),
#   where one of `source` has no place (its name in Paddle), and where the shapes of two that belong together differ (either name).
# - `largest_difference`: the largest absolute difference of two arrays, a float.
#
# **The tests look at** every tensor, with other numbers of blocks, too; at each of the three reasons to fail; and at differences of both signs.
#
# <details><summary>Hint</summary>
#
# `buggy_transfer` has a wrong name in it, and an `if` that hides it. How many tensors does it find for ResNet-18, and how many are there?
# To see what is missing, compare two sets of names at the end: `set(target) - set(found)`.
# </details>


# %% role="answer" exercise="transfer"
def transfer(source, target):
    """{name here: array} for every tensor of target, from {name in Paddle: array}; ValueError unless all fit."""
    ### BEGIN SOLUTION
    found = {}
    for name, value in source.items():
        first, rest = name.split(".", 1)
        head = {"conv1": "stem.0", "bn1": "stem.1", "fc": "head"}.get(first, first)
        if first.startswith("layer"):
            head = f"stages.{int(first[5:]) - 1}"
        here = f"{head}.{rest.replace('downsample', 'shortcut')}"
        if here not in target:
            raise ValueError(f"{name} of the source has no place in the target")
        if value.shape != target[here].shape:
            raise ValueError(f"{name} has the shape {value.shape}, the target wants {target[here].shape}")
        found[here] = value
    missing = sorted(set(target) - set(found))
    if missing:
        raise ValueError(f"nothing was found for {len(missing)} tensors of the target: {', '.join(missing)}")
    return found
    ### END SOLUTION


def largest_difference(a, b):
    """The largest absolute difference of two arrays."""
    ### BEGIN SOLUTION
    return float(np.abs(a - b).max())
    ### END SOLUTION


# %% role="tests" exercise="transfer" case="every_tensor" points=2
# Every tensor finds its place (2 points)
from course import resnet_mistakes as mistakes

source, target = mistakes.some_tensors([1, 1, 1, 1], seed=22)
mistakes.check_transfer("a network with one block in each stage", transfer, source, target)
### BEGIN HIDDEN TESTS
for blocks, seed in [((2, 2, 2, 2), 23), ((3, 1, 12, 2), 24)]:
    source, target = mistakes.some_tensors(blocks, seed)
    mistakes.check_transfer(f"a network with {blocks} blocks", transfer, source, target)
### END HIDDEN TESTS

# %% role="tests" exercise="transfer" case="missing" points=1
# A tensor of the target gets nothing (1 point)
from course import resnet_mistakes as mistakes

source, target = mistakes.some_tensors([1, 1, 1, 1], seed=25)
del source["layer3.0.downsample.1._variance"]
name = "stages.2.0.shortcut.1._variance"
mistakes.check_refused("a source that lacks a running variance", transfer, source, target, name)
### BEGIN HIDDEN TESTS
source, target = mistakes.some_tensors([2, 1, 2, 1], seed=26)
target["stem.0.bias"] = source["bn1.bias"].copy()
mistakes.check_refused("a target whose stem has a bias", transfer, source, target, "stem.0.bias")
mistakes.check_transfer("and one that fits", transfer, *mistakes.some_tensors([1, 2, 1, 1], seed=27))
### END HIDDEN TESTS

# %% role="tests" exercise="transfer" case="left_over" points=1
# A tensor of the source has no place (1 point)
from course import resnet_mistakes as mistakes

source, target = mistakes.some_tensors([1, 1, 1, 1], seed=28)
del target["head.bias"]
mistakes.check_refused("a target without the last bias", transfer, source, target, "fc.bias")
### BEGIN HIDDEN TESTS
source, _ = mistakes.some_tensors([2, 2, 2, 2], seed=29)
_, target = mistakes.some_tensors([2, 2, 1, 2], seed=29)
mistakes.check_refused("a target with one block less", transfer, source, target, "layer3.1.")
mistakes.check_transfer("and one that fits", transfer, *mistakes.some_tensors([1, 1, 2, 1], seed=30))
### END HIDDEN TESTS

# %% role="tests" exercise="transfer" case="shapes" points=1
# Shapes that differ (1 point)
import numpy as np

from course import resnet_mistakes as mistakes

source, target = mistakes.some_tensors([1, 1, 1, 1], seed=31)
target["head.weight"] = np.zeros((2, 5), dtype="float32")
mistakes.check_refused("a last layer of another shape", transfer, source, target, ".weight")
### BEGIN HIDDEN TESTS
source, target = mistakes.some_tensors([1, 1, 2, 1], seed=32)
source["layer3.1.conv2.weight"] = source["layer3.1.conv2.weight"].reshape(3, 2, 1, 1)
mistakes.check_refused("a kernel of as many numbers in another shape", transfer, source, target, ".1.conv2.weight")
mistakes.check_transfer("and one that fits", transfer, *mistakes.some_tensors([1, 1, 1, 2], seed=33))
### END HIDDEN TESTS

# %% role="tests" exercise="transfer" case="difference" points=1
# The largest absolute difference (1 point)
import numpy as np

from course import resnet_mistakes as mistakes

a, b = np.array([[0.5, -5.0], [3.0, 4.0]]), np.array([[1.5, -2.0], [9.0, 1.5]])
mistakes.check_difference("[[0.5, -5], [3, 4]] and [[1.5, -2], [9, 1.5]]", largest_difference, a, b)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(34)
for shape in [(5,), (2, 1000), (3, 4, 5)]:
    a, b = rng.normal(size=shape), rng.normal(size=shape)
    mistakes.check_difference(f"two arrays {list(shape)}", largest_difference, a, b)
    mistakes.check_difference(f"one less than the other, {list(shape)}", largest_difference, a - 9, a)
### END HIDDEN TESTS

# %% [markdown]
# Now the transfer in earnest, with the batch normalizations that have values:

# %%
a, b = outputs(transfer, theirs)
print(f"{len(theirs.state_dict())} tensors, largest difference {largest_difference(a, b):.1e}")
print(f"the scores lie between {a.min():.1f} and {a.max():.1f}")

# %% [markdown]
# All 102 tensors arrived, and the largest absolute difference is about a hundred-thousandth,
# on scores that reach beyond 100: single precision gives no more than seven digits.
# The two programs add in different orders; equal to the last bit they need not be.
#
# The textbook's ResNet-18, whose stem has a bias, holds 64 parameters more: 11,689,576 in place of 11,689,512.
# Does your `transfer` notice?

# %%
try:
    transfer(arrays(theirs), arrays(resnet.resnet_18(stem_bias=True)))
except ValueError as error:
    print("ValueError:", error)

# %% [markdown]
# It does. Whoever wants the weights in that network has to say what the bias shall be.
# Zero is right, and now it is a decision and no accident.
#
# ## 14.9 A ResNet reads digits
#
# At last one ResNet-18 is trained for a look inside:
# 1/8 of the width, the digits at 32×32 pixels, Momentum at 0.02, the best epoch on the validation pictures.

# %%
training, validation, test = data.handwritten(32)
seed_everything(0)
net = resnet.resnet_18(in_channels=1, classes=10, width=8)
momentum = paddle.optimizer.Momentum(0.02, 0.9, parameters=net.parameters())
runner = Runner(net, momentum, seed=0)
runner.train(training, validation, budget.choose("epochs", quick=4, full=20), batch_size=50)
runner.use_best()
seen = test.take(slice(20)) if budget.grading() else test
scores = runner.predict(seen)
wrong = scores.argmax(axis=1) != seen.labels
print(f"test accuracy {1 - wrong.mean():.3f}, one seed")

# %% [markdown]
# One seed says that it learns, and nothing about how it compares with LeNet in chapter 9.
# Its curves:

# %%
plots.show(
    history_figure(runner.history),
    alt=(
        "Two panels over four epochs of ResNet-18 on the digits. Left: the training loss falls from 1.6 to 0.1, the"
        " validation loss from nearly 10 to 0.3. Right: the training accuracy climbs from 0.5 to 0.96, the validation"
        " accuracy from 0.2 to 0.9, with its best in the third epoch."
    ),
)

# %% [markdown]
# A validation loss of nearly 10 in the first epoch is far worse than guessing, while the network reads half of its training pictures.
# The running statistics, after 20 steps, are the likely culprit: in training mode they play no part.
#
# Six test pictures that it reads and six that it does not:

# %%
chosen = np.concatenate([np.flatnonzero(~wrong)[:6], np.flatnonzero(wrong)[:6]])
plots.show(
    gallery.predictions_figure(test.pictures[chosen], test.labels[chosen], scores[chosen], test.classes),
    alt=(
        "Digits of the test part with what the network says. The first six are read rightly; those of the"
        " second row have thick frames and are read as another digit."
    ),
)

# %% [markdown]
# And the eight 7×7 kernels of its stem; the middle grey is zero.

# %%
plots.show(
    gallery.kernels_figure(net.stem[0].weight.numpy()),
    alt="Eight kernels of 7 by 7 weights in grey, each with lighter and darker patches around the middle grey of zero.",
)

# %% [markdown]
# After so few steps they still look much like the random numbers that they began as.
# A stem kernel sees 7×7 pixels of a digit that was enlarged fourfold: hardly two of its own pixels along a side.
#
# ## 14.10 A deeper network that computes the same
#
# Section 14.1 argued that a deep network could imitate a shallow one, if only its added layers handed on what they get.
# In a residual network one can write the weights down.
# A block whose *last* batch normalization has gamma = 0 and beta = 0 adds nothing, whatever its convolutions are.
# It is no dead end: the gradient with respect to that gamma is not zero as long as the convolutions are not.
# Many programs begin training that way, with gamma = 0 at the end of every block.

# %% [markdown] role="statement" exercise="deepen"
# ### Exercise 14.7, stretch: deeper without a difference (4 points, ~20 min)
#
# ```python
# deepen(state, number) -> dict
# ```
#
# - `state`: {name: array}, the tensors of a residual network of `resnet.small`, as `arrays(net)` gives them.
#   Block b of stage s has the names `stages.s.b.conv1.weight`, `stages.s.b.bn1.weight`, `.bias`, `._mean`, `._variance`,
#   and the same with `conv2` and `bn2`; the first block of the second and third stage has a `shortcut` besides.
# - Return the tensors of a network that has `number` more blocks at the end of each of the three stages,
#   so 6 · `number` more layers, and gives exactly the same scores. Old tensors keep their names and values.
# - The new blocks must be able to learn: the gradient with respect to the gamma of their second batch normalization is not zero.
#
# **The tests look at** names and shapes, at equal scores, and at that gradient.
#
# <details><summary>Hint</summary>
#
# How many channels has a stage? Its first block's `bn2.weight` is as long. How many blocks? Count up until a name is not there.
# New running means are 0 and running variances 1. Random numbers: `np.random.default_rng(0).normal(size=…)`.
# </details>


# %% role="answer" exercise="deepen"
def deepen(state, number):
    """The tensors of a network with `number` more blocks in each stage that computes the same."""
    ### BEGIN SOLUTION
    state, rng = dict(state), np.random.default_rng(0)
    for stage in range(3):
        c, old = len(state[f"stages.{stage}.0.bn2.weight"]), 0
        while f"stages.{stage}.{old}.conv1.weight" in state:
            old += 1
        for index in range(old, old + number):
            for k in (1, 2):
                head = f"stages.{stage}.{index}"
                weights = rng.normal(size=(c, c, 3, 3)) * np.sqrt(2 / (9 * c))
                gamma = np.ones(c) if k == 1 else np.zeros(c)
                values = {"weight": gamma, "bias": np.zeros(c), "_mean": np.zeros(c), "_variance": np.ones(c)}
                state[f"{head}.conv{k}.weight"] = weights.astype("float32")
                state |= {f"{head}.bn{k}.{name}": value.astype("float32") for name, value in values.items()}
    return state
    ### END SOLUTION


# %% role="tests" exercise="deepen" case="scores" points=3
# Names, shapes and equal scores (3 points)
from course import resnet_mistakes as mistakes

mistakes.check_deepen("8 layers, one block more in each stage", deepen, depth=8, number=1, seed=35)
### BEGIN HIDDEN TESTS
mistakes.check_deepen("14 layers, two blocks more in each stage", deepen, depth=14, number=2, seed=36)
mistakes.check_deepen("20 layers, one block more in each stage", deepen, depth=20, number=1, seed=37)
### END HIDDEN TESTS

# %% role="tests" exercise="deepen" case="can_learn" points=1
# The new blocks can learn (1 point)
from course import resnet_mistakes as mistakes

mistakes.check_can_learn("8 layers, one block more in each stage", deepen, depth=8, number=1, seed=38)
### BEGIN HIDDEN TESTS
mistakes.check_can_learn("14 layers, two blocks more in each stage", deepen, depth=14, number=2, seed=39)
### END HIDDEN TESTS

# %% [markdown]
# Eight layers become twenty-six, and nothing changes:

# %%
seed_everything(7)
shallow, deep = resnet.small(8), resnet.small(26)
deep.set_state_dict({name: paddle.to_tensor(value) for name, value in deepen(arrays(shallow), 3).items()})
_ = shallow.eval(), deep.eval()
x = paddle.rand([50, 1, 8, 8])
print("largest difference:", largest_difference(shallow(x).numpy(), deep(x).numpy()))

# %% [markdown]
# Exactly zero. So where a residual network gets worse with depth, it is not because it has forgotten how to be shallow.
# In a plain network every added convolution would have to be an identity itself,
# a one in the middle of the right kernels and zeros elsewhere, with a gamma and a beta that undo the normalization.
# Such weights exist. Random ones are far from them.
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
# - Degradation: a deeper network ends with a higher *training* loss than a shallower one. It is not overfitting.
# - In our small networks, three seeds each, 20 plain layers have about four times the training loss of 8 plain layers after four epochs;
#   with shortcuts 20 layers and 8 are alike.
# - A residual block adds its input: y = ReLU(F(x) + x). Where x does not fit, a 1×1 convolution with batch normalization projects it.
# - A bottleneck, 1×1, 3×3, 1×1, has a seventeenth of the weights of two 3×3 on the same 256 channels.
# - ResNet-50: 25,557,032 parameters, a fifth of VGG-16's, and a quarter of its work.
# - Comparing: only one thing may differ. Subtract seed by seed, then give mean and spread of the differences.
# - Carrying weights over: every tensor named, nothing skipped, values that are not fresh, the largest *absolute* difference.
#
# ## Check yourself
#
# <details><summary>A network of 50 layers has training loss 0.01 and test accuracy 0.80; one of 20 layers has 0.05 and 0.90. Is this degradation?</summary>
#
# No, this is overfitting: the deeper network has learned its training pictures better. Degradation shows in the training loss.
# </details>
#
# <details><summary>Why does ResNet-18 have three projections and ResNet-50 four?</summary>
#
# In ResNet-18 the first stage takes 64 channels and gives 64. In ResNet-50 it takes 64 and gives 256, so x has to be projected there as well.
# </details>
#
# <details><summary>Why have the convolutions of a ResNet no bias?</summary>
#
# Batch normalization behind them subtracts the mean of each channel, and a bias with it. Its beta does what a bias would do.
# </details>
#
# <details><summary>Two programs give the same outputs for fresh networks. Are their weights equal?</summary>
#
# Those that are drawn at random are. A batch normalization that was never copied is fresh in both and does not show.
# </details>
#
# <details><summary>A text says: residual 0.97, plain 0.94, one run each. What do you ask?</summary>
#
# Were rate, epochs, batches and pictures the same? How large is the spread over the seeds? Was the test set looked at once?
# </details>
#
# ## What comes next
#
# You have built the networks; Paddle has them ready, with a high-level interface that trains, saves and tunes them.
# Chapter 15 uses it, and asks where in a picture a trained network looks.
