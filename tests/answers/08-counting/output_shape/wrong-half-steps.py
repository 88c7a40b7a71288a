# The division is not rounded down.
# says: not rounded down
def output_shape(height, width, kernel_height, kernel_width, stride, padding):
    if kernel_height > height + 2 * padding or kernel_width > width + 2 * padding:
        raise ValueError("the kernel does not fit")
    return (height + 2 * padding - kernel_height) / stride + 1, (width + 2 * padding - kernel_width) / stride + 1
