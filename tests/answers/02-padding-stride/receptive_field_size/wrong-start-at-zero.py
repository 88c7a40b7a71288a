# The output itself is not counted.
# says: begin with 1
def receptive_field_size(layers):
    sees, step = 0, 1
    for k, stride, *dilation in layers:
        d = dilation[0] if dilation else 1
        sees += d * (k - 1) * step
        step *= stride
    return sees
