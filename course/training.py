"""Trains networks: a Runner that trains, evaluates and predicts, and pictures of how the training went."""

import random
import sys
import time
from pathlib import Path

import numpy as np
import paddle
import paddle.nn.functional as F
from ipykernel.iostream import OutStream
from matplotlib.figure import Figure
from paddle.io import DataLoader
from paddle.optimizer.lr import LRScheduler
from tqdm import tqdm

from course import budget, plots
from course.device import choose_device


def accuracy(scores, labels):
    """The share of pictures whose largest score is that of their label. scores: tensor [N, K]; labels: tensor [N]; a float."""
    return (scores.argmax(axis=1) == labels).astype("float32").mean().item()


def seed_everything(*numbers):
    """Seed the three random states that training draws from: Paddle's, NumPy's and Python's.

    Paddle draws weights and dropout, its DataLoader the order of the pictures from NumPy, its transforms from `random`.
    numbers: whole numbers from 0 that make the seed together, such as a seed and the number of an epoch.
    """
    seed = int(np.random.SeedSequence(numbers).generate_state(1)[0])
    paddle.seed(seed)
    np.random.seed(seed)
    random.seed(seed)


class Runner:
    """Trains one network, and remembers how it went and which weights were the best.

    net: a paddle.nn.Layer, from pictures [N, C, H, W] to scores [N, K].
    optimizer: one of paddle.optimizer's, made for net.parameters(); a learning-rate scheduler in it moves on after each epoch.
    loss: a function of scores [N, K] and labels [N] that gives the mean over the pictures, a tensor.
    seed: a whole number; before each epoch all random states are set from it and the epoch's number (`seed_everything`),
        so that training that was stopped and taken up again gives the same weights, bit for bit, as training in one go.
    path: a file for checkpoints, written after each epoch, or None. An existing one is refused unless `load` has read it.

    history: a list with a dict for each epoch that was finished: "epoch" from 1, "rate" (the learning rate), "loss" and
        "accuracy" on the training pictures while they were learnt, "validation_loss" and "validation_accuracy" after it, "seconds".
    best: {"epoch", "accuracy", "loss", "weights"} of the epoch with the best validation accuracy; of equals, the lower loss.
    """

    def __init__(self, net, optimizer, loss=F.cross_entropy, seed=0, path=None):
        self.net, self.optimizer, self.loss, self.seed = net, optimizer, loss, seed
        self.path = Path(path) if path else None
        self.may_write = not (self.path and self.path.exists())
        self.history, self.best = [], None
        self.device = choose_device()
        self.scaler = paddle.amp.GradScaler(enable=self.device.mixed_precision == "float16")
        names = {parameter.name for parameter in net.parameters()}
        parameters = _parameters(optimizer)
        if not all(parameter.name in names for parameter in parameters):
            raise ValueError("this optimizer was made for another network: make it with parameters=net.parameters()")
        # Otherwise its tensors appear at the first step only, and could not be put back to what they were before it.
        optimizer._create_accumulators(paddle.static.default_main_program().global_block(), parameters)

    def train(self, training, validation, epochs, batch_size=64):
        """Train until `epochs` epochs are in the history; a bar shows loss, accuracy, rate and the time that is left.

        training, validation: course.data.Pictures, or any map-style data set of (picture [C, H, W], label).
        An interrupt (Ctrl-C, or JupyterLab's stop button) ends it without an error. The epoch it falls into is undone,
        so that the same call again goes on as if nothing had happened. Under the budget "grading" one step is taken.
        Raises FloatingPointError, the epoch undone as well, where the loss is no finite number.
        """
        if not self.may_write:
            raise FileExistsError(f"{self.path} exists and would be overwritten: call runner.load() to go on from it, or choose another path")
        if budget.grading():
            print(f"Budget grading: one training step instead of {epochs} epochs.")
            training, validation, epochs = _first(training, batch_size), _first(validation, batch_size), 1
        elif len(self.history) >= epochs:
            print(f"Nothing to do: {len(self.history)} of {epochs} epochs are done.")
            return
        steps = -(-len(training) // batch_size)
        with _bar(epochs * steps, len(self.history) * steps) as bar:
            while len(self.history) < epochs:
                before = self._state()
                try:
                    self._one_epoch(training, validation, batch_size, epochs, bar)
                except (KeyboardInterrupt, FloatingPointError) as error:
                    self._restore(before)
                    bar.close()
                    print(f"Stopped in epoch {len(self.history) + 1}, which is undone. {self._kept()}")
                    if isinstance(error, KeyboardInterrupt):
                        return
                    raise

    def evaluate(self, pictures, batch_size=256):
        """{"loss": mean loss, "accuracy": share of right answers} on labelled pictures, in inference mode; floats.

        Means of batches are weighted by the batches' sizes, as the last may be short.
        """
        sums = np.zeros(2)
        for scores, labels in self._outputs(pictures, batch_size):
            sums += len(labels) * np.array([self.loss(scores, labels).item(), accuracy(scores, labels)])
        loss, share = (sums / len(pictures)).tolist()
        return {"loss": loss, "accuracy": share}

    def predict(self, pictures, batch_size=256):
        """The scores of pictures, in inference mode, as an array [N, K]; `.argmax(axis=1)` gives the labels."""
        return np.concatenate([scores.astype("float32").numpy() for scores, _ in self._outputs(pictures, batch_size)])

    def use_best(self):
        """Give the network the best weights so far."""
        if self.best is None:
            raise ValueError("there are no best weights yet: train for an epoch first")
        _load_all(self.net, self.best["weights"])
        print(f"The weights of epoch {self.best['epoch']}: validation accuracy {self.best['accuracy']:.3f}.")

    def save(self):
        """Write everything that training needs to go on into `path`; the file is replaced in one go, never half written."""
        if self.path is None:
            raise ValueError("this Runner has no path: give it one, Runner(..., path='lenet.pdparams')")
        self.path.parent.mkdir(parents=True, exist_ok=True)
        temporary = self.path.with_name(self.path.name + ".part")
        paddle.save({"seed": self.seed, **self._state()}, str(temporary))
        temporary.replace(self.path)

    def load(self):
        """Go on from the checkpoint `path`: weights, optimizer, learning-rate schedule, history, best weights and seed.

        Raises FileNotFoundError, or ValueError where the file is damaged or belongs to another network; nothing is changed then.
        """
        if self.path is None or not self.path.exists():
            raise FileNotFoundError(f"there is no checkpoint {self.path}; train first")
        try:
            found = paddle.load(str(self.path))
            state = {key: found[key] for key in ("seed", *self._state())}
        except Exception as error:  # whatever a damaged file makes the reader do
            raise ValueError(f"{self.path} is no checkpoint of a Runner, or damaged ({type(error).__name__}); move it away and train again") from error
        self._restore(state, self.path)
        self.seed, self.may_write = state["seed"], True
        print(f"{self.path}: {len(self.history)} epochs are done. {self._kept()}")

    def _one_epoch(self, training, validation, batch_size, epochs, bar):
        number = len(self.history) + 1
        seed_everything(self.seed, number)
        start, sums, seen, rate = time.perf_counter(), np.zeros(2), 0, self.optimizer.get_lr()
        self.net.train()
        for pictures, labels in self._batches(training, batch_size, shuffle=True):
            labels = labels.flatten()
            with self._precision():
                scores = self.net(pictures)
                loss = self.loss(scores, labels)
            value = loss.item()
            if not np.isfinite(value):
                raise FloatingPointError(
                    f"the loss is {value} in epoch {number} after {seen:,} pictures, at a learning rate of {rate:g}: "
                    "try a smaller rate first, then look for a logarithm or a division of 0, or for pictures that are not finite"
                )
            self.scaler.scale(loss).backward()
            self.scaler.step(self.optimizer)
            self.scaler.update()
            self.optimizer.clear_grad()
            sums += len(labels) * np.array([value, accuracy(scores, labels)])
            seen += len(labels)
            bar.set_description(f"epoch {number}/{epochs}", refresh=False)
            bar.set_postfix(loss=f"{sums[0] / seen:.3f}", accuracy=f"{sums[1] / seen:.3f}", rate=f"{rate:.2g}", refresh=False)
            bar.update()
        after = self.evaluate(validation)
        if isinstance(self.optimizer._learning_rate, LRScheduler):
            self.optimizer._learning_rate.step()
        loss, share = (sums / seen).tolist()
        self.history.append({"epoch": number, "rate": rate, "loss": loss, "accuracy": share, "validation_loss": after["loss"],
                             "validation_accuracy": after["accuracy"], "seconds": time.perf_counter() - start})  # fmt: skip
        if self.best is None or (after["accuracy"], -after["loss"]) > (self.best["accuracy"], -self.best["loss"]):
            self.best = {"epoch": number, **after, "weights": _copies(self.net.state_dict())}
        if self.path:
            self.save()
        shown = {"loss": f"{loss:.3f}", "accuracy": f"{share:.3f}", "validation": f"{after['accuracy']:.3f}", "rate": f"{rate:.2g}"}
        bar.set_postfix(shown)
        if bar.disable:
            print(f"epoch {number}/{epochs}:", ", ".join(f"{name} {value}" for name, value in shown.items()))

    def _batches(self, pictures, batch_size, shuffle):
        if self.device.workers:
            return DataLoader(pictures, batch_size=batch_size, shuffle=shuffle, num_workers=self.device.workers)
        return _batches_here(pictures, batch_size, shuffle)

    def _outputs(self, pictures, batch_size):
        """Scores and labels, batch by batch, in inference mode; the mode of before is restored."""
        modes = {layer: layer.training for layer in self.net.sublayers(include_self=True)}
        self.net.eval()
        try:
            with paddle.no_grad(), self._precision():
                for batch, labels in self._batches(pictures, batch_size, shuffle=False):
                    yield self.net(batch), labels.flatten()
        finally:
            for layer, training in modes.items():
                layer.training = training

    def _precision(self):
        short = self.device.mixed_precision
        return paddle.amp.auto_cast(enable=short != "float32", dtype=short if short != "float32" else "float16")

    def _state(self):
        """All that a step or an epoch changes, as copies."""
        rate = self.optimizer._learning_rate
        return {
            "history": list(self.history),
            "best": self.best,
            "net": _copies(self.net.state_dict()),
            "optimizer": _copies(self._optimizer_tensors()),
            "schedule": rate.state_dict() if isinstance(rate, LRScheduler) else {},
            "scaler": self.scaler.state_dict(),
        }

    def _restore(self, state, origin="the state"):
        """Put everything back to what `_state` returned; ValueError where that belongs to another network or optimizer."""
        own = self._optimizer_tensors()
        if _shapes(own) != _shapes(state["optimizer"]):
            raise ValueError(f"{origin} belongs to another network or another kind of optimizer")
        _load_all(self.net, state["net"], origin)
        for name, tensor in own.items():
            tensor.set_value(state["optimizer"][name])
        if state["schedule"]:
            self.optimizer._learning_rate.set_state_dict(state["schedule"])
        self.scaler.load_state_dict(state["scaler"])
        self.optimizer.clear_grad()
        self.history, self.best = list(state["history"]), state["best"]

    def _optimizer_tensors(self):
        """What the optimizer remembers, such as momenta, by the network's own names: those of Paddle count up in each session."""
        names = {parameter.name: name for name, parameter in self.net.named_parameters()}
        return {f"{kind} of {names[key]}": tensor for kind, tensors in self.optimizer._accumulators.items() for key, tensor in tensors.items()}

    def _kept(self):
        return f"The best weights are those of epoch {self.best['epoch']}: runner.use_best()." if self.best else "No epoch is done yet."


def _batches_here(pictures, batch_size, shuffle):
    """What a DataLoader without processes of its own gives; that one waits for ever where reading a picture fails (Paddle 3.3)."""
    order = np.random.permutation(len(pictures)) if shuffle else np.arange(len(pictures))
    for start in range(0, len(order), batch_size):
        batch, labels = zip(*(pictures[int(index)] for index in order[start : start + batch_size]))
        yield paddle.to_tensor(np.stack(batch)), paddle.to_tensor(np.stack(labels))


def _first(pictures, number):
    """The first so many of a data set."""
    return [pictures[index] for index in range(min(number, len(pictures)))]


def _parameters(optimizer):
    """The parameters that an optimizer changes, also where they were given in groups."""
    groups = [entry["params"] if isinstance(entry, dict) else [entry] for entry in optimizer._parameter_list]
    return [parameter for group in groups for parameter in group if not parameter.stop_gradient]


def _copies(tensors):
    """{name: tensor} with copies, which later training does not change."""
    return {name: tensor.clone().detach() for name, tensor in tensors.items()}


def _shapes(tensors):
    return {name: list(tensor.shape) for name, tensor in tensors.items()}


def _load_all(net, weights, origin="the state"):
    """set_state_dict, which only warns, with an error: raises ValueError unless every tensor fits, and then changes nothing."""
    own, given = _shapes(net.state_dict()), _shapes(weights)
    if own != given:
        name = next(name for name in {**own, **given} if own.get(name) != given.get(name))
        raise ValueError(f"{origin} belongs to another network: {name!r} is {given.get(name, 'missing')} there and {own.get(name, 'missing')} here")
    net.set_state_dict(weights)


def _bar(total, done):
    """A progress bar on standard output: one line that moves in a terminal or a notebook; switched off in a log."""
    moves = sys.stdout.isatty() or isinstance(sys.stdout, OutStream)
    return tqdm(total=total, initial=done, file=sys.stdout, unit=" steps", disable=budget.grading() or not moves, dynamic_ncols=sys.stdout.isatty())


def history_figure(history):
    """Loss and accuracy over the epochs, on the training and on the validation pictures, side by side. history: a Runner's."""
    if not history:
        raise ValueError("the history is empty: train for an epoch first")
    figure = Figure(figsize=(8.5, 3.4), layout="constrained")
    epochs = [row["epoch"] for row in history]
    for axes, quantity in zip(figure.subplots(1, 2), ("loss", "accuracy")):
        both = {"training": (epochs, [row[quantity] for row in history]), "validation": (epochs, [row[f"validation_{quantity}"] for row in history])}
        plots.draw_curves(axes, both, "epoch", quantity)
    return figure


def mean_and_spread(values):
    """Mean and standard deviation (over n - 1) of the results of several seeds as text: "0.953 ± 0.006 (3 seeds)"."""
    values = np.asarray(values, dtype=float)
    if len(values) < 2:
        raise ValueError("a spread needs the results of at least two seeds")
    return f"{values.mean():.3f} ± {values.std(ddof=1):.3f} ({len(values)} seeds)"
