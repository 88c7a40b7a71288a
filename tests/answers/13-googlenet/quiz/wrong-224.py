# The side for 224.
# says: This is for 224×224
quiz = {
    "channels_4a": 512,
    "branch_5b": 193536,
    "last_saving": 164,
    "bare_pooling": 416,
    "side_448": 7,
    "parameters_stride_1": 6998552,
    "last_layer": 1025000,
    "convolutions": 57,
}
