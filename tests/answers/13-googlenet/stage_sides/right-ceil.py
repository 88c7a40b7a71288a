# Rounded up with -(-n // s), as an array.
def stage_sides(size, stem_stride=2):
    sides = [-(-size // stem_stride)]
    for _ in range(4):
        sides.append(-(-sides[-1] // 2))
    return np.array(sides)
