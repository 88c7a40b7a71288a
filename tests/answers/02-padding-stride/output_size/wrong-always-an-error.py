# Always an error.
# says: but the kernel fits exactly once
def output_size(n, k, stride=1, padding=0, dilation=1):
    raise ValueError("it does not fit")
