# %% [markdown]
# # 5. Batch normalization: keeping numbers in range
#
# Stack ten layers, and the numbers that reach the last one may be a thousand times smaller than those that went in,
# or a thousand times larger.
# Either way the network is hard to train.
# Batch normalization measures the numbers in the middle of the network, while it trains, and puts them back in range.
# The idea fits into three lines of NumPy.
# What goes wrong in practice is everything around them: over which axes, with which variance,
# and what happens when training is over. That is what this chapter is about.
#
# **When you are done, you can**
#
# - show, with numbers, how the scale of activations drifts with depth;
# - write batch normalization for `[N, K]` and `[N, C, H, W]`, in training and at inference;
# - keep running statistics exactly as Paddle does, and say where other frameworks differ;
# - find the five usual mistakes in a batch normalization layer made by hand;
# - say why a bias before it is useless, and merge it into a convolution when training is over.
#
# **It takes** about 50 minutes to read and 130 minutes to solve.
# You need the shapes of chapter 3 and the activations of chapter 4.
# There are 41 points in seven exercises; the last one is a stretch.
#
# The symbols are those of [the table of notation](../notation.md); [the glossary](../glossary.md) gives each term in Chinese.

# %% [markdown]
# The first cell loads NumPy and the course's own small library.

# %%
import numpy as np

from course import normalization, plots
from course.budget import patiently

# %% [markdown]
# From the second on we have Paddle, and its module of layers under the short name `nn`.

# %%
import paddle
from paddle import nn

# %% [markdown]
# ## 5.1 The scale drifts
#
# A layer multiplies its input by weights and adds up.
# If the weights are a little small, what comes out is a little smaller than what went in.
# The next layer does it again.
#
# We measure that on real input: 256 of scikit-learn's handwritten digits, 64 pixels each,
# every pixel brought to mean 0 and standard deviation 1 (those that are always black stay 0).
# They go through ten layers of 64 ReLU units with random weights.
# He and others (2015) worked out that weights of variance 2/64 keep the scale of such a network on average;
# ours are 0.6 times as large.

# %%
rng = np.random.default_rng(0)
h = normalization.standardize(normalization.digits()[0][:256].astype(float))
spread = []
for layer in range(10):
    w = 0.6 * np.sqrt(2 / 64) * rng.normal(size=(64, 64))
    h = np.maximum(0, h @ w)
    spread.append(h.std())
print(f"standard deviation after layer 1: {spread[0]:.3f}  after layer 10: {spread[-1]:.4f}")

# %% [markdown]
# From 0.477 to 0.0028: on the way from layer 1 to layer 10 the activations have become about 170 times smaller.
# The reason is plain arithmetic. A ReLU layer without a bias that gets weights 0.6 times as large
# gives outputs 0.6 times as large, so ten layers give $0.6^{10} \approx 0.006$ of what He's weights would give.
# Weights 1.5 times as large give $1.5^{10} \approx 58$ times as much.
# Only one size of weights keeps the scale, and training changes the weights at every step.
#
# Move the first slider and watch the black line; the scale of the vertical axis is logarithmic.
# The dashed line is the same network with batch normalization before each ReLU.

# %%
normalization.explore_scale()

# %% [markdown]
# Without batch normalization, only a slider near 1 gives a level line.
# With it the line stays at about 0.6 wherever the slider stands.
# Depth makes it worse: at 0.6, ten layers cost more than two powers of ten, and twenty layers more than four.
#
# What is bad about small numbers? Gradients shrink in the same way on their way back, as chapter 4 showed,
# so the first layers hardly learn.
# And large numbers push a sigmoid to where it is flat, or blow up the loss.

# %% [markdown]
# ## 5.2 Three steps and two parameters
#
# **Batch normalization** (Ioffe and Szegedy, 2015) treats each feature by itself, and looks at it over one batch.
# For the values $x_1, \dots, x_N$ that one feature has in the $N$ samples of a batch:
#
# 1. the mean, $\;\mu = \frac{1}{N} \sum_i x_i$;
# 2. the variance, $\;\sigma^2 = \frac{1}{N} \sum_i (x_i - \mu)^2$;
# 3. normalize, $\;\hat{x}_i = \dfrac{x_i - \mu}{\sqrt{\sigma^2 + \varepsilon}}$.
#
# The small number $\varepsilon$ (`epsilon`, 1e-5 in Paddle) keeps the root away from 0 where all values are equal.
# The variance is divided by $N$, not by $N - 1$: statisticians call it the **biased** variance.
#
# A batch of three samples with two features, step by step:

# %%
x = np.array([[1.0, 2], [3, 6], [5, 10]])
mean = x.mean(axis=0)
variance = x.var(axis=0)  # NumPy divides by N unless it is told otherwise
normalized = (x - mean) / np.sqrt(variance + 1e-5)
print("mean:", mean, " variance:", variance.round(4), " its root:", np.sqrt(variance).round(4))
print(normalized.round(4))

# %% [markdown]
# Each column has a mean and a variance of its own: 3 and 2.6667 on the left, 6 and 10.6667 on the right.
# The root of the variance is the standard deviation, 1.633 and 3.266.
# The right column is twice the left one, and afterwards the two are equal: -1.2247, 0, 1.2247.
# Offset and scale of a feature are gone. What is left is how each sample compares with the others of its batch.

# %%
plots.show(
    plots.number_grids([x, x - mean, normalized], ["batch x", "less its mean", "normalized"]),
    alt=(
        "Three grids of three samples and two features. The batch: 1 2, 3 6, 5 10. Less the mean"
        " of each column: -2 -4, 0 0, 2 4. Normalized: both columns hold -1.22, 0, 1.22."
    ),
)

# %% [markdown]
# Two numbers are easily mixed up when they are printed, so we do it once with labels that can be checked:
# the batch with the rows 1 2 3, 4 5 6 and 7 8 9.

# %%
x = np.arange(1.0, 10).reshape(3, 3)
print("mean of the first column:", x.mean(axis=0)[0])
print("its standard deviation:", x.std(axis=0)[0].round(4), " its variance:", x.var(axis=0)[0])
layer = nn.BatchNorm1D(3)
print(layer(paddle.to_tensor(x.astype("float32"))).numpy().round(4))

# %% [markdown]
# The mean of 1, 4 and 7 is 4. Their distances from it are -3, 0 and 3, so the variance is 18/3 = 6
# and the standard deviation its root, 2.4495. Divide by that, and you have what Paddle's layer gives: -3/2.4495 = -1.2247.
#
# ### Why gamma and beta
#
# Should every feature really have mean 0 and standard deviation 1? Nobody knows beforehand; so the network learns it.
# Each feature gets a factor `gamma` and an offset `beta`, which are trained like any other weights:
#
# $$y_i = \gamma\, \hat{x}_i + \beta$$
#
# This is the **affine** part of the layer: scaled and shifted.
# gamma begins at 1 and beta at 0. With the right values they can even undo the normalization:

# %%
x = np.array([[1.0, 2], [3, 6], [5, 10]])
gamma, beta = np.sqrt(variance + 1e-5), mean
print(gamma * normalized + beta)

# %% [markdown]
# That is the batch we began with. So the layer can still compute everything that it could without normalization.
# The gain is that offset and scale of a feature now depend on two numbers alone,
# and no longer on all weights of all layers before.
#
# The factor matters for what comes next, too.
# Take sigmoid: between -1 and 1 it is nearly a straight line.
# With gamma fixed at 1 the network could use little of its bend; with a larger gamma it may.

# %% [markdown]
# ## 5.3 Pictures: over which axes?
#
# After a fully connected layer, `[N, K]`, each of the K features is averaged over the N samples.
# After a convolution, `[N, C, H, W]`, the feature is the *channel*: one filter made all of it, with the same weights
# at every place. So all places of all pictures count together: N·H·W values share one mean and one variance,
# and there are C means.

# %%
plots.show(
    normalization.shared_cells(n=4, channels=3, height=2, width=2, chosen=1),
    alt=(
        "Left: a batch of 4 samples with 3 features; the 4 values of feature 1, one column, are"
        " hatched: they share a mean. Right: a batch of 4 pictures with 3 channels of 2 by 2 pixels; all 16"
        " pixels of channel 1, in all pictures, are hatched."
    ),
)

# %% [markdown]
# In NumPy that is `axis=(0, 2, 3)`: the axes to average over, all but the channels.
# Two pictures with three channels of 3×3 random pixels:

# %%
np.random.seed(100)
x = np.random.rand(2, 3, 3, 3).astype("float32")
mean, variance = x.mean(axis=(0, 2, 3)), x.var(axis=(0, 2, 3))
print("mean:", mean.round(6))
print("variance:", variance.round(6))

# %% [markdown]
# Three means and three variances, one for each channel, each from 2·3·3 = 18 values.
# To subtract them they need a shape that lines up with the channels. `x - mean` would line up with the *last* axis, the columns.
# Here it would even run, for there are three columns as well, and give wrong numbers without a word.

# %%
y = (x - mean.reshape(1, 3, 1, 1)) / np.sqrt(variance.reshape(1, 3, 1, 1) + 1e-5)
layer = nn.BatchNorm2D(3)
by_paddle = layer(paddle.to_tensor(x)).numpy()
print("first row of x:", x[0, 0, 0].round(6), " normalized:", y[0, 0, 0].round(5))
print("largest difference from Paddle:", np.abs(y - by_paddle).max())
wrong = (x - mean) / np.sqrt(variance + 1e-5)
print("without the reshape:", np.abs(wrong - by_paddle).max().round(3))

# %% [markdown]
# With the reshape the two agree to the last digits of 32-bit numbers. Without it they differ by tenths.
#
# How much does such a layer hold? We ask it.

# %%
for name, parameter in layer.named_parameters():
    kind = "not trained" if parameter.stop_gradient else "trained"
    print(f"{name:10} {list(parameter.shape)} {kind}")

# %% [markdown]
# `weight` is gamma and `bias` is beta. The other two are the running mean and variance, which section 5.4 explains.
#
# > **What Paddle does differently.** It counts the running statistics among the *parameters*, marked by `stop_gradient=True`;
# > other frameworks keep them as buffers.
# > Whoever adds up `net.parameters()` counts twice as many as there are to train.
# > To count the trained ones, leave out those whose `stop_gradient` is true.

# %% [markdown] role="statement" exercise="batch_norm_numbers"
# ### Exercise 5.1: what is averaged, what is held (3 points, ~10 min)
#
# ```python
# batch_norm_numbers(shape) -> dict
# ```
#
# - `shape`: the shape of the input, a list `[N, K]` or `[N, C, H, W]`.
# - Return whole numbers under three names:
#   - `"values_per_mean"`: how many values are averaged for one mean;
#   - `"trained"`: how many numbers of the layer are trained;
#   - `"in_parameters"`: how many numbers `layer.parameters()` holds in Paddle.
#
# **The tests look at** both kinds of shape, and at each number by itself.
#
# <details><summary>Hint</summary>
#
# The channel axis is axis 1 in both cases. The layer prints above for three channels tell what it holds.
# </details>


# %% role="answer" exercise="batch_norm_numbers"
def batch_norm_numbers(shape):
    """What batch normalization of an input of this shape averages and holds, as whole numbers."""
    ### BEGIN SOLUTION
    values = shape[0]
    for side in shape[2:]:
        values *= side
    return {"values_per_mean": values, "trained": 2 * shape[1], "in_parameters": 4 * shape[1]}
    ### END SOLUTION


# %% role="tests" exercise="batch_norm_numbers" case="averaged" points=2
# How many values share a mean (2 points)
from course.checks import check_counts

known = {
    "All values are counted; each channel has a mean of its own.": 24 * 16 * 14 * 10,
    "The batch is missing: all pictures count together.": 14 * 10,
    "The pixels are missing: a channel's mean is over all places as well.": 24,
    "That is the number of means, not of values for each.": 16,
    "The values of one picture are counted, all channels together.": 16 * 14 * 10,
    "The columns are missing: each picture has H·W places.": 24 * 14,
    "Pictures need not be square: H and W may differ.": 24 * 14 * 14,
}
case = "batch_norm_numbers([24, 16, 14, 10])"
got = batch_norm_numbers([24, 16, 14, 10])
check_counts(case, got, {"values_per_mean": 3360}, {"values_per_mean": known})
### BEGIN HIDDEN TESTS
for shape, values in [
    ([20, 7], 20),
    ([8, 3, 5, 6], 240),
    ([1, 4, 2, 9], 18),
    ([3, 40], 3),
]:
    known = {
        "In [N, K] a feature has one value for each sample: N.": shape[1],
        "All values are counted; each feature has a mean of its own.": values * shape[1],
    }
    case = f"batch_norm_numbers({shape})"
    got = batch_norm_numbers(list(shape))
    check_counts(case, got, {"values_per_mean": values}, {"values_per_mean": known})
### END HIDDEN TESTS

# %% role="tests" exercise="batch_norm_numbers" case="held" points=1
# What the layer holds (1 point)
from course.checks import check_counts

known = {
    "trained": {
        "gamma and beta are two numbers for each channel.": 16,
        "The running statistics are held, but not trained.": 64,
        "There is one gamma and one beta for each channel, not for the whole layer.": 2,
        "Axis 0 is the batch; the channels are axis 1.": 48,
        "All places of a channel share one gamma and one beta.": 2 * 16 * 14 * 10,
    },
    "in_parameters": {
        "Paddle counts the running mean and variance among the parameters as well.": 32,
        "Running mean *and* running variance: two numbers for each channel.": 48,
        "Axis 0 is the batch; the channels are axis 1.": 96,
    },
}
case = "batch_norm_numbers([24, 16, 14, 10])"
got = batch_norm_numbers([24, 16, 14, 10])
check_counts(case, got, {"trained": 32, "in_parameters": 64}, known)
### BEGIN HIDDEN TESTS
for shape in ([20, 7], [8, 3, 5, 6], [2, 64, 1, 1]):
    got = batch_norm_numbers(list(shape))
    expected = {"trained": 2 * shape[1], "in_parameters": 4 * shape[1]}
    check_counts(f"batch_norm_numbers({shape})", got, expected)
### END HIDDEN TESTS

# %% [markdown] role="statement" exercise="batch_norm_train"
# ### Exercise 5.2: batch normalization in training (9 points, ~25 min)
#
# ```python
# batch_norm_train(x, gamma, beta, epsilon=1e-5) -> (y, mean, variance)
# ```
#
# - `x`: a batch, `[N, K]` or `[N, C, H, W]`; `gamma`, `beta`: arrays `[K]` or `[C]`.
# - `y`: the normalized batch, times gamma, plus beta, in the shape of `x`.
# - `mean`, `variance`: arrays `[K]` or `[C]`; the variance is the biased one, without epsilon.
# - Write it by hand, with NumPy's arrays; a test looks whether you call Paddle's layer. Begin with `[N, K]`: four of the five tests ask for no more.
#
# **The tests look at** the worked example, the returned mean and variance, a gamma and beta that differ for each channel,
# pictures, and what epsilon does.
#
# <details><summary>Hint</summary>
#
# The axes to average over are all but axis 1: `axes = (0, *range(2, x.ndim))`.
# The shape that lines up with the channels is 1 everywhere but there:
# `shape = [1, -1] + [1] * (x.ndim - 2)`.
# </details>


# %% role="answer" exercise="batch_norm_train"
def batch_norm_train(x, gamma, beta, epsilon=1e-5):
    """Normalize each channel of x over the batch: (y in the shape of x, mean [C], variance [C])."""
    ### BEGIN SOLUTION
    axes = (0, *range(2, x.ndim))
    mean, variance = x.mean(axis=axes), x.var(axis=axes)
    shape = [1, -1] + [1] * (x.ndim - 2)  # lines up with the channels
    normalized = (x - mean.reshape(shape)) / np.sqrt(variance.reshape(shape) + epsilon)
    return gamma.reshape(shape) * normalized + beta.reshape(shape), mean, variance
    ### END SOLUTION


# %% role="tests" exercise="batch_norm_train" case="columns" points=2
# Three steps on [N, K] (2 points)
import numpy as np

from course import normalization_mistakes as mistakes
from course.checks import check

x = np.array([[1.0, 2], [3, 6], [5, 10]])
one, zero = np.ones(2), np.zeros(2)
case = "batch_norm_train of the worked example, gamma 1 and beta 0: y"
got = mistakes.parts(case, batch_norm_train(x.copy(), one, zero), ["y", "mean", "variance"])
y = [[-1.2247427, -1.2247443], [0, 0], [1.2247427, 1.2247443]]
check(case, got[0], y, mistakes.training(x, one, zero), tolerance=1e-5)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(1)
for samples, features in [(7, 4), (4, 7), (30, 1), (5, 5)]:
    x = rng.normal(size=(samples, features)) * np.arange(1, features + 1) - 3
    one, zero = np.ones(features), np.zeros(features)
    got = batch_norm_train(x.copy(), one, zero)
    case = f"batch_norm_train of a batch [{samples}, {features}], gamma 1 and beta 0: y"
    y = mistakes.normalized(x, one, zero, x.mean(axis=0), x.var(axis=0))
    check(case, got[0], y, mistakes.training(x, one, zero), tolerance=1e-6)
### END HIDDEN TESTS

# %% role="tests" exercise="batch_norm_train" case="statistics" points=1
# The returned mean and variance (1 point)
import numpy as np

from course import normalization_mistakes as mistakes
from course.checks import check

x = np.array([[1.0, 2], [3, 6], [5, 10]])
case = "batch_norm_train of the worked example"
got = batch_norm_train(x.copy(), np.ones(2), np.zeros(2))
got = mistakes.parts(case, got, ["y", "mean", "variance"])
for_mean = {"This is the variance: return y, mean, variance in this order.": [8 / 3, 32 / 3]}
for_variance = {
    "This is the standard deviation; return its square, the variance.": np.sqrt([8 / 3, 32 / 3]),
    "It is divided by N - 1; batch normalization divides by N.": [4, 16],
    "This is the root of the variance divided by N - 1.": [2, 4],
    "epsilon belongs under the root, not into the returned variance.": x.var(axis=0) + 1e-5,
    "This is the mean of the squares; subtract the mean before squaring.": (x**2).mean(axis=0),
}
check(f"{case}: mean", got[1], [3, 6], for_mean)
check(f"{case}: variance", got[2], [8 / 3, 32 / 3], for_variance)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(2)
for samples, features in [(6, 3), (3, 6), (11, 1)]:
    x = rng.normal(size=(samples, features)) + 2 * np.arange(features)
    beta = np.arange(features) - 4.0
    got = batch_norm_train(x.copy(), 1.5 + np.arange(features), beta, 0.25)
    case = f"batch_norm_train of a batch [{samples}, {features}] with epsilon=0.25"
    known = {
        "The statistics of y are returned; return those of x.": beta,
        "One mean for the whole array: each feature has its own.": np.full(features, x.mean()),
    }
    check(f"{case}: mean", got[1], x.mean(axis=0), known)
    known = {
        "This is the standard deviation; return its square, the variance.": x.std(axis=0),
        "It is divided by N - 1; batch normalization divides by N.": x.var(axis=0, ddof=1),
        "epsilon belongs under the root, not into the variance.": x.var(axis=0) + 0.25,
    }
    check(f"{case}: variance", got[2], x.var(axis=0), known)
### END HIDDEN TESTS

# %% role="tests" exercise="batch_norm_train" case="affine" points=2
# Gamma and beta (2 points)
import numpy as np

from course import normalization_mistakes as mistakes
from course.checks import check

x = np.array([[1.0, 2], [3, 6], [5, 10]])
gamma, beta = np.array([2.0, -1]), np.array([10.0, 0.5])
case = "batch_norm_train of the worked example with gamma=[2, -1], beta=[10, 0.5]: y"
got = mistakes.parts(case, batch_norm_train(x.copy(), gamma, beta), ["y", "mean", "variance"])
y = [[7.550515, 1.724744], [10, 0.5], [12.449485, -0.724744]]
check(case, got[0], y, mistakes.training(x, gamma, beta), tolerance=1e-5)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(3)
for samples, features in [(7, 4), (4, 7), (5, 5)]:
    x = 3 * rng.normal(size=(samples, features)) + 1
    gamma, beta = rng.normal(size=features), rng.normal(size=features)
    got = batch_norm_train(x.copy(), gamma, beta)
    case = f"batch_norm_train of a batch [{samples}, {features}] with gamma and beta: y"
    y = mistakes.normalized(x, gamma, beta, x.mean(axis=0), x.var(axis=0))
    check(case, got[0], y, mistakes.training(x, gamma, beta))
### END HIDDEN TESTS

# %% role="tests" exercise="batch_norm_train" case="pictures" points=3
# Pictures, [N, C, H, W] (3 points)
import numpy as np

from course import normalization_mistakes as mistakes
from course.checks import check

x = np.arange(16.0).reshape(2, 2, 2, 2)  # channel 0 holds 0 to 3 and 8 to 11
gamma, beta = np.array([2.0, 3]), np.array([1.0, 100])
case = "batch_norm_train of the numbers 0 to 15 as [2, 2, 2, 2], gamma=[2, 3], beta=[1, 100]"
got = mistakes.parts(case, batch_norm_train(x.copy(), gamma, beta), ["y", "mean", "variance"])
y = np.stack([2 * (x[:, 0] - 5.5), 3 * (x[:, 1] - 9.5)], axis=1) / np.sqrt(17.25001)
y += beta.reshape(1, 2, 1, 1)
check(f"{case}: y", got[0], y, mistakes.training(x, gamma, beta))
check(f"{case}: mean", got[1], [5.5, 9.5])
check(f"{case}: variance", got[2], [17.25, 17.25])
### BEGIN HIDDEN TESTS
import paddle

rng = np.random.default_rng(4)
for shape in [(2, 3, 4, 5), (3, 4, 5, 4), (5, 2, 3, 1), (1, 6, 3, 2)]:
    channels = shape[1]
    x = rng.normal(size=shape) * np.arange(1, channels + 1).reshape(1, -1, 1, 1) + 2
    gamma, beta = rng.normal(size=channels), rng.normal(size=channels)
    layer = paddle.nn.BatchNorm2D(channels)
    layer.weight.set_value(gamma.astype("float32"))
    layer.bias.set_value(beta.astype("float32"))
    y = layer(paddle.to_tensor(x.astype("float32"))).numpy()
    mean, variance = mistakes.statistics(x)
    got = batch_norm_train(x.copy(), gamma, beta)
    case = f"batch_norm_train of {list(shape)}, compared with Paddle's BatchNorm2D"
    check(f"{case}: y", got[0], y, mistakes.training(x, gamma, beta), tolerance=2e-5)
    check(f"{case}: mean", got[1], mean)
    unbiased = x.var(axis=(0, 2, 3), ddof=1)
    known = {"It is divided by one less than the number of values.": unbiased}
    check(f"{case}: variance", got[2], variance, known)
### END HIDDEN TESTS

# %% role="tests" exercise="batch_norm_train" case="epsilon" points=1
# Epsilon (1 point)
import numpy as np

from course import normalization_mistakes as mistakes
from course.by_hand import check_by_hand
from course.checks import check

x = np.array([[1.0, 4], [5, 4]])  # the second column does not vary
gamma, beta = np.array([3.0, 2]), np.array([1.0, 7])
case = "batch_norm_train of [[1, 4], [5, 4]] with epsilon=5, gamma=[3, 2], beta=[1, 7]: y"
got = mistakes.parts(case, batch_norm_train(x.copy(), gamma, beta, 5.0), ["y", "mean", "variance"])
known = {
    "epsilon is missing, or added only where the variance is 0; add it always.": [[-2, 7], [4, 7]]
} | mistakes.training(x, gamma, beta, epsilon=5.0)
check(case, got[0], [[-1, 7], [3, 7]], known)  # ±2 / √(4 + 5), times 3, plus 1
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(5)
for epsilon in (0.5, 1e-3, 1e-5):
    x = 0.01 * rng.normal(size=(6, 3))
    gamma, beta = rng.normal(size=3), rng.normal(size=3)
    got = batch_norm_train(x.copy(), gamma, beta, epsilon=epsilon)
    y = mistakes.normalized(x, gamma, beta, x.mean(axis=0), x.var(axis=0), epsilon)
    case = f"batch_norm_train of small values (about 0.01) with epsilon={epsilon}: y"
    check(case, got[0], y, mistakes.training(x, gamma, beta, epsilon))
got = batch_norm_train(np.full((4, 3), 0.25), np.ones(3), np.array([1.0, 2, 3]))
check("batch_norm_train of a batch of equal values: y is beta", got[0], [[1, 2, 3]] * 4)
check_by_hand(In, "batch_norm_train")
### END HIDDEN TESTS

# %% [markdown]
# ## 5.4 When training is over
#
# There is something odd about what you wrote. We give Paddle's layer one sample, twice,
# in the company of different others:

# %%
layer = nn.BatchNorm1D(1)
for batch in ([[2.0], [1.0], [0.0]], [[2.0], [3.0], [4.0]]):
    print(batch, "→", layer(paddle.to_tensor(batch)).numpy().ravel().round(3))

# %% [markdown]
# The first sample is 2.0 both times. Its output is 1.225 in the first batch and -1.225 in the second.
# In training that can be borne: each batch is another random draw.
# But when the network is used, the diagnosis of one patient must not depend on who else came in that day.
#
# So there are two modes. In **training**, a batch is normalized by its own mean and variance.
# At **inference**, fixed numbers take their place: the **running mean** and the **running variance**,
# which the layer has collected while it was trained.
# After each training batch Paddle does this:
#
# $$\text{running} \leftarrow \text{momentum} \cdot \text{running} + (1 - \text{momentum}) \cdot \text{batch}$$
#
# with a **momentum** of 0.9. The old value keeps nine tenths, the batch brings one tenth.
# That is a **moving average**: what happened long ago fades.
# Measured, with the worked example of section 5.2, whose means are 3 and 6 and whose variances are 2.6667 and 10.6667:

# %%
layer = nn.BatchNorm1D(2)
x = paddle.to_tensor([[1.0, 2.0], [3.0, 6.0], [5.0, 10.0]])
print("at the start:", layer._mean.numpy(), layer._variance.numpy())
print(layer(x).numpy())
print("after a batch:", layer._mean.numpy().round(4), layer._variance.numpy().round(4))

# %% [markdown]
# The mean starts at 0, the variance at **1**. Afterwards the running mean is 0.9·0 + 0.1·3 = 0.3 and 0.1·6 = 0.6.
# The running variance is 0.9·1 + 0.1·2.6667 = 1.1667 and 0.9·1 + 0.1·10.6667 = 1.9667.
# So it is the *biased* variance that went in: with the unbiased one, 4 and 16, the result would be 1.3 and 2.5.
#
# > **What Paddle does differently.** `momentum` is the weight of the *old* value, and the biased variance is kept.
# > In PyTorch it is the other way round on both points: momentum (0.1) weighs the *new* value,
# > and the running variance takes the batch's unbiased variance.
# > Code that goes from one to the other needs the momentum turned into 1 - momentum.
#
# How long does the start remain? After $n$ batches its weight is $0.9^n$.

# %%
for n in (1, 10, 22, 44, 100):
    print(f"weight of the start after {n:3} batches: {0.9**n:.5f}")

# %% [markdown]
# After 22 batches the start still counts for a tenth, after 44 for a hundredth.
# Whoever evaluates a network after a handful of batches judges it by the start as much as by the data.

# %% [markdown] role="statement" exercise="running_statistics"
# ### Exercise 5.3: running statistics (5 points, ~15 min)
#
# ```python
# running_statistics(batches, momentum=0.9) -> (running_mean, running_variance)
# ```
#
# - `batches`: a list of batches, all `[N, K]` or all `[N, C, H, W]`, in the order in which training met them.
#   N may differ from batch to batch.
# - Return the running mean and variance, arrays `[K]` or `[C]`, as Paddle's layer has them after the last batch.
#   Compute them by hand, with NumPy's arrays.
#
# **The tests look at** one batch, several batches with another momentum, and pictures compared with Paddle's layer.
#
# <details><summary>Hint</summary>
#
# Start from `np.zeros(x.shape[1])` and `np.ones(x.shape[1])`.
# For each batch, your `batch_norm_train` gives its mean and variance.
# </details>


# %% role="answer" exercise="running_statistics"
def running_statistics(batches, momentum=0.9):
    """The running mean and variance [C] after training has met these batches."""
    ### BEGIN SOLUTION
    channels = batches[0].shape[1]
    running_mean, running_variance = np.zeros(channels), np.ones(channels)
    for x in batches:
        axes = (0, *range(2, x.ndim))
        running_mean = momentum * running_mean + (1 - momentum) * x.mean(axis=axes)
        running_variance = momentum * running_variance + (1 - momentum) * x.var(axis=axes)
    return running_mean, running_variance
    ### END SOLUTION


# %% role="tests" exercise="running_statistics" case="one_batch" points=2
# One batch (2 points)
import numpy as np

from course import normalization_mistakes as mistakes
from course.checks import check

x = np.array([[1.0, 2], [3, 6], [5, 10]])
case = "running_statistics of the worked example alone"
got = mistakes.parts(case, running_statistics([x.copy()]), ["running_mean", "running_variance"])
for_mean, for_variance = mistakes.running([x])
check(f"{case}: running_mean", got[0], [0.3, 0.6], for_mean)
check(f"{case}: running_variance", got[1], [7 / 6, 59 / 30], for_variance)
### BEGIN HIDDEN TESTS
x = np.array([[4.0, -1, 0], [8, 5, 0]])
got = running_statistics([x.copy()])
for_mean, for_variance = mistakes.running([x])
case = "running_statistics of [[4, -1, 0], [8, 5, 0]] alone"
check(f"{case}: running_mean", got[0], [0.6, 0.2, 0], for_mean)
check(f"{case}: running_variance", got[1], [1.3, 1.8, 0.9], for_variance)
again = running_statistics([x.copy()])
case = "running_statistics of the same batch, called once more: it starts from 0 and 1 again"
check(f"{case}: running_mean", again[0], [0.6, 0.2, 0])
check(f"{case}: running_variance", again[1], [1.3, 1.8, 0.9])
### END HIDDEN TESTS

# %% role="tests" exercise="running_statistics" case="several" points=2
# Several batches, and another momentum (2 points)
import numpy as np

from course import normalization_mistakes as mistakes
from course.checks import check

batches = [np.array([[2.0], [4]]), np.array([[10.0], [30]])]  # means 3 and 20, variances 1 and 100
case = "running_statistics of [[2], [4]] and [[10], [30]] with momentum=0.8"
got = running_statistics([x.copy() for x in batches], 0.8)
got = mistakes.parts(case, got, ["running_mean", "running_variance"])
for_mean, for_variance = mistakes.running(batches, 0.8)
check(f"{case}: running_mean", got[0], [4.48], for_mean)  # 0.8·(0.2·3) + 0.2·20
check(f"{case}: running_variance", got[1], [20.8], for_variance)  # 0.8·1 + 0.2·100
### BEGIN HIDDEN TESTS
again = running_statistics([x.copy() for x in batches], 0.8)
check(f"{case}, called once more: running_mean", again[0], [4.48])
check(f"{case}, called once more: running_variance", again[1], [20.8])
rng = np.random.default_rng(6)
for features, count, momentum in [(3, 4, 0.9), (2, 7, 0.6), (5, 3, 0.99)]:
    batches = [rng.normal(size=(3 + n, features)) * 2 + n for n in range(count)]
    got = running_statistics([batch.copy() for batch in batches], momentum=momentum)
    for_mean, for_variance = mistakes.running(batches, momentum)
    means, variances = zip(*(mistakes.statistics(batch) for batch in batches))
    case = f"running_statistics of {count} batches with {features} features, momentum={momentum}"
    check(f"{case}: running_mean", got[0], mistakes.moving(means, 0.0, momentum), for_mean)
    expected = mistakes.moving(variances, 1.0, momentum)
    check(f"{case}: running_variance", got[1], expected, for_variance)
### END HIDDEN TESTS

# %% role="tests" exercise="running_statistics" case="pictures" points=1
# Pictures, as Paddle's layer keeps them (1 point)
import numpy as np

from course import normalization_mistakes as mistakes
from course.by_hand import check_by_hand
from course.checks import check

batches = [np.arange(8.0).reshape(2, 2, 1, 2)]  # means 2.5 and 4.5, variances 4.25
case = "running_statistics of the numbers 0 to 7 as [2, 2, 1, 2]"
got = running_statistics([x.copy() for x in batches])
got = mistakes.parts(case, got, ["running_mean", "running_variance"])
for_mean, for_variance = mistakes.running(batches)
check(f"{case}: running_mean", got[0], [0.25, 0.45], for_mean)
check(f"{case}: running_variance", got[1], [1.325, 1.325], for_variance)
### BEGIN HIDDEN TESTS
import paddle

rng = np.random.default_rng(7)
batches = [3 * rng.normal(size=(n, 3, 2, 4)).astype("float32") + n for n in (4, 1, 2)]
layer = paddle.nn.BatchNorm2D(3, momentum=0.7)
for batch in batches:
    layer(paddle.to_tensor(batch))
got = running_statistics([x.copy() for x in batches], 0.7)
for_mean, for_variance = mistakes.running(batches, 0.7)
case = "running_statistics of batches of 4, 1 and 2 pictures, compared with Paddle's layer"
check(f"{case}: running_mean", got[0], layer._mean.numpy(), for_mean, tolerance=1e-5)
check(f"{case}: running_variance", got[1], layer._variance.numpy(), for_variance, tolerance=1e-5)
check_by_hand(In, "running_statistics")
### END HIDDEN TESTS

# %% [markdown]
# With running statistics at hand, inference needs no batch at all.
# In Paddle `layer.eval()` switches to it, and `layer.train()` back. The same two batches as above,
# through a layer that has met both a hundred times:

# %%
layer = nn.BatchNorm1D(1)
company = [[[2.0], [1.0], [0.0]], [[2.0], [3.0], [4.0]]]
for batch in 100 * company:
    layer(paddle.to_tensor(batch))
layer.eval()
for batch in company:
    print(batch, "→", layer(paddle.to_tensor(batch)).numpy().ravel().round(3))

# %% [markdown]
# Now 2.0 gives -0.064 in any company: the running mean is not exactly 2, because the last batch weighs a little more.
# And look at the other values: they lie farther from zero than in training.
# The running variance is the mean of the variances *within* batches (0.6667), and knows nothing of the difference *between* batches.
# Batches that are not drawn at random, such as one class after the other, give running statistics that fit none of them.
#
# > **In Paddle.** A layer in training mode that gets one value for each channel (N·H·W = 1) has nothing to normalize.
# > By the formula it would return beta. Paddle 3.3.1 returns the *input*, without gamma and beta, leaves the running
# > statistics as they were, and says nothing.

# %% [markdown]
# Believe it when you see it: gamma is 5, beta is 7, and the batch is a single sample.

# %%
layer = nn.BatchNorm1D(3)
layer.weight.set_value(np.full(3, 5, dtype="float32"))
layer.bias.set_value(np.full(3, 7, dtype="float32"))
print(layer(paddle.to_tensor([[1.0, -2.0, 3.0]])).numpy(), " running mean:", layer._mean.numpy())

# %% [markdown]
# The input comes out as it went in: no gamma, no beta, and the running mean still is 0.
# After a fully connected layer that happens when the last batch of an epoch holds a single sample: drop that batch, or merge it.

# %% [markdown] role="statement" exercise="batch_norm_infer"
# ### Exercise 5.4: batch normalization at inference (4 points, ~10 min)
#
# ```python
# batch_norm_infer(x, gamma, beta, running_mean, running_variance, epsilon=1e-5) -> y
# ```
#
# - `x`: `[N, K]` or `[N, C, H, W]`, N may be 1; the other four: arrays `[K]` or `[C]`.
# - Return `y` in the shape of `x`, computed by hand, with NumPy's arrays.
#   What becomes of a sample must not depend on the others.
#
# **The tests look at** `[N, K]`, pictures compared with Paddle's layer in evaluation mode, and samples one at a time.
#
# <details><summary>Hint</summary>
#
# The formula is that of training, with given numbers in the place of the batch's own.
# </details>


# %% role="answer" exercise="batch_norm_infer"
def batch_norm_infer(x, gamma, beta, running_mean, running_variance, epsilon=1e-5):
    """Normalize each channel of x by given statistics; y has the shape of x."""
    ### BEGIN SOLUTION
    shape = [1, -1] + [1] * (x.ndim - 2)
    factor = gamma / np.sqrt(running_variance + epsilon)
    return (x - running_mean.reshape(shape)) * factor.reshape(shape) + beta.reshape(shape)
    ### END SOLUTION


# %% role="tests" exercise="batch_norm_infer" case="columns" points=2
# Given statistics on [N, K] (2 points)
import numpy as np

from course import normalization_mistakes as mistakes
from course.checks import check

x = np.array([[1.0, 2], [3, 6], [5, 10]])
gamma, beta = np.array([2.0, -1]), np.array([10.0, 0.5])
mean, variance = np.array([5.0, 2]), np.array([4.0, 16])
case = "batch_norm_infer with gamma=[2, -1], beta=[10, 0.5], means [5, 2], variances [4, 16]"
y = [[6, 0.5], [8, -0.5], [10, -1.5]]
known = mistakes.inference(x, gamma, beta, mean, variance)
check(case, batch_norm_infer(x.copy(), gamma, beta, mean, variance), y, known, tolerance=1e-5)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(8)
for samples, features, epsilon in [(6, 3, 1e-5), (3, 6, 0.5), (4, 4, 1e-3)]:
    x = 2 * rng.normal(size=(samples, features))
    gamma, beta, mean = rng.normal(size=(3, features))
    variance = 0.01 + rng.random(features)
    y = mistakes.normalized(x, gamma, beta, mean, variance, epsilon)
    case = f"batch_norm_infer of a batch [{samples}, {features}] with epsilon={epsilon}"
    got = batch_norm_infer(x.copy(), gamma, beta, mean, variance, epsilon)
    check(case, got, y, mistakes.inference(x, gamma, beta, mean, variance, epsilon))
### END HIDDEN TESTS

# %% role="tests" exercise="batch_norm_infer" case="pictures" points=1
# Pictures, as Paddle's layer in evaluation mode (1 point)
import numpy as np

from course import normalization_mistakes as mistakes
from course.by_hand import check_by_hand
from course.checks import check

x = np.arange(8.0).reshape(2, 2, 1, 2)
gamma, beta, mean, variance = np.array([[1.0, 2], [0, 100], [1, 2], [4, 1]])
case = "batch_norm_infer of the numbers 0 to 7 as [2, 2, 1, 2], means [1, 2], variances [4, 1]"
y = [[[[-0.5, 0]], [[100, 102]]], [[[1.5, 2]], [[108, 110]]]]
known = mistakes.inference(x, gamma, beta, mean, variance)
check(case, batch_norm_infer(x.copy(), gamma, beta, mean, variance), y, known, tolerance=1e-5)
### BEGIN HIDDEN TESTS
import paddle

rng = np.random.default_rng(9)
for shape in [(2, 3, 4, 5), (3, 4, 2, 4), (1, 5, 1, 1)]:
    x = rng.normal(size=shape)
    gamma, beta, mean = rng.normal(size=(3, shape[1]))
    variance = 0.2 + rng.random(shape[1])
    layer = paddle.nn.BatchNorm2D(shape[1])
    parameters = layer.weight, layer.bias, layer._mean, layer._variance
    for parameter, value in zip(parameters, (gamma, beta, mean, variance)):
        parameter.set_value(value.astype("float32"))
    layer.eval()
    y = layer(paddle.to_tensor(x.astype("float32"))).numpy()
    case = f"batch_norm_infer of {list(shape)}, compared with Paddle's BatchNorm2D"
    known = mistakes.inference(x, gamma, beta, mean, variance)
    check(case, batch_norm_infer(x.copy(), gamma, beta, mean, variance), y, known, tolerance=2e-5)
check_by_hand(In, "batch_norm_infer")
### END HIDDEN TESTS

# %% role="tests" exercise="batch_norm_infer" case="company" points=1
# A sample does not depend on its batch (1 point)
import numpy as np

from course import normalization_mistakes as mistakes
from course.checks import check

x = np.array([[7.0]])
gamma, beta, mean, variance = np.array([[2.0], [1], [1], [9]])
known = {
    "The batch's own mean is used, and a single sample is its own mean: only beta is left.": [[1]]
} | mistakes.inference(x, gamma, beta, mean, variance)
case = "batch_norm_infer of the single value 7, gamma 2, beta 1, running mean 1, variance 9"
got = batch_norm_infer(x.copy(), gamma, beta, mean, variance)
check(case, got, [[5]], known, tolerance=1e-5)  # 2 · (7 - 1)/√9 + 1
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(10)
for shape in [(5, 3), (4, 2, 3, 3)]:
    x = rng.normal(size=shape)
    gamma, beta, mean = rng.normal(size=(3, shape[1]))
    variance = 0.5 + rng.random(shape[1])
    y = mistakes.normalized(x, gamma, beta, mean, variance)
    known = mistakes.inference(x, gamma, beta, mean, variance)
    together = batch_norm_infer(x.copy(), gamma, beta, mean, variance)
    check(f"batch_norm_infer of {list(shape)}", together, y, known)
    for n in range(shape[0]):
        alone = batch_norm_infer(x[n : n + 1].copy(), gamma, beta, mean, variance)
        case = f"batch_norm_infer of sample {n} of {list(shape)} alone"
        known = mistakes.inference(x[n : n + 1], gamma, beta, mean, variance)
        check(case, alone, y[n : n + 1], known)
### END HIDDEN TESTS

# %% [markdown]
# ## 5.5 A layer with mistakes in it
#
# The following layer is of the kind that tutorials print.
# It runs, and it returns an array of the right shape.
# Measured against Paddle's layer it has five mistakes.
#
# ```python
# class BatchNorm1D:
#     """Batch normalization of [N, K]; `training` says which mode it is in."""
#
#     def __init__(self, num_features, momentum=0.9, epsilon=1e-5):
#         self.momentum, self.epsilon = momentum, epsilon
#         self.weight, self.bias = np.ones(num_features), np.zeros(num_features)
#         self.running_mean = np.zeros(num_features)
#         self.running_variance = np.zeros(num_features)
#         self.training = True
#
#     def __call__(self, x):
#         mean, variance = x.mean(axis=0), x.var(axis=0, ddof=1)
#         old, new = 1 - self.momentum, self.momentum
#         self.running_mean = old * self.running_mean + new * mean
#         self.running_variance = old * self.running_variance + new * variance
#         if not self.training:
#             mean = self.running_mean
#         normalized = (x - mean) / np.sqrt(variance + self.epsilon)
#         return self.weight * normalized + self.bias
# ```
#
# Read it line by line with sections 5.2 and 5.4 beside it, before you change anything.

# %% [markdown] role="statement" exercise="batch_norm_1d"
# ### Exercise 5.5: find the bugs (7 points, ~20 min)
#
# Write the layer above without its mistakes, in NumPy, so that it behaves as `paddle.nn.BatchNorm1D`.
# Copy it into the cell below and repair it there, or write it anew.
#
# - `layer = BatchNorm1D(num_features, momentum=0.9, epsilon=1e-5)` makes it, in training mode.
# - `layer(x)` takes and returns an array `[N, K]`.
# - Its attributes keep their names: `weight`, `bias`, `running_mean` and `running_variance`, arrays `[K]`,
#   and `training`, `True` or `False`. The tests read them and set them.
#
# **The tests look at** what it does, not at how it is written: the output in training, a fresh layer at inference,
# the running statistics after several batches, and a trained layer at inference.
# A test passes when all mistakes that it touches are gone.
#
# <details><summary>Hint</summary>
#
# Ask of each number: what is it at the start, when does it change, and who reads it in which mode?
# At inference nothing of the layer may change, and nothing of the batch but `x` itself may be read.
# </details>


# %% role="answer" exercise="batch_norm_1d"
class BatchNorm1D:
    """Batch normalization of [N, K]; `training` says which mode it is in."""

    def __init__(self, num_features, momentum=0.9, epsilon=1e-5):
        ### BEGIN SOLUTION
        self.momentum, self.epsilon = momentum, epsilon
        self.weight, self.bias = np.ones(num_features), np.zeros(num_features)
        self.running_mean = np.zeros(num_features)
        self.running_variance = np.ones(num_features)
        self.training = True
        ### END SOLUTION

    def __call__(self, x):
        ### BEGIN SOLUTION
        mean, variance = self.running_mean, self.running_variance
        if self.training:
            mean, variance = x.mean(axis=0), x.var(axis=0)
            old, new = self.momentum, 1 - self.momentum
            self.running_mean = old * self.running_mean + new * mean
            self.running_variance = old * self.running_variance + new * variance
        normalized = (x - mean) / np.sqrt(variance + self.epsilon)
        return self.weight * normalized + self.bias
        ### END SOLUTION


# %% role="tests" exercise="batch_norm_1d" case="training" points=2
# The output in training (2 points)
import numpy as np

from course import normalization_mistakes as mistakes
from course.checks import check

x = np.array([[1.0, 2], [3, 6], [5, 10]])
layer = BatchNorm1D(2)
gamma, beta = np.array([2.0, -1]), np.array([10.0, 0.5])
layer.weight, layer.bias = gamma, beta
y = [[7.550515, 1.724744], [10, 0.5], [12.449485, -0.724744]]
case = "BatchNorm1D(2) in training, weight [2, -1], bias [10, 0.5], on the worked example"
mean, variance = mistakes.statistics(x)
known = {
    "In training the batch's own statistics are used, not the running ones.": mistakes.normalized(
        x, gamma, beta, 0.1 * mean, 0.9 + 0.1 * variance
    )
} | mistakes.training(x, gamma, beta)
check(case, layer(x.copy()), y, known, tolerance=1e-5)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(11)
layer = BatchNorm1D(3, epsilon=0.1)
gamma, beta = rng.normal(size=(2, 3))
layer.weight, layer.bias = gamma, beta
for samples in (5, 2, 9):
    x = rng.normal(size=(samples, 3)) + samples
    y = mistakes.normalized(x, gamma, beta, *mistakes.statistics(x), 0.1)
    case = f"BatchNorm1D(3, epsilon=0.1) in training on a batch of {samples}"
    check(case, layer(x.copy()), y, mistakes.training(x, gamma, beta, 0.1))
### END HIDDEN TESTS

# %% role="tests" exercise="batch_norm_1d" case="fresh" points=1
# A fresh layer at inference (1 point)
import numpy as np

from course import normalization_mistakes as mistakes
from course.checks import check

x = np.array([[1.0, 2], [3, 6], [5, 10]])
layer = BatchNorm1D(2)
layer.training = False
case = "BatchNorm1D(2) at inference, before any batch: it divides by √(1 + 1e-5), so nearly x"
mean, deviation = x.mean(axis=0), x.std(axis=0)
known = {
    "The running variance starts at 0, so x is divided by √epsilon.": x / np.sqrt(1e-5),
    "The batch's mean and variance are used at inference.": (x - mean) / deviation,
    "The mean went into the running mean: at inference nothing changes.": x - 0.1 * mean,
    "The layer learned from data at inference: it must not.": (
        (x - 0.1 * mean) / np.sqrt(0.9 + 0.1 * deviation**2)
    ),
    "The batch's variance is used at inference.": x / deviation,
    "The batch's mean is used at inference.": x - mean,
}
check(case, layer(x.copy()), x / np.sqrt(1 + 1e-5), known, tolerance=1e-4)
### BEGIN HIDDEN TESTS
layer = BatchNorm1D(3, epsilon=0.44)
layer.training = False
gamma, beta = np.array([1.2, -2.4, 0.6]), np.array([1.0, 0, -1])
layer.weight, layer.bias = gamma, beta
x = np.array([[1.0, 2, 3]])
known = mistakes.inference(x, gamma, beta, np.zeros(3), np.ones(3), 0.44)
case = "BatchNorm1D(3, epsilon=0.44) at inference, before any batch: √(1 + 0.44) is 1.2"
check(case, layer(x.copy()), [[2, -4, 0.5]], known)
### END HIDDEN TESTS

# %% role="tests" exercise="batch_norm_1d" case="running" points=2
# The running statistics after training on batches (2 points)
import numpy as np

from course import normalization_mistakes as mistakes
from course.checks import check

x = np.array([[1.0, 2], [3, 6], [5, 10]])
layer = BatchNorm1D(2)
layer(x.copy())
for_mean, for_variance = mistakes.running([x])
case = "BatchNorm1D(2) after training on the worked example"
check(f"{case}: running_mean", layer.running_mean, [0.3, 0.6], for_mean)
check(f"{case}: running_variance", layer.running_variance, [7 / 6, 59 / 30], for_variance)
### BEGIN HIDDEN TESTS
import paddle

rng = np.random.default_rng(12)
for momentum in (0.9, 0.75):
    batches = [rng.normal(size=(n, 3)).astype("float32") * n + 1 for n in (4, 2, 6)]
    theirs = paddle.nn.BatchNorm1D(3, momentum=momentum)
    layer = BatchNorm1D(3, momentum=momentum)
    for batch in batches:
        theirs(paddle.to_tensor(batch))
        layer(batch.copy())
    for_mean, for_variance = mistakes.running(batches, momentum)
    case = f"BatchNorm1D(3, momentum={momentum}) after three batches, compared with Paddle's"
    got = layer.running_mean, layer.running_variance
    check(f"{case}: running_mean", got[0], theirs._mean.numpy(), for_mean, 2e-5)
    check(f"{case}: running_variance", got[1], theirs._variance.numpy(), for_variance, 2e-5)
    shared = "An array is shared: make one for each of the four."
    check(f"{case}: weight stays 1", layer.weight, np.ones(3), {shared: got[1]})
    check(f"{case}: bias stays 0", layer.bias, np.zeros(3), {shared: got[0]})
### END HIDDEN TESTS

# %% role="tests" exercise="batch_norm_1d" case="inference" points=2
# A trained layer at inference (2 points)
import numpy as np

from course import normalization_mistakes as mistakes
from course.by_hand import check_by_hand
from course.checks import check

layer = BatchNorm1D(2)
mean, variance = np.array([5.0, 2]), np.array([4.0, 16])
layer.running_mean, layer.running_variance = mean.copy(), variance.copy()
layer.training = False
x = np.array([[1.0, 2], [3, 6], [5, 10]])
y = mistakes.normalized(x, np.ones(2), np.zeros(2), mean, variance)
own = mistakes.statistics(x)
learned = 0.9 * mean + 0.1 * own[0], 0.9 * variance + 0.1 * own[1]
known = {
    "The layer learned from data at inference: it must not.": mistakes.normalized(
        x, np.ones(2), np.zeros(2), *learned
    ),
    "Mean and variance of the batch are used; at inference take the running ones.": (
        mistakes.normalized(x, np.ones(2), np.zeros(2), *own)
    ),
    "The mean is the running one, but the variance is the batch's.": mistakes.normalized(
        x, np.ones(2), np.zeros(2), mean, own[1]
    ),
    "The variance is the running one, but the mean is the batch's.": mistakes.normalized(
        x, np.ones(2), np.zeros(2), own[0], variance
    ),
}
case = "BatchNorm1D(2) at inference with running means [5, 2] and variances [4, 16]"
check(case, layer(x.copy()), y, known, tolerance=1e-5)
changed = {"The layer learned from data at inference: it must not.": learned[0]}
check(f"{case}, afterwards: running_mean", layer.running_mean, mean, changed)
### BEGIN HIDDEN TESTS
changed = {"The layer learned from data at inference: it must not.": learned[1]}
check(f"{case}, afterwards: running_variance", layer.running_variance, variance, changed)
rng = np.random.default_rng(13)
layer = BatchNorm1D(3, epsilon=0.01)
gamma, beta = rng.normal(size=(2, 3))
layer.weight, layer.bias = gamma, beta
batches = [rng.normal(size=(6, 3)) + n for n in range(3)]
for batch in batches:
    layer(batch.copy())
layer.training = False
means, variances = zip(*(mistakes.statistics(batch) for batch in batches))
mean, variance = mistakes.moving(means, 0.0, 0.9), mistakes.moving(variances, 1.0, 0.9)
for n in (1, 4):
    x = rng.normal(size=(n, 3))
    y = mistakes.normalized(x, gamma, beta, mean, variance, 0.01)
    case = f"BatchNorm1D(3) trained on three batches, then at inference on {n} samples"
    idle = mistakes.normalized(x, gamma, beta, np.zeros(3), np.ones(3), 0.01)
    known = {"The running statistics are those of the start: training must change them.": idle}
    known |= mistakes.inference(x, gamma, beta, mean, variance, 0.01)
    check(case, layer(x.copy()), y, known)
check_by_hand(In, "BatchNorm1D")
### END HIDDEN TESTS

# %% [markdown]
# ## 5.6 A layer of your own
#
# A network is full of such layers, and nobody wants to pass a flag to each of them.
# So a layer remembers its mode. `train()` and `eval()` switch it, and `layer(x)` acts accordingly.
# In Paddle, `net.eval()` switches all layers of a network at once.
# To forget it before evaluating is among the commonest mistakes in practice;
# to forget `net.train()` afterwards is the second, for then the running statistics stand still.

# %% [markdown] role="statement" exercise="batch_norm_2d"
# ### Exercise 5.6: BatchNorm2D (8 points, ~25 min)
#
# Write the layer for pictures, in NumPy, so that it agrees with `paddle.nn.BatchNorm2D`.
#
# - `layer = BatchNorm2D(num_features, momentum=0.9, epsilon=1e-5)` makes it, in training mode.
# - Attributes, all arrays `[C]` but the last: `weight` (gamma), `bias` (beta), `running_mean`, `running_variance`,
#   `training` (`True` or `False`). The tests read them, and set the four arrays.
# - `layer.train()` and `layer.eval()` switch the mode. `layer(x)` takes and returns an array `[N, C, H, W]`.
# - You may call your functions of exercises 5.2 and 5.4 if they pass their tests.
#
# **The tests look at** the output in training, the running statistics after several batches of different sizes,
# the output at inference, and switching to and fro; all compared with Paddle's layer.
#
# <details><summary>Hint</summary>
#
# `__call__` has two branches. In training: `batch_norm_train`, then update both running statistics.
# At inference: `batch_norm_infer`, and nothing else.
# </details>


# %% role="answer" exercise="batch_norm_2d"
class BatchNorm2D:
    """Batch normalization of pictures [N, C, H, W], in training mode until eval() is called."""

    def __init__(self, num_features, momentum=0.9, epsilon=1e-5):
        ### BEGIN SOLUTION
        self.momentum, self.epsilon = momentum, epsilon
        self.weight, self.bias = np.ones(num_features), np.zeros(num_features)
        self.running_mean, self.running_variance = np.zeros(num_features), np.ones(num_features)
        self.training = True
        ### END SOLUTION

    def train(self):
        ### BEGIN SOLUTION
        self.training = True
        ### END SOLUTION

    def eval(self):
        ### BEGIN SOLUTION
        self.training = False
        ### END SOLUTION

    def __call__(self, x):
        ### BEGIN SOLUTION
        if not self.training:
            statistics = self.running_mean, self.running_variance
            return batch_norm_infer(x, self.weight, self.bias, *statistics, self.epsilon)
        y, mean, variance = batch_norm_train(x, self.weight, self.bias, self.epsilon)
        old, new = self.momentum, 1 - self.momentum
        self.running_mean = old * self.running_mean + new * mean
        self.running_variance = old * self.running_variance + new * variance
        return y
        ### END SOLUTION


# %% role="tests" exercise="batch_norm_2d" case="training" points=2
# The output in training (2 points)
import numpy as np

from course import normalization_mistakes as mistakes
from course.checks import check

x = np.arange(8.0).reshape(2, 2, 1, 2)
gamma, beta = np.array([1.0, 2]), np.array([0.0, 100])
layer = BatchNorm2D(2)
layer.weight, layer.bias = gamma, beta
row = np.array([-2.5, -1.5, 1.5, 2.5]) / np.sqrt(4.25001)
y = np.stack([row.reshape(2, 1, 2), (2 * row + 100).reshape(2, 1, 2)], axis=1)
case = "BatchNorm2D(2) in training on the numbers 0 to 7, weight [1, 2], bias [0, 100]"
mean, variance = mistakes.statistics(x)
known = {
    "In training the batch's own statistics are used, not the running ones.": mistakes.normalized(
        x, gamma, beta, 0.1 * mean, 0.9 + 0.1 * variance
    )
} | mistakes.training(x, gamma, beta)
check(case, layer(x.copy()), y, known)
### BEGIN HIDDEN TESTS
import paddle

rng = np.random.default_rng(14)
for shape, epsilon in [((2, 3, 4, 5), 1e-5), ((4, 5, 2, 5), 0.3)]:
    x = 3 * rng.normal(size=shape) + 1
    gamma, beta = rng.normal(size=(2, shape[1]))
    theirs = paddle.nn.BatchNorm2D(shape[1], epsilon=epsilon)
    theirs.weight.set_value(gamma.astype("float32"))
    theirs.bias.set_value(beta.astype("float32"))
    y = theirs(paddle.to_tensor(x.astype("float32"))).numpy()
    layer = BatchNorm2D(shape[1], epsilon=epsilon)
    layer.weight, layer.bias = gamma, beta
    case = f"BatchNorm2D({shape[1]}, epsilon={epsilon}) in training on {list(shape)}"
    check(case, layer(x.copy()), y, mistakes.training(x, gamma, beta, epsilon), tolerance=2e-5)
### END HIDDEN TESTS

# %% role="tests" exercise="batch_norm_2d" case="running" points=2
# The running statistics (2 points)
import numpy as np

from course import normalization_mistakes as mistakes
from course.checks import check

x = np.arange(8.0).reshape(2, 2, 1, 2)  # means 2.5 and 4.5, variances 4.25
layer = BatchNorm2D(2)
layer(x.copy())
for_mean, for_variance = mistakes.running([x])
case = "BatchNorm2D(2) after training on the numbers 0 to 7"
check(f"{case}: running_mean", layer.running_mean, [0.25, 0.45], for_mean)
check(f"{case}: running_variance", layer.running_variance, [1.325, 1.325], for_variance)
### BEGIN HIDDEN TESTS
import paddle

rng = np.random.default_rng(15)
for momentum in (0.9, 0.6):
    batches = [2 * rng.normal(size=(n, 3, 2, 3)).astype("float32") + n for n in (4, 1, 2)]
    theirs = paddle.nn.BatchNorm2D(3, momentum=momentum)
    layer = BatchNorm2D(3, momentum=momentum)
    for batch in batches:
        theirs(paddle.to_tensor(batch))
        layer(batch.copy())
    for_mean, for_variance = mistakes.running(batches, momentum)
    case = f"BatchNorm2D(3, momentum={momentum}) after batches of 4, 1 and 2, and Paddle's"
    got = layer.running_mean, layer.running_variance
    check(f"{case}: running_mean", got[0], theirs._mean.numpy(), for_mean, 2e-5)
    check(f"{case}: running_variance", got[1], theirs._variance.numpy(), for_variance, 2e-5)
    shared = "An array is shared: make one for each of the four."
    check(f"{case}: weight stays 1", layer.weight, np.ones(3), {shared: got[1]})
    check(f"{case}: bias stays 0", layer.bias, np.zeros(3), {shared: got[0]})
### END HIDDEN TESTS

# %% role="tests" exercise="batch_norm_2d" case="inference" points=2
# The output at inference (2 points)
import numpy as np

from course import normalization_mistakes as mistakes
from course.by_hand import check_by_hand
from course.checks import check

x = np.arange(8.0).reshape(2, 2, 1, 2)
gamma, beta, mean, variance = np.array([[1.0, 2], [0, 100], [1, 2], [4, 1]])
layer = BatchNorm2D(2)
layer.weight, layer.bias = gamma, beta
layer.running_mean, layer.running_variance = mean.copy(), variance.copy()
layer.eval()
y = [[[[-0.5, 0]], [[100, 102]]], [[[1.5, 2]], [[108, 110]]]]
case = "BatchNorm2D(2) after eval(), weight [1, 2], bias [0, 100], means [1, 2], variances [4, 1]"
own = mistakes.statistics(x)
learned = 0.9 * mean + 0.1 * own[0], 0.9 * variance + 0.1 * own[1]
wrong = "The layer learned from data after eval(): it must not."
known = {wrong: mistakes.normalized(x, gamma, beta, *learned)}
known |= mistakes.inference(x, gamma, beta, mean, variance)
check(case, layer(x.copy()), y, known, tolerance=1e-5)
### BEGIN HIDDEN TESTS
check(f"{case}, afterwards: running_mean", layer.running_mean, mean, {wrong: learned[0]})
got = layer.running_variance
check(f"{case}, afterwards: running_variance", got, variance, {wrong: learned[1]})
rng = np.random.default_rng(16)
layer = BatchNorm2D(3, epsilon=0.05)
layer.eval()
x = rng.normal(size=(1, 3, 2, 4))
known = {
    "The running variance of a fresh layer must be 1.": x / np.sqrt(0.05),
    "epsilon is fixed in the code; use the argument.": x / np.sqrt(1 + 1e-5),
    "epsilon is added to the root; add it to the variance, under the root.": x / 1.05,
}
case = "BatchNorm2D(3, epsilon=0.05) after eval(), before any batch"
check(case, layer(x.copy()), x / np.sqrt(1.05), known)
check_by_hand(In, "BatchNorm2D")
### END HIDDEN TESTS

# %% role="tests" exercise="batch_norm_2d" case="switching" points=2
# Switching to and fro, with Paddle's layer beside it (2 points)
import numpy as np
import paddle

from course import normalization_mistakes as mistakes
from course.checks import check


def side_by_side(modes, channels, seed):
    """Send the same batches through both layers, in the given modes, and compare after each."""
    rng = np.random.default_rng(seed)
    gamma, beta = rng.normal(size=(2, channels)).astype("float32")
    layer, theirs = BatchNorm2D(channels), paddle.nn.BatchNorm2D(channels)
    layer.weight, layer.bias = gamma, beta
    theirs.weight.set_value(gamma)
    theirs.bias.set_value(beta)
    for step, mode in enumerate(modes, 1):
        x = (2 * rng.normal(size=(3, channels, 2, 4)) + step).astype("float32")
        _ = (layer.train(), theirs.train()) if mode == "train" else (layer.eval(), theirs.eval())
        mean, variance = theirs._mean.numpy(), theirs._variance.numpy()
        own = mistakes.normalized(x, gamma, beta, *mistakes.statistics(x))
        fixed = mistakes.normalized(x, gamma, beta, mean, variance)
        known = {
            "The batch's statistics are used though eval() was called last.": own,
            "The running statistics are used though train() was called last.": fixed,
        }
        case = f"BatchNorm2D({channels}), {' → '.join(modes[:step])}"
        y = theirs(paddle.to_tensor(x)).numpy()
        check(f"{case}: output", layer(x.copy()), y, known, tolerance=1e-4)
        check(f"{case}: running_mean", layer.running_mean, theirs._mean.numpy(), tolerance=1e-5)
        expected = theirs._variance.numpy()
        check(f"{case}: running_variance", layer.running_variance, expected, tolerance=1e-5)
        asked = mode == "train"
        assert layer.training == asked, f"{case}: layer.training must be {asked} now"


side_by_side(["train", "eval", "train"], channels=2, seed=17)
### BEGIN HIDDEN TESTS
side_by_side(["eval", "train", "train", "eval", "eval", "train", "eval"], channels=3, seed=18)
side_by_side(["train", "train", "eval", "train", "eval"], channels=5, seed=19)
### END HIDDEN TESTS

# %% [markdown]
# This cell puts *your* layer beside Paddle's, on the random pictures of section 5.3, in both modes.
# The differences should be about a ten-millionth, the precision of 32-bit numbers.

# %%
ours, theirs = BatchNorm2D(3), nn.BatchNorm2D(3)
np.random.seed(100)
x = np.random.rand(2, 3, 3, 3).astype("float32")
training = np.abs(ours(x) - theirs(paddle.to_tensor(x)).numpy()).max()
ours.eval(), theirs.eval()
inference = np.abs(ours(x) - theirs(paddle.to_tensor(x)).numpy()).max()
print(f"largest difference in training: {training:.0e}, at inference: {inference:.0e}")

# %% [markdown]
# ## 5.7 Where it stands in a network
#
# The usual order is convolution, batch normalization, activation.
# Before the activation the values are sums of many terms, and mean and variance describe such sums well;
# after a ReLU about half of them would be zero.
# The other order is found, too; this book keeps to the usual one, as VGG with batch norm and ResNet do.
#
# One thing follows at once. The convolution's bias adds a constant to a channel.
# The next thing that happens is that the channel's mean is subtracted. We try it with large biases:

# %%
paddle.seed(1)
conv, norm = nn.Conv2D(3, 4, kernel_size=3), nn.BatchNorm2D(4)
x = paddle.randn([8, 3, 10, 10])
without = norm(conv(x))
conv.bias.set_value(np.array([-2, 1, 3, 5], dtype="float32"))
with_bias = norm(conv(x))
print("largest change of the output:", float((with_bias - without).abs().max()))
(with_bias * paddle.randn(with_bias.shape)).sum().backward()  # any loss will do
print("largest gradient of the bias:", float(conv.bias.grad.abs().max()))
print("largest gradient of the weights:", float(conv.weight.grad.abs().max()))

# %% [markdown]
# The biases changed nothing but the last digit of 32-bit numbers.
# Their gradient is rounding error as well, millions of times smaller than that of the weights:
# they would never learn anything.
# Beta does their work now. Leave the bias out: `nn.Conv2D(…, bias_attr=False)` before every batch normalization.
# That saves C_out parameters.
#
# The same argument has a second side. Multiply the *weights* of the convolution by ten, and the output stays as it was too:
# the standard deviation grows by ten and is divided out. The size of the weights does not matter any more.

# %%
conv.weight.set_value(10 * conv.weight)
print("largest change, weights times ten:", float((norm(conv(x)) - without).abs().max()))

# %% [markdown]
# Not quite nothing: about a hundred-thousandth. Epsilon is now added to a variance that is a hundred times larger.
# Otherwise the factor is gone, and that is why the level line in section 5.1 did not care where the slider stood.

# %% [markdown]
# ## 5.8 What it buys: larger steps
#
# Now a network that learns. It has 64 pixels as input, four hidden layers of 32 ReLU units, and ten scores.
# (Fully connected, because that trains in a fraction of a second. Chapter 9 trains convolutions.)
# The argument says whether a batch normalization stands before each ReLU. Everything else is equal:
# with the same seed the two networks even begin with the same weights.


# %%
def build(normalized):
    """Four hidden layers of 32 units, with or without batch normalization."""
    layers, inputs = [], 64
    for _ in range(4):
        norm = [nn.BatchNorm1D(32)] if normalized else []
        layers += [nn.Linear(inputs, 32), *norm, nn.ReLU()]
        inputs = 32
    return nn.Sequential(*layers, nn.Linear(32, 10))


# %% [markdown]
# Training is five passes over 1,280 of 1,297 digits, 64 at a time, by plain gradient descent:
# compute the loss, let Paddle find the gradients, move every weight against its gradient, by `rate` times as much.
# `rate` is the **learning rate**.
# Afterwards `net.eval()`, and the share of right answers on 500 other digits.
# (`patiently` hands on all 100 batches; only while your work is graded it stops after the first,
# because no points depend on this training.)


# %%
def accuracy_after(normalized, rate, seed, epochs=5):
    """Share of 500 test digits that a network gets right after training."""
    x, labels, x_test, labels_test = normalization.digits()
    paddle.seed(seed)
    net, rng = build(normalized), np.random.default_rng(seed)
    sgd = paddle.optimizer.SGD(rate, parameters=net.parameters())
    passes = [rng.permutation(len(x))[:1280].reshape(20, 64) for _ in range(epochs)]
    for batch in patiently(np.concatenate(passes)):
        scores = net(paddle.to_tensor(x[batch]))
        nn.functional.cross_entropy(scores, paddle.to_tensor(labels[batch])).backward()
        sgd.step()
        sgd.clear_grad()
    net.eval()  # without this line each test batch would be normalized by itself
    return (net(paddle.to_tensor(x_test)).numpy().argmax(axis=1) == labels_test).mean()


# %% [markdown]
# Five learning rates and three seeds, first without batch normalization: 15 runs, a few seconds.

# %%
rates, seeds = [0.03, 0.1, 0.3, 1.0, 3.0], [0, 1, 2]
plain = np.array([[accuracy_after(False, rate, seed) for seed in seeds] for rate in rates])
print("rate:", rates)
print("without batch norm:", plain.mean(axis=1).round(2), "±", plain.std(axis=1).round(2))

# %% [markdown]
# The best of these rates is 0.1, and it reaches about 0.76.
# At 0.3 the three seeds disagree widely: 0.70 ± 0.18. From 1 on nothing is learned:
# 0.08 is what one gets for calling every picture the same digit.
#
# Now the same 15 runs with batch normalization.

# %%
normed = np.array([[accuracy_after(True, rate, seed) for seed in seeds] for rate in rates])
print("with batch norm:", normed.mean(axis=1).round(2), "±", normed.std(axis=1).round(2))

# %% [markdown]
# Every one of the five rates works: 0.88 and 0.90 at the ends, 0.95 to 0.97 between them.
# (The last digit may differ on your machine.) Both as curves, with bands for the spread over the seeds:

# %%
runs = {"without batch norm": plain, "with batch norm": normed}
plots.show(
    plots.curves(
        {name: (rates, acc.mean(axis=1), acc.std(axis=1)) for name, acc in runs.items()},
        "learning rate",
        "accuracy on 500 test digits",
        log_x=True,
    ),
    alt=(
        "Accuracy against the learning rate, 0.03 to 3. Without batch norm the line rises from 0.4"
        " to 0.8 at a rate of 0.1, has a wide band at 0.3 and lies at 0.1 from 1 on. With batch norm"
        " it stays between 0.88 and 0.97 at all five rates, with hardly any band."
    ),
)

# %% [markdown]
# The dashed line lies above the other everywhere, and it is nearly level.
# That is the practical gain: the learning rate need not be hit exactly, and it may be ten times larger.
#
# Keep in mind what was compared: the same network, the same weights at the start, the same batches, the same rate.
# A text that gives the network with batch normalization a larger rate as well has compared two things at once.
# And it was this network, on these digits, for five passes; another would give other numbers.
#
# Why does it help? The authors' own explanation was that each layer no longer has to follow
# the changes of all layers before it, which they called *internal covariate shift*.
# Santurkar and others (2018) tested that, found that it explains little,
# and showed instead that the loss becomes smoother: the gradient here tells more about the loss a step farther on.
# The measurement stands either way: larger steps become safe.
#
# Now you. The next picture trains such a network in NumPy, 200 updates at a time, three seeds.
# Keep the rate at 1 and make the batch smaller, then choose sigmoid. What happens at a batch of 2? At 1?

# %%
normalization.explore_stability()

# %% [markdown]
# At a rate of 1 and batches of 32, batch normalization reaches 96 ± 2 %, and the network without it guesses.
# Batches of 8 give 76 ± 6 %, batches of 2 no more than 12 ± 2 %.
# Of two values, normalization leaves only which is the larger one: they become 1 and -1 (unless they nearly agree).
# And running statistics from such batches hardly describe the data.
# A batch of one has nothing to compare with, and the picture says so instead of drawing.
# With sigmoid at batches of 32 the plain network stays at guessing for all six rates;
# with batch normalization a rate of 1 gives 96 ± 1 %.
#
# So batch normalization ties the network to its batches.
# Where memory allows only a few pictures in a batch, other normalizations are used that average over
# channels or places of a single picture (layer, group and instance normalization).

# %% [markdown]
# ## 5.9 After training it disappears
#
# At inference the four vectors of a batch normalization are constants.
# Then each channel is multiplied by one number and shifted by another, and a convolution can do that itself:
#
# $$\gamma\,\frac{(w * x + b) - \mu}{\sqrt{\sigma^2 + \varepsilon}} + \beta \;=\; w' * x + b'$$
#
# Programs that prepare a network for a telephone do exactly this.
# The layer costs nothing any more, and the outputs are equal up to rounding.

# %% [markdown] role="statement" exercise="fold"
# ### Exercise 5.7, stretch: fold it into the convolution (5 points, ~25 min)
#
# ```python
# fold(w, b, gamma, beta, running_mean, running_variance, epsilon=1e-5) -> (w2, b2)
# ```
#
# - `w`: the weights `[C_out, C_in, k_h, k_w]` of the convolution before the batch normalization;
#   `b`: its bias `[C_out]`, or `None` where it has none. The others are arrays `[C_out]`.
# - Return weights and bias, arrays in the same shapes, computed in NumPy: a convolution with them alone gives what both layers gave at inference.
#   `w` itself stays as it was.
#
# **The tests look at** a 1×1 kernel that you can check by hand, and whole layers of Paddle's with and without a bias.
#
# <details><summary>Hint</summary>
#
# Each output channel has one factor, `gamma / √(running_variance + epsilon)`.
# It multiplies all weights of that channel's filter, which is axis 0 of `w`. What does it do to the bias and to the mean?
# </details>


# %% role="answer" exercise="fold"
def fold(w, b, gamma, beta, running_mean, running_variance, epsilon=1e-5):
    """Weights and bias of one convolution that does the work of this one and its batch norm."""
    ### BEGIN SOLUTION
    factor = gamma / np.sqrt(running_variance + epsilon)
    bias = 0 if b is None else b
    return w * factor.reshape(-1, 1, 1, 1), (bias - running_mean) * factor + beta
    ### END SOLUTION


# %% role="tests" exercise="fold" case="with_bias" points=3
# A convolution with a bias (3 points)
import numpy as np

from course import normalization_mistakes as mistakes
from course.by_hand import check_by_hand
from course.checks import check

w, b = np.full((1, 1, 1, 1), 3.0), np.array([1.0])
gamma, beta, mean, variance = np.array([[2.0], [5], [4], [15]])
case = "fold of the weight 3 and the bias 1, gamma 2, beta 5, mean 4, variance 15, epsilon 1"
got = mistakes.parts(case, fold(w.copy(), b, gamma, beta, mean, variance, 1.0), ["w2", "b2"])
for_w, for_b = mistakes.folded(w, b, gamma, beta, mean, variance, 1.0)
check(f"{case}: w2", got[0], [[[[1.5]]]], for_w)  # 3 · 2/√16
check(f"{case}: b2", got[1], [3.5], for_b)  # (1 - 4) · 2/√16 + 5
### BEGIN HIDDEN TESTS
import paddle

rng = np.random.default_rng(20)
for c_out, c_in, k_h, k_w in [(4, 3, 3, 2), (3, 3, 1, 3), (2, 5, 2, 2)]:
    w, x = rng.normal(size=(c_out, c_in, k_h, k_w)), rng.normal(size=(2, c_in, 6, 5))
    b, gamma, beta, mean = rng.normal(size=(4, c_out))
    variance = 0.1 + rng.random(c_out)
    norm = paddle.nn.BatchNorm2D(c_out, epsilon=0.02)
    parameters = norm.weight, norm.bias, norm._mean, norm._variance
    for parameter, value in zip(parameters, (gamma, beta, mean, variance)):
        parameter.set_value(value.astype("float32"))
    norm.eval()
    conv = paddle.nn.functional.conv2d
    to = [paddle.to_tensor(array.astype("float32")) for array in (x, w, b)]
    both = norm(conv(*to)).numpy()
    case = f"fold of {c_out} filters [{c_in}, {k_h}, {k_w}] with a bias"
    got = fold(w.copy(), b, gamma, beta, mean, variance, 0.02)
    right = mistakes.folding(w, b, gamma, beta, mean, variance, 0.02)
    for_w, for_b = mistakes.folded(w, b, gamma, beta, mean, variance, 0.02)
    check(f"{case}: w2", got[0], right[0], for_w)
    check(f"{case}: b2", got[1], right[1], for_b)
    alone = [paddle.to_tensor(np.asarray(part, dtype="float32")) for part in got]
    one = conv(to[0], *alone).numpy()
    check(f"{case}: output of the one convolution", one, both, tolerance=1e-4)
check_by_hand(In, "fold")
### END HIDDEN TESTS

# %% role="tests" exercise="fold" case="without_bias" points=2
# A convolution without a bias (2 points)
import numpy as np

from course import normalization_mistakes as mistakes
from course.checks import check

w = np.full((1, 1, 1, 1), 3.0)
gamma, beta, mean, variance = np.array([[2.0], [5], [4], [15]])
case = "fold of the weight 3 without a bias, gamma 2, beta 5, mean 4, variance 15, epsilon 1"
got = mistakes.parts(case, fold(w.copy(), None, gamma, beta, mean, variance, 1.0), ["w2", "b2"])
for_w, for_b = mistakes.folded(w, np.zeros(1), gamma, beta, mean, variance, 1.0)
known = {
    "Without a bias of the convolution there still is a b2: mean and beta go into it.": [0.0],
    "The mean is missing in b2.": [5.0],
}
check(f"{case}: w2", got[0], [[[[1.5]]]], for_w)
check(f"{case}: b2", got[1], [3], known | for_b)  # (0 - 4) · 2/√16 + 5
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(21)
for c_out, c_in, k_h, k_w in [(3, 2, 2, 3), (5, 1, 3, 1)]:
    w = rng.normal(size=(c_out, c_in, k_h, k_w))
    gamma, beta, mean = rng.normal(size=(3, c_out))
    variance = 0.1 + rng.random(c_out)
    right = mistakes.folding(w, np.zeros(c_out), gamma, beta, mean, variance)
    for_w, for_b = mistakes.folded(w, np.zeros(c_out), gamma, beta, mean, variance)
    case = f"fold of {c_out} filters [{c_in}, {k_h}, {k_w}] without a bias"
    got = fold(w.copy(), None, gamma, beta, mean, variance)
    check(f"{case}: w2", got[0], right[0], for_w, tolerance=1e-5)
    check(f"{case}: b2", got[1], right[1], for_b, tolerance=1e-5)
### END HIDDEN TESTS

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
# - The scale of activations is multiplied by some factor in each layer; over ten layers a factor of 0.6 leaves 0.006.
# - Batch normalization subtracts a channel's mean and divides by its standard deviation, then multiplies by gamma and adds beta.
# - `[N, K]`: over N. `[N, C, H, W]`: over N, H and W. There are K or C means, and as many gammas and betas.
# - Training uses the batch's own statistics, inference the running ones. `net.eval()` and `net.train()` switch.
# - Paddle: momentum 0.9 weighs the old value; the running mean starts at 0, the running variance at 1, and takes the biased variance.
# - A bias before it is useless. After training it can be folded into the convolution.
# - It allows larger learning rates, and wants batches that are not tiny.
#
# ## Check yourself
#
# <details><summary>A batch [16, 64, 7, 7]: how many means, and from how many values each?</summary>
#
# 64 means, each from 16·7·7 = 784 values.
# </details>
#
# <details><summary>A network works in training and gives nonsense when it gets one picture. What do you look at first?</summary>
#
# Whether `net.eval()` was called. In training mode one picture is normalized by itself.
# </details>
#
# <details><summary>A channel holds the same value everywhere, in the whole batch. What does batch normalization make of it?</summary>
#
# Beta: the value less its mean is 0, and 0 divided by √epsilon is 0.
# </details>
#
# <details><summary>The running mean starts at 0 and every batch has mean 10. What is it after two batches, in Paddle?</summary>
#
# 1 after the first, 0.9·1 + 0.1·10 = 1.9 after the second.
# </details>
#
# <details><summary>You port PyTorch's momentum=0.01 to Paddle. What do you write?</summary>
#
# momentum=0.99. The running variance will still differ a little: PyTorch keeps the unbiased one.
# </details>
#
# ## What comes next
#
# Batch normalization adds a little noise to training and takes it away at inference.
# Chapter 6 does that on purpose: dropout switches units off at random, and augmentation changes the pictures.
