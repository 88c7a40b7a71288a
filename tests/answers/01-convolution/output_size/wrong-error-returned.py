# The ValueError is returned, not raised.
# says: raise a ValueError and return nothing
def output_size(n, k):
    if k > n:
        return ValueError("the kernel is larger than the picture")
    return n - k + 1
