# The picture's width is right by now, the kernel's is not.
# says: with the kernel's height
def output_shape(height, width, kernel_height, kernel_width, stride, padding):
    if kernel_height > height + 2 * padding or kernel_width > width + 2 * padding:
        raise ValueError("the kernel does not fit")
    return (height + 2 * padding - kernel_height) // stride + 1, (width + 2 * padding - kernel_height) // stride + 1
