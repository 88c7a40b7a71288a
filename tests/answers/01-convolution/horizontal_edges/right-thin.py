# Only the middle column has weights.
horizontal_edges = [[0, -1, 0], [0, 0, 0], [0, 1, 0]]
