# A canvas of zeros, the picture in its middle, and places drawn from a list.
def random_crop(x, size, padding, rng):
    (h, w), (p_h, p_w) = (np.broadcast_to(pair, 2).tolist() for pair in (size, padding))
    channels, height, width = x.shape
    canvas = np.zeros((channels, height + 2 * p_h, width + 2 * p_w))
    canvas[:, p_h : p_h + height, p_w : p_w + width] = x
    places = [(i, j) for i in range(canvas.shape[1] - h + 1) for j in range(canvas.shape[2] - w + 1)]
    i, j = places[rng.integers(len(places))]
    return canvas[:, i : i + h, j : j + w]
