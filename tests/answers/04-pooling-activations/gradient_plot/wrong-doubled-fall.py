# Twice the fall, from 1.
# says: only the fall is doubled
gradient_plot = {
    "factor": 4.3,
    "first_above_1e-6": 4,
    "tanh_power": 5,
    "twenty_layers": 2 * -5.7,
}
