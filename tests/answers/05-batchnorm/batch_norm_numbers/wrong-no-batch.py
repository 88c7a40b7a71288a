# Forgets the batch.
# says: The batch is missing
def batch_norm_numbers(shape):
    total = 1
    for side in shape:
        total *= side
    n, c = shape[:2]
    return {"values_per_mean": total // (n * c), "trained": 2 * c, "in_parameters": 4 * c}
