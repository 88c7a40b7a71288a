# The values of one picture, all channels.
# says: The values of one picture are counted
def batch_norm_numbers(shape):
    total = 1
    for side in shape:
        total *= side
    n, c = shape[:2]
    return {"values_per_mean": total // n, "trained": 2 * c, "in_parameters": 4 * c}
