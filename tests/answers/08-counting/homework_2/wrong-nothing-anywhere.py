# Nothing is anywhere: every cell is None or 0.
# says: a convolution has biases unless
homework_2 = {
    "conv1": {"weight_shape": None, "weight_count": 0, "bias_shape": None, "bias_count": 0, "output_shape": None},
    "max_pool1": {"weight_shape": None, "weight_count": 0, "bias_shape": None, "bias_count": 0, "output_shape": None},
    "conv2": {"weight_shape": None, "weight_count": 0, "bias_shape": None, "bias_count": 0, "output_shape": None},
    "max_pool2": {"weight_shape": None, "weight_count": 0, "bias_shape": None, "bias_count": 0, "output_shape": None},
    "fc1": {"weight_shape": None, "weight_count": 0, "bias_shape": None, "bias_count": 0, "output_shape": None},
    "fc2": {"weight_shape": None, "weight_count": 0, "bias_shape": None, "bias_count": 0, "output_shape": None},
}
