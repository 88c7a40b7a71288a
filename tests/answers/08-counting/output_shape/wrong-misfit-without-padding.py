# Refuses kernels that are larger than the picture, although the padding makes room.
# says: with its padding the picture is large enough
def output_shape(height, width, kernel_height, kernel_width, stride, padding):
    if kernel_height > height or kernel_width > width:
        raise ValueError("the kernel does not fit")
    return (height + 2 * padding - kernel_height) // stride + 1, (width + 2 * padding - kernel_width) // stride + 1
