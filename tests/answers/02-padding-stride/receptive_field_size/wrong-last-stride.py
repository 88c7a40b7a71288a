# Only the stride below counts.
# says: Only the stride of the layer just below
def receptive_field_size(layers):
    sees, step = 1, 1
    for k, stride, *dilation in layers:
        d = dilation[0] if dilation else 1
        sees += d * (k - 1) * step
        step = stride
    return sees
