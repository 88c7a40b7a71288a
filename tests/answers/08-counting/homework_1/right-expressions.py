# Written out as products.
homework_1 = {
    "multiplications": 10 * 64 * 224 * 224 * 3 * 3 * 3,
    "additions_without_bias": 10 * 64 * 224 * 224 * (3 * 3 * 3 - 1),
    "additions_with_bias": 10 * 64 * 224 * 224 * (3 * 3 * 3 - 1) + 10 * 64 * 224 * 224,
}
