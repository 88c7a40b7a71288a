# The paddings put into the formula.
def stage_sides(size, stem_stride=2):
    side = (size - 1) // stem_stride + 1
    sides = [side]
    while len(sides) < 5:
        side = (side - 1) // 2 + 1
        sides.append(side)
    return sides
