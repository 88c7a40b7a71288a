# Nothing is cut off.
# says: Nothing is cut off.
def brighten(picture, amount):
    return picture + amount
