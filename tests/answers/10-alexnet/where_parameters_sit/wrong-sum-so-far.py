# Divides by the sum so far.
# says: sum up to its own layer


def where_parameters_sit(layers):
    counts, shares = [], []
    for kind, *s in layers:
        if kind == "conv":
            counts.append(s[0] // s[3] * s[2] ** 2 * s[1] + s[1])
        else:
            counts.append(s[0] * s[1] + s[1])
        shares.append(counts[-1] / sum(counts))
    return counts, shares
