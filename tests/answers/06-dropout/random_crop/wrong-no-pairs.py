# One number only for size and padding.
# says: unsupported operand
def random_crop(x, size, padding, rng):
    padded = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    i, j = rng.integers(padded.shape[1] - size + 1), rng.integers(padded.shape[2] - size + 1)
    return padded[:, i : i + size, j : j + size]
