"""Records the training runs that chapter 14 shows without training them: `python -m benchmarks.degradation`.

course/resnet_runs.py is written, anew after each setting. A setting that stands there already is not run again:
to repeat it, delete its lines first. All of them take about five minutes on one core.
"""

import os

os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")  # read when NumPy and Paddle are imported

from pathlib import Path

import numpy as np

from course import resnet, resnet_runs

PATH = Path(resnet_runs.__file__)
SEEDS = range(3)
SMALL = [(kind, depth, 0.05) for depth in (8, 20, 32, 44) for kind in resnet.KINDS] + [(kind, 44, 0.01) for kind in resnet.KINDS]
EIGHTEEN = [(kind, rate) for rate in (0.005, 0.01) for kind in resnet.KINDS]


def main():
    small, eighteen = dict(resnet_runs.SMALL), dict(resnet_runs.EIGHTEEN)
    for kind, depth, rate in SMALL:
        if (kind, depth, rate) not in small:
            small[kind, depth, rate] = [thousandths(resnet.small_run(depth, kind == "residual", seed, rate)) for seed in SEEDS]
            write(small, eighteen)
    for kind, rate in EIGHTEEN:
        if (kind, rate) not in eighteen:
            eighteen[kind, rate] = [thousandths(resnet.eighteen_run(kind == "residual", seed, rate)) for seed in SEEDS]
            write(small, eighteen)


def thousandths(rows):
    """The rows of a run, a text that a list can be read from."""
    return (1000 * np.array(rows)).round().astype(int).tolist()


def write(small, eighteen):
    """Write the module course/resnet_runs.py."""
    PATH.write_text(f'''"""Recorded training runs of chapter 14, in thousandths. Written by `python -m benchmarks.degradation` on one thread of one machine.

For each setting a list of seeds, 0 to 2; for each seed a row for each epoch: training loss, training accuracy, test accuracy.
"""

# course.resnet.small_run: (kind, depth, rate)
SMALL = {table([(key, small[key]) for key in SMALL if key in small])}  # fmt: skip

# course.resnet.eighteen_run: (kind, rate)
EIGHTEEN = {table([(key, eighteen[key]) for key in EIGHTEEN if key in eighteen])}  # fmt: skip
''')
    print("recorded:", len(small), "small settings,", len(eighteen), "of 18 layers", flush=True)


def table(items):
    """The text of a dict with a line for each seed."""
    lines = [f'    {str(key).replace(chr(39), chr(34))}: [\n' + "".join(f"        {run},\n" for run in runs) + "    ],\n" for key, runs in items]
    return "{\n" + "".join(lines) + "}"


if __name__ == "__main__":
    main()
