# Identity plus the whole Laplacian: 9 in the middle.
sharpen = np.array([[-1, -1, -1], [-1, 9, -1], [-1, -1, -1]])
