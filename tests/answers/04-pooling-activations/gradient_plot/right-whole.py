# Whole powers of ten.
gradient_plot = {
    "factor": 4.5,
    "first_above_1e-6": 4,
    "tanh_power": 5,
    "twenty_layers": -14,
}
