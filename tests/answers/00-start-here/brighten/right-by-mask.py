# A copy in which what is too large or too small is replaced.
def brighten(picture, amount):
    y = picture.astype(float) + amount
    y[y > 1] = 1
    y[y < 0] = 0
    return y
