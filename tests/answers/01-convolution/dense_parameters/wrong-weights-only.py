# The biases are forgotten.
# says: The bias is missing
def dense_parameters(sizes):
    return sum(inputs * units for inputs, units in zip(sizes, sizes[1:]))
