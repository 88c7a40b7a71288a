# Down the columns.
# says: The sum runs down the columns
def softmax(z):
    powers = np.exp(z - z.max(0))
    return powers / powers.sum(0)
