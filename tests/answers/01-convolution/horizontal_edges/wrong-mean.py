# It blurs.
# says: add up to 0
horizontal_edges = np.full((3, 3), 1 / 9)
