# It finds diagonal edges.
# says: make the weights of each column add up to 0
horizontal_edges = np.array([[-2, -1, 0], [-1, 0, 1], [0, 1, 2]])
