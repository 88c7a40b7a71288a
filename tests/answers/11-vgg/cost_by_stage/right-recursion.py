# Another right way: recursion.
def cost_by_stage(config, size=224, in_channels=3, units=4096, classes=1000):
    if not config:
        sizes = [in_channels * size**2, units, units, classes]
        macs = sum(a * b for a, b in zip(sizes, sizes[1:]))
        return [(macs + sum(sizes[1:]), macs)]
    (number, out), *rest = config
    weights = 9 * in_channels * out + (number - 1) * 9 * out**2
    return [(weights + number * out, weights * size**2)] + cost_by_stage(rest, size // 2, out, units, classes)
