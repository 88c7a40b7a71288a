# Whole numbers become float32.
def pad2d(x, padding, value=0.0):
    four = {int: lambda p: (p,) * 4, tuple: lambda p: p, list: lambda p: tuple(p)}[type(padding)](padding)
    if len(four) == 2:
        four = four[:1] * 2 + four[1:] * 2
    t, b, l, r = four
    out = np.zeros((x.shape[0] + t + b, x.shape[1] + l + r), dtype=x.dtype if x.dtype.kind == "f" else np.float32) + np.float32(value)
    for i, row in enumerate(x):
        out[i + t, l:l + len(row)] = row
    return out
