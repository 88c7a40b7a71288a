# An array, filled place by place.
def stage_sides(size, stem_stride=2):
    sides = np.zeros(5, dtype=int)
    sides[0] = (size - 1) // stem_stride + 1
    for place in range(1, 5):
        sides[place] = (sides[place - 1] - 1) // 2 + 1
    return sides
