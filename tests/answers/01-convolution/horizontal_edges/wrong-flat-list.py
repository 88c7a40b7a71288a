# Nine weights in one list.
# says: must be a 3×3 array
horizontal_edges = [-1, -1, -1, 0, 0, 0, 1, 1, 1]
