# The first and the last pixel are followed.
def receptive_field_size(layers):
    last = 0
    for layer in layers[::-1]:
        dilation = layer[2] if len(layer) == 3 else 1
        last = last * layer[1] + dilation * (layer[0] - 1)
    return last + 1
