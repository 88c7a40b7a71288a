# One number for everything.
# says: got a single number
def global_avg_pool(x):
    return x.mean()
