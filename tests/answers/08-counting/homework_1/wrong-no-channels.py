# Each filter looks at one channel only.
# says: all three channels
homework_1 = {
    "multiplications": 10 * 64 * 224 * 224 * 9,
    "additions_without_bias": 10 * 64 * 224 * 224 * 8,
    "additions_with_bias": 10 * 64 * 224 * 224 * 9,
}
