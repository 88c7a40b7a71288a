# The Laplacian of the chapter: both signs, and vertical edges as well.
# says: both signs at one edge
horizontal_edges = np.array([[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]])
