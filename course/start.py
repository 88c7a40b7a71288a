"""Chapter 0: whether all is installed that the chapters need, and a first explorer."""

import importlib.metadata
import platform

import numpy as np
from ipywidgets import Dropdown, FloatSlider

from course import data, plots
from course.device import has_gpu
from course.widgets import Explorer

PACKAGES = ("paddlepaddle", "numpy", "scipy", "matplotlib", "scikit-learn", "ipywidgets", "jupyterlab", "nbgrader")


def check_installation():
    """Print what is installed and what networks will be trained on; for what is missing or wrong, what to do."""
    print(f"Python {platform.python_version()} on {platform.system()}")
    for name in PACKAGES:
        print(f"{name} {version(name)}")
    import paddle  # here, so that a broken installation is told after the list of what is there

    x = np.arange(12.0).reshape(3, 4)
    ours, theirs = x @ x.T, paddle.matmul(paddle.to_tensor(x), paddle.to_tensor(x.T)).numpy()
    print("Paddle and NumPy compute the same:", "yes" if np.allclose(ours, theirs) else "NO. Install both again.")
    print("Networks will be trained on", "the GPU." if has_gpu() else "the processor, as Paddle sees no GPU. That is enough for this course.")


def version(name):
    """The version of an installed package, or a sentence that says what to do."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return f"is MISSING. In a terminal, in the folder with constraints.txt: pip install --constraint constraints.txt {name}"


def draw_brightness(picture, amount):
    """The figure of explore_brightness and its alt text. picture: a photograph's name; amount: added to its grey values, -1 to 1."""
    image = data.photograph(picture)
    brighter = np.clip(image + amount, 0, 1)
    cut = (image + amount != brighter).mean()
    alt = (
        f"Left: the photograph '{picture}', its mean grey value {image.mean():.2f}. Right: {amount:+.1f} added to every pixel; "
        f"the mean is {brighter.mean():.2f}, and {100 * cut:.0f} % of the pixels had to be cut off at 0 or 1."
    )
    return plots.pictures([image, brighter], ["the photograph", f"{amount:+.1f} added, {100 * cut:.0f} % cut off"]), alt


def explore_brightness():
    """Make a photograph brighter or darker, and see how much of it is cut off."""
    return Explorer(
        {
            "picture": Dropdown(options=list(data.PHOTOGRAPHS), description="picture"),
            "amount": FloatSlider(value=0.3, min=-1, max=1, step=0.1, description="amount"),
        },
        draw_brightness,
    )
