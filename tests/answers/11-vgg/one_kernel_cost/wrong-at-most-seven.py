# Kernels of at most 7×7.
# says: or at most 7
def one_kernel_cost(config, size=224, in_channels=3):
    costs, side, channels = [], size, in_channels
    for number, out_channels in config:
        weights = min(2 * number + 1, 7) ** 2 * channels * out_channels
        costs.append((weights + out_channels, weights * side * side))
        channels, side = out_channels, side // 2
    return costs
