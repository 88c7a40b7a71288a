# Only what is above 1 is cut off.
# says: The values below 0 are not cut off.
def brighten(picture, amount):
    return np.minimum(picture + amount, 1)
