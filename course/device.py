"""Chooses the device that networks are trained on: a GPU when Paddle sees one, else the processor."""

import os
from functools import cache
from typing import NamedTuple


class Device(NamedTuple):
    """Where networks are trained, and what suits that place.

    name: as paddle.set_device takes it; mixed_precision: "float32", or the shorter type in which convolutions and matrix
    products are computed there; workers: processes that prepare pictures, 0 for the one that trains.
    """

    name: str
    mixed_precision: str
    workers: int


def has_gpu():
    """Whether Paddle was built for GPUs and sees one."""
    import paddle  # here, because it takes three seconds, which chapters without Paddle need not wait

    return paddle.is_compiled_with_cuda() and paddle.device.cuda.device_count() > 0


@cache
def choose_device():
    """The Device for this machine, which from now on Paddle uses; it is printed the first time.

    On a GPU, bfloat16 where the GPU has it (compute capability 8 and later), else float16, whose losses are scaled
    (Micikevicius et al. 2018); and up to four processes for the pictures.
    """
    import paddle

    if has_gpu():
        short = "bfloat16" if paddle.device.cuda.get_device_capability()[0] >= 8 else "float16"
        device = Device("gpu:0", short, min(4, (os.cpu_count() or 1) - 1))
        print(f"Training on the GPU {paddle.device.cuda.get_device_name()}, in {short} where that is safe.")
    else:
        device = Device("cpu", "float32", 0)
        print("Training on the processor: Paddle sees no GPU.")
    paddle.device.set_device(device.name)
    return device
