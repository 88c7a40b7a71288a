# It sharpens downwards and blurs along the rows.
# says: treat all sides alike
sharpen = np.array([[0, -1, 0], [0.25, 2.5, 0.25], [0, -1, 0]])
