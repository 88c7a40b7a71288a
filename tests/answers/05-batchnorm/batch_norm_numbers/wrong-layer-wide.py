# One gamma and one beta for the layer.
# says: for each channel, not for the whole layer
def batch_norm_numbers(shape):
    total = 1
    for side in shape:
        total *= side
    n, c = shape[:2]
    return {"values_per_mean": total // c, "trained": 2, "in_parameters": 4}
