# A sigmoid of each score.
# says: This is the sigmoid of each score
def softmax(z):
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))
