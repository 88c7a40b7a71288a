# Strides are added up.
# says: they do not add up
def receptive_field_size(layers):
    sees, step = 1, 1
    for k, stride, *dilation in layers:
        d = dilation[0] if dilation else 1
        sees += d * (k - 1) * step
        step += stride - 1
    return sees
