# Downwards, with r · stride + k − 1.
# says: not over r · stride + k − 1
def receptive_field_size(layers):
    r, step = 1, 1
    for k, s, *d in reversed(layers):
        r = r * s + k - 1
    return r
