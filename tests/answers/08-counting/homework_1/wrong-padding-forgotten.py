# The output shrinks to 222×222.
# says: The padding is forgotten
homework_1 = {
    "multiplications": 10 * 64 * 222 * 222 * 27,
    "additions_without_bias": 10 * 64 * 222 * 222 * 26,
    "additions_with_bias": 10 * 64 * 222 * 222 * 27,
}
