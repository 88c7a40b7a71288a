# One einsum, and biases over a new axis.
def conv1x1(x, w, b=None):
    y = np.einsum("oc,nchw->nohw", w, x)
    return y if b is None else y + np.reshape(b, (1, len(b), 1, 1))
