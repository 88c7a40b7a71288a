# Forgets the biases.
# says: biases are missing
def where_parameters_sit(layers):
    counts = []
    for kind, *sizes in layers:
        if kind == "conv":
            c_in, c_out, k, groups = sizes
            counts.append(c_in // groups * k * k * c_out)
        else:
            inputs, units = sizes
            counts.append(inputs * units)
    return counts, [number / sum(counts) for number in counts]
