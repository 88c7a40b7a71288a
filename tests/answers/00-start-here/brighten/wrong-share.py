# Brighter by a share of itself.
# says: by a share of itself
def brighten(picture, amount):
    return np.clip(picture * (1 + amount), 0, 1)
