# A projection only with a stride.
# says: also needs its 1×1 convolution where only the channels change
def resnet_cost(depth, size=224, in_channels=3, classes=1000, width=64):
    numbers = {18: (2, 2, 2, 2), 50: (3, 4, 6, 3), 101: (3, 4, 23, 3), 152: (3, 8, 36, 3)}[depth]
    half = lambda n: (n + 1) // 2
    rows = [[0, 0] for _ in range(5)]

    def add(row, a, b, k, n):
        weights = k * k * a * b
        rows[row][0] += weights + 2 * b
        rows[row][1] += weights * n * n

    n = half(size)
    add(0, in_channels, width, 7, n)
    n = half(n)
    before = width
    for stage, number in enumerate(numbers, 1):
        c = width * 2 ** (stage - 1)
        for index in range(number):
            strided = index == 0 and stage > 1
            m = half(n) if strided else n
            if depth == 18:
                wide = c
                add(stage, before, c, 3, m)
                add(stage, c, c, 3, m)
            else:
                wide = 4 * c
                add(stage, before, c, 1, n)
                add(stage, c, c, 3, m)
                add(stage, c, wide, 1, m)
            if strided:
                add(stage, before, wide, 1, m)
            before, n = wide, m
    head = before * classes
    return [tuple(row) for row in rows] + [(head + classes, head)]
