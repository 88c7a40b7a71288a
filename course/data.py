"""Pictures for the chapters. All of them ship inside installed packages or are made here: nothing is downloaded."""

import numpy as np
from PIL import Image
from sklearn.datasets import load_sample_image

# Both ship with scikit-learn under the licence CC BY 2.0, https://creativecommons.org/licenses/by/2.0/
PHOTOGRAPHS = {
    "temple": ("china.jpg", "a tower of the Summer Palace in Beijing; photo by danielbuechele, CC BY 2.0"),
    "flower": ("flower.jpg", "a dahlia; photo by vultilion, CC BY 2.0"),
}


def photograph(name, height=160):
    """A grey photograph as floats from 0 (black) to 1 (white), shape [height, width], its proportions kept.

    name: "temple" or "flower"; PHOTOGRAPHS says what they show and whose they are.
    height: in pixels, 1 to 427, the photographs' own height.
    Grey is 0.299 red + 0.587 green + 0.114 blue (ITU-R BT.601, as Pillow does it); pixels are averaged when shrunk.
    """
    if name not in PHOTOGRAPHS:
        raise ValueError(f"there is no photograph {name!r}; there are {', '.join(PHOTOGRAPHS)}")
    grey = Image.fromarray(load_sample_image(PHOTOGRAPHS[name][0])).convert("L")
    if not 1 <= height <= grey.height:
        raise ValueError(f"height must be between 1 and {grey.height} pixels, not {height}")
    width = max(1, round(grey.width * height / grey.height))
    return np.asarray(grey.resize((width, height), Image.Resampling.BOX)) / 255


def half_bright(height=50, width=50, bright=30):
    """A picture of shape [height, width] that is 1 in its first `bright` columns and 0 in the others."""
    if not 0 <= bright <= width:
        raise ValueError(f"bright must be between 0 and the width {width}, not {bright}")
    picture = np.zeros((height, width))
    picture[:, :bright] = 1.0
    return picture
