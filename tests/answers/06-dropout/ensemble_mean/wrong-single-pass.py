# The pass without a mask.
# says: single pass without a mask
def ensemble_mean(x, w, b, p):
    return np.maximum(w @ x + b, 0)
