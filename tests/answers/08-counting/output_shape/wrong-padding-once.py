# Padding counts once instead of on both sides.
# says: on one side only
def output_shape(height, width, kernel_height, kernel_width, stride, padding):
    if kernel_height > height + padding or kernel_width > width + padding:
        raise ValueError("the kernel does not fit")
    return (height + padding - kernel_height) // stride + 1, (width + padding - kernel_width) // stride + 1
