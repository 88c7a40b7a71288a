# The output has the picture's size, as with padding.
# says: The output is smaller than the picture
def output_size(n, k):
    if k > n:
        raise ValueError("does not fit")
    return n
