# %% [markdown]
# # 10. AlexNet: larger pictures, deeper network
#
# LeNet reads digits. Give it photographs of the inside of an eye, and the network of 1998 names one half right,
# which is what a coin does.
# In 2012 a network with eight layers won a contest on photographs by a wide margin, and the field changed.
# This chapter asks what really stood in LeNet's way, builds that network, counts it,
# and then compares the two without flattering either.
#
# **When you are done, you can**
#
# - say why the old LeNet stays at chance here, from runs that differ in one thing only;
# - build AlexNet, shape by shape, at any width;
# - predict its parameters and multiplications, and say why they sit in different places;
# - write a pipeline that prepares and augments pictures without leaking anything from the test;
# - compare two networks on equal terms, and report the result even if the newer one loses.
#
# **It takes** about 60 minutes to read and 135 minutes to solve.
# You need convolution, pooling and counting (chapters 1 to 4 and 8), dropout (chapter 6) and the `Runner` of chapter 9.
# There are 32 points in seven exercises; the last one is a stretch.
#
# The symbols are those of [the table of notation](../notation.md); [the glossary](../glossary.md) gives each term in Chinese.

# %% [markdown]
# The first cell loads what the chapter needs. Everything is made or counted on your machine; nothing is downloaded.

# %%
import numpy as np

from course import alexnet, augmentation, budget, fundus, gallery, plots, training

# %% [markdown]
# Paddle builds and trains the networks.

# %%
import paddle
from paddle import nn

from course.counting import count

# %% [markdown]
# ## 10.1 Pictures of the back of an eye
#
# An ophthalmologist looks through the pupil and photographs what is there: a **fundus photograph**.
# One of the things to find is **pathologic myopia**, an eye so short-sighted that its wall has been stretched and damaged.
# Real photographs of patients may not be handed on with a course.
# Ours are therefore **synthetic**: a program draws them, with the same anatomy and none of the patients.
# This is how one of them comes about:

# %%
figure, alt = fundus.layers_figure(seed=3)
plots.show(figure, alt=alt)

# %% [markdown]
# What is learned from such pictures says nothing about medicine. It says a lot about networks.
#
# There are 900 of them, 64×64 pixels in three colours: 500 to train, 150 to choose by, 250 to test.
# Label 1 is "pathologic", label 0 everything else.

# %%
parts = alexnet.fundus_parts(size=64)
for name, part in zip(("training", "validation", "test"), parts):
    print(f"{name:10}", list(part.pictures.shape), "pathologic:", int(part.labels.sum()))

# %% [markdown]
# Six of the training pictures, three of each kind:

# %%
chosen = [int(i) for label in (0, 1) for i in np.flatnonzero(parts[0].labels == label)[:3]]
figure = augmentation.gallery(
    [parts[0].pictures[i] / 255 for i in chosen],
    [parts[0].classes[parts[0].labels[i]] for i in chosen],
)
plots.show(
    figure,
    alt=(
        "Six synthetic fundus pictures, drawn by a program: round orange discs with branching vessels and a pale"
        " optic disc. The upper three are not pathologic and have bright reflections at the rim or by the optic disc;"
        " the lower three are pathologic and have pale patches beside the optic disc and elsewhere."
    ),
)

# %% [markdown]
# Before any network: how well can one do with next to nothing?
# The **majority** baseline always says the more frequent label of the training pictures.
# The second is logistic regression on six numbers for each picture, the mean and the spread of red, green and blue.

# %%
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

majority = np.bincount(parts[0].labels).argmax()
colour_model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))
colour_model.fit(alexnet.colours(parts[0]), parts[0].labels)
print(f"majority:      {(parts[2].labels == majority).mean():.3f}")
print(f"colours alone: {colour_model.score(alexnet.colours(parts[2]), parts[2].labels):.3f}")

# %% [markdown]
# Always answering "pathologic" is right in 0.524 of the test pictures, and colours alone reach about 0.7.
# Keep both numbers in mind. A network at 0.52 has learned nothing,
# and one at 0.70 may have learned nothing but colours.
#
# ### The same scale for every channel
#
# Red is bright in these pictures, blue is dark, and a first layer would see hardly anything but red.
# So we subtract from each channel its mean, and divide by its **standard deviation** (the root of the variance).
# Mean and standard deviation are learned from data, like weights.
# Whoever computes them on all 900 pictures has let the test pictures take part in the training.
# That is called **leakage**, and it is easily avoided: take them from the training pictures, and use them everywhere.

# %% [markdown] role="statement" exercise="make_normalizer"
# ### Exercise 10.1: prepare pictures without leakage (4 points, ~15 min)
#
# ```python
# make_normalizer(training) -> function
# ```
#
# - `training`: the training pictures, an array `[N, C, H, W]` of 8-bit whole numbers (`uint8`), 0 to 255.
# - Return a function that takes *one* picture `[C, H, W]` of floats from 0 to 1 and returns it normalized,
#   in the same shape: channel by channel, minus the mean, divided by the standard deviation.
# - Mean and standard deviation are those of `training` divided by 255, one of each for each channel, over all pictures and pixels;
#   the variance is divided by the count (NumPy's default).
#
# **The tests look at** training pictures, which come out with mean 0 and standard deviation 1 in each channel,
# and new pictures, which come out with whatever they have.
#
# <details><summary>Hint</summary>
#
# Compute `mean` and `std` outside, and define the inner function after them: it remembers both.
# `mean[:, None, None]` has the shape `[C, 1, 1]` and lines up with a picture.
# </details>


# %% role="answer" exercise="make_normalizer"
def make_normalizer(training):
    """A function that puts pictures [C, H, W] on the scale of the training pictures [N, C, H, W]."""
    ### BEGIN SOLUTION
    x = training / 255
    mean = x.mean(axis=(0, 2, 3))[:, None, None]
    std = x.std(axis=(0, 2, 3))[:, None, None]

    def normalize(picture):
        return (picture - mean) / std

    return normalize
    ### END SOLUTION


# %% role="tests" exercise="make_normalizer" case="training" points=2
# The training pictures themselves (2 points)
import numpy as np

from course.checks import check

known_pictures = np.array([[[[0, 51]], [[102, 204]]], [[[51, 102]], [[204, 102]]]], dtype=np.uint8)
normalize = make_normalizer(known_pictures.copy())
assert not isinstance(normalize, np.ndarray), "make_normalizer must return a function; got an array."
x = known_pictures[0] / 255  # channel 0: mean 0.2, variance 0.02; channel 1: mean 0.6, variance 0.04
known = {
    "One mean and one standard deviation for all channels; each channel has its own.": (
        (x - known_pictures.mean() / 255) / (known_pictures / 255).std()
    ),
    "It is divided by the variance; divide by its root.": (x - [[[0.2]], [[0.6]]])
    / [[[0.02]], [[0.04]]],
    "Picture and statistics are on different scales: divide training by 255, not the picture.": (
        (x - known_pictures.mean((0, 2, 3))[:, None, None]) / known_pictures.std((0, 2, 3))[:, None, None]
    ),
    "The mean is subtracted, but nothing is divided.": x - [[[0.2]], [[0.6]]],
    "Mean and standard deviation are those of one picture; take them over all training pictures.": (
        (x - x.mean((1, 2), keepdims=True)) / x.std((1, 2), keepdims=True)
    ),
    "The variance is divided by the count less one; divide it by the count.": (
        (x - [[[0.2]], [[0.6]]]) / known_pictures.std((0, 2, 3), ddof=1)[:, None, None] * 255
    ),
    "It is divided, but the mean is not subtracted.": x / [[[0.02**0.5]], [[0.2]]],
    "Only the picture is divided by the standard deviation, not the mean: subtract first.": (
        x / [[[0.02**0.5]], [[0.2]]] - [[[0.2]], [[0.6]]]
    ),
    "The statistics lie along the columns: give them the shape [C, 1, 1].": (
        (x - [0.2, 0.6]) / [0.02**0.5, 0.2]
    ),
    "Something is added to the variance; divide by the standard deviation as it is.": (
        (x - [[[0.2]], [[0.6]]]) / np.sqrt([[[0.02 + 1e-5]], [[0.04 + 1e-5]]])
    ),
}
case = "make_normalizer of two pictures of 1×2 pixels, called with the first"
check(case, normalize(x), [[[-1.41421356, 0]], [[-1, 1]]], known)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(1)
for shape in ((5, 3, 4, 6), (8, 1, 3, 3), (2, 4, 7, 2)):
    spread = np.arange(1, shape[1] + 1)[:, None, None]
    known_pictures = (rng.integers(0, 60, size=shape) * spread % 256).astype(np.uint8)
    normalize = make_normalizer(known_pictures.copy())
    got = np.stack([normalize(picture / 255) for picture in known_pictures])
    x = known_pictures / 255
    mean, std = (f(x, axis=(0, 2, 3), keepdims=True) for f in (np.mean, np.std))
    unbiased = x.std(axis=(0, 2, 3), keepdims=True, ddof=1)
    own = x.mean(axis=(2, 3), keepdims=True), x.std(axis=(2, 3), keepdims=True)
    known = {
        "One mean and one standard deviation for all channels; each channel has its own.": (
            (x - x.mean()) / x.std()
        ),
        "The picture's own mean and standard deviation are used.": (x - own[0]) / own[1],
        "The variance is divided by the count less one.": (x - mean) / unbiased,
        "This is the mean of the pictures' standard deviations; take one over all pictures.": (
            (x - mean) / own[1].mean(axis=0)
        ),
        "It is divided by the variance; divide by its root.": (x - mean) / std**2,
    }
    case = f"all of {list(shape)} training pictures, normalized"
    check(case, got, (x - mean) / std, known, tolerance=1e-5)
### END HIDDEN TESTS

# %% role="tests" exercise="make_normalizer" case="new" points=2
# New pictures (2 points)
import numpy as np

from course.checks import check

known_pictures = np.array([[[[0, 51]], [[102, 204]]], [[[51, 102]], [[204, 102]]]], dtype=np.uint8)
normalize = make_normalizer(known_pictures.copy())
assert not isinstance(normalize, np.ndarray), "make_normalizer must return a function; got an array."
case = "the normalizer of the same two pictures, called with a new one: channels of 0.2 and of 1.0"
new = np.array([[[0.2]], [[1.0]]])
known = {
    "The new picture's own mean is subtracted: keep the mean of the training pictures.": [
        [[0.0]],
        [[0.0]],
    ],
    "The variance is divided by the count less one; divide it by the count.": (
        [[[0.0]], [[3**0.5]]]
    ),
}
check(case, normalize(new.copy()), [[[0.0]], [[2.0]]], known)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(2)
known_pictures = rng.integers(40, 90, size=(6, 3, 5, 4)).astype(np.uint8)
normalize = make_normalizer(known_pictures.copy())
make_normalizer(255 - known_pictures)  # another one must not change the first
mean, std = (f(known_pictures / 255, axis=(0, 2, 3))[:, None, None] for f in (np.mean, np.std))
first = rng.random(size=(3, 8, 9))
for number, picture in enumerate([first, 0.1 * first, np.full((3, 2, 2), 0.5), first]):
    own = picture.mean((1, 2), keepdims=True), picture.std((1, 2), keepdims=True) + 1e-12
    known = {
        "The new picture's own mean and standard deviation are used.": (picture - own[0]) / own[1],
        "Picture and statistics are on different scales: divide training by 255, not the picture.": (
            (picture / 255 - mean) / std
        ),
        "A second make_normalizer has changed what the first function uses: keep both inside.": (
            (picture - 1 + mean) / std
        ),
        "The result is clipped to 0 … 1; it may lie anywhere.": ((picture - mean) / std).clip(0, 1),
        "It is divided by the variance.": (picture - mean) / std**2,
        "One mean and one standard deviation for all channels.": (
            (picture - known_pictures.mean() / 255) / (known_pictures / 255).std()
        ),
    }
    case = f"new picture {number} of shape {list(picture.shape)}, normalized"
    check(case, normalize(picture.copy()), (picture - mean) / std, known, tolerance=1e-5)
### END HIDDEN TESTS

# %% [markdown]
# Your function goes to work at once: every picture passes through it whenever it is read.

# %%
normalize = make_normalizer(parts[0].pictures)
large = [part.with_transform(normalize) for part in parts]
small = [alexnet.halved(part).with_transform(normalize) for part in parts]
print("large:", large[0][0][0].shape, " small:", small[0][0][0].shape)

# %% [markdown]
# `small` holds the same pictures with 32×32 pixels, each the mean of four. On these we train, as they have a quarter of the pixels.
#
# ## 10.2 Where the old LeNet stays at chance
#
# LeNet as it was used on such photographs: three convolutions, sigmoids, two poolings, two fully connected layers.
# It is written here for any size of the picture, and for any activation.


# %%
def lenet(activation, size, num_classes=2):
    """LeNet for colour pictures of size × size pixels."""
    side = ((size - 4) // 2 - 4) // 2 - 3  # rows and columns after the third convolution
    first = [nn.Conv2D(3, 6, 5), activation(), nn.MaxPool2D(2, 2)]
    second = [nn.Conv2D(6, 16, 5), activation(), nn.MaxPool2D(2, 2)]
    third = [nn.Conv2D(16, 120, 4), activation(), nn.Flatten()]
    last = [nn.Linear(120 * side * side, 64), activation(), nn.Linear(64, num_classes)]
    return nn.Sequential(*first, *second, *third, *last)


# %% [markdown]
# Tutorials give it pictures of 224×224 pixels and one output. What does that cost?
# The course's counter runs the network once and asks every layer.

# %%
count(lenet(nn.Sigmoid, 224, num_classes=1), [1, 3, 224, 224])

# %% [markdown]
# The first fully connected layer sees 120 · 50 · 50 = 300,000 numbers, not 30,000 as one can read.
# With 64 units and their biases that is 19,200,064 of the 19,233,841 parameters.
# All convolutions together have 33,712.
#
# The network fails, and the usual explanation is that the pictures are too large for it.
# That is a claim, so we test it, with pictures as small as the digits that LeNet reads: 32×32 pixels.
# If it still fails, there must be another reason. Two are left to try: the activation, and the step that training takes.
# We change *one* of them at a time. Every run has the same 500 pictures, 8 epochs, batches of 25.

# %%
EPOCHS = 8


def run(make, parts, optimizer, seed, epochs):
    """Train a new network; returns its Runner and its share of right answers on the test pictures."""
    training.seed_everything(seed)
    net = make()
    runner = training.Runner(net, optimizer(net), seed=seed)
    runner.train(parts[0], parts[1], epochs, batch_size=25)
    return runner, runner.evaluate(parts[2])["accuracy"]


# %% [markdown]
# Two optimizers. Momentum with a rate of 0.001 is what the failing network is usually trained with.
# **Adam** divides each gradient by its own recent size, so that a weight with a tiny gradient takes
# steps as large as one with a large gradient.


# %%
def momentum(net):
    return paddle.optimizer.Momentum(0.001, momentum=0.9, parameters=net.parameters())


def adam(net, rate=0.002):
    return paddle.optimizer.Adam(rate, parameters=net.parameters())


# %% [markdown]
# Now the runs. The last one gets a second seed, as when a sigmoid network wakes up is a matter of chance:

# %%
setups = {
    "sigmoid, momentum": (nn.Sigmoid, momentum, 1),
    "ReLU, momentum": (nn.ReLU, momentum, 1),
    "sigmoid, Adam": (nn.Sigmoid, adam, 2),
}
study = {
    name: [run(lambda: lenet(activation, 32), small, optimizer, seed, EPOCHS) for seed in range(seeds)]
    for name, (activation, optimizer, seeds) in setups.items()
}

# %% [markdown]
# What they reach on the test pictures, seed by seed:

# %%
for name, runs in study.items():
    print(f"{name:18}", *(f"{accuracy:.3f}" for _, accuracy in runs))

# %% [markdown]
# The first line is the failing network, and the others differ from it in one thing each.
#
# - *Size.* With 32 pixels the sigmoid network stays at 0.524, the majority. Making the pictures small has not helped.
# - *Activation.* With ReLU in place of the sigmoid, and nothing else changed, it gets almost nine of ten right.
#   (One run; section 10.6 trains this network again, with three seeds.)
# - *Step.* With the sigmoid, but with Adam, both seeds leave the majority behind. One of them gets nine of ten right,
#   the other is still on its way after eight epochs. So the sigmoid network *can* tell these eyes apart.
#
# How long the sigmoid waits before anything happens is seen in the loss:

# %%
curves = {
    name: (np.arange(1, EPOCHS + 1)[: len(runs[0][0].history)], [row["loss"] for row in runs[0][0].history])
    for name, runs in study.items()
}
plots.show(
    plots.curves(curves, "epoch", "loss on the training pictures"),
    alt=(
        "Loss over eight epochs, seed 0. With sigmoid and momentum it lies at 0.69 all the time. With ReLU it falls from 1.04"
        " in the first epoch to 0.24. With sigmoid and Adam it stays near 0.7 for five epochs and then falls to 0.34."
    ),
)

# %% [markdown]
# A loss of 0.693 is log 2: the network gives both labels a probability of one half, whatever it sees.
# With the sigmoid and momentum, the curve lies there to the end. With Adam it lies there for five epochs, and then breaks away.
#
# Why? Chapter 4 measured how gradients shrink on their way through sigmoids. Here it is again, in this network, before any training:
# the mean size of the gradient in each layer with weights, from the first to the last, for both sizes of the pictures.


# %%
def gradient_sizes(activation, parts, size):
    """Mean size of the gradient in each layer with weights, for 50 pictures and a new network."""
    batch = paddle.to_tensor(np.stack([parts[0][i][0] for i in range(50)]))
    training.seed_everything(1)
    net = lenet(activation, size)
    nn.functional.cross_entropy(net(batch), paddle.to_tensor(parts[0].labels[:50])).backward()
    return [float(p.grad.abs().mean()) for p in net.parameters() if p.ndim > 1]


for size, pictures in ((64, large), (32, small)):
    by_name = {a.__name__: gradient_sizes(a, pictures, size) for a in (nn.Sigmoid, nn.ReLU)}
    for name, sizes in by_name.items():
        print(f"{size} px, {name:8}", " ".join(f"{number:.5f}" for number in sizes))
    print(f"ratio in the first layer: {by_name['ReLU'][0] / by_name['Sigmoid'][0]:.0f}")

# %% [markdown]
# All four networks began in the same way, and at both sizes it is the same story.
# With the sigmoid, the first layer gets a gradient of about 0.0005, more than a hundred times smaller than the last one,
# and the small pictures do not make it larger.
# With ReLU the first layer's gradient is about 50 times larger at 64 pixels, and more than 200 times at 32.
# At a rate of 0.001, the kernels of the sigmoid network hardly move.
# That is the first of AlexNet's ideas: **ReLU** in place of the sigmoid. Its slope is 1 wherever a unit is active,
# so a gradient passes as it is.

# %% [markdown]
# ## 10.3 AlexNet, shape by shape
#
# **AlexNet** (Krizhevsky, Sutskever and Hinton, 2012) has five convolutions and three fully connected layers.
# The first kernel is large, 11×11, and moves by 4 pixels: a photograph has to become small quickly.
# Then kernels shrink to 5×5 and 3×3, while channels grow.
# Ours takes pictures of 224 pixels and is a little simpler than the paper's:
#
# | layer | kernel or window | output at 224 px |
# |---|---|---|
# | conv1, ReLU | 96 filters 11×11, stride 4, padding 5 | 96×56×56 |
# | max pooling | 2×2, stride 2 | 96×28×28 |
# | conv2, ReLU | 256 filters 5×5, padding 2 | 256×28×28 |
# | max pooling | 2×2, stride 2 | 256×14×14 |
# | conv3, ReLU | 384 filters 3×3, padding 1 | 384×14×14 |
# | conv4, ReLU | 384 filters 3×3, padding 1 | 384×14×14 |
# | conv5, ReLU | 256 filters 3×3, padding 1 | 256×14×14 |
# | max pooling | 2×2, stride 2 | 256×7×7 |
# | fc1, ReLU, dropout 0.5 | from 12,544 numbers | 4096 |
# | fc2, ReLU, dropout 0.5 | | 4096 |
# | fc3 | | num_classes |
#
# The paper cuts the border a little differently (55×55 after conv1), pools 3×3 windows with stride 2, and normalizes after conv1 and conv2;
# section 10.7 comes back to the last of these.
#
# The same as a picture. The more rows a map has, the higher its block; the more channels, the wider.
# Both are drawn on a logarithmic scale, or the picture would hide everything else.

# %%
shapes = [("picture", [3, 224, 224]), ("conv1", [96, 56, 56]), ("pool1", [96, 28, 28])]
shapes += [("conv2", [256, 28, 28]), ("pool2", [256, 14, 14]), ("conv3", [384, 14, 14])]
shapes += [("conv4", [384, 14, 14]), ("conv5", [256, 14, 14]), ("pool5", [256, 7, 7])]
shapes += [("fc1", [4096]), ("fc2", [4096]), ("fc3", [1])]
plots.show(
    gallery.network_figure(shapes),
    alt=(
        "AlexNet as twelve blocks from left to right. The maps shrink from 224 by 224 to 56, 28, 14 and 7 rows, while"
        " the channels grow from 3 to 96, 256 and 384 and end at 256. Then come two rows of 4096 units and one score."
    ),
)

# %% [markdown]
# The rows shrink by a factor of 32 from the left to the right: 4 by the first stride, 8 by three poolings.
# After the last pooling 256 · 7 · 7 = 12,544 numbers are left of a picture. That is what fc1 sees.
#
# Our pictures have 64 pixels. The arithmetic is the same: (64 + 10 - 11) // 4 + 1 = 16, then 8, 4 and 2.
# So fc1 sees four places of each channel; with 32 pixels, 8, 4, 2 and 1, it is a single one.

# %% [markdown] role="statement" exercise="alexnet"
# ### Exercise 10.2: AlexNet (8 points, ~30 min)
#
# Build the network of the table as a `paddle.nn.Layer`.
#
# ```python
# AlexNet(num_classes=2, width=1.0, size=224)
# ```
#
# - It takes pictures `[N, 3, size, size]` and returns scores `[N, num_classes]`, without a softmax.
# - `width` multiplies the channels of the five convolutions and the 4096 of the two hidden layers: `int(96 * width)` and so on.
#   We ask for 1, 1/2, 1/4 and 1/8 only, for which these are whole.
# - `size` decides how many numbers fc1 sees; it is at least 32, and need not be a multiple of 32.
# - Make the layers in the order of the table, as `nn.Conv2D` and `nn.Linear` with biases:
#   `net.parameters()` then lists weight and bias of conv1, weight and bias of conv2, and so on to fc3.
#
# **The tests look at** the shape of the scores, the shapes of the parameters (and their number at full width),
# the scores themselves with weights that the test gives, and what dropout does in training and after `eval()`.
#
# <details><summary>Hint</summary>
#
# Begin with the shapes: write down rows and columns after each layer as a function of `size`.
# `nn.Sequential` of all layers is enough; `nn.Flatten()` stands between the last pooling and fc1.
# </details>


# %% role="answer" exercise="alexnet"
class AlexNet(nn.Layer):
    """AlexNet for colour pictures [N, 3, size, size]; scores [N, num_classes]."""

    def __init__(self, num_classes=2, width=1.0, size=224):
        super().__init__()
        ### BEGIN SOLUTION
        c1, c2, c3, c4, c5 = (int(channels * width) for channels in (96, 256, 384, 384, 256))
        units = int(4096 * width)
        side = (size + 2 * 5 - 11) // 4 + 1
        side = side // 2 // 2 // 2  # three poolings
        maps = [nn.Conv2D(3, c1, 11, stride=4, padding=5), nn.ReLU(), nn.MaxPool2D(2, 2)]
        maps += [nn.Conv2D(c1, c2, 5, padding=2), nn.ReLU(), nn.MaxPool2D(2, 2)]
        maps += [nn.Conv2D(c2, c3, 3, padding=1), nn.ReLU()]
        maps += [nn.Conv2D(c3, c4, 3, padding=1), nn.ReLU()]
        maps += [nn.Conv2D(c4, c5, 3, padding=1), nn.ReLU(), nn.MaxPool2D(2, 2), nn.Flatten()]
        dense = [nn.Linear(c5 * side * side, units), nn.ReLU(), nn.Dropout(p=0.5)]
        dense += [nn.Linear(units, units), nn.ReLU(), nn.Dropout(p=0.5)]
        self.layers = nn.Sequential(*maps, *dense, nn.Linear(units, num_classes))
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        return self.layers(x)
        ### END SOLUTION


# %% role="tests" exercise="alexnet" case="shapes" points=1
# The shape of the scores (1 point)
import numpy as np
import paddle

from course.checks import check_shape

net = AlexNet(num_classes=2, width=1 / 8, size=64)
x = np.random.default_rng(1).normal(size=(3, 3, 64, 64)).astype("float32")
known = {"The last layer must have num_classes units.": [3, 1], "The last layer is missing.": [3, 512]}
case = "AlexNet(num_classes=2, width=1/8, size=64) of three pictures: the shape of the scores"
check_shape(case, list(net(paddle.to_tensor(x)).shape), [3, 2], known)
### BEGIN HIDDEN TESTS
for classes, size in [(5, 96), (3, 80), (10, 32)]:
    net = AlexNet(num_classes=classes, width=1 / 8, size=size)
    net.eval()
    x = np.random.default_rng(size).normal(size=(2, 3, size, size)).astype("float32")
    case = f"AlexNet(num_classes={classes}, width=1/8, size={size}) of two pictures"
    known = {"The last layer must have num_classes units.": [2, 2]}
    scores = net(paddle.to_tensor(x))
    check_shape(f"{case}: the shape of the scores", list(scores.shape), [2, classes], known)
    scores = scores.numpy()
    assert np.abs(scores[0] - scores[1]).max() > 1e-7, (
        f"{case}: the scores of two different pictures are the same; they must depend on the picture."
    )
    assert len(np.unique(scores)) > classes, f"{case}: all scores of a picture are the same."
### END HIDDEN TESTS

# %% role="tests" exercise="alexnet" case="parameters" points=2
# The parameters, their order and their number (2 points)
import math

from course import alexnet_mistakes as mistakes
from course.checks import check

case = "AlexNet(num_classes=2, width=1/8, size=64)"
net = AlexNet(num_classes=2, width=1 / 8, size=64)
found = mistakes.check_parameters(case, net, 2, 1 / 8, 64)
### BEGIN HIDDEN TESTS
for classes, width, size in [(7, 1 / 4, 95), (3, 1 / 8, 112), (1, 1.0, 224)]:
    case = f"AlexNet(num_classes={classes}, width={width}, size={size})"
    net = AlexNet(num_classes=classes, width=width, size=size)
    found = mistakes.check_parameters(case, net, classes, width, size)
numbers = sum(math.prod(int(side) for side in parameter.shape) for parameter in found)
check("AlexNet(num_classes=1) at full width: its parameters", numbers, 71_916_929)
### END HIDDEN TESTS

# %% role="tests" exercise="alexnet" case="scores" points=3
# The scores with weights that the test gives, after eval() (3 points)
import numpy as np
import paddle

from course import alexnet_mistakes as mistakes
from course.checks import check

net = AlexNet(num_classes=3, width=1 / 8, size=64)
case = "AlexNet(num_classes=3, width=1/8, size=64) with given weights"
parameters = mistakes.check_parameters(case, net, 3, 1 / 8, 64)
weights = mistakes.draw_weights(3, 1 / 8, 64, seed=1)
mistakes.give(parameters, weights)
net.eval()
x = np.random.default_rng(2).normal(size=(4, 3, 64, 64)).astype("float32")
scores = net(paddle.to_tensor(x)).numpy()
slips = mistakes.score_slips(weights, x)
check(f"{case}: the scores", scores, mistakes.scores(weights, x), slips, tolerance=1e-4)
### BEGIN HIDDEN TESTS
for classes, size, seed in [(5, 96, 3), (2, 44, 4), (4, 63, 5)]:
    net = AlexNet(num_classes=classes, width=1 / 8, size=size)
    case = f"AlexNet(num_classes={classes}, width=1/8, size={size}) with given weights"
    parameters = mistakes.check_parameters(case, net, classes, 1 / 8, size)
    weights = mistakes.draw_weights(classes, 1 / 8, size, seed)
    mistakes.give(parameters, weights)
    net.eval()
    x = np.random.default_rng(seed).normal(size=(2, 3, size, size)).astype("float32")
    scores = net(paddle.to_tensor(x)).numpy()
    slips = mistakes.score_slips(weights, x)
    check(f"{case}: the scores", scores, mistakes.scores(weights, x), slips, tolerance=1e-4)
### END HIDDEN TESTS

# %% role="tests" exercise="alexnet" case="dropout" points=2
# Dropout in training, none after eval() (2 points)
import numpy as np
import paddle

from course import alexnet_mistakes as mistakes
from course.checks import check

net = AlexNet(num_classes=512, width=1 / 8, size=64)
case = "AlexNet with weights that make all 512 units of fc1, fc2 and fc3 a 1"
parameters = mistakes.check_parameters(case, net, 512, 1 / 8, 64)
mistakes.watch_dropout(parameters, 1 / 8, 64)
x = paddle.zeros([40, 3, 64, 64])
net.eval()
known = {
    "The values are halved: Paddle's dropout scales in training, so nothing is left to do.": 0.5,
    "The values are a quarter: Paddle's dropout scales in training, nothing is left to do.": 0.25,
}
known = {mistake: np.full((40, 512), value) for mistake, value in known.items()}
check(f"{case}, after eval()", net(x).numpy(), np.ones((40, 512)), known, tolerance=1e-5)
net.train()
seen = net(x).numpy()
assert len(np.unique(seen.round(3))) > 1, f"{case}, in training: nothing is dropped."
### BEGIN HIDDEN TESTS
values = np.unique(seen.round(3)).tolist()
why = {
    2: "one dropout of 0.5 only; there is one after fc1 and one after fc2",
    8: "three dropouts; there is none after fc3",
    1: "dropped values are not made up for: use nn.Dropout as it is, which divides the others by 1 - p",
}.get(values[-1], "p is not 0.5")
if len(values) > 4:
    why = "there is a dropout before fc1; the two stand after fc1 and after fc2"
assert values == [0, 4], (
    f"{case}, in training: the scores are {values[:5]}. A unit that is kept twice is doubled twice, so"
    f" they must be 0 and 4. Likely: {why}."
)
kept = (seen > 0).mean(axis=1)
assert np.abs(kept - 0.25).max() < 0.15, (
    f"{case}, in training: from {kept.min():.2f} to {kept.max():.2f} of a picture's units come through."
    " With two dropouts of 0.5, each unit drawn by itself, it is 0.25."
)
assert (seen[0] != seen[1]).any(), f"{case}: every picture needs its own draw of dropped units."
assert (net(x).numpy() != seen).any(), f"{case}: two passes in training drop the same units."
net.eval()
check(f"{case}, after eval() again", net(x).numpy(), np.ones((40, 512)), tolerance=1e-5)
parameters[12].set_value(np.full((512, 512), 1 / 512, dtype="float32"))
net.train()
kept = (net(x).numpy() > 0).mean()
assert abs(kept - 0.5) < 0.1, (
    f"AlexNet whose fc2 takes the mean of fc1, in training: {kept:.2f} of the scores are not 0. With a dropout"
    " of 0.5 after fc1 and one of 0.5 after fc2 it is 0.5."
)
### END HIDDEN TESTS

# %% [markdown]
# ## 10.4 Where the parameters sit, and where the work is done
#
# Predict before you measure: which layer has most of the parameters, and which does most of the multiplications?
# The counter runs *your* network at full width, with one output.

# %%
counted = count(AlexNet(num_classes=1), [1, 3, 224, 224])
counted

# %% [markdown]
# 71,916,929 parameters, 1,266,063,360 MACs, and 1,266,765,824 FLOPs as Paddle counts them.
# Drawn as shares, side by side:

# %%
rows = [row for row in counted.rows if row.parameters]
names = ["conv1", "conv2", "conv3", "conv4", "conv5", "fc1", "fc2", "fc3"]
shares = {
    "parameters": [row.parameters for row in rows],
    "multiplications": [row.macs for row in rows],
}
plots.show(
    plots.shares(names, shares),
    alt=(
        "Two panels of bars, one for each layer. Parameters: fc1 has 51,384,320 of 71,916,929, 71.4 percent, and fc2"
        " 23.3 percent; all convolutions together 5.2 percent. Multiplications: the convolutions do 94.6 percent, conv2 alone 38.0."
    ),
)

# %% [markdown]
# The two panels are nearly mirror images.
# fc1 holds 71.4 % of the parameters and does 4.1 % of the multiplications.
# conv2 holds 0.9 % of the parameters and does 38.0 % of the multiplications.
# A convolution uses each weight again at every place; a fully connected layer uses each of its weights once.
#
# So the answer to "how do I make it smaller?" depends on what you mean:
# for a smaller *file*, look at the fully connected layers; for less *work*, at the convolutions.
#
# In the explorer, let the picture grow and watch both panels.
# Then make the picture very small: what happens at 16 pixels?

# %%
alexnet.explore()

# %% [markdown]
# The parameters of the convolutions do not depend on the picture at all. Those of fc1 grow with its area:
# at 448 pixels fc1 sees 50,176 numbers, four times as many as at 224.
# At 16 pixels there is nothing left after the third pooling, and the explorer says so.

# %% [markdown] role="statement" exercise="where_parameters_sit"
# ### Exercise 10.3: where the parameters sit (4 points, ~15 min)
#
# ```python
# where_parameters_sit(layers) -> (counts, shares)
# ```
#
# - `layers`: a list with a tuple for each layer:
#   `("conv", c_in, c_out, k, groups)` is a convolution with `c_out` filters of k×k and a bias each, in `groups` groups;
#   `("fc", inputs, units)` is a fully connected layer with biases.
# - In `g` groups, each filter sees only `c_in // g` of the channels. There are still `c_out` filters and biases.
# - `counts`: a list of whole numbers, the parameters of each layer, in the order of `layers`.
# - `shares`: a list of floats, each layer's share of all parameters, from 0 to 1.
#
# **The tests look at** the counts, the shares, convolutions in groups, and AlexNet as the paper has it.
#
# <details><summary>Hint</summary>
#
# `kind, *sizes = layer` takes a tuple apart. A filter has `(c_in // groups) * k * k` weights.
# </details>


# %% role="answer" exercise="where_parameters_sit"
def where_parameters_sit(layers):
    """Parameters of each layer, and their shares of the whole."""
    ### BEGIN SOLUTION
    counts = []
    for kind, *sizes in layers:
        if kind == "conv":
            c_in, c_out, k, groups = sizes
            counts.append(c_in // groups * k * k * c_out + c_out)
        else:
            inputs, units = sizes
            counts.append(inputs * units + units)
    return counts, [number / sum(counts) for number in counts]
    ### END SOLUTION


# %% role="tests" exercise="where_parameters_sit" case="counts" points=2
# The counts, without groups (2 points)
from course import alexnet_mistakes as mistakes
from course.checks import check

layers = [("conv", 3, 4, 5, 1), ("fc", 36, 10)]
got, _ = mistakes.two(where_parameters_sit(layers), "counts", "shares")
known = {
    "The biases are missing.": [300, 360],
    "Each filter has one bias, not one for each channel it sees.": [312, 370],
    "A fully connected layer has one bias for each unit.": [304, 396],
    "Each layer has as many biases as outputs, not one.": [301, 361],
    "A filter has k·k weights for each channel that it sees.": [104, 370],
    "k is one side; a kernel has k·k weights.": [64, 370],
    "These are the shares; return the counts first.": [304 / 674, 370 / 674],
}
case = "where_parameters_sit of a 5×5 convolution from 3 to 4 channels and a layer from 36 to 10: counts"
check(case, got, [304, 370], known)
for number, expected in zip(got, [304, 370]):
    check(case, number, expected)
### BEGIN HIDDEN TESTS
course = [("conv", 3, 96, 11, 1), ("conv", 96, 256, 5, 1), ("conv", 256, 384, 3, 1)]
course += [("conv", 384, 384, 3, 1), ("conv", 384, 256, 3, 1)]
course += [("fc", 12_544, 4096), ("fc", 4096, 4096), ("fc", 4096, 1)]
expected = [34_944, 614_656, 885_120, 1_327_488, 884_992, 51_384_320, 16_781_312, 4097]
got, _ = mistakes.two(where_parameters_sit(course), "counts", "shares")
check("where_parameters_sit of the course's AlexNet: counts", got, expected)
twins = [("fc", 4, 4), ("conv", 2, 2, 3, 1), ("fc", 4, 4), ("conv", 2, 2, 3, 1)]
got, _ = mistakes.two(where_parameters_sit(twins), "counts", "shares")
check("where_parameters_sit of layers that come twice: counts", got, [20, 38, 20, 38])
got, _ = mistakes.two(where_parameters_sit([("fc", 7, 2)]), "counts", "shares")
check("where_parameters_sit of one layer from 7 to 2: counts", got, [16])
for number in got:
    check("where_parameters_sit of one layer: its count", number, 16)
### END HIDDEN TESTS

# %% role="tests" exercise="where_parameters_sit" case="shares" points=1
# The shares (1 point)
from course import alexnet_mistakes as mistakes
from course.checks import check

layers = [("conv", 1, 3, 2, 1), ("fc", 4, 5), ("conv", 3, 2, 3, 1)]  # 15, 25 and 56 parameters
_, got = mistakes.two(where_parameters_sit(layers), "counts", "shares")
known = {
    "These are percent; a share of the whole lies between 0 and 1.": [15.625, 26.041667, 58.333333],
    "These are shares of the largest layer; take shares of the sum.": [15 / 56, 25 / 56, 1],
    "These are running sums; each layer has its own share.": [15 / 96, 40 / 96, 1],
    "Each share is of the sum up to its own layer; take the sum of all.": [1, 25 / 40, 56 / 96],
    "These are whole numbers: divide with /, not //.": [0, 0, 0],
    "The shares are rounded; return them as they are.": [0.16, 0.26, 0.58],
    "The biases are missing.": [12 / 86, 20 / 86, 54 / 86],
}
check("where_parameters_sit of three small layers: shares", got, [15 / 96, 25 / 96, 56 / 96], known)
### BEGIN HIDDEN TESTS
tower = [("conv", 3, 96, 11, 1), ("fc", 12_544, 4096), ("fc", 4096, 1)]
numbers = [34_944, 51_384_320, 4097]
_, got = mistakes.two(where_parameters_sit(tower), "counts", "shares")
expected = [number / sum(numbers) for number in numbers]
check("where_parameters_sit of conv1, fc1 and fc3: shares", got, expected, tolerance=1e-9)
_, got = mistakes.two(where_parameters_sit([("fc", 4, 4), ("fc", 4, 4)]), "counts", "shares")
check("where_parameters_sit of two equal layers: shares", got, [0.5, 0.5])
_, got = mistakes.two(where_parameters_sit([("fc", 9, 3)]), "counts", "shares")
check("where_parameters_sit of one layer: its share", got, [1.0])
### END HIDDEN TESTS

# %% role="tests" exercise="where_parameters_sit" case="groups" points=1
# Convolutions in groups (1 point)
from course import alexnet_mistakes as mistakes
from course.checks import check

got, _ = mistakes.two(where_parameters_sit([("conv", 8, 6, 3, 2)]), "counts", "shares")
known = {
    "The groups are ignored.": [438],
    "The biases are divided by the groups as well; each filter keeps its own.": [219],
    "Inputs and filters are both divided by the groups; all filters together are still c_out.": [114],
    "Inputs and filters are both divided by the groups, and the biases as well.": [111],
    "The channels are multiplied by the groups; in groups a filter sees fewer.": [870],
}
check("where_parameters_sit of 6 filters 3×3 on 8 channels in 2 groups: counts", got, [222], known)
### BEGIN HIDDEN TESTS
for groups, total in [(2, 60_965_224), (1, 62_378_344)]:
    paper = [("conv", 3, 96, 11, 1), ("conv", 96, 256, 5, groups), ("conv", 256, 384, 3, 1)]
    paper += [("conv", 384, 384, 3, groups), ("conv", 384, 256, 3, groups)]
    paper += [("fc", 9216, 4096), ("fc", 4096, 4096), ("fc", 4096, 1000)]
    got, shares = mistakes.two(where_parameters_sit(paper), "counts", "shares")
    check(f"where_parameters_sit of the paper's AlexNet, groups={groups}: the sum", sum(got), total)
    check("the share of its first fully connected layer", shares[5], 37_752_832 / total)
got, _ = mistakes.two(where_parameters_sit([("conv", 32, 32, 3, 32)]), "counts", "shares")
check("where_parameters_sit of a depthwise convolution of 32 channels", got, [320])
### END HIDDEN TESTS

# %% [markdown]
# ### About 60 million, not 600
#
# How large is the AlexNet of the paper? One can read "600 million parameters". Your function knows better.
# The paper's network pools 3×3 windows with stride 2 down to 6×6 places, so that fc1 sees 256 · 36 = 9,216 numbers, and it tells 1,000 classes apart.

# %%
def paper(groups):
    """The layers of AlexNet as published, its convolutions 2, 4 and 5 in so many groups."""
    layers = [("conv", 3, 96, 11, 1), ("conv", 96, 256, 5, groups), ("conv", 256, 384, 3, 1)]
    layers += [("conv", 384, 384, 3, groups), ("conv", 384, 256, 3, groups)]
    return layers + [("fc", 9216, 4096), ("fc", 4096, 4096), ("fc", 4096, 1000)]


for groups in (2, 1):
    print(f"groups = {groups}: {sum(where_parameters_sit(paper(groups))[0]):,} parameters")

# %% [markdown]
# 60,965,224 as published, in two groups, and 62,378,344 in a single tower. About 60 million.
#
# > **What Paddle does differently.** `paddle.vision.models.alexnet` is a later, slimmer version by the same author:
# > 64 filters in the first layer where the paper has 96, then 192, 384, 256, 256, and no groups.
# > Two networks called AlexNet need not have one tensor in common. Say which one you mean; ours is the table of section 10.3.
#
# Why two groups at all? In 2012 the network did not fit into one graphics card of 3 GB, so it was cut into two **towers**.
# In conv2, conv4 and conv5 each card saw only its own half of the channels.
# That is a **grouped convolution**, which chapter 3 introduced.
# It can be written as an ordinary convolution with zeros where a filter looks at the other card.

# %% [markdown] role="statement" exercise="as_dense"
# ### Exercise 10.4: two towers as one (3 points, ~15 min)
#
# ```python
# as_dense(w, groups) -> array [C_out, C_in, k_h, k_w]
# ```
#
# - `w`: the weights of a grouped convolution, an array `[C_out, C_in // groups, k_h, k_w]`.
# - Return the weights of the ordinary convolution (`groups=1`) that computes exactly the same.
# - The first `C_out // groups` filters see the first `C_in // groups` channels, the next filters the next channels, and so on.
#   All other weights are 0. Both counts can be divided by `groups`.
#
# **The tests look at** where the weights and the zeros stand, and at the two convolutions, which must agree.
#
# <details><summary>Hint</summary>
#
# Begin with `np.zeros`. Group `i` fills a block: its filters are rows `i * C_out // groups` to `(i + 1) * C_out // groups`,
# its channels are counted in the same way with `C_in`.
# </details>


# %% role="answer" exercise="as_dense"
def as_dense(w, groups):
    """The weights [C_out, C_in, k_h, k_w] of an ordinary convolution that equals a grouped one."""
    ### BEGIN SOLUTION
    c_out, inside, k_h, k_w = w.shape
    filters = c_out // groups
    dense = np.zeros((c_out, inside * groups, k_h, k_w), dtype=w.dtype)
    for i in range(groups):
        rows = slice(i * filters, (i + 1) * filters)
        dense[rows, i * inside : (i + 1) * inside] = w[rows]
    return dense
    ### END SOLUTION


# %% role="tests" exercise="as_dense" case="places" points=2
# Where the weights and the zeros stand (2 points)
import numpy as np

from course.checks import check

w = np.arange(1.0, 9).reshape(4, 2, 1, 1)
expected = np.array([[1.0, 2, 0, 0], [3, 4, 0, 0], [0, 0, 5, 6], [0, 0, 7, 8]])[:, :, None, None]
known = {
    "Every filter sees every group; the other groups' channels must be 0.": np.concatenate([w, w], 1),
    "All filters look at the first channels.": np.concatenate([w, 0 * w], 1),
    "Filters take turns: filters 0, 2, … belong to group 0 here. A group's filters stand together.": (
        np.array([[1.0, 2, 0, 0], [0, 0, 3, 4], [5, 6, 0, 0], [0, 0, 7, 8]])[:, :, None, None]
    ),
    "The channels of a group are spread; they stand side by side.": (
        np.array([[1.0, 0, 2, 0], [3, 0, 4, 0], [0, 5, 0, 6], [0, 7, 0, 8]])[:, :, None, None]
    ),
    "The groups are exchanged.": expected[[2, 3, 0, 1]],
    "Filters and channels are exchanged: filters are rows, axis 0.": expected.transpose(1, 0, 2, 3),
    "Every block holds the weights of the first group.": np.tile(w[:2], (2, 2, 1, 1))
    * (expected > 0),
    "Only the last group is there: does the array begin anew, or `return` stand, inside the loop?": (
        expected * (expected > 4)
    ),
    "Only the first group is there: does `return` stand inside the loop?": expected * (expected < 5),
    "The first tower looks at the second half of the channels.": expected[:, [2, 3, 0, 1]],
    "The array is made, but never filled.": 0 * expected,
}
case = "as_dense of the weights 1 to 8 as 4 filters with 2 channels each, 2 groups"
check(case, as_dense(w.copy(), 2), expected, known)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(4)
for c_out, inside, k_h, k_w, groups in [(6, 2, 3, 2, 3), (8, 3, 1, 5, 2), (4, 1, 3, 3, 4), (6, 4, 2, 2, 1)]:
    w = rng.normal(size=(c_out, inside, k_h, k_w))
    expected = np.zeros((c_out, inside * groups, k_h, k_w))
    for row in range(c_out):
        start = row // (c_out // groups) * inside
        expected[row, start : start + inside] = w[row]
    mixed = np.zeros_like(expected)
    for row in range(c_out):
        start = row % groups * inside
        mixed[row, start : start + inside] = w[row]
    case = f"as_dense of weights [{c_out}, {inside}, {k_h}, {k_w}] in {groups} groups"
    known = {
        "Filters take turns; those of a group stand together.": mixed,
        "The kernels are turned; keep them as they are.": expected[:, :, ::-1, ::-1],
        "The weights are cut to whole numbers: make the array with floats.": np.trunc(expected),
    }
    check(case, as_dense(w.copy(), groups), expected, known)
### END HIDDEN TESTS

# %% role="tests" exercise="as_dense" case="convolution" points=1
# The same convolution (1 point)
import numpy as np
import paddle

from course.checks import check

rng = np.random.default_rng(5)
for c_out, inside, groups in [(4, 2, 2), (6, 3, 3)]:
    x = rng.normal(size=(2, inside * groups, 6, 5)).astype("float32")
    w = rng.normal(size=(c_out, inside, 3, 2)).astype("float32")
    got = np.asarray(as_dense(w.copy(), groups), dtype="float32")
    shape = [c_out, inside * groups, 3, 2]
    assert list(got.shape) == shape, f"wrong shape: got {list(got.shape)}, expected {shape}"
    y = paddle.nn.functional.conv2d(paddle.to_tensor(x), paddle.to_tensor(w), groups=groups)
    dense = paddle.nn.functional.conv2d(paddle.to_tensor(x), paddle.to_tensor(got))
    case = f"the convolution with as_dense(w, {groups}), compared with Paddle's in {groups} groups"
    check(case, dense.numpy(), y.numpy(), tolerance=1e-4)
### BEGIN HIDDEN TESTS
x = rng.normal(size=(1, 10, 4, 7)).astype("float32")
w = rng.normal(size=(15, 2, 1, 3)).astype("float32")
got = np.asarray(as_dense(w.copy(), 5), dtype="float32")
y = paddle.nn.functional.conv2d(paddle.to_tensor(x), paddle.to_tensor(w), groups=5)
dense = paddle.nn.functional.conv2d(paddle.to_tensor(x), paddle.to_tensor(got))
case = "the convolution with as_dense(w, 5), compared with Paddle's in 5 groups"
check(case, dense.numpy(), y.numpy(), tolerance=1e-4)
### END HIDDEN TESTS

# %% [markdown]
# Half of the weights of the dense version are zeros, and the towers do not spend a multiplication on them:
# a convolution in two groups has half the weights and half the MACs.
# The price is that what one tower sees in conv2, the other learns only in conv3, where both halves meet.

# %% [markdown]
# ## 10.5 Sixty million parameters and not enough pictures
#
# AlexNet had 1.2 million photographs to learn from and fifty times as many parameters. It could have learned them by heart.
# Two remedies are in the paper, and chapter 6 has built both.
#
# **Dropout**, with probability 0.5, stands after fc1 and fc2, where 95 % of the parameters are.
# **Augmentation** shows each picture a little differently every time: moved, mirrored, in another light.
# For an eye all three are harmless: a mirrored right eye is a left eye.
#
# Here you write augmentation as a *pipeline*: several steps with one generator, in a fixed order.
# Fixed, because then the same seed gives the same pictures on every machine, and a run can be repeated.

# %% [markdown] role="statement" exercise="augment"
# ### Exercise 10.5: an augmentation pipeline (6 points, ~25 min)
#
# ```python
# augment(picture, rng, pad=4, change=0.2) -> array [C, H, W]
# ```
#
# - `picture`: an array `[C, H, W]` of floats from 0 to 1; `rng`: a NumPy generator.
# - In this order:
#   1. **crop**: put `pad` zeros on each of the four sides. Draw `rng.integers(2 * pad + 1)` for the row and then, by a second draw of the same kind,
#      for the column of the window's top left corner in the padded picture. The window has H rows and W columns.
#   2. **mirror**: draw `rng.random()`; where it is below 0.5, exchange left and right.
#   3. **brightness**: draw `rng.uniform(1 - change, 1 + change)`, multiply all values by it, and clip to 0 … 1.
# - All four numbers are drawn in every call, also where they change nothing. All channels are treated alike.
#
# **The tests look at** each of the three steps by itself (with `change=0` or `pad=0`, and seeds that mirror or do not),
# and at all of them together with several channels and pictures that are not square.
#
# <details><summary>Hint</summary>
#
# `np.pad(picture, ((0, 0), (pad, pad), (pad, pad)))` leaves the channels alone. `x[..., ::-1]` mirrors. `np.clip(x, 0, 1)` clips.
# </details>


# %% role="answer" exercise="augment"
def augment(picture, rng, pad=4, change=0.2):
    """A picture [C, H, W] moved by up to `pad` pixels, perhaps mirrored, and a little brighter or darker."""
    ### BEGIN SOLUTION
    _, height, width = picture.shape
    top, left = rng.integers(2 * pad + 1), rng.integers(2 * pad + 1)
    padded = np.pad(picture, ((0, 0), (pad, pad), (pad, pad)))
    x = padded[:, top : top + height, left : left + width]
    if rng.random() < 0.5:
        x = x[:, :, ::-1]
    return np.clip(x * rng.uniform(1 - change, 1 + change), 0, 1)
    ### END SOLUTION


# %% role="tests" exercise="augment" case="crop" points=2
# The crop alone: change=0, and seeds that do not mirror (2 points)
import numpy as np

from course import alexnet_mistakes as mistakes
from course.checks import check

x = np.arange(1, 13).reshape(1, 3, 4) / 20
seeds = [seed for seed in range(60) if not mistakes.draws(seed, 1, 0)[2]]
for seed in seeds[:6]:
    top, left, _, _ = mistakes.draws(seed, 1, 0)
    expected = mistakes.augmented(x, np.random.default_rng(seed), 1, 0)
    got = augment(x.copy(), np.random.default_rng(seed), pad=1, change=0)
    case = f"augment of 1 to 12 (/20) as 3×4, pad=1, change=0, seed {seed}: corner ({top}, {left})"
    check(case, got, expected, mistakes.augmentation_slips(x, seed, 1, 0))
### BEGIN HIDDEN TESTS
x = np.random.default_rng(6).random(size=(3, 6, 9))
for pad in (2, 3, 5):
    for seed in [seed for seed in range(200, 260) if not mistakes.draws(seed, pad, 0)[2]][:5]:
        expected = mistakes.augmented(x, np.random.default_rng(seed), pad, 0)
        got = augment(x.copy(), np.random.default_rng(seed), pad=pad, change=0)
        case = f"augment of [3, 6, 9], pad={pad}, change=0, seed {seed}"
        check(case, got, expected, mistakes.augmentation_slips(x, seed, pad, 0))
### END HIDDEN TESTS

# %% role="tests" exercise="augment" case="mirror" points=1
# The mirror alone: pad=0, change=0 (1 point)
import numpy as np

from course import alexnet_mistakes as mistakes
from course.checks import check

x = np.arange(1, 13).reshape(1, 3, 4) / 20
for seed in range(6):
    mirrored = mistakes.draws(seed, 0, 0)[2]
    expected = x[:, :, ::-1] if mirrored else x
    got = augment(x.copy(), np.random.default_rng(seed), pad=0, change=0)
    case = f"augment with pad=0, change=0, seed {seed}: {'mirrored' if mirrored else 'as it was'}"
    check(case, got, expected, mistakes.augmentation_slips(x, seed, 0, 0))
### BEGIN HIDDEN TESTS
x = np.random.default_rng(7).random(size=(3, 4, 7))
for seed in range(300, 312):
    expected = x[:, :, ::-1] if mistakes.draws(seed, 0, 0)[2] else x
    got = augment(x.copy(), np.random.default_rng(seed), pad=0, change=0)
    case = f"augment of [3, 4, 7] with pad=0, change=0, seed {seed}"
    check(case, got, expected, mistakes.augmentation_slips(x, seed, 0, 0))
### END HIDDEN TESTS

# %% role="tests" exercise="augment" case="brightness" points=1
# The brightness alone: pad=0, and seeds that do not mirror (1 point)
import numpy as np

from course import alexnet_mistakes as mistakes
from course.checks import check

x = np.array([[[0.1, 0.5, 0.9]], [[0.2, 0.4, 1.0]]])
for seed in [seed for seed in range(60) if not mistakes.draws(seed, 0, 0.5)[2]][:6]:
    factor = mistakes.draws(seed, 0, 0.5)[3]
    got = augment(x.copy(), np.random.default_rng(seed), pad=0, change=0.5)
    case = f"augment with pad=0, change=0.5, seed {seed}: brightness × {factor:.3f}"
    known = mistakes.augmentation_slips(x, seed, 0, 0.5)
    check(case, got, np.clip(x * factor, 0, 1), known)
### BEGIN HIDDEN TESTS
x = np.random.default_rng(8).random(size=(3, 5, 4))
for change in (0.1, 0.9):
    for seed in [seed for seed in range(400, 460) if not mistakes.draws(seed, 0, change)[2]][:5]:
        factor = mistakes.draws(seed, 0, change)[3]
        got = augment(x.copy(), np.random.default_rng(seed), pad=0, change=change)
        case = f"augment of [3, 5, 4] with pad=0, change={change}, seed {seed}"
        known = mistakes.augmentation_slips(x, seed, 0, change)
        check(case, got, np.clip(x * factor, 0, 1), known)
### END HIDDEN TESTS

# %% role="tests" exercise="augment" case="together" points=2
# All steps together, in this order (2 points)
import numpy as np

from course import alexnet_mistakes as mistakes
from course.checks import check

x = np.random.default_rng(9).random(size=(3, 6, 8))
for seed in range(4):
    expected = mistakes.augmented(x, np.random.default_rng(seed), 4, 0.2)
    got = augment(x.copy(), np.random.default_rng(seed))
    case = f"augment of [3, 6, 8] as it is called by default, seed {seed}"
    check(case, got, expected, mistakes.augmentation_slips(x, seed, 4, 0.2))
### BEGIN HIDDEN TESTS
for (c, h, w), pad, change in [((1, 7, 5), 3, 0.4), ((4, 5, 9), 2, 0.1), ((3, 8, 8), 6, 0.3)]:
    x = np.random.default_rng(h).random(size=(c, h, w))
    for seed in range(500, 508):
        expected = mistakes.augmented(x, np.random.default_rng(seed), pad, change)
        got = augment(x.copy(), np.random.default_rng(seed), pad=pad, change=change)
        case = f"augment of [{c}, {h}, {w}], pad={pad}, change={change}, seed {seed}"
        check(case, got, expected, mistakes.augmentation_slips(x, seed, pad, change))
### END HIDDEN TESTS

# %% [markdown]
# One picture, and five versions of it, from seeds 0 to 4:

# %%
picture = parts[0].pictures[chosen[3]] / 255
versions = [augment(picture, np.random.default_rng(seed), pad=8) for seed in range(5)]
plots.show(
    augmentation.gallery([picture, *versions], ["as drawn", *(f"seed {seed}" for seed in range(5))]),
    alt=(
        "A synthetic fundus picture of a pathologic eye and five augmented versions of it: moved by up to eight pixels"
        " with black coming in, some of them mirrored, some brighter and some darker. The pale patches are in all of them."
    ),
)

# %% [markdown]
# Every version is still the same diagnosis. That is the whole condition.
#
# Does it pay? For digits, chapter 6 measured it. We make no claim for these eyes:
# each comparison takes six runs, and the budget of this chapter goes into the next section.
# To try it, give the training pictures a transform that calls `augment` before `normalize`,
# change nothing else, and take at least three seeds.

# %% [markdown] role="statement" exercise="dropout_facts"
# ### Exercise 10.6: dropout in AlexNet (3 points, ~10 min)
#
# AlexNet at full width, dropout 0.5 after fc1 and fc2, weights fixed. Assign whole numbers.
#
# | key | question |
# |---|---|
# | `kept_units` | how many of fc1's units are kept in one training pass, on average? |
# | `kept_value` | a unit of fc1 is 4.0 after its ReLU; what leaves Paddle's dropout (as the table uses it) in training, if the unit is kept? |
# | `inference_value` | the same unit, after `net.eval()`: what leaves the dropout? |
# | `paper_inference_value` | in the paper, kept units stay as they are in training; what must leave the same unit's dropout at inference? |
# | `answers_in_inference` | one picture is shown ten times after `net.eval()`: how many different score vectors are there? |
# | `answers_in_training` | and ten times in training mode? Take it that no two draws of dropped units are equal. |
#
# Replace each `"?"`, and delete the line that raises an error.
#
# **The tests look at** each number by itself, half a point each, when your work is graded;
# before that they only say what is still open.
#
# <details><summary>Hint</summary>
#
# The mean of what leaves the dropout must be the same in training and at inference. Section 6.2 has the two ways of getting there.
# </details>

# %% role="answer" exercise="dropout_facts"
dropout_facts = {
    "kept_units": "?",
    "kept_value": "?",
    "inference_value": "?",
    "paper_inference_value": "?",
    "answers_in_inference": "?",
    "answers_in_training": "?",
}
### BEGIN SOLUTION
dropout_facts = {
    "kept_units": 2048,
    "kept_value": 8,
    "inference_value": 4,
    "paper_inference_value": 2,
    "answers_in_inference": 1,
    "answers_in_training": 10,
}
### END SOLUTION

# %% role="tests" exercise="dropout_facts" case="numbers" points=3
# Six numbers, half a point each (3 points)
from course.checks import look_over, score_counts

keys = ["kept_units", "kept_value", "inference_value", "paper_inference_value"]
keys += ["answers_in_inference", "answers_in_training"]
look_over("dropout_facts", dropout_facts, dict.fromkeys(keys, "count"))
### BEGIN HIDDEN TESTS
known = {
    "kept_units": {"All units count only at inference; in training half are dropped.": 4096},
    "kept_value": {
        "Paddle's default scales in training: what is kept is divided by 1 - p.": 4,
        "A kept unit is made larger in training, not smaller.": 2,
        "It is divided by 1 - p = 0.5 once; this is twice.": 16,
    },
    "inference_value": {
        "At inference Paddle's dropout does nothing.": 8,
        "Halving at inference is the paper's way; Paddle's default has scaled already.": 2,
        "Nothing is dropped at inference.": 0,
    },
    "paper_inference_value": {
        "In training the mean is 0.5 · 4: the value at inference must match it.": 4,
        "Doubling at inference would make the mismatch larger; in training the mean is half.": 8,
    },
    "answers_in_inference": {
        "After eval() nothing is random any more.": 10,
        "One picture shown ten times has at least one answer.": 0,
    },
    "answers_in_training": {"In training mode every pass draws anew which units are dropped.": 1},
}
expected = dict(zip(keys, [2048, 8, 4, 2, 1, 10]))
score_counts("dropout_facts", dropout_facts, expected, points=3, mistakes=known)
### END HIDDEN TESTS

# %% [markdown]
# ## 10.6 AlexNet against LeNet, on equal terms
#
# Full width on a processor would take minutes for every epoch, so ours has an eighth of the width,
# and on a machine without a GPU it sees the pictures of 32 pixels.
# First what it is: the same eight layers, fewer channels.

# %%
size = budget.choose("pixels", quick=32, full=64)
epochs = budget.choose("epochs", quick=5, full=20)
pictures = {32: small, 64: large}[size]
nets = {
    "LeNet, ReLU": lambda: lenet(nn.ReLU, size),
    "AlexNet, width 1/8": lambda: AlexNet(num_classes=2, width=1 / 8, size=size),
}
for name, make in nets.items():
    counted = count(make(), [1, 3, size, size])
    print(f"{name:18} {counted.parameters:9,} parameters, {counted.macs:9,} MACs")

# %% [markdown]
# The new network has eight layers with weights instead of five, and costs not much more: 0.9 million MACs for a picture against 0.75.
# It has five times the parameters, most of them in fc2, which does not depend on the picture's size.
#
# Equal terms: the same 500 pictures of the same size, the same number of epochs, batches of 25, Adam with a rate of 0.001 for both,
# three seeds. Each run looks at the test pictures once, after its last epoch.

# %%
compared = {
    name: [run(make, pictures, lambda net: adam(net, rate=0.001), seed, epochs) for seed in range(3)]
    for name, make in nets.items()
}

# %% [markdown]
# The learning curves of AlexNet's first seed:

# %%
history = compared["AlexNet, width 1/8"][0][0].history
plots.show(
    training.history_figure(history),
    alt=(
        "Two panels over five epochs for AlexNet, seed 0. The training loss falls from 0.72 to 0.23; the validation loss"
        " follows to 0.43 in the third epoch and stays there. The validation accuracy climbs from 0.53 to 0.81 in three"
        " epochs and ends at 0.85, where the training accuracy is 0.91."
    ),
)

# %% [markdown]
# In the second epoch the network looks better on the validation pictures than on those it trains on.
# Two things make it so: in training half of the hidden units are missing, while the validation pictures are judged by all of them;
# and the training numbers are means over an epoch, in which the network was still getting better.
# From the fourth epoch on the training loss falls alone: the network begins to learn its 500 pictures by heart.
#
# And the result on the test pictures:

# %%
for name, runs in compared.items():
    print(f"{name:18}", training.mean_and_spread([accuracy for _, accuracy in runs]))

# %% [markdown]
# Both are far above the majority (0.524) and above colours alone (0.716).
# But the network of 1998, with ReLU, gets about 90 of 100 right, and AlexNet about 83, with a larger spread between the seeds.
# The newer network loses.
#
# What does that say? Not that LeNet is the better network: five epochs, 500 small pictures, one rate.
# AlexNet was made for photographs of 224 pixels and for a million of them; its first layer takes steps of 4 pixels
# and leaves 8×8 places of a picture of 32.
# It says that a deeper network is no promise. What wins on ImageNet may lose on your 500 pictures,
# and only a comparison on equal terms tells. AlexNet's seeds differ by almost a tenth: whoever reports one run reports chance.
#
# ### What it says, and where it errs
#
# The first six test pictures, and the first six that AlexNet (seed 0) gets wrong.
# They are shown with all their 64×64 pixels; the network saw them with 32×32.

# %%
scores = compared["AlexNet, width 1/8"][0][0].predict(pictures[2])
wrong = np.flatnonzero(scores.argmax(axis=1) != parts[2].labels)
shown = [*range(6), *wrong[:6].tolist()]
plots.show(
    gallery.predictions_figure(
        parts[2].pictures[shown], parts[2].labels[shown], scores[shown], parts[2].classes
    ),
    alt=(
        "Twelve synthetic fundus pictures in two rows with the answer of the network and its probability. Pictures that"
        " it gets wrong have a thick frame: the first of the upper row and all six of the lower. Of these six, three are"
        " pathologic eyes that it overlooks and three are false alarms."
    ),
)

# %% [markdown]
# An eye of the lower row can be in the upper one, too, as the first is here.
# The three false alarms have a bright patch at the rim of the optic disc or near it: sheathed nerve fibres, or a reflection, both harmless.
# In two of the three eyes that it overlooks the pale patches are small or dim.
# Perhaps it has learned something like "pale patch near the disc", which is not what makes an eye pathologic.
# That is a guess from six synthetic pictures. What is counted is how often each kind of mistake happens:

# %%
for seed, (runner, _) in enumerate(compared["AlexNet, width 1/8"]):
    wrong = parts[2].labels[runner.predict(pictures[2]).argmax(axis=1) != parts[2].labels]
    print(f"seed {seed}: {(wrong == 1).sum()} overlooked, {(wrong == 0).sum()} false alarms")

# %% [markdown]
# Seed 0 overlooks pathologic eyes more often than it raises false alarms; the other two do the opposite, and by far.
# One number, the accuracy, hides that. Chapter 16 comes back to it, because for a patient the two mistakes are not alike.
#
# ### The kernels of the first layer
#
# Twelve kernels of 11×11 pixels in three colours, after training. Middle grey is a weight of 0.

# %%
kernels = compared["AlexNet, width 1/8"][0][0].net.parameters()[0].numpy()
plots.show(
    gallery.kernels_figure(kernels),
    alt=(
        "Twelve kernels of 11 by 11 pixels as coloured squares. They look like coloured noise: none of them shows an edge"
        " or a blob."
    ),
)

# %% [markdown]
# How far are they from where they began? The same seed gives the weights of the start once more;
# their correlation with the trained ones is one number:

# %%
training.seed_everything(0)
start = nets["AlexNet, width 1/8"]().parameters()[0].numpy()
print(f"correlation with the start: {np.corrcoef(start.ravel(), kernels.ravel())[0, 1]:.2f}")

# %% [markdown]
# The famous picture of AlexNet's kernels shows clean edges and blobs of colour.
# It was taken after 90 passes over 1.2 million photographs.
# After five passes over 500, the kernels are still the noise that they began as: the correlation is 0.99.
# The network works all the same, because the layers behind have learned to use what nearly random kernels give them.
# So "the first layer learns edges" is true of some networks, and here it is not.

# %% [markdown]
# ## 10.7 What did not last: local response normalization
#
# After conv1 and conv2, the AlexNet of the paper divides each value by a number that grows with the values of the neighbouring channels
# at the same place. It is called **local response normalization**.
# With $n$ neighbours (an odd number, the channel itself among them),
#
# $$ y_{c} = \frac{x_{c}}{\Bigl(k + \alpha \sum_{j=\max(0,\,c-\lfloor n/2\rfloor)}^{\min(C-1,\,c+\lfloor n/2\rfloor)} x_{j}^2\Bigr)^{\beta}} $$
#
# for every picture, row and column. Later networks left it out without loss, and batch normalization took its place.
# As an exercise it is still good, because two things in it are easy to get wrong.

# %% [markdown] role="statement" exercise="local_response_norm"
# ### Exercise 10.7, stretch: local response normalization (4 points, ~25 min)
#
# ```python
# local_response_norm(x, size=5, alpha=1e-4, beta=0.75, k=2.0) -> array [N, C, H, W]
# ```
#
# - `x`: feature maps, an array `[N, C, H, W]`; `size`: the $n$ of the formula, an odd number, perhaps larger than C.
# - Return the formula above, with NumPy's arrays and no Paddle. Channels beyond the first and the last do not exist: they add nothing.
#
# **The tests look at** a small example, several sizes and shapes, and at Paddle's layer, which is not quite the same formula:
# see the box below.
#
# > **What Paddle does differently.** `nn.LocalResponseNorm(size, alpha, beta, k)` divides `alpha` by `size`: it takes the *mean* of the squares,
# > counting zeros beyond the ends. And its default `k` is 1.0 where the paper has 2.
#
# <details><summary>Hint</summary>
#
# Loop over the channels: `x[:, max(0, c - half) : c + half + 1]` are the neighbours of channel `c`, with `half = size // 2`.
# A slice that begins at a negative number would count from the end.
# </details>


# %% role="answer" exercise="local_response_norm"
def local_response_norm(x, size=5, alpha=1e-4, beta=0.75, k=2.0):
    """Each value of x [N, C, H, W] divided by a power of k + alpha · (sum of squares of its neighbour channels)."""
    ### BEGIN SOLUTION
    half = size // 2
    y = np.empty(x.shape)
    for c in range(x.shape[1]):
        squares = (x[:, max(0, c - half) : c + half + 1] ** 2).sum(axis=1)
        y[:, c] = x[:, c] / (k + alpha * squares) ** beta
    return y
    ### END SOLUTION


# %% role="tests" exercise="local_response_norm" case="example" points=2
# Channels of one pixel (2 points)
import numpy as np

from course import alexnet_mistakes as mistakes
from course.checks import check

x = np.array([1.0, 2, 3, 4]).reshape(1, 4, 1, 1)
case = "local_response_norm of the channels 1, 2, 3, 4 (one pixel), size=3, alpha=1, beta=1, k=2"
expected = np.array([1 / 7, 2 / 16, 3 / 31, 4 / 27]).reshape(1, 4, 1, 1)  # 2 + 1 + 4 = 7, …
slips = mistakes.response_slips(x, 3, 1.0, 1.0, 2.0)
check(case, local_response_norm(x.copy(), size=3, alpha=1.0, beta=1.0, k=2.0), expected, slips)
### BEGIN HIDDEN TESTS
x = np.random.default_rng(10).normal(size=(2, 6, 3, 4)) * 3
for size, alpha, beta, k in [(5, 0.5, 0.75, 2.0), (3, 2.0, 0.5, 1.0), (1, 1.0, 1.0, 3.0), (9, 0.1, 0.6, 1.5)]:
    squares = np.pad(x**2, ((0, 0), (size // 2, size // 2), (0, 0), (0, 0)))
    expected = x / (k + alpha * sum(squares[:, i : i + 6] for i in range(size))) ** beta
    case = f"local_response_norm of [2, 6, 3, 4], size={size}, alpha={alpha}, beta={beta}, k={k}"
    slips = mistakes.response_slips(x, size, alpha, beta, k)
    check(case, local_response_norm(x.copy(), size, alpha, beta, k), expected, slips)
case = "local_response_norm of large values with its defaults"
slips = mistakes.response_slips(100 * x, 5, 1e-4, 0.75, 2.0)
squares = np.pad((100 * x) ** 2, ((0, 0), (2, 2), (0, 0), (0, 0)))
expected = 100 * x / (2 + 1e-4 * sum(squares[:, i : i + 6] for i in range(5))) ** 0.75
check(case, local_response_norm(100 * x), expected, slips)
### END HIDDEN TESTS

# %% role="tests" exercise="local_response_norm" case="paddle" points=2
# Against Paddle's layer, whose alpha is divided by size (2 points)
import numpy as np
import paddle

from course import alexnet_mistakes as mistakes
from course.by_hand import check_by_hand
from course.checks import check

x = np.random.default_rng(11).normal(size=(2, 7, 4, 3)).astype("float32")
layer = paddle.nn.LocalResponseNorm(size=5, alpha=5 * 0.3, beta=0.75, k=2.0)
case = "local_response_norm(x, size=5, alpha=0.3), compared with Paddle's with alpha=5 * 0.3"
slips = mistakes.response_slips(x, 5, 0.3, 0.75, 2.0)
got = local_response_norm(x.copy(), size=5, alpha=0.3)
check(case, got, layer(paddle.to_tensor(x)).numpy(), slips, tolerance=1e-5)
check_by_hand(In, "local_response_norm")
### BEGIN HIDDEN TESTS
for shape, size, beta, k in [((1, 3, 5, 5), 7, 0.5, 1.0), ((3, 12, 2, 6), 3, 0.9, 0.5)]:
    x = np.random.default_rng(size).normal(size=shape).astype("float32")
    layer = paddle.nn.LocalResponseNorm(size=size, alpha=size * 0.8, beta=beta, k=k)
    case = f"local_response_norm of {list(shape)}, size={size}, compared with Paddle's"
    slips = mistakes.response_slips(x, size, 0.8, beta, k)
    got = local_response_norm(x.copy(), size, 0.8, beta, k)
    check(case, got, layer(paddle.to_tensor(x)).numpy(), slips, tolerance=1e-5)
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
# - The sigmoid LeNet stays at chance even on pictures as small as digits: its gradients are too small for the step, not the pictures too large.
#   ReLU, or an optimizer that rescales gradients, mends it.
# - AlexNet: five convolutions, three poolings, three fully connected layers, ReLU everywhere, dropout after fc1 and fc2.
# - Its parameters sit in the fully connected layers (95 %), its multiplications in the convolutions (95 %).
# - As published it has 60,965,224 parameters in two towers; our version with one output has 71,916,929.
# - Mean and standard deviation come from the training pictures; augmentation is for training pictures only.
# - On 500 small synthetic pictures the deeper network lost to LeNet with ReLU, at the same cost. Say so, with seeds and a spread.
#
# ## Check yourself
#
# <details><summary>Pictures of 448 pixels instead of 224: which layers of AlexNet get more parameters?</summary>
#
# Only fc1: it sees 256 · 14 · 14 = 50,176 numbers, four times as many. Kernels do not depend on the picture.
# </details>
#
# <details><summary>And which layers get more multiplications?</summary>
#
# All five convolutions, four times as many each, because there are four times as many places; and fc1, which has four times as many weights.
# </details>
#
# <details><summary>Someone normalizes all pictures with the mean of all 900, then splits them. What is wrong?</summary>
#
# The test pictures have taken part in the preparation. The effect may be small, but the test no longer measures new pictures.
# </details>
#
# <details><summary>A loss stays at 0.693 for two classes. What does the network say?</summary>
#
# One half for each class, whatever the picture: 0.693 is log 2. It has learned nothing yet, and the gradients of the first layer are the place to look.
# </details>
#
# <details><summary>Two convolution layers in two groups follow each other. What does the left tower know of the right one?</summary>
#
# Nothing, until a layer without groups joins them.
# </details>
#
# ## What comes next
#
# AlexNet chose 11, 5 and 3 for its kernels, and nobody can say why.
# Chapter 11 makes a rule of it: nothing but 3×3, in blocks, and depth instead of size.
