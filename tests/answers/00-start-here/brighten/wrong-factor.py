# The amount is a factor.
# says: it is to be added
def brighten(picture, amount):
    return np.clip(picture * amount, 0, 1)
