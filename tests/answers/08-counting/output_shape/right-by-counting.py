# Counts the positions one by one.
def output_shape(height, width, kernel_height, kernel_width, stride, padding):
    rows = len(range(0, height + 2 * padding - kernel_height + 1, stride))
    columns = len(range(0, width + 2 * padding - kernel_width + 1, stride))
    if not rows or not columns:
        raise ValueError("the kernel does not fit")
    return [rows, columns]
