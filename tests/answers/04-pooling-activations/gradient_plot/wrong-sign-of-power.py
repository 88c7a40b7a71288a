# Sigmoid against tanh.
# says: the power is positive
gradient_plot = {
    "factor": 4.3,
    "first_above_1e-6": 4,
    "tanh_power": -5,
    "twenty_layers": -13.5,
}
