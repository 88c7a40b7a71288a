# The sum is taken.
# says: This is the sum
def global_avg_pool(x):
    return x.sum((2, 3))
