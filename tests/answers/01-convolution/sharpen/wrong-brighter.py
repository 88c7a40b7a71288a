# Everything is made brighter.
# says: add up to 1
sharpen = np.array([[0, 0, 0], [0, 2, 0], [0, 0, 0]])
