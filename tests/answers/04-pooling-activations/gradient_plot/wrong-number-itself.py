# The number, not its exponent.
# says: wrong: ten more layers
gradient_plot = {
    "factor": 4.3,
    "first_above_1e-6": 4,
    "tanh_power": 5,
    "twenty_layers": 1e-13 - 1,
}
