# The list begins with the picture.
# says: The size of the picture itself is not asked for
def stage_sides(size, stem_stride=2):
    side = (size - 1) // stem_stride + 1
    sides = [size, side]
    while len(sides) < 6:
        side = (side - 1) // 2 + 1
        sides.append(side)
    return sides
