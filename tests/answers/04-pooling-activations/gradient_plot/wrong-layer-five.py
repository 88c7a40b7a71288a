# A layer too high.
# says: layer 4 is above the line already
gradient_plot = {
    "factor": 4.3,
    "first_above_1e-6": 5,
    "tanh_power": 5,
    "twenty_layers": -13.5,
}
