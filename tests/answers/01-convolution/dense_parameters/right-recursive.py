# One layer and then the rest of the chain.
def dense_parameters(sizes):
    if len(sizes) < 2:
        return 0
    return sizes[0] * sizes[1] + sizes[1] + dense_parameters(sizes[1:])
