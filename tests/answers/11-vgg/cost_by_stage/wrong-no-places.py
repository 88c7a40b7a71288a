# A kernel has one weight.
# says: A kernel has nine places
def cost_by_stage(config, size=224, in_channels=3, units=4096, classes=1000):
    costs, side, channels = [], size, in_channels
    for number, out_channels in config:
        parameters = macs = 0
        for _ in range(number):
            parameters += channels * out_channels + out_channels
            macs += channels * out_channels * side * side
            channels = out_channels
        side //= 2
        costs.append((parameters, macs))
    parameters = macs = 0
    inputs = channels * side * side
    for outputs in (units, units, classes):
        parameters += inputs * outputs + outputs
        macs += inputs * outputs
        inputs = outputs
    return [*costs, (parameters, macs)]
