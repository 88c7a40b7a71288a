# The 5×5 branch without its reduction.
# says: This is the branch without its reduction
quiz = {
    "channels_4a": 512,
    "branch_5b": 2662400,
    "last_saving": 164,
    "bare_pooling": 416,
    "side_448": 14,
    "parameters_stride_1": 6998552,
    "last_layer": 1025000,
    "convolutions": 57,
}
