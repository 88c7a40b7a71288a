# Poolings without padding that round up, as other libraries build them.
# says: is not cut by a pooling
def stage_sides(size, stem_stride=2):
    sides = [(size + 6 - 7) // stem_stride + 1]
    for _ in range(4):
        sides.append(-(-(sides[-1] - 3) // 2) + 1)
    return sides
