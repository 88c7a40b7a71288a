# The first fully connected layer reads one row.
# says: The last map has rows AND columns
def cost_by_stage(config, size=224, in_channels=3, units=4096, classes=1000):
    costs, side, channels = [], size, in_channels
    for number, out_channels in config:
        weights = 9 * out_channels * (channels + (number - 1) * out_channels)
        costs.append((weights + number * out_channels, weights * side * side))
        channels, side = out_channels, side // 2
    weights = channels * side * units + units * units + units * classes
    return [*costs, (weights + 2 * units + classes, weights)]
