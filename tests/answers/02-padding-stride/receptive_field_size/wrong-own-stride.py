# The own stride comes first.
# says: A layer's own stride does not widen
def receptive_field_size(layers):
    sees, step = 1, 1
    for k, stride, *dilation in layers:
        d = dilation[0] if dilation else 1
        step *= stride
        sees += d * (k - 1) * step
    return sees
