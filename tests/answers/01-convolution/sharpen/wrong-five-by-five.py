# A kernel of 5×5.
# says: must be a 3×3 array
sharpen = np.pad(np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]]), 1)
