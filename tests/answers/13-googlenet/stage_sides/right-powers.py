# Rounding up at once by powers of two.
def stage_sides(size, stem_stride=2):
    return [-(-size // (stem_stride * 2**power)) for power in range(5)]
