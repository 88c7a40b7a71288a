# The result is printed, not returned.
# says: None
def brighten(picture, amount):
    print(np.clip(picture + amount, 0, 1))
