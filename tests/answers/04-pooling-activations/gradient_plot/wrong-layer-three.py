# A layer too low.
# says: half a millionth
gradient_plot = {
    "factor": 4.3,
    "first_above_1e-6": 3,
    "tanh_power": 5,
    "twenty_layers": -13.5,
}
