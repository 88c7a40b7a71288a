# Every stage takes the channels of the picture.
# says: The channels that come in never change
def cost_by_stage(config, size=224, in_channels=3, units=4096, classes=1000):
    costs, side, channels = [], size, in_channels
    for number, out_channels in config:
        weights = 9 * out_channels * (channels + (number - 1) * out_channels)
        costs.append((weights + number * out_channels, weights * side * side))
        side = side // 2
    weights = channels * side * side * units + units * units + units * classes
    return [*costs, (weights + 2 * units + classes, weights)]
