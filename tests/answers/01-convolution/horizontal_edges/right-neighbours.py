# Two rows that touch; the third is not used.
horizontal_edges = np.outer([-1.0, 1.0, 0.0], [1 / 3, 1 / 3, 1 / 3])
