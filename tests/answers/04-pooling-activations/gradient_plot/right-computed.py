# Computed from what was read.
gradient_plot = {
    "factor": 10 ** ((-1.6 + 7.3) / 9),
    "first_above_1e-6": 4,
    "tanh_power": np.log10(5e-3 / 5e-8),
    "twenty_layers": -7.3 - 10 * 0.63,
}
