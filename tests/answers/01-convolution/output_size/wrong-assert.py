# An assert raises AssertionError.
# says: raised AssertionError
def output_size(n, k):
    assert k <= n, "the kernel is larger than the picture"
    return n - k + 1
