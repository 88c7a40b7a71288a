# The ten-layer network is read.
# says: layer 1 of the ten-layer network
gradient_plot = {
    "factor": 4.3,
    "first_above_1e-6": 4,
    "tanh_power": 5,
    "twenty_layers": -7.3,
}
