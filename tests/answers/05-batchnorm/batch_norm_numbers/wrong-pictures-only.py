# Handles pictures alone: [N, K] fails.
# says: not enough values to unpack
def batch_norm_numbers(shape):
    n, c, h, w = shape
    return {"values_per_mean": n * h * w, "trained": 2 * c, "in_parameters": 4 * c}
