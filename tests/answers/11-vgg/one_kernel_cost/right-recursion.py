# Another right way: recursion.
def one_kernel_cost(config, size=224, in_channels=3):
    if len(config) == 0:
        return []
    number, out = config[0]
    k = 3 + 2 * (number - 1)
    return [(k * k * in_channels * out + out, (k * size) ** 2 * in_channels * out), *one_kernel_cost(config[1:], size // 2, out)]
