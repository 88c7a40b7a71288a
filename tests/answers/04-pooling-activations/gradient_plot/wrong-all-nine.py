# The factor of all steps.
# says: take the ninth root
gradient_plot = {
    "factor": 2.4e-2 / 5e-8,
    "first_above_1e-6": 4,
    "tanh_power": 5,
    "twenty_layers": -13.5,
}
