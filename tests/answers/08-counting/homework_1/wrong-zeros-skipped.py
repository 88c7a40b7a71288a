# Products with zeros of the padding are left out.
# says: zeros of the padding count
homework_1 = {
    "multiplications": 861888000,
    "additions_without_bias": 861888000 - 32112640,
    "additions_with_bias": 861888000,
}
