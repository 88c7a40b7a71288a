# It finds lines, not edges.
# says: both signs at one edge
horizontal_edges = np.array([[-1, -1, -1], [2, 2, 2], [-1, -1, -1]])
