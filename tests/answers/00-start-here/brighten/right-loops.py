# Pixel by pixel, in plain Python.
def brighten(picture, amount):
    return np.array([[min(max(value + amount, 0), 1) for value in row] for row in picture.tolist()])
