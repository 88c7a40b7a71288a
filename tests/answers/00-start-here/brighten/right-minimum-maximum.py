# The two ends one after the other.
def brighten(picture, amount):
    return np.minimum(1, np.maximum(0, picture + amount))
