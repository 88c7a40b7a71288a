# The fully connected layers as three pairs.
# says: belong together in one pair
def cost_by_stage(config, size=224, in_channels=3, units=4096, classes=1000):
    costs, side, channels = [], size, in_channels
    for number, out_channels in config:
        parameters = macs = 0
        for _ in range(number):
            parameters += 9 * channels * out_channels + out_channels
            macs += 9 * channels * out_channels * side * side
            channels = out_channels
        side //= 2
        costs.append((parameters, macs))
    inputs = channels * side * side
    for outputs in (units, units, classes):
        costs.append((inputs * outputs + outputs, inputs * outputs))
        inputs = outputs
    return costs
