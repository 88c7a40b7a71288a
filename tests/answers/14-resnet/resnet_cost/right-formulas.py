# Formulas for a whole stage: its first block, and the others all alike.
def resnet_cost(depth, size=224, in_channels=3, classes=1000, width=64):
    side = -(-size // 2)
    stem = 49 * in_channels * width
    result = [(stem + 2 * width, stem * side**2)]
    side, before = -(-side // 2), width
    for stage in range(4):
        c, others = width * 2**stage, BLOCKS[depth][stage] - 1
        small = -(-side // 2) if stage else side
        if depth == 18:
            project = before * c * (stage > 0)
            weights = 9 * before * c + 9 * c * c + project + others * 18 * c * c
            norms = (2 + (stage > 0) + 2 * others) * c
            macs, after = weights * small**2, c
        else:
            inner = 9 * c * c + 4 * c * c + 4 * before * c
            weights = before * c + inner + others * 17 * c * c
            norms = 2 * c + 8 * c + others * 6 * c
            macs, after = before * c * side**2 + (inner + others * 17 * c * c) * small**2, 4 * c
        result.append((weights + 2 * norms, macs))
        side, before = small, after
    return [*result, (before * classes + classes, before * classes)]
