# The numbers stand in quotes.
# says: without quotes
homework_1 = {
    "multiplications": "867041280",
    "additions_without_bias": "834928640",
    "additions_with_bias": "867041280",
}
