# The + 1 is forgotten.
# says: The + 1 of the size formula is missing
def stage_sides(size, stem_stride=2):
    side = (size - 1) // stem_stride
    sides = [side]
    while len(sides) < 5:
        side = (side - 1) // 2
        sides.append(side)
    return sides
