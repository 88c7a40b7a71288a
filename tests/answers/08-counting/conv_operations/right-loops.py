# Walks over all positions, and counts for each pixel.
def conv_operations(n, c_in, h, w, c_out, k, stride, padding, bias):
    positions = 0
    for top in range(-padding, h + padding - k + 1, stride):
        for left in range(-padding, w + padding - k + 1, stride):
            positions += 1
    result = {"multiplications": 0, "additions": 0}
    for _ in range(n * c_out):
        result["multiplications"] += positions * c_in * k**2
        result["additions"] += positions * (c_in * k**2 - 1)
    if bias:
        result["additions"] += n * c_out * positions
    return result
