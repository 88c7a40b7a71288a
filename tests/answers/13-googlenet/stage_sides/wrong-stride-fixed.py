# The stem stride is always 2.
# says: The stem's stride is fixed
def stage_sides(size, stem_stride=2):
    side = (size - 1) // 2 + 1
    sides = [side]
    while len(sides) < 5:
        side = (side - 1) // 2 + 1
        sides.append(side)
    return sides
