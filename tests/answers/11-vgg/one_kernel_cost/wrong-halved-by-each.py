# The side is halved once for each of the small convolutions.
# says: halves the side once
def one_kernel_cost(config, size=224, in_channels=3):
    costs, side, channels = [], size, in_channels
    for number, out_channels in config:
        weights = (2 * number + 1) ** 2 * channels * out_channels
        costs.append((weights + out_channels, weights * side * side))
        channels, side = out_channels, side // 2 ** number
    return costs
