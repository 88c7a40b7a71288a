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


# The operators that are measured. Those of chapter 3 come from its text. The two backward functions are to be chapter 7's:
# when its text is there, they are chapter_07.conv2d_backward and chapter_07.max_pool_backward, which take the same arguments.


def functions_of(name):
    """The functions that a chapter defines, in its lesson and in its solutions."""
    namespace = {"np": np}
    for cell in read_chapter(ROOT / "course" / "chapters" / f"{name}.py").cells:
        if cell.kind == "code" and cell.role in ("", "answer"):
            functions = [node for node in ast.parse(solution_text(cell)).body if isinstance(node, ast.FunctionDef)]
            exec(compile(ast.Module(functions, []), f"chapter {name}", "exec"), namespace)
    return SimpleNamespace(**namespace)


chapter = functions_of(CHAPTER)


def conv2d_backward(dy, x, w, stride=1, padding=0):
    """(dx, dw, db) of conv2d_im2col, by one matrix product each for dx and dw."""
    (n, c_in, height, width), (c_out, _, k_h, k_w), (rows, places) = x.shape, w.shape, dy.shape[2:]
    columns = chapter.im2col(x, k_h, k_w, stride, padding)
    dy = dy.swapaxes(0, 1).reshape(c_out, -1)
    shares = (w.reshape(c_out, -1).T @ dy).reshape(c_in, k_h, k_w, n, rows, places)
    dx = np.zeros((c_in, n, height + 2 * padding, width + 2 * padding), x.dtype)
    for u in range(k_h):
        for v in range(k_w):
            dx[:, :, u : u + stride * rows : stride, v : v + stride * places : stride] += shares[:, u, v]
    dx = dx[:, :, padding : padding + height, padding : padding + width].swapaxes(0, 1)
    return dx, (columns @ dy.T).T.reshape(w.shape), dy.sum(1)


def max_pool_backward(dy, x):
    """The gradient of max_pool: all of dy goes to the first of a window's largest pixels."""
    return spread(dy, x, max_pool(x), CORNERS)


CORNERS = [(..., slice(u, None, 2), slice(v, None, 2)) for u in (0, 1) for v in (0, 1)]  # of all 2×2 windows


def max_pool(x, corners=CORNERS):
    """2×2 max pooling with stride 2."""
    first, second, third, fourth = (x[corner] for corner in corners)
    return np.maximum(np.maximum(first, second), np.maximum(third, fourth))


def avg_pool(x, corners=CORNERS):
    """2×2 average pooling with stride 2."""
    first, second, third, fourth = (x[corner] for corner in corners)
    return (first + second + third + fourth) * np.float32(0.25)


def spread(dy, x, y, corners):
    """dy at the first pixel of each 2×2 window of x that is as large as the window's maximum y; 0 elsewhere."""
    dx, waiting = np.empty_like(x), np.ones(y.shape, dtype=bool)
    for corner in corners:
        hit = (x[corner] == y) & waiting
        dx[corner] = dy * hit
        waiting &= ~hit
    return dx


def relu(x):
    return np.maximum(x, 0, out=x)  # nobody else needs what was there


# LeNet-5 for pictures of 32×32, as it stands in tests/golden.json: convolution, ReLU and pooling twice, a third convolution and
# two fully connected layers. Its parameters are a list: weight and bias of each layer.


def paddle_network():
    """The network in Paddle; its parameters have the order of the others'."""
    paddle.seed(0)
    nn = paddle.nn
    first = [nn.Conv2D(1, 6, 5), nn.ReLU(), nn.MaxPool2D(2, 2), nn.Conv2D(6, 16, 5), nn.ReLU(), nn.AvgPool2D(2, 2), nn.Conv2D(16, 120, 5), nn.ReLU()]
    return nn.Sequential(*first, nn.Flatten(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))


def forward_pass(x, parameters, convolve):
    """Scores [N, 10] of pictures x [N, 1, 32, 32]. convolve(x, w, b): a convolution."""
    w1, b1, w2, b2, w3, b3, w4, b4, w5, b5 = parameters
    x = max_pool(relu(convolve(x, w1, b1)))
    x = avg_pool(relu(convolve(x, w2, b2)))
    x = relu(convolve(x, w3, b3)).reshape(len(x), -1)
    return relu(x @ w4 + b4) @ w5 + b5


def chapters_step(x, labels, parameters):
    """Gradients of the mean cross-entropy and a step of gradient descent in place, with the operators as the chapters have them."""
    w1, b1, w2, b2, w3, b3 = parameters[:6]
    y1 = relu(chapter.conv2d_im2col(x, w1, b1))
    pooled1 = max_pool(y1)
    y2 = relu(chapter.conv2d_im2col(pooled1, w2, b2))
    pooled2 = avg_pool(y2)
    y3 = relu(chapter.conv2d_im2col(pooled2, w3, b3))
    d, ends = head(y3.reshape(len(x), -1), labels, parameters[6:])
    d, dw3, db3 = conv2d_backward(d.reshape(y3.shape) * (y3 > 0), pooled2, w3)
    d = (d * np.float32(0.25)).repeat(2, axis=2).repeat(2, axis=3) * (y2 > 0)
    d, dw2, db2 = conv2d_backward(d, pooled1, w2)
    d = max_pool_backward(d, y1) * (y1 > 0)
    _, dw1, db1 = conv2d_backward(d, x, w1)
    return descend(parameters, [dw1, db1, dw2, db2, dw3, db3, *ends])


def head(x, labels, parameters):
    """The fully connected layers: the gradient of their input x [N, 120], and those of their four parameters."""
    w4, b4, w5, b5 = parameters
    hidden = relu(x @ w4 + b4)
    scores = hidden @ w5 + b5
    dz = np.exp(scores - scores.max(axis=1, keepdims=True))
    dz /= dz.sum(axis=1, keepdims=True)
    dz[np.arange(len(x)), labels] -= 1
    dz /= len(x)
    dh = dz @ w5.T * (hidden > 0)
    return dh @ w4.T, [x.T @ dh, dh.sum(0), hidden.T @ dz, dz.sum(0)]


def descend(parameters, gradients):
    for parameter, gradient in zip(parameters, gradients, strict=True):
        parameter -= LEARNING_RATE * gradient
    return gradients


class LeanStep:
    """chapters_step with the same matrix products and less moving of memory.

    The columns of the forward pass are kept for the backward pass. The pictures are the last axis, [C, H, W, N], so that what is copied
    lies together. The two largest arrays of each layer are made once. The gradient of the pictures, which nobody needs, is left out.
    """

    CORNERS = [(slice(None), slice(u, None, 2), slice(v, None, 2)) for u in (0, 1) for v in (0, 1)]

    def __init__(self):
        self.rooms = {}

    def __call__(self, x, labels, parameters):
        w1, b1, w2, b2, w3, b3 = parameters[:6]
        x = np.ascontiguousarray(x.transpose(1, 2, 3, 0))
        y1, columns1 = self.convolve(x, w1, b1)
        pooled1 = max_pool(y1, self.CORNERS)
        y2, columns2 = self.convolve(pooled1, w2, b2)
        pooled2 = avg_pool(y2, self.CORNERS)
        y3, columns3 = self.convolve(pooled2, w3, b3)
        d, ends = head(y3.reshape(len(w3), -1).T, labels, parameters[6:])
        d, dw3, db3 = self.backward(d.T.reshape(y3.shape) * (y3 > 0), pooled2, w3, columns3)
        d *= np.float32(0.25)
        dy2 = np.empty_like(y2)
        for corner in self.CORNERS:
            dy2[corner] = d * (y2[corner] > 0)
        d, dw2, db2 = self.backward(dy2, pooled1, w2, columns2)
        d = spread(d, y1, pooled1, self.CORNERS) * (y1 > 0)
        _, dw1, db1 = self.backward(d, x, w1, columns1, wants_dx=False)
        return descend(parameters, [dw1, db1, dw2, db2, dw3, db3, *ends])

    def convolve(self, x, w, b):
        """ReLU of the convolution, [C_out, H_out, W_out, N], and the columns."""
        (c_in, height, width, n), (c_out, _, k_h, k_w) = x.shape, w.shape
        rows, places = height - k_h + 1, width - k_w + 1
        columns = self.room("columns", (c_in, k_h, k_w, rows, places, n))
        for u in range(k_h):
            for v in range(k_w):
                columns[:, u, v] = x[:, u : u + rows, v : v + places]
        columns = columns.reshape(c_in * k_h * k_w, -1)
        y = w.reshape(c_out, -1) @ columns
        y += b[:, None]
        return relu(y).reshape(c_out, rows, places, n), columns

    def backward(self, dy, x, w, columns, wants_dx=True):
        """(dx, dw, db); dx is None where it is not wanted."""
        (c_out, c_in, k_h, k_w), (_, rows, places, n) = w.shape, dy.shape
        dy = dy.reshape(c_out, -1)
        dw, db = (columns @ dy.T).T.reshape(w.shape), dy.sum(1)
        if not wants_dx:
            return None, dw, db
        shares = np.matmul(w.reshape(c_out, -1).T, dy, out=self.room("shares", columns.shape)).reshape(c_in, k_h, k_w, rows, places, n)
        dx = np.zeros_like(x)
        for u in range(k_h):
            for v in range(k_w):
                dx[:, u : u + rows, v : v + places] += shares[:, u, v]
        return dx, dw, db

    def room(self, use, shape):
        """An array of this shape, the same one whenever it is asked for: fresh memory costs time. No two layers' shapes are equal."""
        if (use, shape) not in self.rooms:
            self.rooms[use, shape] = np.empty(shape, "float32")
        return self.rooms[use, shape]


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
    steps = {"one matrix product each way, as in the chapters": chapters_step, "the same products, less moving of memory": LeanStep()}
    own = {name: [array.copy() for array in start] for name in steps}
    gradients = {name: step(pictures, labels, own[name]) for name, step in steps.items()}

    def with_paddle():
        paddle.nn.functional.cross_entropy(network(tensor), classes).backward()
        optimizer.step()
        optimizer.clear_grad()

    paddle.nn.functional.cross_entropy(network(tensor), classes).backward()
    wanted = [parameter.grad.numpy() for parameter in network.parameters()]
    optimizer.clear_grad()
    actions = {name: lambda name=name: steps[name](pictures, labels, own[name]) for name in steps}
    return rows(what, with_paddle, actions, {name: deviation(found, wanted) for name, found in gradients.items()})


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

The network is LeNet-5 with ReLU for pictures of 32×32: 61,706 parameters, in 32-bit floats. The convolutions are those of
[chapter 3](../course/chapters/{CHAPTER}.py), its lesson and its solutions; pooling and the backward functions stand in
[benchmarks/speed.py](../benchmarks/speed.py). Paddle's forward pass runs under `no_grad`.

A training step is forward, backward and gradient descent. The second step in NumPy keeps the columns of the forward pass, lays the
pictures last in memory, makes its largest arrays once, and leaves out the gradient of the pictures, as Paddle does.

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
