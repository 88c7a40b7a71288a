# A thousand masks by chance.
# says: values are wrong
def ensemble_mean(x, w, b, p):
    masks = np.random.default_rng().random((1000, len(x))) >= p
    return np.maximum((masks * x / (1 - p)) @ w.T + b, 0).mean(axis=0)
