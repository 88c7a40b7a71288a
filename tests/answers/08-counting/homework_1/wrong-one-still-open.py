# One number is still to be filled in.
# says: still "?"
homework_1 = {
    "multiplications": 867041280,
    "additions_without_bias": 834928640,
    "additions_with_bias": "?",
}
