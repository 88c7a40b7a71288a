# Takes the running statistics for trained.
# says: held, but not trained
def batch_norm_numbers(shape):
    total = 1
    for side in shape:
        total *= side
    n, c = shape[:2]
    return {"values_per_mean": total // c, "trained": 4 * c, "in_parameters": 4 * c}
