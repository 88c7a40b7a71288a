# The total is overwritten where it should grow.
# says: Only the last layer is counted
def dense_parameters(sizes):
    total = 0
    for inputs, units in zip(sizes, sizes[1:]):
        total = inputs * units + units
    return total
