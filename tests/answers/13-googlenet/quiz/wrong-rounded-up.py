# Rounded up where it must be fewer.
# says: With 165 channels
quiz = {
    "channels_4a": 512,
    "branch_5b": 193536,
    "last_saving": 165,
    "bare_pooling": 416,
    "side_448": 14,
    "parameters_stride_1": 6998552,
    "last_layer": 1025000,
    "convolutions": 57,
}
