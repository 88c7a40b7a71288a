# A kernel that does not fit gives sizes of zero or less.
# says: does not fit
def output_shape(height, width, kernel_height, kernel_width, stride, padding):
    return (height + 2 * padding - kernel_height) // stride + 1, (width + 2 * padding - kernel_width) // stride + 1
