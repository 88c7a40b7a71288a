# Sharp on all sides, but more so above: an even slope changes.
# says: weights on opposite sides
sharpen = np.array([[0, -2, 0], [-1, 6, -1], [0, -1, 0]])
