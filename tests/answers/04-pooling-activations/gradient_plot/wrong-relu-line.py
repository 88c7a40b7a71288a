# ReLU in place of tanh.
# says: ReLU's distance
gradient_plot = {
    "factor": 4.3,
    "first_above_1e-6": 4,
    "tanh_power": 4,
    "twenty_layers": -13.5,
}
