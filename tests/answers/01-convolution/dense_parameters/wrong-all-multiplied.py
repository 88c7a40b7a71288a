# All sizes are multiplied, as if one layer connected them all.
# says: Layers add up
def dense_parameters(sizes):
    product = 1
    for size in sizes:
        product *= size
    return product + sum(sizes[1:])
