# Takes the channels out of the list that it is given.
def batch_norm_numbers(shape):
    channels = shape.pop(1)
    return {"values_per_mean": np.prod(shape), "trained": 2 * channels, "in_parameters": 4 * channels}
