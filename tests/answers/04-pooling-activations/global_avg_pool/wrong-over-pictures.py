# The batch is averaged as well.
# says: The pictures of the batch are averaged
def global_avg_pool(x):
    return x.mean((0, 2, 3))[None]
