# Takes axis 0 for the channels.
# says: Axis 0 is the batch
def batch_norm_numbers(shape):
    channels, *others = shape
    return {"values_per_mean": int(np.prod(others)), "trained": 2 * channels, "in_parameters": 4 * channels}
