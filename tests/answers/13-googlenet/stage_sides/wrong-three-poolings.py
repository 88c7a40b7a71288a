# The pooling behind the first convolution is forgotten.
# says: There are four poolings
def stage_sides(size, stem_stride=2):
    sides = [(size + 6 - 7) // stem_stride + 1]
    for _ in range(3):
        sides.append((sides[-1] + 2 - 3) // 2 + 1)
    return sides
