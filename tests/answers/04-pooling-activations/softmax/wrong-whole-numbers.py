# The result is made with the type of z.
# says: Fractions are cut off
def softmax(z):
    out = np.zeros_like(z); e = np.exp(z - z.max(-1, keepdims=True)); out[...] = e / e.sum(-1, keepdims=True); return out
