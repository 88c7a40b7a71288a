# The layers are read backwards.
# says: read from the wrong end
def receptive_field_size(layers):
    sees, step = 1, 1
    for k, stride, *dilation in layers[::-1]:
        sees += (dilation[0] if dilation else 1) * (k - 1) * step
        step *= stride
    return sees
