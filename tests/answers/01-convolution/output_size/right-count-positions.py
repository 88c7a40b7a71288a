# The positions are counted one by one.
def output_size(n, k):
    positions = sum(1 for start in range(n) if start + k <= n)
    if positions == 0:
        raise ValueError("the kernel does not fit into the picture")
    return positions
