# Dilation is ignored.
# says: The dilation is ignored
def receptive_field_size(layers):
    sees, step = 1, 1
    for k, stride, *dilation in layers:
        d = dilation[0] if dilation else 1
        sees += (k - 1) * step
        step *= stride
    return sees
