# The count is a float, because NumPy's ones are.
# says: a float; this is a count
def dense_parameters(sizes):
    total = np.zeros(1)
    for inputs, units in zip(sizes, sizes[1:]):
        total += inputs * units + units
    return float(total[0])
