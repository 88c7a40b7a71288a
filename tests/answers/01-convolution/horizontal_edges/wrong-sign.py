# It is positive where the picture is bright above.
# says: swap the signs
horizontal_edges = np.array([[1, 1, 1], [0, 0, 0], [-1, -1, -1]])
