# The picture is cut off, and the sum is not.
# says: The values above 1 are not cut off.
def brighten(picture, amount):
    return np.clip(picture, 0, 1) + amount
