"""The README's picture is the one that our code draws."""

import io
import runpy
from pathlib import Path

import numpy as np
from PIL import Image

from course import plots

DOCS = Path(__file__).parent.parent / "docs"


def test_the_cover_is_up_to_date():
    drawn = Image.open(io.BytesIO(plots.png(runpy.run_path(str(DOCS / "cover.py"))["cover"]())))
    committed = Image.open(DOCS / "cover.png")
    assert committed.size == drawn.size
    assert np.abs(np.asarray(committed, dtype=float) - np.asarray(drawn, dtype=float)).mean() < 2  # fonts differ a little
