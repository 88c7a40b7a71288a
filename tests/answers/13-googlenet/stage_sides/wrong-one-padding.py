# The padding is added once, not on both sides.
# says: The paddings stand on both sides
def stage_sides(size, stem_stride=2):
    sides = [(size + 3 - 7) // stem_stride + 1]
    for _ in range(4):
        sides.append((sides[-1] + 1 - 3) // 2 + 1)
    return sides
