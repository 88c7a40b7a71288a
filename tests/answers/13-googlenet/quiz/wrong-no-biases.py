# The last layer without biases.
# says: The biases are missing
quiz = {
    "channels_4a": 512,
    "branch_5b": 193536,
    "last_saving": 164,
    "bare_pooling": 416,
    "side_448": 14,
    "parameters_stride_1": 6998552,
    "last_layer": 1024000,
    "convolutions": 57,
}
