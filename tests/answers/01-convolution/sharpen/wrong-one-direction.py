# It sharpens edges that run from left to right, and no others.
# says: treat all sides alike
sharpen = np.array([[0, -1, 0], [0, 3, 0], [0, -1, 0]])
