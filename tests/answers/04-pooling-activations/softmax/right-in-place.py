# Works in place.
def softmax(z):
    z -= z.max(-1, keepdims=True); np.exp(z, out=z); z /= z.sum(-1, keepdims=True); return z
