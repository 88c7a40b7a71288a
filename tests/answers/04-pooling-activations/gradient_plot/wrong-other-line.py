# Another line is read.
# says: the question is about the sigmoid
gradient_plot = {
    "factor": 4.3,
    "first_above_1e-6": 1,
    "tanh_power": 5,
    "twenty_layers": -13.5,
}
