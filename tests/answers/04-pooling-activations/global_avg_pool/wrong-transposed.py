# Channels come first.
# says: The axes are [N, C]
def global_avg_pool(x):
    return x.mean((2, 3)).T
