# %% [markdown]
# # 15. The high-level API, and where a network looks
#
# You have written the loop that trains a network, its metrics, its checkpoints and the network itself.
# Paddle has all of it ready, and from now on you may use it, because you know what it does.
# Mostly: this chapter finds some places where it does what few would expect.
# Then it asks two questions that every user of a ready network has.
# How do I adapt it to a task with few pictures? And what in a picture does it look at?
#
# **When you are done, you can**
#
# - train, evaluate and use a network with `paddle.Model`, and say which of the numbers it shows you can trust;
# - write callbacks that look into training, keep the best weights and stop in time;
# - save and load, freeze a part of a network and count what is left to train,
#   and keep frozen batch normalizations from moving;
# - compare fine-tuning with training from scratch on equal terms;
# - compute Grad-CAM by hand, and test its pictures instead of admiring them.
#
# **It takes** about 60 minutes to read and 160 minutes to solve.
# You need chapters 5 (batch normalization), 9 (training), 12 (class maps) and 14 (ResNet).
# There are 35 points in seven exercises; the last one is a stretch.
# The symbols are those of [the table of notation](../notation.md); [the glossary](../glossary.md) gives each term in Chinese.

# %% [markdown]
# The first cell loads the course's library.

# %%
import tempfile
from pathlib import Path

import numpy as np

from course import budget, data, high_level, looking, plots
from course.counting import count
from course.training import mean_and_spread, seed_everything

# %% [markdown]
# The second loads Paddle. Its ready-made data sets, transforms and networks live in `paddle.vision`.

# %%
import paddle
import paddle.nn.functional as F
from paddle import nn
from paddle.io import DataLoader
from paddle.vision import models
from paddle.vision import transforms as T

# %% [markdown]
# ## 15.1 Ready-made parts
#
# **Networks.** `paddle.vision.models` builds the networks of chapters 9 to 14, all but NiN, and many later ones, in one call.
# With `pretrained=True` it downloads weights that were trained on ImageNet;
# this course needs no network connection, so we train our own.

# %%
names = [name for name in dir(models) if name[0].islower() and callable(getattr(models, name))]
print(len(names), "functions, such as", ", ".join(names[::6]))
print(f"resnet18(): {count(models.resnet18(), [1, 3, 32, 32]).parameters:,} parameters")
print(f"resnet18(num_classes=10): {count(models.resnet18(num_classes=10), [1, 3, 32, 32]).parameters:,}")

# %% [markdown]
# `num_classes` changes the last layer only. It had 512 · 1000 + 1000 parameters and now has 512 · 10 + 10.
#
# **Data sets.** `paddle.vision.datasets` reads MNIST, CIFAR-10 and others. `Cifar10(data_file="…")` reads a file that you have;
# without `data_file` it wants to download one. Of your own pictures, one folder for each class,
# `DatasetFolder` makes a data set.
# We take CIFAR-10 where you have put its file into the data folder and the budget is "full", and otherwise a stand-in
# of the same shape: ten kinds of pictures in colour, 32×32 pixels.

# %%
training, validation, test = high_level.small_pictures(cifar_wanted=budget.level() == "full")

# %% [markdown]
# The stand-in is scikit-learn's digits, each in a random colour on another random colour.
# It is easier than CIFAR-10, and no accuracy below says anything about CIFAR-10.
# What carries over is how things are done. Here is one picture of each of six kinds:

# %%
shown = training.take([int(np.flatnonzero(training.labels == kind)[0]) for kind in range(6)])
plots.show(
    looking.pictures_figure(shown.pictures, [shown.classes[label] for label in shown.labels]),
    alt="Six pictures of 32 by 32 pixels with their kinds: "
    + ", ".join(shown.classes[label] for label in shown.labels)
    + ". Where CIFAR-10 is not there they are handwritten digits, each in one colour on another.",
)

# %% [markdown]
# **Transforms.** `paddle.vision.transforms` prepares pictures and augments them (chapters 6 and 10).
# One of them hides a trap. `ToTensor` moves the channels to the front and scales to the range from 0 to 1,
# but look at what it does with the same picture as whole numbers and as floats:

# %%
picture = training.pictures[0].transpose(1, 2, 0)  # [H, W, C], as these transforms want it
for kind in ("uint8", "float32"):
    x = T.ToTensor()(picture.astype(kind))
    print(f"{kind:8} {list(x.shape)}, from {x.min().item():.2f} to {x.max().item():.2f}")

# %% [markdown]
# Only whole numbers are divided by 255. A picture of floats from 0 to 255 goes through as it is,
# the network gets numbers 255 times as large as it was trained for, and nothing complains.
# Our `Pictures` divide by themselves; what is left to do is to cut out random windows in training.
# `T.Compose` puts transforms behind each other:

# %%
crop = T.Compose([paddle.to_tensor, T.RandomCrop(32, padding=3)])
cropped = training.with_transform(crop)
print(cropped[0][0].shape, cropped[0][0].dtype)

# %% [markdown]
# > **In Paddle.** Random transforms draw from Python's `random` and some from NumPy's, batches are shuffled with NumPy's random state,
# > and weights and dropout come from Paddle's. Whoever wants to see the same numbers again seeds all three,
# > as `seed_everything` does.
#
# ## 15.2 `paddle.Model`
#
# Our network is ResNet-18 of chapter 14 at 1/8 of its width.
# Its stem is a single 3×3 convolution with stride 2, as there are only 32 pixels to begin with.
# It is built in two parts, which the second half of this chapter needs:
# a **body** that makes feature maps of pictures, and a **head** that makes scores of feature maps.

# %%
seed_everything(0)
net = high_level.resnet([2, 2, 2, 2], width=8, classes=10)
print(f"{count(net, [1, 3, 32, 32]).parameters:,} parameters; the head is {net.head}")

# %% [markdown]
# `paddle.Model` wraps a network. `prepare` tells it how to train: optimizer, loss, metrics.
# `fit` trains, `evaluate` measures, `predict` gives the scores.
# It wants pictures from a `DataLoader`, which makes batches.
# (From a `paddle.io.Dataset` it makes a loader by itself. Our `Pictures` are none, and it would take each picture for a batch.)

# %%
def loader(pictures, batch_size=50, shuffle=False):
    return DataLoader(pictures, batch_size=batch_size, shuffle=shuffle)


model = paddle.Model(net)
adam = paddle.optimizer.Adam(0.01, parameters=net.parameters())
model.prepare(adam, nn.CrossEntropyLoss(), paddle.metric.Accuracy())

# %% [markdown]
# While `fit` works it shows a bar. In a notebook that is to be kept, lines are better,
# so we print them ourselves, by a **callback**: an object whose methods `fit` calls at certain moments.
# This one is called after each epoch and after each evaluation, and gets what was measured as a dict `logs`.

# %%
class Print(paddle.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        print(f"epoch {epoch}: accuracy while training {logs['acc']:.3f}", end=", ")

    def on_eval_end(self, logs=None):
        print(f"validation {logs['acc']:.3f}")

# %% [markdown]
# Now the network is trained. Everything in one line:

# %%
epochs = budget.choose("epochs", quick=3, full=30)
few = 1 if budget.grading() else None  # steps, or no limit
batches = loader(training, shuffle=True), loader(validation)
model.fit(*batches, epochs=epochs, verbose=0, callbacks=[Print()], num_iters=few)

# %% [markdown]
# From 0.64 to 0.94 in three epochs. (The first accuracy of each line is measured *while* the network learns,
# over an epoch in which it has changed; the second one after it, on other pictures.)
#
# `predict` gives a list with one entry for each output of the network; ours has one, and `stack_outputs` joins its batches.

# %%
looked_at = test.take(slice(0, 100)) if budget.grading() else test
(test_scores,) = model.predict(loader(looked_at), stack_outputs=True, verbose=0)
right = test_scores.argmax(axis=1) == looked_at.labels
print(f"scores {test_scores.shape}, test accuracy by hand {right.mean():.3f}")

# %% [markdown]
# `evaluate` should say the same. We ask it twice: with batches of 50, and with one batch of all.

# %%
for size in (50, len(looked_at)):
    found = model.evaluate(loader(looked_at, size), verbose=0)
    print(f"batches of {size}: accuracy {found['acc']:.3f}, loss {found['loss'][0]:.4f}")
print(f"loss by hand: {F.cross_entropy(*map(paddle.to_tensor, (test_scores, looked_at.labels))).item():.4f}")

# %% [markdown]
# The accuracies agree. The losses do not: 0.143 with batches of 50, and 0.111 with one batch, which is right.
# What is the other one the loss of?

# %%
last = slice(len(looked_at) - 50, None)
mean = F.cross_entropy(paddle.to_tensor(test_scores[last]), paddle.to_tensor(looked_at.labels[last]))
print(f"loss of the last 50 pictures alone: {mean.item():.4f}")

# %% [markdown]
# > **What Paddle does differently.** A `paddle.metric` adds up over the whole pass, and the accuracy is right, also with a short last batch.
# > The loss in `logs` is that of **the last batch alone**, in `fit` as in `evaluate`.
# > `paddle.callbacks.EarlyStopping` watches it unless you tell it otherwise, and so decides by the last 47 of our 297 validation pictures.
# > Watch a metric, `EarlyStopping(monitor="acc")`, or evaluate in one batch.
#
# There is a second surprise in `logs`. We keep what we are given, and look at it when all is over:

# %%
class Keep(paddle.callbacks.Callback):
    kept, taken_out = [], []

    def on_eval_end(self, logs=None):
        self.kept.append(logs)
        self.taken_out.append(logs["acc"])


tiny = high_level.threshold_fit(Keep(), labels=[0, 0, 1, 0], epochs=4)
print("kept and read now: ", [float(logs["acc"]) for logs in Keep.kept])
print("taken out at once:", [float(accuracy) for accuracy in Keep.taken_out])

# %% [markdown]
# Four evaluations, four times the same number? This little network gets better in the second epoch and worse in the third,
# as the second line shows. But `fit` hands out *one dict* that it writes into again and again,
# and a list of four references to one dict shows its last state four times.
# Take the numbers out of `logs` when you get it, or copy it: `dict(logs)`.
#
# ## 15.3 The right answer among the first k
#
# On ImageNet, with a thousand classes, one usually reports two accuracies: how often the label has the largest score,
# and how often it is among the five largest. A "Siberian husky" where "Eskimo dog" was meant is forgiven then.
# The second is the **top-k accuracy** for k = 5, the first the same for k = 1.

# %% [markdown] role="statement" exercise="top_k_accuracy"
# ### Exercise 15.1: top-k accuracy (4 points, ~15 min)
#
# ```python
# top_k_accuracy(scores, labels, k) -> float
# ```
#
# - `scores`: array `[N, K]`, no two equal in a row; `labels`: whole numbers, `[N]` or `[N, 1]`; `1 <= k <= K`.
# - The share of pictures whose label is among the classes with the k largest scores, from 0 to 1.
#
# **The tests look at** k = 1, larger k, and labels of the shape `[N, 1]`, which some of Paddle's data sets give.
#
# <details><summary>Hint</summary>
#
# A label is among the first k exactly if fewer than k scores of that row are larger than its own.
# Flatten the labels first: `[N] == [N, 1]` is compared as a table of N×N.
# </details>


# %% role="answer" exercise="top_k_accuracy"
def top_k_accuracy(scores, labels, k):
    """The share of the rows of scores [N, K] in which the label's is one of the k largest."""
    ### BEGIN SOLUTION
    own = np.take_along_axis(scores, np.reshape(labels, (-1, 1)), axis=1)
    return float(((scores > own).sum(axis=1) < k).mean())
    ### END SOLUTION


# %% role="tests" exercise="top_k_accuracy" case="one" points=1
# k = 1: the usual accuracy (1 point)
import numpy as np

from course import high_level_mistakes as mistakes

scores = np.array([[0.5, 3, 2, 1], [3, 0.5, 1, 2], [2, 0.5, 1, 3], [0.5, 2, 1, 3]])
mistakes.check_top_k(top_k_accuracy, scores, np.array([1, 0, 3, 1]), 1)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(103)
scores = np.stack([rng.permutation(4.0 * np.arange(4)) for _ in range(8)])
mistakes.check_top_k(top_k_accuracy, scores, rng.integers(0, 4, 8), 1)
for n, classes in [(61, 5), (97, 3), (1, 4), (53, 11)]:
    scores = rng.normal(size=(n, classes))
    labels = np.where(rng.random(n) < 0.7, scores.argmax(axis=1), rng.integers(0, classes, n))
    mistakes.check_top_k(top_k_accuracy, scores, labels, 1)
### END HIDDEN TESTS

# %% role="tests" exercise="top_k_accuracy" case="several" points=2
# k > 1 (2 points)
import numpy as np

from course import high_level_mistakes as mistakes

rng = np.random.default_rng(469)  # twelve pictures, seven classes, scores 0 to 6 in disorder
scores = np.stack([rng.permutation(7) for _ in range(12)]).astype(float)
labels = rng.integers(0, 7, 12)
mistakes.check_top_k(top_k_accuracy, scores, labels, 3)
### BEGIN HIDDEN TESTS
for n, classes, k in [(61, 7, 3), (97, 10, 5), (71, 4, 2), (8, 5, 5), (83, 12, 4)]:
    scores, labels = rng.normal(size=(n, classes)), rng.integers(0, classes, n)
    mistakes.check_top_k(top_k_accuracy, scores, labels, k)
### END HIDDEN TESTS

# %% role="tests" exercise="top_k_accuracy" case="column" points=1
# Labels of the shape [N, 1] (1 point)
import numpy as np

from course import high_level_mistakes as mistakes

rng = np.random.default_rng(11)  # twenty pictures, eight classes, scores 0 to 7 in disorder
scores = np.stack([rng.permutation(8) for _ in range(20)]).astype(float)
labels = rng.integers(0, 8, (20, 1))
mistakes.check_top_k(top_k_accuracy, scores, labels, 3)
### BEGIN HIDDEN TESTS
for n, classes, k in [(47, 5, 1), (61, 7, 2), (53, 10, 4)]:
    scores, labels = rng.normal(size=(n, classes)), rng.integers(0, classes, (n, 1))
    mistakes.check_top_k(top_k_accuracy, scores, labels, k)
### END HIDDEN TESTS

# %% [markdown]
# Our network on the test pictures, for every k. Whoever guesses reaches k/10:

# %%
found = [top_k_accuracy(test_scores, looked_at.labels, k) for k in range(1, 11)]
print("top-k accuracy:", np.round(found, 3))

# %% [markdown]
# 0.956 for k = 1, 0.998 for k = 2, and from k = 3 on the label is always among the first k.
# With k = 10 of ten classes everybody is right: a top-k accuracy means something only beside K and beside chance.
# (`paddle.metric.Accuracy(topk=(1, 3))` counts both in one pass.)
#
# ## 15.4 Callbacks
#
# `fit` calls the methods of a callback at fixed moments: `on_train_begin`, then for each epoch `on_epoch_begin`,
# `on_train_batch_begin`, `on_train_batch_end`, …, `on_epoch_end`, `on_eval_begin`, …, `on_eval_end`, and at last `on_train_end`.
# In each of them `self.model` is the `paddle.Model`, and `self.model.network` the network.
# After each epoch and its evaluation `fit` looks at `self.model.stop_training`, and ends where it is `True`.
#
# > **What Paddle does differently.** `fit` never sets `stop_training` back. A model that was stopped once
# > ends every later `fit` after one epoch, unless somebody sets it to `False` again.

# %% [markdown] role="statement" exercise="keep_best"
# ### Exercise 15.2: a callback that keeps the best weights (6 points, ~30 min)
#
# ```python
# callback = KeepBest(patience=2)
# model.fit(..., callbacks=[callback])
# ```
#
# - After each evaluation the accuracy `logs["acc"]` is appended to `callback.history`, a list of floats.
# - `callback.best` is the number of the evaluation with the largest accuracy, counted from 0; of equal ones it is the first.
# - As soon as `patience` evaluations in a row have brought nothing better than the best, it sets `self.model.stop_training = True`.
# - When training ends, the network gets back the weights that it had in the best evaluation, running statistics included.
#   Where nothing was evaluated, they stay as they are.
# - Each training starts anew: at its beginning the history is empty and `stop_training` is `False`.
#
# **The tests look at** the best evaluation and the weights afterwards, when training stops, two trainings in turn,
# and a real `fit` of a network with one parameter.
# (They make models with the two names in the first line of the cell.)
#
# <details><summary>Hint</summary>
#
# What changes during a training is made in `on_train_begin`, so that it is made anew each time.
# `state_dict()` hands out the tensors themselves, not copies: `{name: tensor.clone() for name, tensor in ….items()}`.
# `set_state_dict` gives them back.
# </details>


# %% role="answer" exercise="keep_best"
tiny_model, tiny_fit = high_level.tiny_model, high_level.threshold_fit  # the tests make models with these


class KeepBest(paddle.callbacks.Callback):
    """Stops when `patience` evaluations brought no better accuracy, and gives the network its best weights."""

    def __init__(self, patience=2):
        super().__init__()
        self.patience = patience

    def on_train_begin(self, logs=None):
        ### BEGIN SOLUTION
        self.history, self.best, self.weights = [], 0, None
        self.model.stop_training = False
        ### END SOLUTION

    def on_eval_end(self, logs=None):
        ### BEGIN SOLUTION
        self.history.append(logs["acc"])
        now = len(self.history) - 1
        if self.weights is None or self.history[now] > self.history[self.best]:
            self.best = now
            state = self.model.network.state_dict()
            self.weights = {name: tensor.clone() for name, tensor in state.items()}
        if now - self.best >= self.patience:
            self.model.stop_training = True
        ### END SOLUTION

    def on_train_end(self, logs=None):
        ### BEGIN SOLUTION
        if self.weights is not None:
            self.model.network.set_state_dict(self.weights)
        ### END SOLUTION


# %% role="tests" exercise="keep_best" case="best" points=2
# The best evaluation, and its weights afterwards (2 points)
from course import high_level_mistakes as mistakes

accuracies = [0.5, 0.75, 0.625]
case = f"KeepBest(patience=5), accuracies {accuracies}"
mistakes.check_callback(case, KeepBest(patience=5), tiny_model(), accuracies, 5)
### BEGIN HIDDEN TESTS
for accuracies in ([0.25, 0.5, 0.5, 0.375], [0.9, 0.1, 0.2], [0.0, 0.0], [0.0, 0.25, 0.125, 0.25], [0.5, 0.6, 0.7]):
    case = f"KeepBest(patience=9), accuracies {accuracies}"
    mistakes.check_callback(case, KeepBest(patience=9), tiny_model(), accuracies, 9)
mistakes.check_untouched("a training without evaluations", KeepBest(), tiny_model())
### END HIDDEN TESTS

# %% role="tests" exercise="keep_best" case="patience" points=2
# When training stops (2 points)
from course import high_level_mistakes as mistakes

accuracies = [0.5, 0.75, 0.625, 0.5, 0.25]
case = f"KeepBest(), accuracies {accuracies}"
mistakes.check_callback(case, KeepBest(), tiny_model(), accuracies, 2)
### BEGIN HIDDEN TESTS
accuracies = [0.5, 0.4, 0.6, 0.5, 0.7, 0.6, 0.65, 0.1]
for patience in (1, 2, 3):
    case = f"KeepBest({patience}), accuracies {accuracies}"
    mistakes.check_callback(case, KeepBest(patience), tiny_model(), accuracies, patience)
accuracies = [0.5, 0.5, 0.25, 0.5, 0.5]
mistakes.check_callback(f"KeepBest(3), accuracies {accuracies}", KeepBest(3), tiny_model(), accuracies, 3)
### END HIDDEN TESTS

# %% role="tests" exercise="keep_best" case="anew" points=1
# Two trainings in turn with one callback (1 point)
from course import high_level_mistakes as mistakes

callback, tried = KeepBest(patience=1), tiny_model()
mistakes.check_callback("the first training", callback, tried, [0.5, 0.75, 0.625], 1)
mistakes.check_callback("the second training", callback, tried, [0.25, 0.5, 0.375], 1)
### BEGIN HIDDEN TESTS
callback, tried = KeepBest(patience=2), tiny_model()
mistakes.check_callback("a first training", callback, tried, [0.9, 0.8, 0.7], 2)
mistakes.check_callback("a second training", callback, tried, [0.1, 0.2, 0.1, 0.3, 0.2, 0.3], 2)
mistakes.check_untouched("a third training, without evaluations", callback, tried)
mistakes.check_callback("a fourth training", callback, tried, [0.2, 0.2, 0.1], 2)
### END HIDDEN TESTS

# %% role="tests" exercise="keep_best" case="fit" points=1
# In a real fit (1 point)
from course import high_level_mistakes as mistakes

labels = [0, 0, 1, 1, 0, 0, 0]
callback = KeepBest(patience=2)
tried = tiny_fit(callback, labels, epochs=7)
mistakes.check_fit("KeepBest(patience=2) in fit", callback, tried, labels, 7, 2)
### BEGIN HIDDEN TESTS
labels = [0, 1, 0, 0, 1, 1, 1, 0]
callback = KeepBest(patience=3)
tried = tiny_fit(callback, labels, epochs=8)
mistakes.check_fit("KeepBest(patience=3) in fit", callback, tried, labels, 8, 3)
tried = tiny_fit(callback, labels, epochs=4, model=tried)
mistakes.check_fit("the same model and callback once more", callback, tried, labels, 4, 3)
### END HIDDEN TESTS

# %% [markdown]
# Your callback, and the network of section 15.2. A second `fit` goes on from the weights that are there;
# the pictures, half of them to save time, are now cropped at random, as prepared in section 15.1, and the rate is smaller.

# %%
keep = KeepBest(patience=2)
half = cropped.take(slice(0, len(cropped) // 2))
batches = loader(half, shuffle=True), loader(validation)
adam.set_lr(0.002)
seed_everything(1)
model.fit(*batches, epochs=3, verbose=0, callbacks=[keep], num_iters=few)
print("validation:", np.round(keep.history, 3), "best evaluation:", keep.best)
print(f"test accuracy {model.evaluate(loader(looked_at), verbose=0)['acc']:.3f}")

# %% [markdown]
# The third evaluation was the best, and its weights are in the network again.
# 0.962 on the test pictures after 0.956 before: one run, three more right answers, no conclusion.
#
# > **In Paddle.** `paddle.callbacks` has `EarlyStopping`, `ModelCheckpoint`, `LRScheduler` and more.
# > `EarlyStopping` writes the best weights into a file only where `fit` has a `save_dir`, and does not put them back.

# %% [markdown]
# ## 15.5 Saving and loading
#
# `model.save("name")` writes two files: the weights, `name.pdparams`, and what the optimizer remembers, `name.pdopt`.
# `model.load("name")` reads both. For the weights alone there are `paddle.save(net.state_dict(), …)`
# and `net.set_state_dict(paddle.load(…))`.

# %%
folder = Path(tempfile.mkdtemp())  # where nothing is in the way
model.save(str(folder / "resnet"))
print(sorted(path.name for path in folder.iterdir()))
other = high_level.resnet([2, 2, 2, 2], width=8, classes=10)
missing, unexpected = other.set_state_dict(paddle.load(str(folder / "resnet.pdparams")))
print("missing:", missing, "unexpected:", unexpected)

# %% [markdown]
# Two empty lists: every tensor of the network was in the file, and the file held no other.
# Look at these lists. `set_state_dict` only warns where a name does not fit, and leaves the random weights that it finds there
# (chapter 14 made an exercise of it). Are the scores the same?

# %%
_ = other.eval(), net.eval()
x = paddle.to_tensor(looked_at.pictures[:50] / np.float32(255))
print("largest absolute difference:", (net(x) - other(x)).abs().max().item())

# %% [markdown]
# Exactly 0: the same numbers in the same operations.
#
# ## 15.6 Freezing
#
# Now the second use of a trained network: a related task with few pictures.
# The body has learned to see strokes, or fur and wheels. That should be of use for kinds that it never saw.
# Going on with trained weights on another task is called **fine-tuning**.
# Here the body is kept, a new head is put on, and only the head is trained. The body is **frozen**.
#
# A parameter is frozen where its `stop_gradient` is `True`: no gradient is computed for it, and the optimizer leaves it alone.
# Three kinds of tensors are in `net.parameters()`: weights that are trained, weights that are frozen,
# and the running means and variances of the batch normalizations, whose `stop_gradient` has always been `True`.
# The last are no weights. Whoever counts them in gets wrong numbers,
# and whoever "unfreezes" them hands them to the optimizer.

# %% [markdown] role="statement" exercise="freeze"
# ### Exercise 15.3: freeze and count (5 points, ~20 min)
#
# ```python
# freeze(net, prefix) -> {"trained": n, "frozen": n, "statistics": n}
# ```
#
# - Weights whose names begin with `prefix` are frozen. All others are trained, also where they were frozen before.
#   The names are those of `net.named_parameters()`, such as `body.0.weight`.
# - Running means and variances, whose names end in `._mean` and `._variance`, stay as they are.
# - The result says how many *numbers* there are of each kind in the whole network.
#
# **The tests look at** the `stop_gradient` of every tensor, the counts for networks with several heads,
# and at freezing another part afterwards.
#
# <details><summary>Hint</summary>
#
# `for name, tensor in net.named_parameters()`; `name.startswith(prefix)`; `name.endswith(("._mean", "._variance"))`;
# `tensor.size` is how many numbers it holds. `stop_gradient` belongs to each parameter, not to a layer.
# </details>


# %% role="answer" exercise="freeze"
tiny_network = high_level.tiny_network  # the tests make networks with this


def freeze(net, prefix):
    """Freeze the weights whose names begin with prefix, train the others; how many numbers of each kind there are."""
    ### BEGIN SOLUTION
    counts = {"trained": 0, "frozen": 0, "statistics": 0}
    for name, tensor in net.named_parameters():
        kind = "statistics"
        if not name.endswith(("._mean", "._variance")):
            tensor.stop_gradient = name.startswith(prefix)
            kind = "frozen" if tensor.stop_gradient else "trained"
        counts[kind] += int(np.prod(tensor.shape))
    return counts
    ### END SOLUTION


# %% role="tests" exercise="freeze" case="frozen" points=2
# What is frozen (2 points)
from course import high_level_mistakes as mistakes

tried = tiny_network()
_ = freeze(tried, "body.")
mistakes.check_frozen('freeze(net, "body.")', tried, "body.")
### BEGIN HIDDEN TESTS
settings = {"in_channels": 1, "width": 2, "classes": 3, "head": "normalized"}
for prefix in ("head.", "body.3.", "body.3.conv1", "conv1", ""):
    tried = tiny_network(**settings)
    _ = freeze(tried, prefix)
    mistakes.check_frozen(f'freeze(net, "{prefix}")', tried, prefix, **settings)
### END HIDDEN TESTS

# %% role="tests" exercise="freeze" case="counts" points=2
# The counts (2 points)
from course import high_level_mistakes as mistakes

case = 'freeze(net, "body.")'
mistakes.check_freeze_counts(case, freeze(tiny_network(), "body."), "body.")
### BEGIN HIDDEN TESTS
for head, width in [("normalized", 2), ("hidden", 4)]:
    settings = {"in_channels": 3, "width": width, "classes": 5, "head": head}
    for prefix in ("head.", "body.3.shortcut", "nothing", "body.0", "shortcut", "head.2"):
        case = f'freeze(net, "{prefix}"), a head "{head}"'
        counts = freeze(tiny_network(**settings), prefix)
        mistakes.check_freeze_counts(case, counts, prefix, **settings)
### END HIDDEN TESTS

# %% role="tests" exercise="freeze" case="again" points=1
# Another part afterwards (1 point)
from course import high_level_mistakes as mistakes

tried = tiny_network()
_ = freeze(tried, "body.")
counts = freeze(tried, "body.0")
mistakes.check_frozen('freeze(net, "body.0") after freeze(net, "body.")', tried, "body.0")
### BEGIN HIDDEN TESTS
mistakes.check_freeze_counts("the second count", counts, "body.0")
counts = freeze(tried, "head.")
mistakes.check_frozen('freeze(net, "head.") after that', tried, "head.")
mistakes.check_freeze_counts("the third count", counts, "head.")
_ = freeze(tried, "nobody")
mistakes.check_frozen('freeze(net, "nobody"), which thaws everything', tried, "nobody")
### END HIDDEN TESTS

# %% [markdown]
# For our ResNet-18, with a new head for five kinds:

# %%
tuned = high_level.InTwoParts(other.body, high_level.resnet([2, 2, 2, 2], 8, 5).head)
print(freeze(tuned, "body."))

# %% [markdown]
# 325 of 176,077 parameters are left to train, 64 · 5 weights and 5 biases.
# Beside them stand 1,200 running means and variances.
#
# ### Frozen, and yet it moves
#
# Is a body whose parameters are all frozen a constant? We take the network of section 15.4
# and show it pictures from another source: negatives, 1 minus every value.
# No loss, no gradient, no optimizer: only forward passes, in training mode.

# %%
def accuracy_of(network, pictures):
    """The accuracy in inference mode."""
    _ = network.eval()
    with paddle.no_grad():
        answers = network(paddle.to_tensor(pictures.pictures / np.float32(255))).numpy().argmax(axis=1)
    return (answers == pictures.labels).mean()


negatives = paddle.to_tensor(1 - training.pictures[:50] / np.float32(255))
_ = freeze(net, "")
before = accuracy_of(net, looked_at)
_ = net.train()
for _ in range(2 if budget.grading() else 20):
    net(negatives)
print(f"everything frozen: test accuracy {before:.3f} before, {accuracy_of(net, looked_at):.3f} after")

# %% [markdown]
# From 0.96 to 0.83. Nothing was trained, and the network reads its old pictures worse than before.
# In training mode every forward pass moves the **running statistics** of a batch normalization (chapter 5);
# `stop_gradient` has nothing to do with that.
# The remedy is the inference mode, for the body alone and at *every* step:
# `net.train()` switches all layers back into training mode, however deep they lie.
#
# > **What Paddle does differently.** `paddle.Model.fit` calls `network.train()` before every batch.
# > A `body.eval()` before `fit` is undone by the first one, and so is one in `on_train_batch_begin`.
# > And `train()` does not call the `train` methods of the layers inside; it sets their attribute `training`.
# > So the *outermost* network must hold the body back:

# %%
class FrozenBody(high_level.InTwoParts):
    """A network whose body stays in inference mode."""

    def train(self, mode=True):
        super().train(mode)
        self.body.eval()
        return self


tuned = FrozenBody(other.body, tuned.head)
_ = tuned.train()
print("body trains:", other.body[1].training, "- head trains:", tuned.head[0].training)

# %% [markdown]
# Now you know what is needed to find the mistakes in the next program.
# It was meant to train the head of a network, and nothing else.

# %%
def buggy_fine_tune(net, x, labels, rate, steps):
    net.body.stop_gradient = True
    net.body.eval()
    sgd = paddle.optimizer.SGD(rate, parameters=net.parameters())
    losses = []
    for _ in range(steps):
        net.train()
        loss = F.cross_entropy(net(x), labels)
        loss.backward()
        sgd.step()
        losses.append(loss.item())
    return losses

# %% [markdown]
# It runs, and its loss falls. Which tensors of the body have moved?

# %%
seed_everything(2)
tiny = high_level.tiny_network()
before = {name: tensor.numpy().copy() for name, tensor in tiny.named_parameters()}
x, labels = paddle.randn([12, 2, 6, 6]), paddle.randint(0, 4, [12])
print("losses:", np.round(buggy_fine_tune(tiny, x, labels, 0.1, 6), 3))
for name, tensor in list(tiny.named_parameters())[:5]:
    print(f"{name:16} has moved by up to {np.abs(tensor.numpy() - before[name]).max():.4f}")

# %% [markdown]
# All of them: weights, gamma and beta, and the running statistics.

# %% [markdown] role="statement" exercise="fine_tune"
# ### Exercise 15.4: find the bugs (6 points, ~25 min)
#
# There are three mistakes in `buggy_fine_tune`. Write it so that it does this:
#
# ```python
# fine_tune(net, x, labels, rate, steps) -> losses
# ```
#
# - `net` has two parts, `net.body` and `net.head`; `x`: tensor `[N, C, H, W]`; `labels`: tensor `[N]`.
# - `steps` steps of plain gradient descent on the mean cross-entropy of all N pictures, for the weights of the head alone.
# - Afterwards every tensor of the body is what it was before, its running statistics included.
# - The body is in inference mode at every step, the head in training mode; it may hold a batch normalization of its own.
# - Return a list with the loss of each step, a float, of the scores that the step was made with.
#
# **The tests look at** the weights of the body, its running statistics, the head after several steps, and the losses.
#
# <details><summary>Hint</summary>
#
# Ask of each line whether it does what it seems to say: does a *layer* have a `stop_gradient` that anybody reads?
# Which mode is the body in after `net.train()`? What becomes of the gradients of the step before?
# </details>


# %% role="answer" exercise="fine_tune"
make_network = high_level.tiny_network  # the tests make networks with this


def fine_tune(net, x, labels, rate, steps):
    """Train the head of a network for some steps; the losses."""
    ### BEGIN SOLUTION
    for parameter in net.body.parameters():
        parameter.stop_gradient = True
    sgd = paddle.optimizer.SGD(rate, parameters=net.head.parameters())
    losses = []
    for _ in range(steps):
        net.train()
        net.body.eval()
        loss = F.cross_entropy(net(x), labels)
        loss.backward()
        sgd.step()
        sgd.clear_grad()
        losses.append(loss.item())
    return losses
    ### END SOLUTION


# %% role="tests" exercise="fine_tune" case="weights" points=1
# The weights of the body (1 point)
from course import high_level_mistakes as mistakes

mistakes.try_fine_tune(fine_tune, make_network, "weights", seed=1, n=6, rate=0.2, steps=3)
### BEGIN HIDDEN TESTS
mistakes.try_fine_tune(fine_tune, make_network, "weights", seed=2, n=9, rate=0.1, steps=5, head="hidden")
### END HIDDEN TESTS

# %% role="tests" exercise="fine_tune" case="statistics" points=2
# The running statistics of the body (2 points)
from course import high_level_mistakes as mistakes

mistakes.try_fine_tune(fine_tune, make_network, "statistics", seed=3, n=6, rate=0.2, steps=3)
### BEGIN HIDDEN TESTS
mistakes.try_fine_tune(fine_tune, make_network, "statistics", seed=4, n=8, rate=0.1, steps=2, in_channels=1, head="normalized")
### END HIDDEN TESTS

# %% role="tests" exercise="fine_tune" case="head" points=2
# The head after several steps (2 points)
from course import high_level_mistakes as mistakes

mistakes.try_fine_tune(fine_tune, make_network, "head", seed=5, n=6, rate=0.2, steps=3)
### BEGIN HIDDEN TESTS
mistakes.try_fine_tune(fine_tune, make_network, "head", seed=6, n=7, rate=0.1, steps=4, head="hidden", classes=3)
mistakes.try_fine_tune(fine_tune, make_network, "head", seed=7, n=10, rate=0.1, steps=3, head="normalized", width=2)
### END HIDDEN TESTS

# %% role="tests" exercise="fine_tune" case="losses" points=1
# The losses (1 point)
from course import high_level_mistakes as mistakes

mistakes.try_fine_tune(fine_tune, make_network, "losses", seed=8, n=6, rate=0.2, steps=3)
### BEGIN HIDDEN TESTS
mistakes.try_fine_tune(fine_tune, make_network, "losses", seed=9, n=12, rate=0.1, steps=6, head="normalized")
### END HIDDEN TESTS

# %% [markdown]
# ## 15.7 Few pictures: from scratch, all layers, or the head alone
#
# The question in earnest. The kinds 0 to 4 have many pictures, the kinds 5 to 9 ten each.
# A network is trained on the first five; then there are three ways to a network for the other five,
# with 50 pictures to learn from:
#
# - *from scratch*: random weights, all layers are trained;
# - *all layers*: the body begins with the weights it has learned, and goes on learning;
# - *head alone*: the body is frozen, and its batch normalizations stay in inference mode.
#
# First the two tasks.

# %%
def kinds(pictures, first):
    """The pictures of five kinds, from `first` on, labelled 0 to 4."""
    chosen = pictures.take(np.flatnonzero((pictures.labels >= first) & (pictures.labels < first + 5)))
    return data.Pictures(chosen.pictures, chosen.labels - first, chosen.classes[first : first + 5])


def ten_each(pictures, seed):
    """Ten pictures of each kind, drawn at random."""
    order = np.random.default_rng(seed).permutation(len(pictures))
    chosen = [order[pictures.labels[order] == label][:10] for label in range(5)]
    return pictures.take(np.concatenate(chosen))


many, rest = kinds(training, 0), kinds(training, 5)
unseen = kinds(test, 5)
print(len(many), "pictures to learn first,", len(unseen), "to test the other kinds")

# %% [markdown]
# The **pre-training**, with `paddle.Model`, of a smaller ResNet: three stages of one block, so that all trainings take seconds.
# Three seeds, as everything that is concluded from trained networks wants several.

# %%
def small():
    return high_level.resnet([1, 1, 1], width=8, classes=5)


def fit(network, pictures, epochs, seed, rate=0.01):
    """Train with Adam on batches of 50, nothing else."""
    seed_everything(seed)
    model = paddle.Model(network)
    weights = [tensor for tensor in network.parameters() if not tensor.stop_gradient]
    model.prepare(paddle.optimizer.Adam(rate, parameters=weights), nn.CrossEntropyLoss())
    model.fit(loader(pictures, shuffle=True), epochs=epochs, verbose=0, num_iters=few)
    return network


def fresh(seed):
    """A new network whose weights this seed draws."""
    seed_everything(seed)
    return small()


epochs, seeds = budget.choose("epochs", quick=6, full=40), range(1 if budget.grading() else 3)
experts = [fit(fresh(seed), many, epochs, seed) for seed in seeds]
known = [accuracy_of(expert, kinds(test, 0)) for expert in experts]
print("on the kinds that they were trained for:", np.round(known, 3))

# %% [markdown]
# They are right on 0.97 to 0.98 of the test pictures of *their* kinds. The others they have never seen.
#
# Then the three ways, on equal terms: the same 50 pictures, the same number of steps, optimizer and rate.
# A seed stands for the pictures to learn from, the new head, the order, and one of the three bodies.

# %%
def head_alone(network):
    """The network with its body frozen, statistics and all."""
    freeze(network, "body.")
    return FrozenBody(network.body, network.head)


def result(way, seed):
    """The test accuracy that one of the three ways leads to."""
    network = fresh(100 + seed)
    if way != "from scratch":
        network.body.set_state_dict({name: t.clone() for name, t in experts[seed].body.state_dict().items()})
    network = head_alone(network) if way == "head alone" else network
    return accuracy_of(fit(network, ten_each(rest, seed), steps, seed), unseen)

# %% [markdown]
# This is one of the longer cells.

# %%
steps = budget.choose("steps", quick=25, full=200)
ways = ("from scratch", "all layers", "head alone")
results = {way: [result(way, seed) for seed in seeds] for way in ways}
for way, values in results.items():
    print(f"{way:13}", np.round(values, 3), mean_and_spread(values) if len(values) > 1 else "")

# %% [markdown]
# From scratch 0.33 ± 0.09, the head alone 0.55 ± 0.04, all layers 0.80 ± 0.02; whoever guesses is right on about 0.2.
# The differences are more than twice the largest spread, so here three seeds are enough to say:
# what was learned on other kinds helps a lot, and here it helps most where it may go on learning.
#
# Two things that this does *not* say. Not that all layers are always better than the head alone:
# that depends on how many pictures there are and how near the tasks are; try five pictures of each kind, or a hundred.
# And not that 50 pictures can give no more than 0.33 from scratch: these were 25 steps.
# Equal steps and one rate for all are fair terms, but others would be fair, too.

# %% [markdown]
# ## 15.8 What the network looks at
#
# An accuracy says how often a network is right. It does not say what it goes by.
# A network that tells wolves from dogs by the snow behind them has a fine accuracy until spring.
# So we ask where in a picture the reasons for an answer lie.
# With photographs one can only look at the result and find it plausible.
# So we make pictures of which we know the answer: pages of four test pictures of different kinds.
# Where the 3 is we know, as we put it there.
# The network was trained on single pictures of 32×32; a page has 64×64, and the mean at the end takes any size (chapter 12).

# %%
pages, page_kinds = looking.pages(kinds(test, 0), 3 if budget.grading() else 25, seed=0)
net, classes = experts[0], kinds(test, 0).classes
print(pages.shape, "the first holds", [classes[kind] for kind in page_kinds[0]])

# %% [markdown]
# ### Feature maps
#
# The body makes 32 maps of 8×8 numbers of a page. Here is the first page, and eight of its maps,
# those with the largest mean, all on one scale.

# %%
_ = net.eval()
with paddle.no_grad():
    maps = net.body(paddle.to_tensor(pages[:1]))[0].numpy()
strong = np.argsort(-maps.mean((1, 2)))[:8]
plots.show(
    looking.maps_figure(pages[0], maps[strong], [f"map {channel}" for channel in strong]),
    alt=f"The first page, and eight of 32 feature maps of 8 by 8 numbers, from 0 to {maps.max():.1f}: "
    "each map is bright at other places of the page.",
)

# %% [markdown]
# Each map is bright somewhere, and none says *this is a 3*. To know what a map stands for,
# one has to know what the head does with it.
#
# ### Grad-CAM
#
# Chapter 12 had an answer for one kind of head: behind a mean and one linear layer,
# the weights of a class, applied to the maps at every place, are a map of that class.
# **Grad-CAM** (Selvaraju and others, 2017) asks the gradient instead, and so works with any head.
#
# 1. Compute the maps A of a picture, and the score z of the class in question.
# 2. Compute the gradient of z with respect to every number of A.
# 3. The weight of a map is the mean of its gradient over rows and columns: it says how fast the score would grow
#    if the whole map became brighter.
# 4. Add up the maps with these weights. What is negative speaks against the class and becomes 0 (ReLU).
#
# $$\text{heat} = \max\Big(0, \sum_c \alpha_c A_c\Big), \qquad \alpha_c = \frac{1}{h\,w} \sum_{i,j} \frac{\partial z_k}{\partial A_{c,i,j}}$$
#
# The score is meant, not the probability. The gradient of a probability depends on all scores,
# and where the network is sure it is nearly 0.

# %% [markdown] role="statement" exercise="maps_and_gradients"
# ### Exercise 15.5: maps and gradients (4 points, ~20 min)
#
# ```python
# maps_and_gradients(net, x, k) -> (maps, gradients)
# ```
#
# - `net` has two parts, `net.body` and `net.head`; `x`: float32 array `[N, C, H, W]`; `k`: a class, from 0.
# - `maps`: what the body gives, an array `[N, C', h, w]`, in inference mode, whatever mode the network was in.
# - `gradients`: an array of the same shape: of each picture's *score* of class k, before softmax,
#   with respect to its own maps.
# - It must also work where all parameters are frozen, and no parameter has a `grad` afterwards.
#
# **The tests look at** the maps, the gradients with heads of one and of two layers, and networks that are frozen.
#
# <details><summary>Hint</summary>
#
# Cut the network in two: `maps = net.body(…).detach()` is a tensor that nothing stands behind; set its `stop_gradient` to `False`.
# The pictures do not influence each other in inference mode, so the sum of their scores has all gradients at once.
# `paddle.grad(number, maps)` gives a list with one tensor and leaves no traces at the parameters.
# </details>


# %% role="answer" exercise="maps_and_gradients"
make_networks = high_level.tiny_network  # the tests make networks with this


def maps_and_gradients(net, x, k):
    """Feature maps [N, C, h, w], and the gradients of the score of class k with respect to them; arrays."""
    ### BEGIN SOLUTION
    net.eval()
    maps = net.body(paddle.to_tensor(x)).detach()
    maps.stop_gradient = False
    (gradients,) = paddle.grad(net.head(maps)[:, k].sum(), maps)
    return maps.numpy(), gradients.numpy()
    ### END SOLUTION


# %% role="tests" exercise="maps_and_gradients" case="maps" points=1
# The maps (1 point)
from course import high_level_mistakes as mistakes

mistakes.try_maps(maps_and_gradients, make_networks, "maps", n=1, k=0, seed=1)
### BEGIN HIDDEN TESTS
mistakes.try_maps(maps_and_gradients, make_networks, "maps", n=3, k=2, seed=2, head="hidden", width=2)
### END HIDDEN TESTS

# %% role="tests" exercise="maps_and_gradients" case="gradients" points=2
# The gradients (2 points)
from course import high_level_mistakes as mistakes

mistakes.try_maps(maps_and_gradients, make_networks, "gradients", n=1, k=1, seed=3)
### BEGIN HIDDEN TESTS
mistakes.try_maps(maps_and_gradients, make_networks, "gradients", n=3, k=2, seed=4, head="hidden")
mistakes.try_maps(maps_and_gradients, make_networks, "gradients", n=4, k=0, seed=5, head="normalized", classes=3)
### END HIDDEN TESTS

# %% role="tests" exercise="maps_and_gradients" case="frozen" points=1
# Frozen networks, and nothing left behind (1 point)
from course import high_level_mistakes as mistakes

mistakes.try_maps(maps_and_gradients, make_networks, "gradients", n=2, k=3, seed=6, frozen=True)
### BEGIN HIDDEN TESTS
mistakes.try_maps(maps_and_gradients, make_networks, "maps", n=2, k=1, seed=7, frozen=True, head="hidden")
mistakes.try_maps(maps_and_gradients, make_networks, "traces", n=2, k=1, seed=8, head="hidden")
mistakes.try_maps(maps_and_gradients, make_networks, "traces", n=1, k=0, seed=9)
### END HIDDEN TESTS

# %% [markdown]
# For our head, a mean and one linear layer, the gradient of a score with respect to *every* number of map c is
# the weight of that map, divided by the 64 places:

# %%
maps, gradients = maps_and_gradients(net, pages[:1], 1)
weights = net.head[2].weight.numpy()[:, 1]
print(f"largest difference: {np.abs(gradients[0].mean((1, 2)) - weights / 64).max():.1e}")

# %% [markdown]
# So with this head Grad-CAM is the class map of chapter 12, divided by 64, without its bias, and with what is negative set to 0.
# With another head it is more.

# %% [markdown] role="statement" exercise="grad_cam"
# ### Exercise 15.6: Grad-CAM (5 points, ~20 min)
#
# ```python
# grad_cam(maps, gradients, size) -> array [H, W]
# ```
#
# - `maps`, `gradients`: arrays `[C, h, w]` of one picture.
# - `size`: `(H, W)`, the size of the picture; H is a multiple of h, W one of w.
# - The heat of the formula above, `[h, w]`, enlarged to `[H, W]`: each number becomes a block of H/h × W/w equal numbers.
#   It is not scaled.
#
# **The tests look at** the heat without enlarging, pictures in which nothing or everything speaks for the class,
# and maps and sizes that are not square.
#
# <details><summary>Hint</summary>
#
# `gradients.mean(axis=(1, 2))` are C numbers; `[:, None, None]` makes them fit to `[C, h, w]`.
# Blocks: `np.kron(heat, np.ones((3, 2)))`, or `np.repeat` along both axes.
# </details>


# %% role="answer" exercise="grad_cam"
def grad_cam(maps, gradients, size):
    """Grad-CAM of one picture: maps and gradients [C, h, w]; the heat, enlarged to size = (H, W)."""
    ### BEGIN SOLUTION
    weights = gradients.mean(axis=(1, 2))
    heat = np.maximum(np.tensordot(weights, maps, axes=1), 0)
    return np.kron(heat, np.ones((size[0] // heat.shape[0], size[1] // heat.shape[1])))
    ### END SOLUTION


# %% role="tests" exercise="grad_cam" case="heat" points=2
# The heat (2 points)
import numpy as np

from course import high_level_mistakes as mistakes
from course.checks import check

maps = np.array([[[1.0, 2.0], [0.0, 4.0]], [[3.0, 0.0], [1.0, 1.0]]])
gradients = np.array([[[1.0, 3.0], [2.0, 2.0]], [[-1.0, -1.0], [0.0, -2.0]]])
right, wrong = mistakes.cam(maps, gradients, (2, 2))
case = f"grad_cam of maps {maps.tolist()}, gradients {gradients.tolist()}, size (2, 2)"
check(case, grad_cam(maps.copy(), gradients.copy(), (2, 2)), right, wrong)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(1)
for shape in [(3, 4, 4), (8, 2, 5), (1, 3, 3), (16, 7, 2)]:
    maps, gradients = rng.random(shape), rng.normal(size=shape)
    gradients[0] += 1
    right, wrong = mistakes.cam(maps, gradients, shape[1:])
    case = f"grad_cam of maps {list(shape)}, not enlarged"
    check(case, grad_cam(maps.copy(), gradients.copy(), shape[1:]), right, wrong)
### END HIDDEN TESTS

# %% role="tests" exercise="grad_cam" case="signs" points=1
# What speaks against the class (1 point)
import numpy as np

from course import high_level_mistakes as mistakes
from course.checks import check

maps = np.array([[[1.0, 0.0], [2.0, 3.0]], [[2.0, 1.0], [0.0, 1.0]]])
gradients = np.stack([np.full((2, 2), -1.0), np.full((2, 2), 0.75)])
right, wrong = mistakes.cam(maps, gradients, (2, 2))
case = f"grad_cam of maps {maps.tolist()}, mean gradients -1 and 0.75"
check(case, grad_cam(maps.copy(), gradients.copy(), (2, 2)), right, wrong)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(2)
for sign in (-1, 1, -1, 1):
    maps, gradients = rng.normal(size=(4, 3, 5)), rng.normal(size=(4, 3, 5)) + 0.5 * sign
    right, wrong = mistakes.cam(maps, gradients, (3, 5))
    case = "grad_cam of maps and gradients of both signs"
    check(case, grad_cam(maps.copy(), gradients.copy(), (3, 5)), right, wrong)
maps, gradients = rng.random((3, 2, 2)), -rng.random((3, 2, 2))
case = "grad_cam where every map speaks against the class"
check(case, grad_cam(maps, gradients, (2, 2)), np.zeros((2, 2)), mistakes.cam(maps, gradients, (2, 2))[1])
check("and where every map speaks for it", grad_cam(maps, -gradients, (2, 2)), *mistakes.cam(maps, -gradients, (2, 2)))
### END HIDDEN TESTS

# %% role="tests" exercise="grad_cam" case="enlarged" points=2
# Enlarged to the picture's size (2 points)
import numpy as np

from course import high_level_mistakes as mistakes
from course.checks import check

maps, gradients = np.array([[[1.0, 2.0], [3.0, 4.0]]]), np.full((1, 2, 2), 0.5)
right, wrong = mistakes.cam(maps, gradients, (4, 6))
case = f"grad_cam of maps {maps.tolist()}, mean gradient 0.5, size (4, 6)"
check(case, grad_cam(maps.copy(), gradients.copy(), (4, 6)), right, wrong)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(3)
for shape, size in [((4, 8, 8), (64, 64)), ((3, 2, 5), (6, 20)), ((5, 3, 2), (3, 10)), ((2, 1, 4), (5, 8))]:
    maps, gradients = rng.random(shape), rng.normal(size=shape)
    gradients[0] += 1.5
    right, wrong = mistakes.cam(maps, gradients, size)
    case = f"grad_cam of maps {list(shape)}, size {size}"
    check(case, grad_cam(maps.copy(), gradients.copy(), size), right, wrong)
### END HIDDEN TESTS

# %% [markdown]
# The first page once more, and its heat for each of the four kinds on it, divided by its largest value.
# A dashed frame marks the quarter in which that kind stands.

# %%
def heat_of(network, page, k):
    """Your Grad-CAM of one page, from 0 to 1."""
    maps, gradients = maps_and_gradients(network, page[None], k)
    heat = grad_cam(maps[0], gradients[0], page.shape[1:])
    return heat / (heat.max() or 1)


heats = np.stack([heat_of(net, pages[0], int(kind)) for kind in page_kinds[0]])
own = [looking.quarters(heat)[place] for place, heat in enumerate(heats)]
plots.show(
    looking.heats_figure(pages[[0] * 4], heats, [f"Grad-CAM for {classes[kind]}" for kind in page_kinds[0]], range(4)),
    alt="The first page four times, and below it the heat of Grad-CAM for each kind on it, as shades with contours. In the quarter of that kind lie "
    + ", ".join(f"{share:.0%} ({classes[kind]})" for share, kind in zip(own, page_kinds[0]))
    + " of the heat.",
)

# %% [markdown]
# (The contours are those of 0.25, dotted, 0.5, dashed, and 0.75, solid.)
# In the quarter of its kind lie 48 % of the heat for the 2, 60 % for the 4, 75 % for the 3 and 86 % for the 0.
# The heat of the 2 runs on downwards along the seam, in the quarter of the 0.
#
# ### A picture is not a proof
#
# Such pictures convince easily: one sees the hits and forgives the rest. So we count.
# For every page and each of its four kinds: which share of the heat lies in the quarter of that kind?
# A heat that looks everywhere alike has 0.25 there. And one more comparison, as in every experiment:
# the same network *untrained*, with its random weights.

# %%
asked = [(page, int(kind), place) for page, four in zip(pages, page_kinds) for place, kind in enumerate(four)]


def quarters_of(network):
    """The shares of the heat in the four quarters, for every page and kind on it."""
    return np.stack([looking.quarters(heat_of(network, page, kind)) for page, kind, _ in asked])


places = np.array([place for *_, place in asked])
heat_shares = {"trained": [quarters_of(expert) for expert in experts]}
heat_shares["untrained"] = [quarters_of(fresh(seed)) for seed in seeds]
for name, found in heat_shares.items():
    values = [np.nanmean(share[np.arange(len(places)), places]) for share in found]
    print(f"{name:9}", np.round(values, 3), mean_and_spread(values) if len(values) > 1 else "")

# %% [markdown]
# Trained, 0.65 ± 0.04 of the heat lies in the quarter of the kind that was asked for; untrained, 0.25 ± 0.01,
# which is what chance has. So it is the training that has moved the heat to the right place, and a third of it still lies elsewhere.
# (Where an untrained network has no heat at all, the page is left out.)
#
# Now look for yourself. Choose a page and a class, also one that is not on the page.

# %%
looking.explore_look(net, pages, page_kinds, classes)

# %% [markdown]
# The heat is scaled to its largest value, so there is mostly a bright place also for a kind that is not there:
# it says where the reasons *for* a class are, not whether they are strong. Mind the score in the title.
#
# What Grad-CAM cannot say: it sees the last maps only, of a page 8×8, and each of their numbers depends on more pixels than its block has.
# It shows where the maps are that raise a score, not what would happen without them.
#
# ## 15.9 Cover it and see
#
# That can be tried. Cover a square of the picture with grey, ask for the score again, and note by how much it has fallen;
# then move the square on. This is **occlusion** (Zeiler and Fergus, 2014).
# It needs no gradient and no look into the network, only its answers, and it takes one answer for each position.

# %% [markdown] role="statement" exercise="occlusion"
# ### Exercise 15.7, stretch: occlusion (5 points, ~30 min)
#
# ```python
# occlusion(score, picture, size, stride, fill) -> array [rows, columns]
# ```
#
# - `score`: a function of pictures `[N, C, H, W]`, an array, that gives an array `[N]`; `picture`: array `[C, H, W]`.
# - A square of `size` × `size` pixels moves over the picture in steps of `stride`, always inside it,
#   as a kernel without padding does; under it all channels are `fill`, a number.
# - Entry [i, j] is the score of the whole picture less that with the square at rows from i · stride and columns from j · stride on.
# - The picture that was handed over is not changed.
#
# **The tests look at** scores that add up over the pixels, scores that do not, several channels,
# and pictures in which the last position leaves a rest.
#
# <details><summary>Hint</summary>
#
# How many positions? Chapter 1's formula with a stride. A fresh copy for each position: `covered = picture.copy()`.
# `score` wants a batch: `covered[None]`, and gives one: `[0]`.
# </details>


# %% role="answer" exercise="occlusion"
def occlusion(score, picture, size, stride, fill):
    """By how much the score of a picture [C, H, W] falls where a square of it is covered, [rows, columns]."""
    ### BEGIN SOLUTION
    rows, columns = ((side - size) // stride + 1 for side in picture.shape[1:])
    covered = np.repeat(picture[None], rows * columns, axis=0)
    for number in range(rows * columns):
        top, left = stride * (number // columns), stride * (number % columns)
        covered[number, :, top : top + size, left : left + size] = fill
    return (score(picture[None])[0] - score(covered)).reshape(rows, columns)
    ### END SOLUTION


# %% role="tests" exercise="occlusion" case="sum" points=2
# A score that adds up over the pixels (2 points)
import numpy as np

from course import high_level_mistakes as mistakes
from course.checks import check

picture = np.arange(1.0, 17).reshape(1, 4, 4)
weights = np.ones((1, 4, 4))
weights[0, 0] = -2


def score(x):
    return (np.asarray(x) * weights).sum(axis=(1, 2, 3))


right, wrong = mistakes.occlusion(score, picture, 2, 1, 0.0)
case = "occlusion of the numbers 1 to 16 as a 4×4 picture, square 2×2, stride 1, fill 0, score: the sum, row 0 counted -2 times"
check(case, occlusion(score, picture.copy(), 2, 1, 0.0), right, wrong)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(1)
for (c, h, w), size, fill in [((2, 5, 5), 3, 0.5), ((3, 6, 6), 2, -1.0), ((1, 3, 7), 1, 0.25)]:
    picture, weights = rng.normal(size=(c, h, w)), rng.normal(size=(c, h, w))
    right, wrong = mistakes.occlusion(score, picture, size, 1, fill)
    case = f"occlusion of a picture {[c, h, w]}, square {size}×{size}, stride 1, fill {fill}"
    check(case, occlusion(score, picture.copy(), size, 1, fill), right, wrong)
### END HIDDEN TESTS

# %% role="tests" exercise="occlusion" case="stride" points=2
# Strides, and pictures that are not square (2 points)
import numpy as np

from course import high_level_mistakes as mistakes
from course.checks import check

picture = np.arange(1.0, 31).reshape(1, 5, 6)


def score(x):
    return np.asarray(x).sum(axis=(1, 2, 3))


right, wrong = mistakes.occlusion(score, picture, 2, 2, 1.0)
case = "occlusion of the numbers 1 to 30 as a 5×6 picture, square 2×2, stride 2, fill 1, score: the sum"
check(case, occlusion(score, picture.copy(), 2, 2, 1.0), right, wrong)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(2)
for (c, h, w), size, stride, fill in [((2, 9, 6), 3, 2, 0.5), ((1, 7, 12), 4, 3, -0.5), ((3, 8, 5), 2, 3, 0.0)]:
    picture = rng.normal(size=(c, h, w))
    right, wrong = mistakes.occlusion(score, picture, size, stride, fill)
    case = f"occlusion of a picture {[c, h, w]}, square {size}×{size}, stride {stride}, fill {fill}"
    check(case, occlusion(score, picture.copy(), size, stride, fill), right, wrong)
### END HIDDEN TESTS

# %% role="tests" exercise="occlusion" case="curved" points=1
# A score that does not add up (1 point)
import numpy as np

from course import high_level_mistakes as mistakes
from course.checks import check

picture = np.array([[[1.0, 3.0, 0.0], [2.0, 0.0, 1.0], [0.0, 1.0, 4.0]]])


def score(x):
    x = np.asarray(x)
    return x.max(axis=(1, 2, 3)) + x.sum(axis=(1, 2, 3)) ** 2


right, wrong = mistakes.occlusion(score, picture, 1, 1, 0.5)
case = "occlusion of a 3×3 picture, square 1×1, stride 1, fill 0.5, score: the maximum and the square of the sum"
check(case, occlusion(score, picture.copy(), 1, 1, 0.5), right, wrong)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(3)
for (c, h, w), size, stride, fill in [((2, 6, 6), 3, 3, 0.0), ((3, 5, 8), 2, 3, 0.75)]:
    picture = rng.normal(size=(c, h, w))
    right, wrong = mistakes.occlusion(score, picture, size, stride, fill)
    case = f"occlusion of a picture {[c, h, w]}, square {size}×{size}, stride {stride}, fill {fill}"
    check(case, occlusion(score, picture.copy(), size, stride, fill), right, wrong)
### END HIDDEN TESTS

# %% [markdown]
# The first page, for the kind in its top left quarter, covered with squares of 16×16 pixels in the mean grey of the page, in steps of 4.
# Grad-CAM stands beside it:

# %%
def score_for(network, kind):
    """The function of pages [N, C, H, W] that gives the scores [N] of one kind."""
    _ = network.eval()

    def score(x):
        with paddle.no_grad():
            return network(paddle.to_tensor(np.asarray(x, dtype="float32"))).numpy()[:, kind]

    return score


kind = int(page_kinds[0, 0])
drops = occlusion(score_for(net, kind), pages[0], 16, 4, float(pages[0].mean()))
plots.show(
    plots.pictures([heat_of(net, pages[0], kind), drops], [f"Grad-CAM for {classes[kind]}", "fall of the score when covered"]),
    alt=f"Left, Grad-CAM for {classes[kind]}, 64 by 64 pixels. Right, 13 by 13 positions of the square: "
    f"the score changes by {-drops.max():.1f} to {-drops.min():.1f}, most where the square's corner is at "
    f"row {4 * (drops.argmax() // 13)}, column {4 * (drops.argmax() % 13)}.",
)

# %% [markdown]
# Covering hurts most with the square's corner at row 20, column 20, where it lies over the lower end of the 2
# and a little of its three neighbours. Where the right picture is blue the score rises: what is covered there speaks against a 2.
# The two pictures differ: Grad-CAM is brightest higher up, at rows 16 to 23 and columns 24 to 31, beside the stroke.
#
# The two need not agree: one asks what a little more of a map would do, the other what happens without a piece of the picture,
# and with a grey square in it, which no picture of the training ever had.
# So we count again. Each of the four quarters is covered as a whole; how often does the score of a kind
# fall most when its own quarter is covered, and how often does most of its heat lie there? Guessing gives 0.25.

# %%
for seed, expert in zip(seeds, experts):
    falls = [
        occlusion(score_for(expert, kind), page, 32, 32, float(page.mean())).argmax() == place
        for page, kind, place in asked
    ]
    hot = heat_shares["trained"][seed].argmax(axis=1) == places
    print(f"seed {seed}: covering {np.mean(falls):.2f}, Grad-CAM {np.mean(hot):.2f}")

# %% [markdown]
# Grad-CAM finds the right quarter in 0.95 to 0.97 of the cases, and covering confirms it in 0.86 to 0.93.
# Neither was taught where anything is. The network only ever learned *what* is in a picture.
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
# - `paddle.Model`: `prepare`, `fit`, `evaluate`, `predict`; metrics add up over a pass, the loss in `logs` is that of the last batch.
# - `logs` is one dict that is written into again and again; `stop_training` is never set back; `fit` calls `network.train()` before each batch.
# - A callback that keeps weights must copy them, and the running statistics with them.
# - Frozen is a parameter whose `stop_gradient` is `True`. A layer's attribute of that name does nothing.
# - Running statistics are no weights and move in every forward pass in training mode, frozen or not.
# - Grad-CAM: weights are the mean gradients of a *score*; the weighted sum of the maps; ReLU. It is as coarse as the maps are.
# - A heat map is a claim. Where the truth is known, count; and compare with an untrained network.
#
# ## Check yourself
#
# <details><summary>`EarlyStopping()` with its defaults stops a training too early. Which number does it watch?</summary>
#
# The loss of the last validation batch. If the batches are small, or the last one is short, it jumps about.
# </details>
#
# <details><summary>Why can a frozen body give other feature maps after fine-tuning?</summary>
#
# Its batch normalizations were in training mode: their running statistics have moved to the new pictures.
# </details>
#
# <details><summary>What is the top-3 accuracy of guessing among 10 classes?</summary>
#
# 3/10.
# </details>
#
# <details><summary>Why is Grad-CAM computed from the score and not from the probability?</summary>
#
# The probability's gradient also asks how to lower the other scores, and it vanishes where the network is sure.
# </details>
#
# <details><summary>A heat map lies on the dog. Does the network know what a dog is?</summary>
#
# One picture does not say. How much of the heat lies on dogs in many pictures, how large are the dogs, and what does an untrained network show?
# </details>
#
# ## What comes next
#
# All the parts are there. Chapter 16 puts them together in one case study, screening fundus pictures for pathologic myopia:
# all five networks on equal terms, and why accuracy is not enough.
