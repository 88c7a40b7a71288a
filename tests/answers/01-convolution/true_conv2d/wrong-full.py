# SciPy's default lets the kernel leave the picture on all sides.
# says: The output is larger than asked
def true_conv2d(x, w):
    return convolve2d(x, w)
