# The sign is turned.
# says: The signs are turned
def softmax(z):
    powers = np.exp(z.min(-1, keepdims=True) - z)
    return powers / powers.sum(-1, keepdims=True)
