# Takes pictures for square.
# says: Pictures need not be square
def batch_norm_numbers(shape):
    places = shape[2] ** 2 if len(shape) == 4 else 1
    return {"values_per_mean": shape[0] * places, "trained": 2 * shape[1], "in_parameters": 4 * shape[1]}
