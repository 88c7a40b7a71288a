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
CHAPTER = "03-channels"
ROUNDS = {"forward of one picture": 300, "forward of 64 pictures": 60, "training step of 64 pictures": 60}
LEARNING_RATE = np.float32(0.01)
TOLERANCE = 1e-4  # of outputs and gradients, as a part of Paddle's largest one


def main():
    pictures = np.random.default_rng(0).normal(size=(64, 1, 32, 32)).astype("float32")
    labels = np.random.default_rng(1).integers(0, 10, size=64)
    lines = forward(pictures[:1], "forward of one picture") + forward(pictures, "forward of 64 pictures")
    PAGE.write_text(page(lines + training(pictures, labels, "training step of 64 pictures")), encoding="utf-8")


# The operators that are measured. Those of chapter 3 come from its text; chapter 7's will take the place of the two backward functions.


def functions_of(name):
    """The functions that a chapter defines, in its lesson and in its solutions."""
    namespace = {"np": np}
    for cell in read_chapter(ROOT / "course" / "chapters" / f"{name}.py").cells:
        if cell.kind == "code" and cell.role in ("", "answer"):
            functions = [node for node in ast.parse(solution_text(cell)).body if isinstance(node, ast.FunctionDef)]
            exec(compile(ast.Module(functions, []), f"chapter {name}", "exec"), namespace)
    return SimpleNamespace(**namespace)


chapter = functions_of(CHAPTER)


def conv2d_backward(dy, x, w, stride=1, padding=0, columns=None, wants_dx=True):
    """(dx, dw, db) of a convolution; dx is None where it is not wanted. columns: those of the forward pass, if they were kept."""
    (n, c_in, height, width), (c_out, _, k_h, k_w), (rows, places) = x.shape, w.shape, dy.shape[2:]
    if columns is None:
        columns = chapter.im2col(x, k_h, k_w, stride, padding)
    dy = dy.swapaxes(0, 1).reshape(c_out, -1)
    dw, db = (columns @ dy.T).T.reshape(w.shape), dy.sum(1)
    if not wants_dx:
        return None, dw, db
    shares = (w.reshape(c_out, -1).T @ dy).reshape(c_in, k_h, k_w, n, rows, places)
    dx = np.zeros((c_in, n, height + 2 * padding, width + 2 * padding), x.dtype)
    for u in range(k_h):
        for v in range(k_w):
            dx[:, :, u : u + stride * rows : stride, v : v + stride * places : stride] += shares[:, u, v]
    return dx[:, :, padding : padding + height, padding : padding + width].swapaxes(0, 1), dw, db


def max_pool_backward(dy, x):
    """The gradient of 2×2 max pooling with stride 2: all of dy goes to the first of a window's largest pixels."""
    y, dx = max_pool(x), np.empty_like(x)
    waiting = np.ones_like(y, dtype=bool)
    for corner in CORNERS:
        hit = (x[corner] == y) & waiting
        dx[corner] = dy * hit
        waiting &= ~hit
    return dx


CORNERS = [(slice(None), slice(None), slice(u, None, 2), slice(v, None, 2)) for u in (0, 1) for v in (0, 1)]  # of all 2×2 windows


def max_pool(x):
    """2×2 max pooling with stride 2."""
    first, second, third, fourth = (x[corner] for corner in CORNERS)
    return np.maximum(np.maximum(first, second), np.maximum(third, fourth))


def avg_pool(x):
    """2×2 average pooling with stride 2."""
    first, second, third, fourth = (x[corner] for corner in CORNERS)
    return (first + second + third + fourth) * np.float32(0.25)


def avg_pool_backward(dy):
    """The gradient of avg_pool: every pixel of a window gets a quarter."""
    return (dy * np.float32(0.25)).repeat(2, axis=2).repeat(2, axis=3)


# LeNet-5 for pictures of 32×32, as it stands in tests/golden.json: convolution, ReLU and pooling twice, a third convolution, two fully connected.


def paddle_network():
    """The network in Paddle; its parameters have the order in which forward_pass and training_step use them."""
    paddle.seed(0)
    nn = paddle.nn
    first = [nn.Conv2D(1, 6, 5), nn.ReLU(), nn.MaxPool2D(2, 2), nn.Conv2D(6, 16, 5), nn.ReLU(), nn.AvgPool2D(2, 2), nn.Conv2D(16, 120, 5), nn.ReLU()]
    return nn.Sequential(*first, nn.Flatten(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))


def relu(x):
    return np.maximum(x, 0, out=x)  # nobody else needs what was there


def forward_pass(x, parameters, convolve):
    """Scores [N, 10] of pictures x [N, 1, 32, 32]. convolve(x, w, b): a convolution."""
    w1, b1, w2, b2, w3, b3, w4, b4, w5, b5 = parameters
    x = max_pool(relu(convolve(x, w1, b1)))
    x = avg_pool(relu(convolve(x, w2, b2)))
    x = relu(convolve(x, w3, b3)).reshape(len(x), -1)
    return relu(x @ w4 + b4) @ w5 + b5


def training_step(x, labels, parameters, keeps):
    """Forward, backward, and one step of gradient descent in place; returns the gradients in the order of the parameters.

    keeps: whether columns are kept for the backward pass, and the gradient of the pictures, which nobody needs, is left out.
    """
    w1, b1, w2, b2, w3, b3, w4, b4, w5, b5 = parameters

    def convolve(x, w, b):
        if not keeps:
            return relu(chapter.conv2d_im2col(x, w, b)), None
        columns = chapter.im2col(x, *w.shape[2:])
        y = w.reshape(len(w), -1) @ columns + b[:, None]
        return relu(y).reshape(len(w), len(x), x.shape[2] - w.shape[2] + 1, -1).swapaxes(0, 1), columns

    y1, columns1 = convolve(x, w1, b1)
    pooled1 = max_pool(y1)
    y2, columns2 = convolve(pooled1, w2, b2)
    pooled2 = avg_pool(y2)
    y3, columns3 = convolve(pooled2, w3, b3)
    flat = y3.reshape(len(x), -1)
    hidden = relu(flat @ w4 + b4)
    scores = hidden @ w5 + b5

    dz = np.exp(scores - scores.max(axis=1, keepdims=True))
    dz /= dz.sum(axis=1, keepdims=True)
    dz[np.arange(len(x)), labels] -= 1
    dz /= len(x)
    dw5, db5 = hidden.T @ dz, dz.sum(0)
    d = dz @ w5.T * (hidden > 0)
    dw4, db4 = flat.T @ d, d.sum(0)
    d = (d @ w4.T).reshape(y3.shape) * (y3 > 0)
    d, dw3, db3 = conv2d_backward(d, pooled2, w3, columns=columns3)
    d = avg_pool_backward(d) * (y2 > 0)
    d, dw2, db2 = conv2d_backward(d, pooled1, w2, columns=columns2)
    d = max_pool_backward(d, y1) * (y1 > 0)
    _, dw1, db1 = conv2d_backward(d, x, w1, columns=columns1, wants_dx=not keeps)
    gradients = [dw1, db1, dw2, db2, dw3, db3, dw4, db4, dw5, db5]
    for parameter, gradient in zip(parameters, gradients, strict=True):
        parameter -= LEARNING_RATE * gradient
    return gradients


def forward(pictures, what):
    """Rows of the page for the forward pass."""
    network, tensor = paddle_network(), paddle.to_tensor(pictures)
    network.eval()
    parameters = [parameter.numpy() for parameter in network.parameters()]
    convolutions = {
        "windows and `tensordot`, the lesson's `conv_windows`": lambda x, w, b: chapter.conv_windows(x, w) + b[:, None, None],
        "one matrix product, `conv2d_im2col`": chapter.conv2d_im2col,
        "a loop over output pixels, `conv2d_nchw`": chapter.conv2d_nchw,
    }
    if len(pictures) == 1:
        convolutions["the lesson's `seven_loops`"] = lambda x, w, b: chapter.seven_loops(x, w) + b[:, None, None]

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
    optimizer = paddle.optimizer.SGD(float(LEARNING_RATE), parameters=network.parameters())
    start = [parameter.numpy() for parameter in network.parameters()]
    names = {"one matrix product each way": False, "the same, columns kept, no gradient of the pictures": True}
    own = {name: [array.copy() for array in start] for name in names}
    gradients = {name: training_step(pictures, labels, own[name], keeps) for name, keeps in names.items()}

    def with_paddle():
        paddle.nn.functional.cross_entropy(network(tensor), classes).backward()
        optimizer.step()
        optimizer.clear_grad()

    paddle.nn.functional.cross_entropy(network(tensor), classes).backward()
    wanted = [parameter.grad.numpy() for parameter in network.parameters()]
    optimizer.clear_grad()
    actions = {name: lambda name=name: training_step(pictures, labels, own[name], names[name]) for name in names}
    return rows(what, with_paddle, actions, {name: deviation(found, wanted) for name, found in gradients.items()})


def deviation(found, wanted):
    """The largest difference between arrays, each as a part of the wanted one's largest value. RuntimeError above TOLERANCE."""
    off = max(float(np.abs(a - b).max() / np.abs(b).max()) for a, b in zip(found, wanted, strict=True))
    if not off <= TOLERANCE:
        raise RuntimeError(f"NumPy and Paddle differ by {off:.2g}")
    return off


def rows(what, with_paddle, actions, off):
    """Rows of the page: Paddle and the others take turns; a ratio is that of neighbours in time.

    The loops take part in the first three rounds only, because each of theirs is long.
    """
    times = {name: [] for name in ["Paddle", *actions]}
    for turn in range(ROUNDS[what]):
        for name, action in {"Paddle": with_paddle, **actions}.items():
            if "loop" in name and turn >= 3:
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

The network is LeNet-5 with ReLU for pictures of 32×32: 61,706 parameters, in 32-bit floats. The functions are those of
[chapter 3](../course/chapters/{CHAPTER}.py), its lesson and its solutions; pooling and the backward functions stand in
[benchmarks/speed.py](../benchmarks/speed.py). Paddle's forward pass runs under `no_grad`. A training step is forward, backward and
gradient descent. Paddle leaves out the gradient of the pictures, as nobody asks for it; of the two training steps in NumPy only the second one does.

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
