# An error class of one's own, which is a ValueError.
class KernelTooLarge(ValueError):
    pass


def output_size(n, k):
    size = n - k + 1
    if size < 1:
        raise KernelTooLarge(f"{k} > {n}")
    return size
