"""The study of chapter 16: `python -m benchmarks.screening [FOLDER]`, about half an hour on one core.

Each of the five networks is trained with each of the rates of course/screening.py, with the first seed; the rate with the best
validation accuracy is chosen, of equals the one with the lower validation loss. It gets the other seeds, too, and only its runs
are asked about the test pictures. LeNet's failure is tried with two activations, several rates and sizes. course/screening_runs.json is written.

FOLDER: where checkpoints are kept (build/screening unless given): stopped and started again, it goes on where it was.
"""

import os

os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")  # read when NumPy and Paddle are imported

import functools
import json
import platform
import statistics
import sys
import time
from importlib.metadata import version
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from course import alexnet, screening, training
from course.counting import count

import paddle
from paddle import nn

ROOT = Path(__file__).parent.parent
ACTIVATIONS = {"sigmoid": nn.Sigmoid, "ReLU": nn.ReLU}
FACTOR_SEEDS = {32: (0, 1, 2), 64: (0,), 224: (0,)}  # {pixels: seeds}: larger pictures take longer
FACTORS = [(activation, rate, size) for size in (32, 64) for activation in ACTIVATIONS for rate in (0.001, 0.01, 0.1)]
FACTORS += [(activation, 0.001, 224) for activation in ACTIVATIONS]  # the size at which tutorials see LeNet fail
FACTOR_EPOCHS = 8
ROUNDS = 12  # of timed training steps


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "screening"
    runs = {name: study(name, folder) for name in screening.NETWORKS}
    found = {
        "made by": "python -m benchmarks.screening",
        "versions": {"python": platform.python_version(), **{name: version(name) for name in ("paddlepaddle", "numpy", "scikit-learn")}, "machine": platform.machine()},
        "settings": {"size": screening.SIZE, "epochs": screening.EPOCHS, "batch": screening.BATCH, "rates": screening.RATES, "seeds": screening.SEEDS},
        "step": step_ratios(),
        "labels": {name: part.labels.tolist() for name, part in zip(("validation", "test"), parts(screening.SIZE)[1:])},
        "networks": {**runs, screening.COLOURS: colours(parts(screening.SIZE))},
        "factor epochs": FACTOR_EPOCHS,
        "factors": [factor(*setting, folder) for setting in FACTORS],
    }
    screening.RECORD.write_text(text(found), encoding="utf-8")


@functools.lru_cache(maxsize=None)
def parts(size):
    return screening.parts(size)


def study(name, folder):
    """All runs of a network: the rate chosen, validation results of every rate, and what the chosen rate's runs say of each picture."""
    pictures = parts(screening.SIZE)

    def run(rate, seed):
        return screening.study_run(name, rate, seed, pictures, path=folder / f"{name}-{rate}-{seed}.pdparams")

    tried = {rate: run(rate, screening.SEEDS[0]).history[-1] for rate in screening.RATES}
    chosen = max(tried, key=lambda rate: (tried[rate]["validation_accuracy"], -tried[rate]["validation_loss"]))
    net = screening.NETWORKS[name][0]()
    counts = count(net, [1, 3, screening.SIZE, screening.SIZE])
    return {
        "parameters": counts.parameters,
        "macs": counts.macs,
        "rate": chosen,
        "tried": {str(rate): {key: round(row[key], 4) for key in ("validation_accuracy", "validation_loss")} for rate, row in tried.items()},
        "runs": [one_run(run(chosen, seed), pictures) for seed in screening.SEEDS],
    }


def one_run(runner, pictures):
    """Seed, history and log odds, in thousandths, of every validation and test picture."""
    history = {key: column(runner.history, key) for key in ("loss", "accuracy", "validation_loss", "validation_accuracy")}
    odds = {name: np.round(1000 * screening.log_odds(runner, part)).astype(int).tolist() for name, part in zip(("validation", "test"), pictures[1:])}
    return {"seed": runner.seed, **history, **odds}


def colours(pictures):
    """The baseline: logistic regression on mean and spread of red, green and blue, trained on the same pictures."""
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))
    model.fit(alexnet.colours(pictures[0]), pictures[0].labels)
    odds = [np.round(1000 * model.decision_function(alexnet.colours(part))).astype(int).tolist() for part in pictures[1:]]
    return {"runs": [dict(zip(("validation", "test"), odds))]}


def factor(activation, rate, size, folder):
    """Validation accuracy and training loss of LeNet after the last epoch, for each seed; None where the loss was no finite number any more."""
    rows = []
    for seed in FACTOR_SEEDS[size]:
        path = folder / f"factor-{activation}-{rate}-{size}-{seed}.pdparams"
        try:
            rows.append(screening.factor_run(ACTIVATIONS[activation], rate, size, seed, parts(size), FACTOR_EPOCHS, path).history[-1])
        except FloatingPointError:
            rows.append(None)
    found = {name: [row and round(row[key], 4) for row in rows] for name, key in (("accuracy", "validation_accuracy"), ("loss", "loss"))}
    return {"activation": activation, "rate": rate, "size": size, **found}


def step_ratios():
    """The median time of a training step of each network as a multiple of LeNet's; the networks take turns, so that all meet the same machine."""
    x = paddle.to_tensor(np.random.default_rng(0).normal(size=(screening.BATCH, 3, screening.SIZE, screening.SIZE)).astype("float32"))
    labels = paddle.to_tensor(np.arange(screening.BATCH) % 2)
    training.seed_everything(0)
    nets = {name: make() for name, (make, *_) in screening.NETWORKS.items()}
    optimizers = {name: paddle.optimizer.Adam(0.001, parameters=net.parameters()) for name, net in nets.items()}
    seconds = {name: [] for name in nets}
    for _ in range(ROUNDS):
        for name, net in nets.items():
            start = time.perf_counter()
            nn.functional.cross_entropy(net(x), labels).backward()
            optimizers[name].step()
            optimizers[name].clear_grad()
            seconds[name].append(time.perf_counter() - start)
    medians = {name: statistics.median(times[2:]) for name, times in seconds.items()}
    return {name: round(median / medians["LeNet"], 2) for name, median in medians.items()}


def column(rows, key):
    return [round(row[key], 4) for row in rows]


def text(value, depth=0):
    """JSON with a line for each entry of the outer levels and for each list of numbers."""
    pad = " " * (depth + 1)
    if isinstance(value, dict) and depth < 4 and value:
        inner = ",\n".join(f"{pad}{json.dumps(key)}: {text(entry, depth + 1)}" for key, entry in value.items())
        return f"{{\n{inner}\n{pad[1:]}}}" + ("\n" if depth == 0 else "")
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(pad + text(entry, depth + 1) for entry in value) + f"\n{pad[1:]}]"
    return json.dumps(value)


if __name__ == "__main__":
    main()
