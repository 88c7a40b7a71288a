# Forgets beta.
# says: gamma and beta are two numbers
def batch_norm_numbers(shape):
    total = 1
    for side in shape:
        total *= side
    n, c = shape[:2]
    return {"values_per_mean": total // c, "trained": c, "in_parameters": 3 * c}
