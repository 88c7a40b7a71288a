# The poolings take the stride of the stem, too.
# says: the poolings have stride 2
def stage_sides(size, stem_stride=2):
    sides = [(size + 6 - 7) // stem_stride + 1]
    for _ in range(4):
        sides.append((sides[-1] + 2 - 3) // stem_stride + 1)
    return sides
