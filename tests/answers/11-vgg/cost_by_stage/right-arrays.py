# Another right way: arrays.
def cost_by_stage(config, size=224, in_channels=3, units=4096, classes=1000):
    numbers, channels = np.array(config, dtype=np.int64).T
    before = np.r_[in_channels, channels[:-1]]
    weights = 9 * channels * (before + (numbers - 1) * channels)
    sides = size // 2 ** np.arange(len(numbers) + 1)
    inputs = channels[-1] * sides[-1] ** 2
    fc = inputs * units + units**2 + units * classes
    return np.stack([np.r_[weights + numbers * channels, fc + 2 * units + classes], np.r_[weights * sides[:-1] ** 2, fc]], axis=1)
