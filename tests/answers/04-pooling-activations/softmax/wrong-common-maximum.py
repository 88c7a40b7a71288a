# The largest score of all rows is subtracted.
# says: the largest score of each row first
def softmax(z):
    powers = np.exp(z - z.max())
    return powers / powers.sum(-1, keepdims=True)
