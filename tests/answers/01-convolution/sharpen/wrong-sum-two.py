# The weights add up to 2.
# says: make the weights add up to 1
sharpen = np.array([[0, -1, 0], [-1, 6, -1], [0, -1, 0]])
