# The minus is missing.
# says: a small number has a negative power
gradient_plot = {
    "factor": 4.3,
    "first_above_1e-6": 4,
    "tanh_power": 5,
    "twenty_layers": 13.5,
}
