# Text.
# says: must be a number
gradient_plot = {
    "factor": "about 4",
    "first_above_1e-6": 4,
    "tanh_power": 5,
    "twenty_layers": -13.5,
}
