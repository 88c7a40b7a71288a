# 1e-9 is added to the probability.
# says: A small number, 1e-09, was added
def cross_entropy(z, labels):
    p = softmax(z); return -np.log(p[np.arange(len(z)), labels] + 1e-9).mean()
def cross_entropy_backward(z, labels):
    d = softmax(z); d[np.arange(len(z)), labels] -= 1; return d / len(z)
