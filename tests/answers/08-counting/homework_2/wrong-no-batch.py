# Output shapes of one picture.
# says: the batch is missing
homework_2 = {
    "conv1": {"weight_shape": [6, 3, 5, 5], "weight_count": 450, "bias_shape": [6], "bias_count": 6, "output_shape": [6, 224, 224]},
    "max_pool1": {"weight_shape": None, "weight_count": 0, "bias_shape": None, "bias_count": 0, "output_shape": [6, 112, 112]},
    "conv2": {"weight_shape": [16, 6, 5, 5], "weight_count": 2400, "bias_shape": [16], "bias_count": 16, "output_shape": [16, 112, 112]},
    "max_pool2": {"weight_shape": None, "weight_count": 0, "bias_shape": None, "bias_count": 0, "output_shape": [16, 56, 56]},
    "fc1": {"weight_shape": [50176, 64], "weight_count": 3211264, "bias_shape": [64], "bias_count": 64, "output_shape": [64]},
    "fc2": {"weight_shape": [64, 1], "weight_count": 64, "bias_shape": [1], "bias_count": 1, "output_shape": [1]},
}
