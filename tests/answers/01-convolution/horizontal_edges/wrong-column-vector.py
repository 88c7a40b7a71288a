# A column of three weights is not a 3×3 array.
# says: must be a 3×3 array
horizontal_edges = np.array([[-1], [0], [1]])
