# All values divided by the number of channels.
def batch_norm_numbers(shape):
    total = 1
    for side in shape:
        total *= side
    channels = shape[1]
    return dict(values_per_mean=total // channels, trained=2 * channels, in_parameters=2 * channels + 2 * channels)
