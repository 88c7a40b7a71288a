# The Laplacian is added with the wrong sign.
# says: the kernel weakens the edge
sharpen = np.array([[0, 1, 0], [1, -3, 1], [0, 1, 0]])
