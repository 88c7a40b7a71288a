# The values are right, but they are floats.
# says: a float
def output_shape(height, width, kernel_height, kernel_width, stride, padding):
    if kernel_height > height + 2 * padding or kernel_width > width + 2 * padding:
        raise ValueError("the kernel does not fit")
    return np.floor((height + 2 * padding - kernel_height) / stride + 1), np.floor((width + 2 * padding - kernel_width) / stride + 1)
