# Averages over the batch only.
# says: The pixels are missing
def batch_norm_numbers(shape):
    total = 1
    for side in shape:
        total *= side
    n, c = shape[:2]
    return {"values_per_mean": n, "trained": 2 * c, "in_parameters": 4 * c}
