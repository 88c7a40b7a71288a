# Counts one picture of the ten.
# says: This is for one picture
homework_1 = {
    "multiplications": 86704128,
    "additions_without_bias": 83492864,
    "additions_with_bias": 86704128,
}
