# Sobel above, Prewitt below: the middle column does not add up to 0.
# says: add up to 0
horizontal_edges = np.array([[-1, -2, -1], [0, 0, 0], [1, 1, 1]])
