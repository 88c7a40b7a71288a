# The biases are counted for the inputs of each layer.
# says: not to its inputs
def dense_parameters(sizes):
    return sum(inputs * units + inputs for inputs, units in zip(sizes, sizes[1:]))
