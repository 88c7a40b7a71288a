# The picture is cut off, and the sum is not.
# says: Nothing is cut off.
def brighten(picture, amount):
    return np.clip(picture, 0, 1) + amount
