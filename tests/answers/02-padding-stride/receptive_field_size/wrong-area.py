# The area.
# says: its side
def receptive_field_size(layers):
    sees, step = 1, 1
    for k, stride, *dilation in layers:
        d = dilation[0] if dilation else 1
        sees += d * (k - 1) * step
        step *= stride
    return sees**2
