# It blurs.
# says: the kernel weakens the edge
sharpen = np.full((3, 3), 1 / 9)
