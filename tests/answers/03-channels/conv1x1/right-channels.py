# A loop over both channels; the bias is the start of the sum.
def conv1x1(x, w, b=None):
    start = np.zeros(len(w)) if b is None else b
    return [[sum((w[o, c] * picture[c] for c in range(len(picture))), start[o]) for o in range(len(w))] for picture in x]
