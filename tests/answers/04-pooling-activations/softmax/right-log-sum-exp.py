# By log-sum-exp.
def softmax(z):
    z = np.asarray(z, dtype=float)
    top = z.max(-1, keepdims=True)
    return np.exp(z - top - np.log(np.exp(z - top).sum(-1, keepdims=True)))
