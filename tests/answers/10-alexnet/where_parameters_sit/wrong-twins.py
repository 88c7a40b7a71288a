# Keeps the counts by layer, so that equal layers are one.
# says: layers that come twice


def where_parameters_sit(layers):
    counts = {}
    for layer in layers:
        kind, *s = layer
        counts[layer] = s[0] // s[3] * s[2] ** 2 * s[1] + s[1] if kind == "conv" else s[0] * s[1] + s[1]
    total = sum(counts.values())
    return list(counts.values()), [c / total for c in counts.values()]
