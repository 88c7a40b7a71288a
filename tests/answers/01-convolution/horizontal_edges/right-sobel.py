# Sobel: the middle column counts twice.
horizontal_edges = np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]])
