# The first layer, and what the others see.
def receptive_field_size(layers):
    if not layers:
        return 1
    k, s, d = (*layers[0], 1)[:3]
    return d * (k - 1) + 1 + s * (receptive_field_size(layers[1:]) - 1)
