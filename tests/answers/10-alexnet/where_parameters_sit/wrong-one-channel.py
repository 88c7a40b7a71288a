# A filter of one channel.
# says: for each channel that it sees
def where_parameters_sit(layers):
    counts = []
    for kind, *sizes in layers:
        if kind == "conv":
            c_in, c_out, k, groups = sizes
            counts.append((k * k + 1) * c_out)
        else:
            inputs, units = sizes
            counts.append(inputs * units + units)
    return counts, [number / sum(counts) for number in counts]
