# Nothing is filled in.
# says: is still "?"
gradient_plot = {
    "factor": "?",
    "first_above_1e-6": "?",
    "tanh_power": "?",
    "twenty_layers": "?",
}
