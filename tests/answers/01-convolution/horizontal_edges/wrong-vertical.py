# It finds vertical edges.
# says: edges that run from top to bottom
horizontal_edges = np.array([[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]])
