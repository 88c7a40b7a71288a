# Twice the picture minus a blur of it.
sharpen = -np.outer([1, 2, 1], [1, 2, 1]) / 16
sharpen[1, 1] += 2
