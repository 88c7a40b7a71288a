# Read with the naked eye.
gradient_plot = {
    "factor": 4,
    "first_above_1e-6": 4,
    "tanh_power": 5.0,
    "twenty_layers": -13,
}
