# Neighbouring sizes as arrays; the result is one of NumPy's whole numbers.
def dense_parameters(sizes):
    sizes = np.array(sizes)
    return (sizes[:-1] * sizes[1:]).sum() + sizes[1:].sum()
