# Counted after the pooling.
# says: not after it
def one_kernel_cost(config, size=224, in_channels=3):
    costs = []
    for stage, (number, out_channels) in enumerate(config):
        k = 1 + 2 * number
        weights = k * k * in_channels * out_channels
        costs.append((weights + out_channels, weights * (size // 2 ** (stage + 1)) ** 2))
        in_channels = out_channels
    return costs
