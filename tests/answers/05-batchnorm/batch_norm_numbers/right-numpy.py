# Counts with np.prod, as whole numbers.
def batch_norm_numbers(shape):
    n, c, *pixels = shape
    return {"values_per_mean": int(n * np.prod(pixels, dtype=int)), "trained": c + c, "in_parameters": c * 4}
