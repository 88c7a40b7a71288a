# %% [markdown]
# # 6. Dropout and data augmentation: learning from few pictures
#
# A network with many weights can learn its training pictures by heart.
# That is easy to see and hard to forbid.
# This chapter builds two remedies by hand: switch units off at random, and show each picture a little differently every time.
# Both are a few lines long, and both are easy to get wrong without noticing.
#
# **When you are done, you can**
#
# - show overfitting in numbers, with several seeds and a spread;
# - write dropout forwards and backwards, in both of its scalings, and say why the mean must match;
# - derive the mean and the variance of a dropped value, and measure both;
# - write random crops and flips, and say which augmentations leave a label true;
# - compare two ways of training honestly, and say so when a remedy does not help.
#
# **It takes** about 50 minutes to read and 135 minutes to solve.
# You need NumPy arrays, means and variances; the network that we train is given.
# There are 33 points in seven exercises; the last one is a stretch.
#
# The symbols are those of [the table of notation](../notation.md); [the glossary](../glossary.md) gives each term in Chinese.

# %% [markdown]
# The first cell loads what the chapter needs.
# `drawing` is the course's module `dropout` under another name,
# because `dropout` is what your own function will be called.

# %%
import numpy as np

from course import augmentation, plots
from course import dropout as drawing

# %% [markdown]
# Paddle trains the networks of this chapter. Its import takes a few seconds.

# %%
import paddle
from paddle import nn

# %% [markdown]
# ## 6.1 Overfitting, in numbers
#
# scikit-learn ships 1,797 handwritten digits of 8×8 pixels.
# We pretend to be poor: only 100 of them are for training, and 500 others are for testing.
# A **seed** decides which, so that we can repeat the whole thing with other digits.

# %%
images, labels = augmentation.digits()


def split(seed):
    """Numbers of 100 digits to train on and of 500 others to test on."""
    order = np.random.default_rng(seed).permutation(len(images))
    return order[:100], order[-500:]


# %% [markdown]
# The network has one hidden layer of 128 units.
# With 64 · 128 + 128 + 128 · 10 + 10 = 9,610 parameters it has more numbers to choose than the training pictures have pixels: 6,400.
# Ignore the layer `Dropout` for now; with `p=0` it does nothing.


# %%
def network(p):
    """64 pixels, 128 hidden units, 10 scores; p: how likely a hidden unit is dropped."""
    hidden = [nn.Linear(64, 128), nn.ReLU(), nn.Dropout(p=p)]
    return nn.Sequential(nn.Flatten(), *hidden, nn.Linear(128, 10))


# %% [markdown]
# Training repeats one step: compute the loss on all 100 digits, let Paddle find the gradient, move the weights a little.
# (Chapter 7 computes such gradients by hand, and chapter 9 takes the training loop apart.)
# The same seed gives the same digits and the same weights at the start, whatever `p` and `augment` are.
# That will matter when we compare.
# `drawing.training_steps` counts the steps; while work is graded it stops after one, as no mark depends on these networks.


# %%
def train(seed, p=0.0, augment=None, steps=200):
    """A network trained on the digits of this seed. augment: None, or a function of (x, rng)."""
    few, _ = split(seed)
    paddle.seed(seed)
    net, rng = network(p), np.random.default_rng(seed)
    optimizer = paddle.optimizer.Adam(learning_rate=0.005, parameters=net.parameters())
    for _ in drawing.training_steps(steps):
        x = images[few] if augment is None else augment(images[few], rng)
        scores = net(paddle.to_tensor(x))
        nn.functional.cross_entropy(scores, paddle.to_tensor(labels[few])).backward()
        optimizer.step()
        optimizer.clear_grad()
    net.eval()  # from now on it predicts; section 6.5 says what that changes
    return net


# %% [markdown]
# Two measures: the **accuracy** is the share of digits that are named correctly,
# and the loss, the cross-entropy of chapter 4, also says how sure the network was.


# %%
def measure(net, x, y):
    """(accuracy, loss) of a network on pictures x [N, 1, 8, 8] with labels y [N]."""
    scores = net(paddle.to_tensor(x))
    loss = nn.functional.cross_entropy(scores, paddle.to_tensor(y))
    return float((scores.argmax(axis=1).numpy() == y).mean()), float(loss)


# %% [markdown]
# Five networks, one for each seed, on the digits they learned from and on those they never saw:

# %%
seeds = range(5)
plain = [train(seed) for seed in seeds]
for seed, net in zip(seeds, plain):
    few, test = split(seed)
    known, new = (measure(net, images[rows], labels[rows])[0] for rows in (few, test))
    print(f"seed {seed}: training {known:.3f}, test {new:.3f}")

# %% [markdown]
# Every network names all of its 100 training digits correctly.
# On new digits it is wrong about one time in ten.
# This is **overfitting**: the networks know their training pictures by heart, and do worse on all others.
#
# From here on we write such results as mean ± spread, where the spread is the standard deviation over the seeds.


# %%
def on_test(nets, change=None):
    """Test accuracies of networks, one for each seed; change: what to do to the pictures first."""
    change = change or (lambda x: x)
    tests = [split(seed)[1] for seed in seeds]
    return np.array([measure(n, change(images[t]), labels[t])[0] for n, t in zip(nets, tests)])


def spread(values):
    """Mean ± standard deviation, as text."""
    return f"{np.mean(values):.3f} ± {np.std(values, ddof=1):.3f}"


print("test accuracy of the five plain networks:", spread(on_test(plain)))

# %% [markdown]
# When does it begin? We train again and stop earlier.

# %%
stops = [5, 10, 20, 50, 100, 200]
losses = np.zeros((len(stops), len(seeds), 2))  # the last axis: training, test
for i, steps in enumerate(stops):
    for seed in seeds:
        net = plain[seed] if steps == 200 else train(seed, steps=steps)
        losses[i, seed] = [measure(net, images[rows], labels[rows])[1] for rows in split(seed)]
mean, deviation = losses.mean(axis=1).T, losses.std(axis=1, ddof=1).T
for steps, known, new in zip(stops, *mean):
    print(f"{steps:3} steps: loss {known:.4f} in training, {new:.3f} in the test")

# %% [markdown]
# As curves, with a band for the spread over the seeds:

# %%
plots.show(
    plots.curves(
        {
            "100 training digits": (stops, mean[0], deviation[0]),
            "500 test digits": (stops, mean[1], deviation[1]),
        },
        "training steps",
        "loss",
        log_x=True,
        log_y=True,
    ),
    alt=(
        "Loss against training steps, both axes logarithmic. Both curves start close together, at"
        f" {mean[0, 0]:.1f} and {mean[1, 0]:.1f} after 5 steps. The training loss keeps falling,"
        f" to {mean[0, -1]:.3f} at 200 steps; the test loss stays level near {mean[1, 3]:.1f}"
        " from 50 steps on."
    ),
)

# %% [markdown]
# Up to about ten steps the two losses fall together: what the network learns holds for digits in general.
# From 50 steps to 200 the training loss falls by another factor of twelve, from 0.0278 to 0.0022.
# The test loss does not follow. It even climbs a little, from 0.360 to 0.381.

# %% [markdown]
# ## 6.2 Switch units off at random
#
# One way to know things by heart is by units that rely on each other exactly.
# **Dropout** takes that away: in every training step, each output of a layer is set to 0 with probability $p$,
# by a draw of its own.
# No unit can count on any other unit being there.
#
# The draw is a table of ones and zeros, the **mask**: 1 where a value is kept, 0 where it is dropped.

# %%
rng = np.random.default_rng(1)
x = np.ones((3, 4))
mask = rng.random(x.shape) >= 0.5  # random() is below 0.5 half of the time: those are dropped
plots.show(
    plots.number_grids([x, mask, x * mask], ["output of a layer", "mask", "what goes on"], "×="),
    alt=(
        "A table of three rows and four columns of ones, times a mask of zeros and ones, gives a"
        f" table in which {int(mask.sum())} ones are left and {12 - int(mask.sum())} are 0."
    ),
)

# %% [markdown]
# `rng` is a **generator**, NumPy's source of random numbers.
# The next mask that it gives is a different one. How many of the twelve values are dropped varies, too:

# %%
dropped = (rng.random((10_000, 12)) < 0.5).sum(axis=1)
for count in range(3, 10):
    print(f"{count} of 12 dropped in {(dropped == count).mean():.3f} of the draws")

# %% [markdown]
# Half of twelve is six, and six is the most frequent number, but it happens in 0.221 of the draws only, fewer than a quarter.
# With $p = 0.5$ each mask of 12 is equally likely, and there are $2^{12} = 4096$ of them.
# In $\binom{12}{6} = 924$ of them exactly six values are dropped, so the exact probability is

# %%
print("exactly 6 of 12:", 924 / 4096)

# %% [markdown] role="statement" exercise="probability_of_drops"
# ### Exercise 6.1: how many are dropped? (2 points, ~10 min)
#
# ```python
# probability_of_drops(n, k, p) -> float
# ```
#
# - `n` values are dropped with probability `p` each, independently of each other.
# - Return the probability that exactly `k` of them are dropped.
# - `k` is between 0 and `n`; `p` may be any number from 0 to 1, both included.
#
# **The tests look at** fair draws, unfair ones, and the ends: `k = 0`, `k = n`, `p = 0`, `p = 1`.
#
# <details><summary>Hint</summary>
#
# One particular set of `k` values is dropped, and the other `n - k` are kept, with probability $p^k (1-p)^{n-k}$.
# `math.comb(n, k)` says how many such sets there are.
# </details>


# %% role="answer" exercise="probability_of_drops"
def probability_of_drops(n, k, p):
    """The probability that exactly k of n values are dropped."""
    ### BEGIN SOLUTION
    import math

    return math.comb(n, k) * p**k * (1 - p) ** (n - k)
    ### END SOLUTION


# %% role="tests" exercise="probability_of_drops" case="fair" points=1
# Fair draws, p = 0.5 (1 point)
from course.checks import check

check(
    "probability_of_drops(3, 1, 0.5): three of the eight masks",
    probability_of_drops(3, 1, 0.5),
    0.375,
    mistakes={
        "This is one particular mask; count all masks with k drops.": 0.125,
        "This counts the masks; divide by how many masks there are.": 3,
        "This is the probability of at most k drops.": 0.5,
        "This is the probability of at least k drops.": 0.875,
        "This is the mean number of drops, n·p.": 1.5,
        "This is the share of drops, k/n; its probability is asked for.": 1 / 3,
        "This is in percent; a probability is at most 1.": 37.5,
    },
)
### BEGIN HIDDEN TESTS
from math import comb, perm

for n, k in [(12, 6), (12, 5), (5, 0), (5, 5), (1, 1), (40, 20), (7, 2)]:
    masks = [comb(n, j) for j in range(n + 1)]
    check(
        f"probability_of_drops({n}, {k}, 0.5)",
        probability_of_drops(n, k, 0.5),
        masks[k] / 2**n,
        mistakes={
            "This is one particular mask; count all masks with k drops.": 1 / 2**n,
            "This counts the masks; divide by how many masks there are.": masks[k],
            "This is the probability of at most k drops.": sum(masks[: k + 1]) / 2**n,
            "This is the probability of at least k drops.": sum(masks[k:]) / 2**n,
            "This is 1/(n + 1); the numbers of drops are not equally likely.": 1 / (n + 1),
            "The order of the k values counts here; use math.comb.": perm(n, k) / 2**n,
        },
    )
### END HIDDEN TESTS

# %% role="tests" exercise="probability_of_drops" case="unfair" points=1
# Other values of p (1 point)
from course.checks import check

check(
    "probability_of_drops(3, 2, 0.25): three masks, each with the probability 3/64",
    probability_of_drops(3, 2, 0.25),
    9 / 64,
    mistakes={
        "This is p = 0.5; use the p that is given.": 0.375,
        "This is one particular mask; count all masks with k drops.": 3 / 64,
        "p is the probability of dropping; here it is taken for that of keeping.": 27 / 64,
        "The factors of the values that are kept, (1 - p)^(n - k), are missing.": 12 / 64,
        "The order of the k values counts here; use math.comb.": 18 / 64,
    },
)
### BEGIN HIDDEN TESTS
from math import comb

for n, k, p in [(12, 3, 0.25), (3, 3, 0.1), (4, 0, 0.9), (10, 7, 0.8)]:
    check(
        f"probability_of_drops({n}, {k}, {p})",
        probability_of_drops(n, k, p),
        comb(n, k) * p**k * (1 - p) ** (n - k),
        mistakes={
            "p is the probability of dropping; here it is taken for that of keeping.": (
                comb(n, k) * (1 - p) ** k * p ** (n - k)
            ),
            "The factors of the values that are kept, (1 - p)^(n - k), are missing.": (
                comb(n, k) * p**k
            ),
            "This is one particular mask; count all masks with k drops.": (
                p**k * (1 - p) ** (n - k)
            ),
            "This is p = 0.5; use the p that is given.": comb(n, k) / 2**n,
        },
    )
for k, p, what, expected in [
    (0, 0.0, "nothing is ever dropped", 1.0),
    (2, 0.0, "nothing is ever dropped", 0.0),
    (6, 1.0, "everything is dropped", 1.0),
    (2, 1.0, "everything is dropped", 0.0),
]:
    case = f"probability_of_drops(6, {k}, {p}): {what}"
    check(case, probability_of_drops(6, k, p), expected)
### END HIDDEN TESTS

# %% [markdown]
# ## 6.3 The mean must match
#
# In training, units are missing. At **inference**, when the network is used, all of them are there:
# nobody wants predictions that change from one call to the next.
# So the layer that follows sees less in training than it sees later. How much less?
#
# Take one unit of the next layer, with 100 inputs between 0 and 1, and look at its sum of products.
# In training each input is missing half of the time.

# %%
rng = np.random.default_rng(6)
x, w = rng.random(100), rng.normal(0.05, 0.1, size=100)
masks = rng.random((5_000, 100)) >= 0.5
in_training = (masks * x) @ w
print(f"sum in training: {in_training.mean():.2f} ± {in_training.std():.2f}")
print(f"sum with all inputs: {x @ w:.2f}; with all inputs halved: {0.5 * x @ w:.2f}")

# %% [markdown]
# The three numbers in one picture:

# %%
plots.show(
    drawing.histogram(
        in_training,
        {"all inputs": x @ w, "all inputs, halved": 0.5 * x @ w},
        "sum of products of one unit",
    ),
    alt=(
        f"A histogram of 5,000 sums in training, a bell around {in_training.mean():.2f}. The line"
        f" of all inputs halved, {0.5 * x @ w:.2f}, stands in its middle; the line of all inputs,"
        f" {x @ w:.2f}, far to the right of every sum."
    ),
)

# %% [markdown]
# Without any scaling, the sum at inference is twice the mean of training, and larger than any that came up in 5,000 steps.
# Everything behind this unit was trained for sums around the middle of the bell, and now gets something that it has never seen.
# Halve the inputs at inference, and the sum lies in the middle of the bell again.
#
# In general each value survives with probability $1 - p$, so the mean shrinks by this factor.
# There are two ways to make up for it. Paddle calls them **modes**:
#
# | mode | in training, kept values are | at inference, all values are |
# |---|---|---|
# | `upscale_in_train` (the default) | divided by $1 - p$ | left alone |
# | `downscale_in_infer` | left alone | multiplied by $1 - p$ |
#
# The first is also called *inverted* dropout. It is the usual one, because inference costs nothing.
# The old way is the second, and you will meet it in older code and papers.
# With $p = 0.5$, on twelve ones:

# %%
for mode in ("upscale_in_train", "downscale_in_infer"):
    layer = nn.Dropout(p=0.5, mode=mode)
    paddle.seed(3)
    print(mode, "\n  in training:", layer(paddle.ones([1, 12])).numpy()[0])
    layer.eval()
    print("  at inference:", layer(paddle.ones([1, 12])).numpy()[0])

# %% [markdown]
# In training the first mode gives 0 or 2, and 1 at inference: the mean of 0 and 2.
# The second gives 0 or 1 in training, and 0.5 at inference: the mean of 0 and 1.
# The same seed dropped the same units in both.
#
# ### Mean and variance of a dropped value
#
# Take one value $x$, in the mode `upscale_in_train`.
# The output $y$ is $x/(1-p)$ with probability $1-p$, and 0 otherwise.
# So its mean over all draws, its **expectation** $\operatorname{E}[y]$, is
#
# $$ \operatorname{E}[y] = (1-p) \cdot \frac{x}{1-p} + p \cdot 0 = x , $$
#
# exactly the value at inference. For the variance we need the mean of the square:
#
# $$ \operatorname{Var}[y] = \operatorname{E}[y^2] - \operatorname{E}[y]^2
# = (1-p) \cdot \frac{x^2}{(1-p)^2} - x^2 = x^2 \, \frac{p}{1-p} . $$
#
# The mean is repaired, but every output is now noisy: that noise is what dropout is for.
# A measurement with $x = 3$ and $p = 0.25$, where the formula says $9 \cdot 0.25 / 0.75 = 3$:

# %%
rng = np.random.default_rng(2)
y = 3 * (rng.random(200_000) >= 0.25) / (1 - 0.25)
print("values:", np.unique(y), f" mean {y.mean():.3f}, variance {y.var():.3f}")

# %% [markdown]
# The outputs are 0 or 4, their mean is 2.999 and their variance 3.001: both as derived.
# How the noise grows with $p$, as a standard deviation in units of $x$:

# %%
some, all_p = np.linspace(0, 0.9, 19), np.linspace(0, 0.9, 91)
measured = [((rng.random(20_000) >= p) / (1 - p)).std() for p in some]
plots.show(
    plots.curves(
        {
            "√(p / (1 − p))": (all_p, np.sqrt(all_p / (1 - all_p))),
            "measured, 20,000 draws": (some, measured),
        },
        "p, probability of dropping",
        "standard deviation, in units of x",
    ),
    alt=(
        "The standard deviation of a dropped value against p. The measured points lie on the curve"
        " of the formula: 0 at p = 0, 1 at p = 0.5, 3 at p = 0.9."
    ),
)

# %% [markdown]
# At $p = 0.5$ the noise is as large as the value itself, and at $p = 0.9$ it is three times as large.
# That is one reason why values of $p$ above 0.5 are rare.
#
# Try it: choose $p$, the mode, and how many outputs go into the mean.
# Then choose *no scaling*, and see the points leave the line.

# %%
drawing.explore_expectation()

# %% [markdown]
# With few repetitions the points scatter around the line, with many they lie on it, in both of Paddle's modes.
# Without scaling, more repetitions do not help: the points settle on another line.

# %% [markdown] role="statement" exercise="dropout"
# ### Exercise 6.2: dropout (8 points, ~30 min)
#
# ```python
# dropout(x, p, mode="upscale_in_train", training=True, rng=None) -> array of the shape of x
# ```
#
# - `x`: an array of any shape; `p`: the probability that a value is **dropped**, from 0 to 1, both included.
# - `mode`: `"upscale_in_train"` or `"downscale_in_infer"`, as in the table above.
# - `training`: at inference (`False`) nothing is random.
# - `rng`: the NumPy generator to draw from; where it is `None`, make a new one with `np.random.default_rng()`.
# - Each value has a draw of its own. Do not change `x` itself. With `p = 1` everything is dropped in training.
# - Write it by hand, with NumPy's arrays. A test looks whether you call Paddle's.
#
# **The tests look at** which values come out, both modes in training and at inference, how many values are dropped,
# whether each is dropped independently of its neighbours and from `rng`, the ends `p = 0` and `p = 1`, and whole numbers.
#
# <details><summary>Hint</summary>
#
# Deal with inference first: one line for each mode, and no mask.
# For training, `rng.random(x.shape) >= p` is a mask that keeps with probability `1 - p`.
# Dividing by `1 - p` fails in one case; what must come out there?
# </details>


# %% role="answer" exercise="dropout"
def dropout(x, p, mode="upscale_in_train", training=True, rng=None):
    """Drop each value of x with probability p in training, scaled so that the mean matches."""
    ### BEGIN SOLUTION
    upscale = mode == "upscale_in_train"
    if not training:
        return x if upscale else x * (1 - p)
    rng = rng or np.random.default_rng()
    kept = x * (rng.random(x.shape) >= p)
    return kept / (1 - p) if upscale and p < 1 else kept
    ### END SOLUTION


# %% role="tests" exercise="dropout" case="upscale" points=2
# upscale_in_train, in training: 0 or x/(1 - p), written by hand (2 points)
import numpy as np

from course.by_hand import check_by_hand
from course.dropout_mistakes import check_kept, check_share, upscale_slips

x = np.arange(1.0, 13).reshape(3, 4)
y = dropout(x.copy(), 0.75, rng=np.random.default_rng(1))
dropped = check_kept("dropout of the numbers 1 to 12 with p=0.75", y, x, 4, upscale_slips(0.75))
check_by_hand(In, "dropout")
### BEGIN HIDDEN TESTS
draw = np.random.default_rng(2)
for shape, p in [((40, 30), 0.2), ((5, 3, 8, 9), 0.6), ((2000,), 0.9), ((7, 100), 0.5)]:
    x = draw.normal(size=shape) + np.where(draw.random(shape) < 0.5, -5, 5)
    case = f"dropout with p={p} of an array of shape {list(shape)}"
    y = dropout(x.copy(), p, training=True, rng=np.random.default_rng(3))
    dropped = check_kept(case, y, x, 1 / (1 - p), upscale_slips(p))
    check_share(f"{case}, share of dropped values", dropped, p)
### END HIDDEN TESTS

# %% role="tests" exercise="dropout" case="downscale" points=1
# downscale_in_infer, in training: 0 or x (1 point)
import numpy as np

from course.dropout_mistakes import check_kept, check_share, downscale_slips

x = np.arange(1.0, 13).reshape(3, 4)
y = dropout(x.copy(), 0.75, mode="downscale_in_infer", rng=np.random.default_rng(4))
case = 'dropout of the numbers 1 to 12 with p=0.75 and mode="downscale_in_infer"'
dropped = check_kept(case, y, x, 1, downscale_slips(0.75))
### BEGIN HIDDEN TESTS
draw = np.random.default_rng(5)
for shape, p in [((40, 30), 0.2), ((3, 4, 10, 9), 0.6)]:
    x = draw.normal(size=shape) + 5
    case = f'dropout with p={p} and mode="downscale_in_infer" of an array of shape {list(shape)}'
    y = dropout(x.copy(), p, "downscale_in_infer", True, np.random.default_rng(6))
    dropped = check_kept(case, y, x, 1, downscale_slips(p))
    check_share(f"{case}, share of dropped values", dropped, p)
### END HIDDEN TESTS

# %% role="tests" exercise="dropout" case="inference" points=2
# training=False, both modes (2 points)
import numpy as np

from course.checks import check
from course.dropout_mistakes import inference_slips

x = np.array([[1.0, -2, 3], [4, 5, 6]])
for mode, expected in [("upscale_in_train", x), ("downscale_in_infer", 0.25 * x)]:
    y = dropout(x.copy(), 0.75, mode=mode, training=False)
    case = f'dropout with p=0.75, mode="{mode}", training=False'
    check(case, y, expected, inference_slips(x, 0.75, y))
### BEGIN HIDDEN TESTS
x = np.random.default_rng(7).normal(size=(2, 3, 5, 4))
for p in (0.0, 0.3, 0.9, 1.0):
    for mode, factor in [("upscale_in_train", 1), ("downscale_in_infer", 1 - p)]:
        y = dropout(x.copy(), p, mode, False, np.random.default_rng(8))
        case = f'dropout with p={p}, mode="{mode}", training=False'
        check(case, y, factor * x, inference_slips(x, p, y))
### END HIDDEN TESTS

# %% role="tests" exercise="dropout" case="chance" points=2
# How the values are drawn (2 points)
import numpy as np

from course.dropout_mistakes import check_draws, check_independent, check_share, real_numbers

case = "dropout with p=0.25 of 200 rows of 100 ones"
x = np.ones((200, 100))
y = dropout(x.copy(), 0.25, rng=np.random.default_rng(9))
dropped = real_numbers(case, y, x) == 0
check_independent(case, dropped)
check_share(f"{case}, share of dropped values", dropped, 0.25)
### BEGIN HIDDEN TESTS
for shape, p in [((200, 100), 0.25), ((50, 300), 0.7)]:
    case = f"dropout with p={p} of an array of shape {list(shape)}"
    y = dropout(np.ones(shape), p, rng=np.random.default_rng(10))
    check_independent(case, real_numbers(case, y, np.ones(shape)) == 0)
y = dropout(np.ones((30, 20, 5, 4)), 0.5, rng=np.random.default_rng(11))
case = "dropout with p=0.5 of 30 pictures with 20 channels of 5×4"
check_independent(f"{case}, channel by channel", np.asarray(y).reshape(600, 20) == 0)
check_independent(f"{case}, picture by picture", np.asarray(y).reshape(30, 400) == 0)
twelve = np.ones(12)
check_draws(
    "dropout with p=0.5 of twelve ones",
    [np.asarray(dropout(twelve, 0.5, rng=np.random.default_rng(seed))) for seed in range(40)],
    np.asarray(dropout(twelve, 0.5, rng=np.random.default_rng(0))),
)
y = [np.asarray(dropout(np.ones(64), 0.5)) for _ in range(2)]
assert not np.array_equal(*y), (
    "dropout without rng drops the same values in two calls: use a new default_rng()."
)
### END HIDDEN TESTS

# %% role="tests" exercise="dropout" case="ends" points=1
# p = 0, p = 1, and whole numbers (1 point)
import numpy as np

from course.checks import check
from course.dropout_mistakes import check_kept, real_numbers, upscale_slips

x = np.array([[1.0, -2, 3], [4, 5, 6]])
check("dropout with p=0", dropout(x.copy(), 0.0, rng=np.random.default_rng(12)), x)
y = dropout(x.copy(), 1.0, rng=np.random.default_rng(13))
y = real_numbers("dropout with p=1", y, x)
check("dropout with p=1", y, 0 * x)
### BEGIN HIDDEN TESTS
for mode in ("upscale_in_train", "downscale_in_infer"):
    for p, expected in [(0.0, x), (1.0, 0 * x), (0, x), (1, 0 * x)]:
        case = f'dropout with p={p}, mode="{mode}"'
        y = dropout(x.copy(), p, mode, True, np.random.default_rng(14))
        check(case, real_numbers(case, y, x), expected)
x = np.arange(1, 401).reshape(20, 20)
y = dropout(x.copy(), 0.3, rng=np.random.default_rng(15))
kept = check_kept(
    "dropout with p=0.3 of the whole numbers 1 to 400", y, x, 1 / 0.7, upscale_slips(0.3)
)
y = dropout(x.copy(), 0.3, "downscale_in_infer", False)
known = {
    "Fractions are cut off: the output took the whole-number type of x.": (0.7 * x).astype(int)
}
check('dropout of whole numbers, "downscale_in_infer", training=False', y, 0.7 * x, known)
### END HIDDEN TESTS

# %% [markdown]
# ## 6.4 The way back
#
# Training needs gradients. Dropout multiplies each value with a number that does not depend on the value:
# $1/(1-p)$ where it was kept, 0 where it was dropped.
# So the gradient is multiplied with the same numbers:
#
# $$ \frac{\partial L}{\partial x_i} = \frac{\partial L}{\partial y_i} \cdot \frac{m_i}{1-p} , \qquad m_i \in \{0, 1\} . $$
#
# A value that was dropped had no part in the loss, and gets no gradient. One point is easily missed, as here:


# %%
def buggy_forward(x, p, rng):
    return x * (rng.random(x.shape) >= p) / (1 - p)


def buggy_backward(dy, p, rng):
    return dy * (rng.random(dy.shape) >= p)


x, rng = np.arange(1.0, 7), np.random.default_rng(0)
print("y: ", buggy_forward(x, 0.5, rng))
print("dx:", buggy_backward(np.ones(6), 0.5, rng))

# %% [markdown]
# Compare the two lines place by place.
# Values that came out as 0 get a gradient, values that went on get none, and the size of the gradient is wrong as well.
# Nothing crashes, nothing warns: the weights move along the gradient of a network that was never run.

# %% [markdown] role="statement" exercise="dropout_backward"
# ### Exercise 6.3: find the bugs (4 points, ~15 min)
#
# Write both functions so that the backward pass fits the forward pass. Here the mode is always `upscale_in_train`.
#
# ```python
# dropout_forward(x, p, rng) -> (y, mask)
# dropout_backward(dy, mask, p) -> dx
# ```
#
# - `x`, `y`, `mask`, `dy`, `dx` all have the same shape, which may be any; `p` is at least 0 and less than 1.
# - `mask` holds 1 (or `True`) where a value is kept and 0 (or `False`) where it is dropped, and nothing else.
#   Each value has a draw of its own, from `rng`.
# - `dy` is the gradient of the loss with respect to `y`, `dx` that with respect to `x`. Both functions are written by hand.
#
# **The tests look at** whether `mask` tells what was dropped, also where `x` is 0 anyway, how it is drawn,
# the gradient for masks that we choose, and whether forward and backward belong together: your gradient is compared with differences of your own forward pass.
#
# <details><summary>Hint</summary>
#
# The forward pass draws the mask once and hands it on. The backward pass draws nothing.
# </details>


# %% role="answer" exercise="dropout_backward"
def dropout_forward(x, p, rng):
    """(y, mask): x with values dropped, the others divided by 1 - p; mask is 1 where kept."""
    ### BEGIN SOLUTION
    mask = rng.random(x.shape) >= p
    return x * mask / (1 - p), mask
    ### END SOLUTION


def dropout_backward(dy, mask, p):
    """The gradient with respect to x, from dy, that with respect to y, and the forward mask."""
    ### BEGIN SOLUTION
    return dy * mask / (1 - p)
    ### END SOLUTION


# %% role="tests" exercise="dropout_backward" case="forward" points=1
# The forward pass hands on its mask (1 point)
import numpy as np

from course.checks import check
from course.dropout_mistakes import check_draws, check_independent, check_share, output_and_mask

x = np.arange(1.0, 13).reshape(3, 4)
case = "dropout_forward of the numbers 1 to 12 with p=0.75"
y, mask = output_and_mask(case, dropout_forward(x.copy(), 0.75, np.random.default_rng(1)), x)
check(
    f"{case}, y compared with x · mask / (1 - p)",
    y,
    4 * x * mask,
    {"y is not divided by 1 - p.": x * mask},
)
### BEGIN HIDDEN TESTS
x = np.maximum(np.random.default_rng(2).normal(size=(40, 50)), 0)  # as after a ReLU
case = "dropout_forward with p=0.3 of an array in which half of the values are 0"
y, mask = output_and_mask(case, dropout_forward(x.copy(), 0.3, np.random.default_rng(3)), x)
check(f"{case}, y compared with x · mask / (1 - p)", y, x * mask / 0.7)
check_independent(f"{case}, zeros in the mask", mask == 0)
check_share(f"{case}, share of zeros in the mask", mask == 0, 0.3)
check_share(f"{case}, share of zeros in the mask where x is 0", mask[x == 0] == 0, 0.3)
case, twelve, masks = "dropout_forward with p=0.5 of twelve ones", np.ones(12), []
for seed in (*range(40), 0):
    got = dropout_forward(twelve.copy(), 0.5, np.random.default_rng(seed))
    masks.append(output_and_mask(case, got, twelve)[1])
check_draws(case, masks[:-1], masks[-1])
### END HIDDEN TESTS

# %% role="tests" exercise="dropout_backward" case="gradient" points=2
# The gradient for a given mask (2 points)
import numpy as np

from course.checks import check
from course.dropout_mistakes import backward_slips

dy, mask = np.array([[1.0, 2, 3], [4, 5, 6]]), np.array([[1, 0, 1], [0, 0, 1]])
dx = dropout_backward(dy.copy(), mask.copy(), 0.75)
check(
    "dropout_backward of dy = 1 to 6 with p=0.75",
    dx,
    [[4, 0, 12], [0, 0, 24]],
    backward_slips(dy, mask, 0.75),
)
### BEGIN HIDDEN TESTS
draw = np.random.default_rng(4)
for shape, p in [((7, 9), 0.2), ((2, 3, 5, 4), 0.6), ((11,), 0.0)]:
    dy, mask = draw.normal(size=shape), draw.random(shape) >= 0.4
    for kind in (bool, float, int):
        dx = dropout_backward(dy.copy(), mask.astype(kind), p)
        case = f"dropout_backward with p={p} and a mask of {kind.__name__} of shape {list(shape)}"
        check(case, dx, dy * mask / (1 - p), backward_slips(dy, mask, p))
### END HIDDEN TESTS

# %% role="tests" exercise="dropout_backward" case="together" points=1
# Forward and backward belong together, written by hand (1 point)
import numpy as np

from course.by_hand import check_by_hand
from course.checks import check
from course.dropout_mistakes import check_share, output_and_mask

x, dy = np.arange(1.0, 7), np.array([3.0, 1, 4, 1, 5, 9])
y, mask = output_and_mask("dropout_forward", dropout_forward(x, 0.5, np.random.default_rng(5)), x)
dx = dropout_backward(dy, mask, 0.5)
case = "dx is not 0 exactly where y is not 0, since both come from one mask; where dx is not 0"
check(case, np.asarray(dx) != 0, y != 0)
check_by_hand(In, "dropout_forward")
check_by_hand(In, "dropout_backward")
### BEGIN HIDDEN TESTS
draw = np.random.default_rng(6)
for shape, p in [((3, 4), 0.25), ((2, 3, 2), 0.6)]:
    x, dy = draw.normal(size=shape), draw.normal(size=shape)
    _, mask = output_and_mask(
        "dropout_forward", dropout_forward(x, p, np.random.default_rng(7)), x
    )
    slopes = np.zeros(shape)
    for place in np.ndindex(*shape):
        for sign in (1, -1):
            near = x.copy()
            near[place] += sign * 0.5
            y = np.asarray(dropout_forward(near, p, np.random.default_rng(7))[0])
            slopes[place] += sign * (dy * y).sum()
    dropout_forward(dy.copy(), p, np.random.default_rng(9))  # the forward pass of another layer
    assert slopes.any(), "dropout_forward does not depend on x: all its differences are 0."
    case = f"dropout_backward with p={p}, compared with differences of dropout_forward"
    check(case, dropout_backward(dy, mask, p), slopes, tolerance=1e-5)
x = np.ones((40, 50))
_, mask = output_and_mask("dropout_forward", dropout_forward(x, 0.4, np.random.default_rng(8)), x)
check_share("dropout_forward with p=0.4, share of zeros in the mask", mask == 0, 0.4)
### END HIDDEN TESTS

# %% [markdown]
# ## 6.5 In Paddle
#
# You have seen the layer, `paddle.nn.Dropout`. It has four traps.
#
# **The order of its arguments.** We want another mode, and write it in second place:

# %%
print(nn.Dropout(0.5, "downscale_in_infer"))
print(nn.Dropout(p=0.5, mode="downscale_in_infer"))

# %% [markdown]
# The first line says it: the mode is still `upscale_in_train`, and our word has become the value of `inplace`.
# The positions are `p`, `inplace`, `axis`, `mode`. Nothing complains, so always use keywords.
#
# **Who decides about training.** A new network is in training mode. `net.eval()` switches it to inference, `net.train()` back.
# Without `eval()` the same picture gets other scores in every call:

# %%
net = train(seed=0, p=0.5)
one_digit = paddle.to_tensor(images[split(0)[1][:1]])
net.train()  # as if eval() had been forgotten
print("twice in training mode:", [round(float(net(one_digit).max()), 2) for _ in range(2)])
net.eval()
print("twice after eval():    ", [round(float(net(one_digit).max()), 2) for _ in range(2)])

# %% [markdown]
# The highest score is 5.14, then 4.73, for the same picture and the same weights. After `eval()` it is 6.51, always.
# Section 6.6 measures what a forgotten `eval()` costs.
#
# **Whole channels.** Neighbouring pixels of a feature map are nearly equal, so a single dropped pixel hides nothing.
# `nn.Dropout2D` drops a channel as a whole; `nn.Dropout` with `axis=[0, 1]` does the same,
# because the mask then has the axes 0 and 1 only. Four channels of 2×2 ones, one channel in each line:

# %%
paddle.seed(3)
for layer in (nn.Dropout(p=0.5), nn.Dropout2D(p=0.5), nn.Dropout(p=0.5, axis=[0, 1])):
    print(layer, *layer(paddle.ones([1, 4, 2, 2])).numpy().reshape(4, 4), sep="\n  ")

# %% [markdown]
# The first layer drops single pixels. The other two keep or drop each line, that is each channel, as a whole.
#
# **Randomness.** To repeat an experiment, you fix the seed. But which?
# Paddle's own draws, NumPy's and Python's come from three different sources.
# We call one of the seeds before each of two draws, and ask whether the draws are equal.
# `RandomCrop` stands for Paddle's picture transforms.

# %%
import random

ones, numbers = paddle.ones([64]), np.arange(2500).reshape(50, 50, 1)
draws = {
    "Dropout": lambda: nn.Dropout(p=0.5)(ones).numpy(),
    "RandomCrop": lambda: paddle.vision.transforms.RandomCrop(9)(numbers),
}
for fix in (paddle.seed, np.random.seed, random.seed):
    for name, draw in draws.items():
        first, second = [(fix(0), draw())[1] for _ in range(2)]
        print(f"{fix.__module__}.seed: {name} repeated: {np.array_equal(first, second)}")

# %% [markdown]
# Dropout follows `paddle.seed` alone. The transforms follow `random.seed`.
# `np.random.seed` fixes neither, although published tutorials use it for that: it fixes what uses NumPy's global generator,
# in Paddle the shuffling of a `DataLoader`. To repeat a run, set all three.
#
# > **What Paddle does differently.** Texts write $p$ sometimes for dropping, sometimes for keeping; Paddle's `p` is for dropping.
# > Positions are `p`, `inplace`, `axis`, `mode`: use keywords.
# > In the mode `downscale_in_infer` the layer fails at inference for a tensor with one axis only; give it a batch axis.
# > `nn.functional.dropout` has a `training` of its own, which is `True` unless you say otherwise: `net.eval()` does not reach it.

# %% [markdown]
# ## 6.6 Does it help here?
#
# An honest comparison changes one thing only. Our two ways of training have the same digits, the same weights at the start,
# the same number of steps and the same learning rate, seed by seed. Only `p` differs.

# %%
with_dropout = [train(seed, p=0.5) for seed in seeds]
gains = on_test(with_dropout) - on_test(plain)
print("plain:  ", spread(on_test(plain)))
print("p = 0.5:", spread(on_test(with_dropout)))
print("gain, seed by seed:", gains.round(3), " that is", spread(gains))

# %% [markdown]
# Each line of the next figure joins the two runs of one seed.

# %%
runs = {"plain": on_test(plain), "dropout, p = 0.5": on_test(with_dropout)}
plots.show(
    drawing.runs(runs, "test accuracy"),
    alt=(
        "Test accuracy of five seeds, plain on the left and with dropout on the right. The mean"
        f" rises from {on_test(plain).mean():.3f} to {on_test(with_dropout).mean():.3f}. Of the"
        f" five lines {(gains > 0).sum()} rise, {(gains < 0).sum()} fall and {(gains == 0).sum()}"
        " stays level."
    ),
)

# %% [markdown]
# The mean rises from 0.890 to 0.895. Is that a gain?
# Two seeds gain about 0.015, one gains nothing, two lose 0.004.
# The spread of the gains, 0.010, is larger than their mean, 0.004.
# So the honest report is: *here, no effect of dropout can be told from chance*.
# With the first seed alone we could have announced a gain of 1.4 percentage points.
# Dropout was made for far larger networks; chapter 10 meets it in one of them.
#
# What it can cost is easier to see. The same five networks, as they are after `eval()`, and as they would be without:

# %%
for net in with_dropout:
    net.train()  # as if eval() had been forgotten
print("without eval():", spread(on_test(with_dropout)))
for net in with_dropout:
    net.eval()
print("with eval():   ", spread(on_test(with_dropout)))

# %% [markdown]
# A forgotten `eval()` costs three percentage points, 0.865 instead of 0.895, and no warning appears.
# That is far more than dropout gained. If your test accuracy changes from call to call, look here first.

# %% [markdown]
# ## 6.7 New pictures from old ones
#
# Dropout changes the network at random. **Data augmentation** changes the pictures:
# every time a training picture is used, it is mirrored, moved, cropped or brightened by a new random draw.
# A hundred pictures become thousands of versions, and we say something that 100 pictures cannot say: *these changes do not matter*.

# %%
flower = augmentation.colour_photograph("flower", height=120)
versions = {
    "as photographed": flower,
    "mirrored": augmentation.mirrored(flower),
    "moved, zeros fill the gap": augmentation.moved(flower, down=15, right=-30),
    "cropped": augmentation.cropped(flower, percent=60),
    "brightness × 1.5": augmentation.brightened(flower, 1.5),
    "brightness × 0.5": augmentation.brightened(flower, 0.5),
}
plots.show(
    augmentation.gallery(list(versions.values()), list(versions)),
    alt=(
        "A dahlia six times: as photographed; mirrored; moved down and to the left, with black"
        " where nothing is left; its middle 60 percent; brighter, with the light petals washed out;"
        " and half as bright. It is a dahlia in all of them."
    ),
)

# %% [markdown]
# (Photograph by vultilion, CC BY 2.0; it ships with scikit-learn.)
#
# In all six a person sees the same flower. That is the condition: **the label must survive**.
# The same changes on digits:

# %%
two, six = images[augmentation.DIGITS["digit 2"]], images[augmentation.DIGITS["digit 6"]]
versions = {
    "a 2": two,
    "moved by one pixel: a 2": augmentation.moved(two, down=0, right=1),
    "mirrored: no digit at all": augmentation.mirrored(two),
    "a 6": six,
    "darker: a 6": augmentation.brightened(six, 0.6),
    "turned by 180°: a 9": augmentation.turned(six),
}
plots.show(
    augmentation.gallery(list(versions.values()), list(versions)),
    alt=(
        "Above: a handwritten 2, the same moved by one pixel, and mirrored, which looks like an S"
        " and is no digit. Below: a 6, the same darker, and turned by 180 degrees, which reads 9."
    ),
)

# %% [markdown]
# A mirrored 2 is no 2. A 6 that is turned by 180° is a 9, and if its label still says 6, we teach the network a mistake.
# No rule of thumb replaces looking: which changes are harmless depends on what is to be told apart.
#
# Change a picture yourself, and read the line above it.

# %%
augmentation.explore()

# %% [markdown]
# Two rules, and then your turn.
#
# 1. **Augment training pictures only.** The test asks how well the network does on pictures as they come.
#    Whoever changes the test pictures at random measures something else, and something different in every run.
# 2. **Split first, augment later.** Otherwise a picture and its changed copy can end up on both sides, and the test is no test.

# %% [markdown] role="statement" exercise="random_crop"
# ### Exercise 6.4: random crop (5 points, ~25 min)
#
# The classic way of moving a picture a little: surround it with zeros and cut a window out at a random place.
#
# ```python
# random_crop(x, size, padding, rng) -> array [C, h, w]
# ```
#
# - `x`: one picture `[C, H, W]`; `rng`: a NumPy generator.
# - `size`: how large the window is, one number or a pair `(h, w)`;
#   `padding`: how many zeros are put on *each* side, one number or a pair `(rows, columns)`.
# - The window lies inside the padded picture and fits. Every place is equally likely, the last row and column of places too.
#   All channels are cut at the same place.
#
# **The tests look at** windows that fit in one place only, what the window contains, pairs, several channels,
# and whether every place comes up, about equally often.
#
# <details><summary>Hint</summary>
#
# `np.pad(x, ((0, 0), (2, 2), (3, 3)))` adds two rows and three columns of zeros on each side.
# `n` rows have `n - h + 1` places for a window of `h`, and `rng.integers(k)` gives a number from 0 to `k - 1`.
# </details>


# %% role="answer" exercise="random_crop"
def random_crop(x, size, padding, rng):
    """A window [C, h, w] at a random place of picture x [C, H, W] with zeros around it."""
    ### BEGIN SOLUTION
    h, w = (size, size) if np.isscalar(size) else size
    p_h, p_w = (padding, padding) if np.isscalar(padding) else padding
    padded = np.pad(x, ((0, 0), (p_h, p_h), (p_w, p_w)))
    i = rng.integers(padded.shape[1] - h + 1)
    j = rng.integers(padded.shape[2] - w + 1)
    return padded[:, i : i + h, j : j + w]
    ### END SOLUTION


# %% role="tests" exercise="random_crop" case="one_place" points=1
# Windows that fit in one place only (1 point)
import numpy as np

from course.checks import check
from course.dropout_mistakes import crop_slips

x = np.arange(1.0, 13).reshape(1, 3, 4)
y = random_crop(x.copy(), (3, 4), 0, np.random.default_rng(1))
check("random_crop(x, size=(3, 4), padding=0) of a 3×4 picture: the picture itself", y, x)
### BEGIN HIDDEN TESTS
x = np.random.default_rng(2).normal(size=(3, 5, 5))
for size, padding, pad in [
    (7, 1, (1, 1)),
    ((9, 5), (2, 0), (2, 0)),
    ((5, 11), (0, 3), (0, 3)),
    (5, 0, (0, 0)),
]:
    y = random_crop(x.copy(), size, padding, np.random.default_rng(3))
    expected = np.pad(x, ((0, 0), (pad[0],) * 2, (pad[1],) * 2))
    case = f"random_crop(x, size={size}, padding={padding}) of a 5×5 picture: all of it"
    check(case, y, expected, crop_slips(x, pad))
### END HIDDEN TESTS

# %% role="tests" exercise="random_crop" case="window" points=2
# What the window contains (2 points)
import numpy as np

from course.dropout_mistakes import check_crop

x = np.arange(1.0, 25).reshape(2, 3, 4)
y = random_crop(x.copy(), 2, 1, np.random.default_rng(4))
case = "random_crop(x, size=2, padding=1) of 2 channels of 3×4"
place = check_crop(case, y, x, (2, 2), (1, 1))
### BEGIN HIDDEN TESTS
draw = np.random.default_rng(5)
for channels, side, size, padding in [
    (3, (6, 9), (4, 3), (2, 1)),
    (2, (9, 5), (8, 2), (0, 1)),
    (1, (4, 4), (5, 4), (3, 2)),
    (4, (5, 8), (2, 7), (0, 0)),
]:
    x = draw.normal(size=(channels, *side))
    for seed in range(6):
        case = (
            f"random_crop(x, size={size}, padding={padding}) of x with the shape {list(x.shape)}"
        )
        y = random_crop(x.copy(), size, padding, np.random.default_rng(seed))
        place = check_crop(case, y, x, size, padding)
x = draw.normal(size=(3, 8, 6))
y = random_crop(x.copy(), 6, 2, np.random.default_rng(7))
place = check_crop("random_crop(x, size=6, padding=2) of 3 channels of 8×6", y, x, (6, 6), (2, 2))
### END HIDDEN TESTS

# %% role="tests" exercise="random_crop" case="places" points=2
# Every place, equally often (2 points)
import numpy as np

from course.dropout_mistakes import check_crop, check_places

x = np.arange(1.0, 17).reshape(1, 4, 4)
case = "random_crop(x, size=2, padding=0) of a 4×4 picture, which has 3×3 places"
crops = [random_crop(x.copy(), 2, 0, np.random.default_rng(seed)) for seed in range(180)]
check_places(case, [check_crop(case, crop, x, (2, 2), (0, 0)) for crop in crops], 3, 3)
### BEGIN HIDDEN TESTS
for side, size, padding, rows, columns in [((3, 3), 3, 1, 3, 3), ((2, 4), 3, 1, 2, 4)]:
    x = np.random.default_rng(8).normal(size=(1, *side))
    case = f"random_crop(x, size={size}, padding={padding}) of a {side[0]}×{side[1]} picture"
    crops = [
        random_crop(x.copy(), size, padding, np.random.default_rng(seed))
        for seed in range(25 * rows * columns)
    ]
    places = [check_crop(case, crop, x, (size, size), (padding, padding)) for crop in crops]
    check_places(case, places, rows, columns)
same = [random_crop(x.copy(), size, padding, np.random.default_rng(7)) for _ in range(6)]
assert all(np.array_equal(one, same[0]) for one in same), (
    "Equal generators give different crops: draw from rng, and from nothing else."
)
### END HIDDEN TESTS

# %% [markdown] role="statement" exercise="horizontal_flip"
# ### Exercise 6.5: horizontal flip (4 points, ~15 min)
#
# ```python
# horizontal_flip(x, p, rng) -> array of the shape of x
# ```
#
# - `x`: one picture `[C, H, W]`, or a batch `[N, C, H, W]`; `rng`: a NumPy generator.
# - Mirror left and right with probability `p`. In a batch, *every picture decides for itself*.
# - A picture is mirrored as a whole, with all its channels, or stays exactly as it is. Do not change `x` itself.
#
# **The tests look at** `p = 0` and `p = 1`, how often a single picture is mirrored, and batches in which some pictures are mirrored
# and others are not.
#
# <details><summary>Hint</summary>
#
# `x[..., ::-1]` reverses the last axis, however many axes there are before it.
# For a batch, `rng.random(len(x)) < p` says which pictures are mirrored, and can be an index: `y[which]`.
# </details>


# %% role="answer" exercise="horizontal_flip"
def horizontal_flip(x, p, rng):
    """Mirror a picture [C, H, W] with probability p, or each of a batch [N, C, H, W] by itself."""
    ### BEGIN SOLUTION
    if x.ndim == 3:
        return x[..., ::-1] if rng.random() < p else x
    y = x.copy()
    which = rng.random(len(x)) < p
    y[which] = x[which][..., ::-1]
    return y
    ### END SOLUTION


# %% role="tests" exercise="horizontal_flip" case="certain" points=1
# p = 0 and p = 1 (1 point)
import numpy as np

from course.checks import check
from course.dropout_mistakes import flip_slips

x = np.arange(1.0, 13).reshape(2, 2, 3)
y = horizontal_flip(x.copy(), 1.0, np.random.default_rng(1))
check(
    "horizontal_flip(x, p=1) of 2 channels of 2×3",
    y,
    [[[3, 2, 1], [6, 5, 4]], [[9, 8, 7], [12, 11, 10]]],
    flip_slips(x),
)
### BEGIN HIDDEN TESTS
draw = np.random.default_rng(2)
for shape in [(3, 4, 5), (1, 2, 7), (4, 3, 5, 6), (2, 1, 6, 3), (3, 3, 3, 3), (1, 3, 4, 4)]:
    x = draw.normal(size=shape)
    for seed in range(3):
        y = horizontal_flip(x.copy(), 1.0, np.random.default_rng(seed))
        check(f"horizontal_flip(x, p=1) of shape {list(shape)}", y, x[..., ::-1], flip_slips(x))
        y = horizontal_flip(x.copy(), 0.0, np.random.default_rng(seed))
        known = {"It is mirrored although p = 0: p is the probability of mirroring.": x[..., ::-1]}
        check(f"horizontal_flip(x, p=0) of shape {list(shape)}", y, x, known)
### END HIDDEN TESTS

# %% role="tests" exercise="horizontal_flip" case="one_picture" points=1
# How often a single picture is mirrored (1 point)
import numpy as np

from course.dropout_mistakes import check_flip, check_share

x = np.arange(1.0, 13).reshape(2, 2, 3)
case = "horizontal_flip(x, p=0.3) of one picture, with 100 generators"
flips = [
    check_flip(case, [horizontal_flip(x.copy(), 0.3, np.random.default_rng(seed))], x[None])[0]
    for seed in range(100)
]
check_share(f"{case}, share of mirrored ones", flips, 0.3)
### BEGIN HIDDEN TESTS
x = np.random.default_rng(3).normal(size=(3, 5, 4))
for p in (0.15, 0.8):
    case = f"horizontal_flip(x, p={p}) of one picture, with 150 generators"
    flips = [
        check_flip(case, [horizontal_flip(x.copy(), p, np.random.default_rng(seed))], x[None])[0]
        for seed in range(150)
    ]
    check_share(f"{case}, share of mirrored ones", flips, p)
### END HIDDEN TESTS

# %% role="tests" exercise="horizontal_flip" case="batch" points=2
# Batches: every picture decides for itself (2 points)
import numpy as np

from course.dropout_mistakes import check_batch_flips, check_flip, check_share

x = np.arange(1.0, 241).reshape(40, 1, 2, 3)
case = "horizontal_flip(x, p=0.5) of a batch of 40 pictures"
flips = check_flip(case, horizontal_flip(x.copy(), 0.5, np.random.default_rng(4)), x)
check_batch_flips(case, flips)
### BEGIN HIDDEN TESTS
draw = np.random.default_rng(5)
for n, p in [(400, 0.25), (300, 0.7), (500, 0.5)]:
    x = draw.normal(size=(n, 2, 2, 3))
    case = f"horizontal_flip(x, p={p}) of a batch of {n} pictures with 2 channels"
    flips = [
        check_flip(case, horizontal_flip(x.copy(), p, np.random.default_rng(seed)), x)
        for seed in (6, 7)
    ]
    check_batch_flips(case, flips[0])
    check_share(f"{case}, share of mirrored ones", flips[0], p)
    assert not np.array_equal(*flips), (
        f"{case}: another generator mirrors the same pictures. Draw from rng."
    )
again = [
    check_flip(case, horizontal_flip(x.copy(), 0.5, np.random.default_rng(6)), x) for _ in range(2)
]
assert np.array_equal(*again), (
    f"{case}: equal generators mirror different pictures. Draw from rng, and from nothing else."
)
case, few = "horizontal_flip(x, p=0.5) of a batch of 20 pictures", x[:20]
numbers = {
    check_flip(case, horizontal_flip(few.copy(), 0.5, np.random.default_rng(seed)), few).sum()
    for seed in range(20)
}
assert len(numbers) > 1, (
    f"{case}: exactly {numbers.pop()} are mirrored in each of 20 calls."
    " With a draw for each picture the number varies."
)
### END HIDDEN TESTS

# %% [markdown] role="statement" exercise="legal_for_digits"
# ### Exercise 6.6: what is legal for digits? (6 points, ~15 min)
#
# A network is to read handwritten digits, 0 to 9. Which of these may we do? Answer with `True` or `False`.
#
# | key | what is done |
# |---|---|
# | `shift_one_pixel` | move each training digit by at most one pixel in any direction, where there is room for it |
# | `mirror_left_right` | mirror each training digit with probability 0.5, and keep its label |
# | `mirror_top_bottom` | turn each training digit upside down like a reflection in water with probability 0.5, and keep its label |
# | `turn_10_degrees` | turn each training digit by an angle of at most 10° |
# | `turn_180_degrees` | turn each training digit by 180° with probability 0.5, and keep its label |
# | `turn_0_and_8_by_180_degrees` | turn the training digits 0 and 8 by 180° with probability 0.5, and leave all others alone |
# | `brightness` | multiply each training picture by a random number between 0.8 and 1.2 |
# | `lower_half` | show only the lower half of each training digit, and black above |
# | `augment_the_test` | change the test digits at random, too, and report the accuracy on them as *the* test accuracy |
# | `augment_then_split` | make ten changed copies of all digits, shuffle them, then split them into training and test |
#
# And two numbers. A 32×32 picture gets a padding of 4 on each side, then a window of 32×32 is cut at a random place.
# How many `places` are there? And how many different `versions` of one picture can there be at most,
# if it is also mirrored or not?
#
# Replace each `"?"`, and delete the line that raises an error.
#
# **The tests look at** each answer when your work is graded; before that they only say what is still open.
# Each wrong or open statement costs one of the 4 points that the statements give. The numbers are worth 1 point each.
#
# <details><summary>Hint</summary>
#
# Ask of each: could a person still name every one of the ten digits, and with the same name?
# And for the last two: does the test still measure how the network does on pictures it has never seen?
# </details>

# %% role="answer" exercise="legal_for_digits"
legal_for_digits = {
    "shift_one_pixel": "?",
    "mirror_left_right": "?",
    "mirror_top_bottom": "?",
    "turn_10_degrees": "?",
    "turn_180_degrees": "?",
    "turn_0_and_8_by_180_degrees": "?",
    "brightness": "?",
    "lower_half": "?",
    "augment_the_test": "?",
    "augment_then_split": "?",
    "places": "?",
    "versions": "?",
}
### BEGIN SOLUTION
legal_for_digits = {
    "shift_one_pixel": True,
    "mirror_left_right": False,
    "mirror_top_bottom": False,
    "turn_10_degrees": True,
    "turn_180_degrees": False,
    "turn_0_and_8_by_180_degrees": True,
    "brightness": True,
    "lower_half": False,
    "augment_the_test": False,
    "augment_then_split": False,
    "places": 9 * 9,
    "versions": 9 * 9 * 2,
}
### END SOLUTION

# %% role="tests" exercise="legal_for_digits" case="statements" points=4
# The ten statements; each wrong one costs a point (4 points)
from course.dropout_mistakes import score_statements, statements_open

statements_open("legal_for_digits", legal_for_digits)
### BEGIN HIDDEN TESTS
expected = {
    "shift_one_pixel": (True, "A digit that stands one pixel further is the same digit."),
    "mirror_left_right": (False, "A mirrored 2, 3 or 7 is no digit any more; few digits survive."),
    "mirror_top_bottom": (False, "Upside down a 2 looks like a 5, and a 7 like nothing."),
    "turn_10_degrees": (True, "People write aslant; 10° turn no digit into another."),
    "turn_180_degrees": (False, "A 6 becomes a 9, and its label would still say 6."),
    "turn_0_and_8_by_180_degrees": (
        True,
        "0 and 8 look the same when turned, and the others are left alone.",
    ),
    "brightness": (True, "A pen that writes a little lighter or darker writes the same digit."),
    "lower_half": (
        False,
        "The lower halves of 4, 7 and 9 are the same stroke; nobody could name them.",
    ),
    "augment_the_test": (
        False,
        "The test measures how the network does on pictures as they come.",
    ),
    "augment_then_split": (
        False,
        "Copies of one digit land on both sides: the test asks about known digits.",
    ),
}
score_statements("legal_for_digits", legal_for_digits, expected, points=4)
### END HIDDEN TESTS

# %% role="tests" exercise="legal_for_digits" case="numbers" points=2
# The two numbers, 1 point each (2 points)
from course.checks import look_over, score_counts

look_over("legal_for_digits", legal_for_digits, {"places": "count", "versions": "count"})
### BEGIN HIDDEN TESTS
places = {
    "Rows and columns are drawn independently of each other: multiply their places.": 9,
    "8 is how far the window can move; with the place where it starts there is one more.": 64,
    "The padding is on both sides: the padded picture has 40 rows, not 36.": 25,
    "The window must lie inside the padded picture, which is larger by 8, not by 31.": 32 * 32,
    "The window must lie inside the padded picture: it cannot start at each of its pixels.": 40
    * 40,
}
versions = {
    "Each place can be mirrored or not: that makes twice as many, not two more.": 83,
    "The mirrored ones are missing.": 81,
}
versions |= {mistake: 2 * number for mistake, number in places.items()}
score_counts(
    "legal_for_digits",
    legal_for_digits,
    {"places": 81, "versions": 162},
    points=2,
    mistakes={"places": places, "versions": versions},
)
### END HIDDEN TESTS

# %% [markdown]
# ## 6.8 What it is worth, and what a wrong one costs
#
# Back to our 100 digits, and again one change at a time. Five networks see each training digit mirrored half of the time,
# by a new draw in every step. (The library has your two augmentations for whole batches.) The test digits are never changed.

# %%
mirrored = [train(seed, augment=augmentation.mirrored_at_random) for seed in seeds]
gains = on_test(mirrored) - on_test(plain)
print("mirrored:", spread(on_test(mirrored)), " gain:", spread(gains))

# %% [markdown]
# Mirroring costs 0.046 on the average, with a spread of 0.025: the network was taught shapes that no test digit has,
# under labels that no reader would give them. The label did not survive, and the accuracy shows it.
#
# Five others see each digit moved by up to one pixel, a legal change:

# %%
moved = [train(seed, augment=augmentation.moved_at_random) for seed in seeds]
gains = on_test(moved) - on_test(plain)
print("moved:", spread(on_test(moved)), " gain:", spread(gains))

# %% [markdown]
# Moving does not help here either. It costs 0.012, with a spread of 0.009. All fifteen networks, seed by seed:

# %%
ways = {"plain": plain, "moved": moved, "mirrored": mirrored}
plots.show(
    drawing.runs({name: on_test(nets) for name, nets in ways.items()}, "test accuracy"),
    alt=(
        "Test accuracy of five seeds for three ways of training. The means fall from"
        f" {on_test(plain).mean():.3f} for plain to {on_test(moved).mean():.3f} for moved and"
        f" {on_test(mirrored).mean():.3f} for mirrored digits."
    ),
)

# %% [markdown]
# Is moving useless, then? The digits of this collection are all centred with care.
# To know that the place does not matter buys nothing in this test.
# So we ask a second question, with a test of its own: how well do the same networks read digits that stand one pixel further right?


# %%
def one_pixel_right(x):
    """All pictures moved by one pixel to the right."""
    return augmentation.moved(x, down=0, right=1)


for name, nets in ways.items():
    print(f"{name:9}", spread(on_test(nets, one_pixel_right)))

# %% [markdown]
# One pixel, and the plain networks fall from 0.890 to 0.382. Those that were trained on moved digits read 0.861.
# That is what augmentation does: it teaches the network to ignore the change that you make.
# It helps where the pictures to come vary in that way, and may cost a little where they do not.
# Choose augmentations by what will vary in use, and by what leaves the label true, not by what a library offers.

# %% [markdown]
# ## 6.9 An average of many networks
#
# There is another way to look at dropout. Each mask leaves a smaller network.
# A layer with $n$ inputs has $2^n$ masks, so training with dropout trains $2^n$ networks that share their weights.
# At inference one would like to ask all of them, and take the mean of their answers.
# What we do is much cheaper: drop nothing, once. Is that the same?
#
# One layer, with and without a ReLU behind it; 20,000 masks against the one pass without a mask:

# %%
rng = np.random.default_rng(9)
x, w, b = rng.random(10), rng.normal(size=(3, 10)), np.array([0.5, 0.0, -0.5])
masks = rng.random((20_000, 10)) >= 0.5
sums = (masks * x / 0.5) @ w.T + b
alone = w @ x + b  # the one pass without a mask
print("sums, mean over masks:", sums.mean(axis=0).round(2), " one pass:", alone.round(2))
positive = np.maximum(sums, 0)
print(
    "ReLU, mean over masks:", positive.mean(axis=0).round(2), " one pass:", alone.clip(0).round(2)
)

# %% [markdown]
# The sums agree, up to chance: the mean of a sum is the sum of the means.
# With the ReLU they do not. Look at the second unit: without a mask its sum is -0.42, so the ReLU gives 0.
# But many masks lift the sum above 0, and the mean of all answers is 0.80.
# The single pass is an approximation, and a rough one for units whose sum is near 0.
# It is used because it takes one pass instead of 1,024.

# %% [markdown] role="statement" exercise="ensemble_mean"
# ### Exercise 6.7, stretch: ask all the networks (4 points, ~25 min)
#
# Compute that mean exactly, without a single random number.
#
# ```python
# ensemble_mean(x, w, b, p) -> array [units]
# ```
#
# - A layer with ReLU: for the mask `m`, its outputs are `np.maximum(w @ (m * x / (1 - p)) + b, 0)`.
#   `x`: inputs `[n]`, with `n` at most 12; `w`: weights `[units, n]`; `b`: biases `[units]`.
# - Return the mean of the outputs over all $2^n$ masks, each weighted with its probability.
#   Each input is dropped with probability `p`, at least 0 and less than 1.
#
# **The tests look at** $p = 0.5$, where all masks are equally likely, other values of `p`, where they are not, and `p = 0`.
#
# <details><summary>Hint</summary>
#
# `itertools.product([0, 1], repeat=n)` goes through all masks.
# A mask that keeps `k` inputs has the probability $(1-p)^k p^{n-k}$. The ReLU comes before the mean, not after it.
# </details>


# %% role="answer" exercise="ensemble_mean"
def ensemble_mean(x, w, b, p):
    """The exact mean of a ReLU layer's outputs over all masks of its inputs."""
    ### BEGIN SOLUTION
    import itertools

    masks = np.array(list(itertools.product([0, 1], repeat=len(x))))
    kept = masks.sum(axis=1)
    probabilities = (1 - p) ** kept * p ** (len(x) - kept)
    return probabilities @ np.maximum((masks * x / (1 - p)) @ w.T + b, 0)
    ### END SOLUTION


# %% role="tests" exercise="ensemble_mean" case="fair" points=2
# p = 0.5: all masks are equally likely (2 points)
import numpy as np

from course.checks import check
from course.dropout_mistakes import ensemble, ensemble_slips

x, w, b = np.array([1.0, 2]), np.array([[1.0, -1], [2, 1]]), np.array([0.0, -1])
case = (
    "ensemble_mean of two inputs with p=0.5: the four masks give [0, 0], [2, 3], [0, 3] and [0, 7]"
)
check(case, ensemble_mean(x, w, b, 0.5), [0.5, 3.25], ensemble_slips(x, w, b, 0.5))
### BEGIN HIDDEN TESTS
draw = np.random.default_rng(1)
for n, units in [(1, 2), (6, 4), (11, 3)]:
    x, w, b = draw.normal(size=n), draw.normal(size=(units, n)), draw.normal(size=units)
    check(
        f"ensemble_mean, inputs: {n}, units: {units}, p=0.5",
        ensemble_mean(x, w, b, 0.5),
        ensemble(x, w, b, 0.5),
        ensemble_slips(x, w, b, 0.5),
    )
### END HIDDEN TESTS

# %% role="tests" exercise="ensemble_mean" case="unfair" points=2
# Other values of p (2 points)
import numpy as np

from course.checks import check
from course.dropout_mistakes import ensemble, ensemble_slips

x, w, b = np.array([1.0, 2]), np.array([[1.0, -1], [2, 1]]), np.array([0.0, -1])
case = "ensemble_mean of two inputs with p=0.75: the masks weigh 9/16, 3/16, 3/16 and 1/16"
check(case, ensemble_mean(x, w, b, 0.75), [0.75, 3.5625], ensemble_slips(x, w, b, 0.75))
### BEGIN HIDDEN TESTS
draw = np.random.default_rng(2)
for n, units, p in [(3, 2, 0.1), (6, 4, 0.3), (10, 3, 0.8), (4, 2, 0.0)]:
    x, w, b = draw.normal(size=n), draw.normal(size=(units, n)), draw.normal(size=units)
    case = f"ensemble_mean, inputs: {n}, units: {units}, p={p}"
    check(case, ensemble_mean(x, w, b, p), ensemble(x, w, b, p), ensemble_slips(x, w, b, p))
### END HIDDEN TESTS

# %% [markdown]
# To keep dropout on at inference, run a picture through the network many times, and take the mean on purpose,
# is called **Monte Carlo dropout**. The answers' spread then hints at how unsure the network is.
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
# - A network that overfits knows its training pictures by heart, and does worse on others. Measure it with several seeds.
# - Dropout sets each value to 0 with probability $p$, in training only, by a draw for each value.
# - Training and inference must have the same mean: divide by $1-p$ in training, or multiply by $1-p$ at inference.
# - The mean is kept, the noise stays: the variance of a value is $x^2 p/(1-p)$.
# - The backward pass uses the mask of the forward pass.
# - In Paddle: keywords, `net.eval()` before every prediction, and `paddle.seed` for dropout's draws.
# - Augmentation teaches a network to ignore a change. The label must survive it, and test pictures stay as they are.
# - One thing changed at a time, several seeds, a spread. If a remedy does not help, say so.
#
# ## Check yourself
#
# <details><summary>p = 0.8, mode upscale_in_train, x = 2: which outputs are possible in training, and what are their mean and variance?</summary>
#
# 0 and 2/0.2 = 10. The mean is 2, the variance 4 · 0.8/0.2 = 16.
# </details>
#
# <details><summary>The same in the mode downscale_in_infer?</summary>
#
# 0 and 2. The mean is 0.4, which is what inference gives; the variance is 4 · 0.8 · 0.2 = 0.64.
# </details>
#
# <details><summary>You set np.random.seed(0) before training with dropout in Paddle, and two runs differ. Why?</summary>
#
# Dropout, like the first weights, is drawn from Paddle's own generator. `paddle.seed(0)` fixes it.
# </details>
#
# <details><summary>A colleague tests with net.train() still on and reports 86.5 %. What do you say?</summary>
#
# Dropout was active: another call gives another number, and most likely all are too low. Call `net.eval()` first.
# </details>
#
# <details><summary>Satellite pictures from straight above are to be told apart: forest, field, town. Which flips and turns are legal?</summary>
#
# All of them: from above there is no up and down. The condition is the same as for digits, the answer is another one.
# </details>
#
# ## What comes next
#
# Paddle found the gradients in this chapter, except for dropout's, which you wrote yourself.
# Chapter 7 does the same for every layer of a convolutional network: backpropagation by hand, checked against differences.
