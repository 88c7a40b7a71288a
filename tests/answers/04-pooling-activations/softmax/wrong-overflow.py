# The formula as it stands.
# says: exp overflowed
def softmax(z):
    powers = np.exp(z)
    return powers / powers.sum(-1, keepdims=True)
