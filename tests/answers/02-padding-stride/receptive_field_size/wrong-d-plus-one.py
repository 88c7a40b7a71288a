# Dilation is taken for the number of gaps.
# says: not d + 1
def receptive_field_size(layers):
    r, step = 1, 1
    for k, s, *d in layers:
        d = d[0] if d else 1
        r += (d + 1) * (k - 1) * step if d > 1 else (k - 1) * step
        step *= s
    return r
