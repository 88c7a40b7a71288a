# Three convolutions of 512.
# says: do not all have 512 channels
vgg_numbers = {
    "fc1_at_160": 52432896,
    "convolutions_at_448": 14714688,
    "work_at_448": 4,
    "vgg_19_more": 7079424,
    "lightest_stage": 5,
    "half_width": 4,
    "uses": 196,
    "poolings": 0,
}
