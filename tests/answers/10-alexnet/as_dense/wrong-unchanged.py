# Returns the weights as they are.
# says: wrong shape
def as_dense(w, groups):
    return w
