# A whole power of ten for each layer.
# says: one layer takes away less
gradient_plot = {
    "factor": 4.3,
    "first_above_1e-6": 4,
    "tanh_power": 5,
    "twenty_layers": -20,
}
