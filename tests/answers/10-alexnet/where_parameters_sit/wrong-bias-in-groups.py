# Divides everything by the groups, the biases too.
# says: biases are divided by the groups as well
def where_parameters_sit(layers):
    counts = []
    for kind, *sizes in layers:
        if kind == "conv":
            c_in, c_out, k, groups = sizes
            counts.append((c_in * k * k * c_out + c_out) // groups)
        else:
            inputs, units = sizes
            counts.append(inputs * units + units)
    return counts, [number / sum(counts) for number in counts]
