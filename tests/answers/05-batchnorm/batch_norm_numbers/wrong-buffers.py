# Expects the running statistics to be buffers, as elsewhere.
# says: among the parameters as well
def batch_norm_numbers(shape):
    total = 1
    for side in shape:
        total *= side
    n, c = shape[:2]
    return {"values_per_mean": total // c, "trained": 2 * c, "in_parameters": 2 * c}
