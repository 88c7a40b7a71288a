# Log-softmax.
# says: the logarithm of the softmax
def softmax(z):
    top = z.max(-1, keepdims=True)
    return z - top - np.log(np.exp(z - top).sum(-1, keepdims=True))
