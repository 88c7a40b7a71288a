# Both axes at once in NumPy; the result is a tuple of NumPy integers.
def output_shape(height, width, kernel_height, kernel_width, stride, padding):
    left = np.array([height, width]) + 2 * padding - np.array([kernel_height, kernel_width])
    if (left < 0).any():
        raise ValueError("the kernel does not fit")
    return tuple(left // stride + 1)
