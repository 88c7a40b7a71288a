# Edges only: the picture itself is missing.
# says: the picture itself is missing
sharpen = np.array([[0, -1, 0], [-1, 4, -1], [0, -1, 0]])
