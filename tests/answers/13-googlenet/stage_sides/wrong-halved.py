# The poolings halve and round down.
# says: A side that is odd is not cut
def stage_sides(size, stem_stride=2):
    side = (size - 1) // stem_stride + 1
    sides = [side]
    while len(sides) < 5:
        side = side // 2
        sides.append(side)
    return sides
