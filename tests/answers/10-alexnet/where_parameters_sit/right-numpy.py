def parameters(kind, *sizes):
    if kind == "fc":
        return (sizes[0] + 1) * sizes[1]
    c_in, c_out, k, groups = sizes
    return c_out * (k**2 * (c_in // groups) + 1)


def where_parameters_sit(layers):
    counts = np.array([parameters(*layer) for layer in layers])
    return counts, counts / counts.sum()
