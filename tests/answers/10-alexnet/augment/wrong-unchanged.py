# Returns the picture as it is.
# says: values are wrong
def augment(picture, rng, pad=4, change=0.2):
    return picture
