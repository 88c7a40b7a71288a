# It compares with the pixel above and the pixel to the left only.
# says: the dark side
sharpen = np.array([[0, -1, 0], [-1, 3, 0], [0, 0, 0]])
