# The fraction is turned round.
# says: turn the fraction round
gradient_plot = {
    "factor": 1 / 4.3,
    "first_above_1e-6": 4,
    "tanh_power": 5,
    "twenty_layers": -13.5,
}
