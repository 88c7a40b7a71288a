# Poolings without padding.
# says: The poolings have a padding of 1
def stage_sides(size, stem_stride=2):
    side = (size - 1) // stem_stride + 1
    sides = [side]
    while len(sides) < 5:
        side = (side - 3) // 2 + 1
        sides.append(side)
    return sides
