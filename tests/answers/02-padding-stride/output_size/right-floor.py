# With math.floor; the result may be 0 or less where the kernel does not fit.
import math


def output_size(n, k, stride=1, padding=0, dilation=1):
    room = n + sum([padding] * 2 if isinstance(padding, int) else padding) - dilation * (k - 1) - 1
    if math.floor(room / stride) + 1 <= 0 or room < 0:
        raise ValueError(f"room for {room}")
    return math.floor(room / stride) + 1
