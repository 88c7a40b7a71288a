# Returns the shares first.
# says: return the counts first


def where_parameters_sit(layers):
    counts = []
    for kind, *s in layers:
        if kind == "conv":
            counts.append(s[0] // s[3] * s[2] ** 2 * s[1] + s[1])
        else:
            counts.append(s[0] * s[1] + s[1])
    return [c / sum(counts) for c in counts], counts
