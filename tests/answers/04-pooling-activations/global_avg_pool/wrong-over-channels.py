# Channels are averaged as well.
# says: All channels are averaged together
def global_avg_pool(x):
    return np.repeat(x.mean((1, 2, 3))[:, None], x.shape[1], 1)
