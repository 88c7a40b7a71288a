# k instead of k − 1.
# says: not k
def receptive_field_size(layers):
    sees, step = 1, 1
    for k, stride, *dilation in layers:
        d = dilation[0] if dilation else 1
        sees += d * k * step
        step *= stride
    return sees
