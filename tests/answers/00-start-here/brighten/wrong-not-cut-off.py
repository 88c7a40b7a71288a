# Nothing is cut off.
# says: The values above 1 are not cut off.
def brighten(picture, amount):
    return picture + amount
