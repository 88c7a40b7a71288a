# Each layer gets one bias, not each unit.
# says: one bias for each unit, not one for the layer
def dense_parameters(sizes):
    return sum(inputs * units + 1 for inputs, units in zip(sizes, sizes[1:]))
