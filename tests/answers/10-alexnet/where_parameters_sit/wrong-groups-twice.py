# Divides inputs and filters by the groups.
# says: all filters together are still c_out
def where_parameters_sit(layers):
    counts = []
    for kind, *sizes in layers:
        if kind == "conv":
            c_in, c_out, k, groups = sizes
            counts.append(c_in // groups * k * k * c_out // groups + c_out)
        else:
            inputs, units = sizes
            counts.append(inputs * units + units)
    return counts, [number / sum(counts) for number in counts]
