"""How fast the reader's NumPy is beside Paddle, on LeNet-5: `python -m benchmarks.speed` (part of `make bench`).

A forward pass and a training step, in one run on one thread; outputs and gradients are compared before the clock starts.
docs/speed.md is written.
"""

import os

os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")  # read when NumPy and Paddle are imported

import ast
import platform
import time
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import paddle

from grader.chapter import read_chapter, solution_text

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "speed.md"
ROUNDS = {"forward of one picture": 300, "forward of 64 pictures": 60, "training step of 64 pictures": 60}
LEARNING_RATE = 0.01
TOLERANCE = 1e-4  # of outputs and gradients, as a part of Paddle's largest one


def main():
    pictures = np.random.default_rng(0).normal(size=(64, 1, 32, 32)).astype("float32")
    labels = np.random.default_rng(1).integers(0, 10, size=64)
    lines = forward(pictures[:1], "forward of one picture") + forward(pictures, "forward of 64 pictures")
    PAGE.write_text(page(lines + training(pictures, labels, "training step of 64 pictures")), encoding="utf-8")


def functions_of(name):
    """The functions that a chapter defines, in its lesson and in its solutions."""
    namespace = {"np": np}
    for cell in read_chapter(ROOT / "course" / "chapters" / f"{name}.py").cells:
        if cell.kind == "code" and cell.role in ("", "answer"):
            body = ast.parse(solution_text(cell)).body
            kept = [node for node in body if isinstance(node, ast.FunctionDef) or isinstance(node, ast.ImportFrom) and node.module == "functools"]
            exec(compile(ast.Module(kept, []), f"chapter {name}", "exec"), namespace)
    return SimpleNamespace(**namespace)


chapter_03, chapter_07 = functions_of("03-channels"), functions_of("07-backpropagation")


# LeNet-5 for pictures of 32×32: convolution, ReLU and max pooling twice, three fully connected layers; 61,706 parameters.


def paddle_network():
    """The network in Paddle; its parameters are weight and bias of each layer in turn."""
    paddle.seed(0)
    nn = paddle.nn
    first = [nn.Conv2D(1, 6, 5), nn.ReLU(), nn.MaxPool2D(2, 2), nn.Conv2D(6, 16, 5), nn.ReLU(), nn.MaxPool2D(2, 2)]
    return nn.Sequential(*first, nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))


def named(arrays):
    """{name: array} as chapter 7 calls them, for the parameters of paddle_network or their gradients."""
    return dict(zip([f"{kind}{layer}" for layer in range(1, 6) for kind in "wb"], arrays, strict=True))


def forward_pass(x, p, convolve):
    """Scores [N, 10] of pictures x [N, 1, 32, 32]. convolve(x, w, b): a convolution."""
    relu, max_pool = chapter_07.relu, chapter_07.max_pool
    x = max_pool(relu(convolve(x, p["w1"], p["b1"])), 2)
    x = max_pool(relu(convolve(x, p["w2"], p["b2"])), 2).reshape(len(x), -1)
    return relu(relu(x @ p["w3"] + p["b3"]) @ p["w4"] + p["b4"]) @ p["w5"] + p["b5"]


def forward(pictures, what):
    """Rows of the page for the forward pass."""
    network, tensor = paddle_network(), paddle.to_tensor(pictures)
    network.eval()
    parameters = named([parameter.numpy() for parameter in network.parameters()])
    convolutions = {
        "windows and `tensordot`, the lesson's `conv_windows`": lambda x, w, b: chapter_03.conv_windows(x, w) + b[:, None, None],
        "one matrix product, `conv2d_im2col`": chapter_03.conv2d_im2col,
        "a loop over output pixels, `conv2d_nchw`": chapter_03.conv2d_nchw,
    }
    if len(pictures) == 1:
        convolutions["the lesson's `seven_loops`"] = lambda x, w, b: chapter_03.seven_loops(x, w) + b[:, None, None]

    def with_paddle():
        with paddle.no_grad():
            return network(tensor)

    actions = {name: lambda convolve=convolve: forward_pass(pictures, parameters, convolve) for name, convolve in convolutions.items()}
    scores = with_paddle().numpy()
    off = {name: deviation([action()], [scores]) for name, action in actions.items()}
    return rows(what, with_paddle, actions, off)


def training(pictures, labels, what):
    """Rows of the page for the training step."""
    network, tensor, classes = paddle_network(), paddle.to_tensor(pictures), paddle.to_tensor(labels)
    optimizer = paddle.optimizer.SGD(LEARNING_RATE, parameters=network.parameters())
    parameters = named([parameter.numpy() for parameter in network.parameters()])

    def with_paddle():
        paddle.nn.functional.cross_entropy(network(tensor), classes).backward()
        optimizer.step()
        optimizer.clear_grad()

    def by_hand():
        chapter_07.lenet_fit(parameters, pictures, labels, LEARNING_RATE, 1)

    paddle.nn.functional.cross_entropy(network(tensor), classes).backward()
    wanted = named([parameter.grad.numpy() for parameter in network.parameters()])
    optimizer.clear_grad()
    found = chapter_07.lenet_gradients(parameters, pictures, labels)[1]
    name = "one matrix product each way, `lenet_fit` of chapter 7"
    return rows(what, with_paddle, {name: by_hand}, {name: deviation([found[key] for key in wanted], wanted.values())})


def deviation(found, wanted):
    """The largest difference between arrays, each as a part of the wanted one's largest value. RuntimeError above TOLERANCE."""
    off = max(float(np.abs(a - b).max() / np.abs(b).max()) for a, b in zip(found, wanted, strict=True))
    if not off <= TOLERANCE:
        raise RuntimeError(f"NumPy and Paddle differ by {off:.2g}")
    return off


def rows(what, with_paddle, actions, off):
    """Rows of the page: Paddle and the others take turns; a ratio is that of neighbours in time.

    The loops take part in the first four turns only, because theirs are long.
    """
    times = {name: [] for name in ["Paddle", *actions]}
    for turn in range(ROUNDS[what]):
        for name, action in {"Paddle": with_paddle, **actions}.items():
            if "loop" in name and turn >= 4:
                continue
            start = time.perf_counter()
            action()
            times[name].append(time.perf_counter() - start)
    lines = []
    for name, taken in times.items():
        taken = np.array(taken[1:])  # the first turn warms up
        ratios = taken / np.array(times["Paddle"][1 : len(taken) + 1])
        low, middle, high = np.quantile(ratios, [0.25, 0.5, 0.75])
        compared = f"{off[name]:.0e}" if name in off else ""
        lines.append([what, name, f"{1000 * np.median(taken):.3g}", f"{middle:.3g}", f"{low:.3g} to {high:.3g}", str(len(taken)), compared])
    return lines


def page(lines):
    head = ["what", "how", "median, ms", "ratio to Paddle", "middle half", "repeats", "largest difference"]
    table = "\n".join(f"| {' | '.join(line)} |" for line in [head, ["---", "---", *["---:"] * 5], *lines])
    return f"""# How fast NumPy by hand is beside Paddle

Written by `python -m benchmarks.speed` (part of `make bench`); every figure is from one run of it, on one thread of one machine:
{machine()}.

The network is LeNet-5 with ReLU and max pooling for pictures of 32×32: 61,706 parameters, in 32-bit floats. What is measured are the
functions of [chapter 3](../course/chapters/03-channels.py) and [chapter 7](../course/chapters/07-backpropagation.py), lesson and solutions,
as they stand there. Paddle's forward pass runs under `no_grad`. A training step is forward, backward and gradient descent.

All ways of a group take turns. A ratio is taken between neighbours in time, and the table has the median and the middle half of these ratios.
Before the clock starts, outputs or the gradients of all ten parameters are compared with Paddle's: the last column is the largest difference,
as a part of the largest value.

{table}
"""


def machine():
    """What it was measured on, in words."""
    cpu = platform.machine()
    if Path("/proc/cpuinfo").exists():
        cpu = next((line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")), cpu)
    return f"{os.cpu_count()} cores ({cpu}), Python {platform.python_version()}, NumPy {np.__version__}, Paddle {version('paddlepaddle')}"


if __name__ == "__main__":
    main()
