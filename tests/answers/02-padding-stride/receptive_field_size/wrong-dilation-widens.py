# Dilation is taken for a stride.
# says: A dilation is no stride
def receptive_field_size(layers):
    sees, step = 1, 1
    for k, stride, *dilation in layers:
        d = dilation[0] if dilation else 1
        sees += d * (k - 1) * step
        step *= stride * d
    return sees
