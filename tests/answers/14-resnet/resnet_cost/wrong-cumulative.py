# Running totals.
# says: added up on the way
def resnet_cost(depth, size=224, in_channels=3, classes=1000, width=64):
    def half(n):
        return (n - 1) // 2 + 1

    def conv(a, b, k, n):
        return np.array([k * k * a * b + 2 * b, k * k * a * b * n * n])

    side = half(size)
    out = [conv(in_channels, width, 7, side)]
    side, before = half(side), width
    for stage, number in enumerate(BLOCKS[depth]):
        c, cost = width * 2**stage, np.zeros(2, dtype=int)
        for index in range(number):
            n = half(side) if stage and index == 0 else side
            wide = c if depth == 18 else 4 * c
            if depth == 18:
                cost += conv(before, c, 3, n) + conv(c, c, 3, n)
            else:
                cost += conv(before, c, 1, side) + conv(c, c, 3, n) + conv(c, 4 * c, 1, n)
            if before != wide or (stage and index == 0):
                cost += conv(before, wide, 1, n)
            side, before = n, wide
        out.append(cost)
    out.append((before * classes + classes, before * classes))
    return [tuple(r) for r in np.cumsum(np.array([tuple(o) for o in out]), axis=0)]
