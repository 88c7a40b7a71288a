# Forgets the running variance.
# says: two numbers for each channel
def batch_norm_numbers(shape):
    total = 1
    for side in shape:
        total *= side
    n, c = shape[:2]
    return {"values_per_mean": total // c, "trained": 2 * c, "in_parameters": 3 * c}
