# The number of the hint's example.
# says: take the ninth root
gradient_plot = {'factor': 2.2, 'first_above_1e-6': 4, 'tanh_power': 5, 'twenty_layers': -13.5}
