# The ratio, not its power of ten.
# says: the power of ten is asked for
gradient_plot = {
    "factor": 4.3,
    "first_above_1e-6": 4,
    "tanh_power": 100000,
    "twenty_layers": -13.5,
}
