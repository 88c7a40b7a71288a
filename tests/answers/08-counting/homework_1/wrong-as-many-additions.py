# 27 products are thought to need 27 additions.
# says: the first one needs no partner
homework_1 = {
    "multiplications": 867041280,
    "additions_without_bias": 867041280,
    "additions_with_bias": 867041280 + 10 * 64 * 224 * 224,
}
