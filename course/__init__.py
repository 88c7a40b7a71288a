"""The small library that the chapters import: data, plots, widgets and checks. Open any file; they are written to be read."""

import warnings

# Paddle says at import that it found no ccache, a compiler cache that the course never uses.
warnings.filterwarnings("ignore", message="No ccache found")

# And at the first training step of a batch normalization, what it always does.
warnings.filterwarnings("ignore", message="When training, we now always track global mean and variance")
