# Kernel sizes are multiplied.
# says: Kernel sizes do not multiply
def receptive_field_size(layers):
    sees, step = 1, 1
    for k, stride, *dilation in layers:
        d = dilation[0] if dilation else 1
        sees *= k
    return sees
