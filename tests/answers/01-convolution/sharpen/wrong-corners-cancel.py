# The corners take back what the sides do: straight edges stay as they are.
# says: leaves the edge as it is
sharpen = np.array([[1, -2, 1], [-2, 5, -2], [1, -2, 1]])
