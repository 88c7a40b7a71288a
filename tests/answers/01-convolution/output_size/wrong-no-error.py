# Nothing is raised where the kernel does not fit.
# says: raise a ValueError
def output_size(n, k):
    return n - k + 1
