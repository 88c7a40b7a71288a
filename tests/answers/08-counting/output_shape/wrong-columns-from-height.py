# The second line still computes from the height.
# says: columns are computed from the height
def output_shape(height, width, kernel_height, kernel_width, stride, padding):
    if kernel_height > height + 2 * padding or kernel_width > width + 2 * padding:
        raise ValueError("the kernel does not fit")
    rows = (height + 2 * padding - kernel_height) // stride + 1
    columns = (height + 2 * padding - kernel_height) // stride + 1
    return rows, columns
