# Twice as many layers, twice the exponent.
# says: doubling the exponent doubles the start
gradient_plot = {'factor': 4.28, 'first_above_1e-6': 4, 'tanh_power': 5, 'twenty_layers': -14.6}
