# Stage 1 is taken for the lightest.
# says: Stage 1 has the fewest weights
vgg_numbers = {
    "fc1_at_160": 52432896,
    "convolutions_at_448": 14714688,
    "work_at_448": 4,
    "vgg_19_more": 5309696,
    "lightest_stage": 1,
    "half_width": 4,
    "uses": 196,
    "poolings": 0,
}
