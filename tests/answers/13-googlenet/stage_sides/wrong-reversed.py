# From the last pooling to the first convolution.
# says: begins with the rows behind conv1
def stage_sides(size, stem_stride=2):
    sides = [(size + 6 - 7) // stem_stride + 1]
    for _ in range(4):
        sides.append((sides[-1] + 2 - 3) // 2 + 1)
    return sides[::-1]
