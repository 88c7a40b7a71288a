# Sums by einsum.
def global_avg_pool(x):
    return np.einsum("nchw->nc", x) / (x.shape[2] * x.shape[3])
