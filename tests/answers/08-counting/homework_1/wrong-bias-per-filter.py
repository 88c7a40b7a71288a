# The bias is added once for each filter.
# says: to every output pixel
homework_1 = {
    "multiplications": 867041280,
    "additions_without_bias": 834928640,
    "additions_with_bias": 834928640 + 64,
}
