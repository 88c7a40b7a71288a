# From the output down to the picture.
def receptive_field_size(layers):
    seen = 1
    for k, stride, *rest in reversed(layers):
        seen = (seen - 1) * stride + (rest[0] if rest else 1) * (k - 1) + 1
    return seen
