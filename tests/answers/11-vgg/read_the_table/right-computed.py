# Another right way: computed, with NumPy numbers.
vgg_numbers = {
    "fc1_at_160": np.int64(512 * 25 * 4096 + 4096),
    "convolutions_at_448": 14714688,
    "work_at_448": 4,
    "vgg_19_more": 5309696,
    "lightest_stage": 5,
    "half_width": 4,
    "uses": np.prod([14, 14]),
    "poolings": 0,
}
