# Every stage gets biases, the input too.
# says: The input has no biases
def dense_parameters(sizes):
    return sum(inputs * units for inputs, units in zip(sizes, sizes[1:])) + sum(sizes)
