# A sum of products.
def receptive_field_size(layers):
    layers = np.array([(*layer, 1)[:3] for layer in layers])
    steps = np.concatenate([[1], np.cumprod(layers[:-1, 1])])
    return int(1 + (layers[:, 2] * (layers[:, 0] - 1) * steps).sum())
