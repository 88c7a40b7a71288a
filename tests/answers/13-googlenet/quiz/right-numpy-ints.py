# NumPy's whole numbers.
first, three, five, pooled = 64, 128, 32, 32
quiz = {
    "channels_4a": np.sum([192, 208, 48, 64]),
    "branch_5b": np.int64(832 * 48) + np.int64(25 * 48 * 128),
    "last_saving": max(r for r in range(1, 193) if 192 * r + 9 * r * three < 9 * 192 * three),
    "bare_pooling": first + three + five + 192,
    "side_448": 448 // 2**5,
    "parameters_stride_1": np.int64(5_974_577) + 999 * 1025,
    "last_layer": np.prod([1024, 1000]) + 1000,
    "convolutions": 3 + 6 * len(MODULES),
}
