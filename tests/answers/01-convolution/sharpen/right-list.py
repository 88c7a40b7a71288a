# A list of rows, in fractions.
sharpen = [[-1 / 3, -1 / 3, -1 / 3], [-1 / 3, 11 / 3, -1 / 3], [-1 / 3, -1 / 3, -1 / 3]]
