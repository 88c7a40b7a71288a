def where_parameters_sit(layers):
    counts = np.array([(s[0] // (s[3] if kind == "conv" else 1) * (s[2] ** 2 if kind == "conv" else 1) + 1) * s[1] for kind, *s in layers])
    return counts, counts / counts.sum()
