# Scharr, with fractions.
horizontal_edges = np.array([[-3, -10, -3], [0, 0, 0], [3, 10, 3]]) / 32
