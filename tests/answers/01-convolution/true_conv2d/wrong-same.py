# The output has the picture's size.
# says: The output has the picture's size
def true_conv2d(x, w):
    return convolve2d(x, w, mode="same")
