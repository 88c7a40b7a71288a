# Multiplications and additions by themselves.
# says: a MAC is both together
def one_kernel_cost(config, size=224, in_channels=3):
    costs, side, channels = [], size, in_channels
    for number, out_channels in config:
        weights = (2 * number + 1) ** 2 * channels * out_channels
        costs.append((weights + out_channels, 2 * weights * side * side))
        channels, side = out_channels, side // 2
    return costs
