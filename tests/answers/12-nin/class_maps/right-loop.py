def class_maps(features, weight, bias):
    n, channels, height, width = features.shape
    maps = np.zeros((n, len(bias), height, width))
    for k in range(len(bias)):
        maps[:, k] = bias[k]
        for c in range(channels):
            maps[:, k] += weight[c, k] * features[:, c]
    return maps
