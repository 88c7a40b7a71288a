# A NumPy matrix of two columns, equal blocks multiplied.
def resnet_cost(depth, size=224, in_channels=3, classes=1000, width=64):
    sides = [-(-size // 2)]
    for i in range(4):
        sides.append(-(-sides[-1] // 2))
    rows = np.zeros((6, 2), dtype=np.int64)

    def add(row, a, b, k, n, times=1):
        rows[row] += times * np.array([k * k * a * b + 2 * b, k * k * a * b * n**2], dtype=np.int64)

    add(0, in_channels, width, 7, sides[0])
    before = width
    for s, blocks in enumerate(BLOCKS[depth], 1):
        c, n, old = width << (s - 1), sides[s], sides[max(s - 1, 1)]
        e = 1 if depth < 50 else 4
        if e == 1:
            add(s, before, c, 3, n)
            add(s, c, c, 3, n, 2 * blocks - 1)
        else:
            add(s, before, c, 1, old)
            add(s, 4 * c, c, 1, n, blocks - 1)
            add(s, c, c, 3, n, blocks)
            add(s, c, 4 * c, 1, n, blocks)
        if s > 1 or e > 1:
            add(s, before, e * c, 1, n)
        before = e * c
    rows[5] = before * classes + classes, before * classes
    return rows
