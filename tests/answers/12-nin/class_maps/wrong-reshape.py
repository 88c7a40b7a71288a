# Cuts the numbers anew instead of moving the channels.
# says: use transpose, moveaxis or einsum
def class_maps(features, weight, bias):
    n, c, height, width = features.shape
    maps = features.reshape(n, height, width, c) @ weight + bias
    return maps.reshape(n, len(bias), height, width)
