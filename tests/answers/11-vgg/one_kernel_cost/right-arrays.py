# Another right way: with arrays.
def one_kernel_cost(config, size=224, in_channels=3):
    numbers, channels = np.array(config).T
    before = np.concatenate([[in_channels], channels[:-1]])
    weights = (2 * numbers + 1) ** 2 * before * channels
    sides = size // 2 ** np.arange(len(config))
    return [(int(p), int(m)) for p, m in zip(weights + channels, weights * sides**2)]
