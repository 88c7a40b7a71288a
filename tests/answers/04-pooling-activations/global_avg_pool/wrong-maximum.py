# The maximum is taken.
# says: maximum
def global_avg_pool(x):
    return x.max((2, 3))
