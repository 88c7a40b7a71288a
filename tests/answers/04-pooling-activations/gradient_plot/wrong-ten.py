# A step of the grid.
# says: a step of the grid
gradient_plot = {
    "factor": 10,
    "first_above_1e-6": 4,
    "tanh_power": 5,
    "twenty_layers": -13.5,
}
