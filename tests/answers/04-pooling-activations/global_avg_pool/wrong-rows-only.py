# Only the columns are averaged.
# says: wrong shape
def global_avg_pool(x):
    return x.mean(3)
