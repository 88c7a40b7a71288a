"""Honest: a cell shows a picture of 6 MB, and an array and a table that are very long."""

deserved = 8
first_cell = """
import io

import numpy as np
from IPython.display import HTML, Image, display
from PIL import Image as Picture

file = io.BytesIO()
Picture.fromarray(np.random.default_rng(0).integers(0, 256, (1400, 1400, 3), dtype=np.uint8)).save(file, "PNG", compress_level=1)
display(Image(file.getvalue()))
display(HTML("<table>" + "<tr><td>1</td></tr>" * 250_000 + "</table>"))
list(range(10**6))
"""
says = "MB is left out"
