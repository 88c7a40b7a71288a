"""What counts as written by hand, in cells as IPython keeps them."""

import pytest

from course.by_hand import check_by_hand

LESSON = "import numpy as np\nimport paddle\nimport paddle.nn.functional as F\nfrom scipy.signal import correlate2d as finished\nfrom scipy import signal"
HONEST = {
    "loops": "def conv2d(x, w):\n    return np.einsum('ij,ij', x, w)",
    "its own name": "def conv2d(x, w):\n    return x\n\ndef other():\n    return F.conv2d(conv2d)",
    "through another answer": "def sums(x):\n    return x.sum()\n\ndef conv2d(x, w):\n    return sums(x) + conv2d(x, w)",
    "local names like a library's": "def conv2d(x, signal):\n    F = x\n    return signal.correlate, F.sum()",
    "mended later": "def conv2d(x, w):\n    return F.conv2d(x, w)\n\n" "def conv2d(x, w):\n    return x",
    "nothing there": "pass",
}
BORROWED = {
    "paddle": ("def conv2d(x, w):\n    return paddle.nn.functional.conv2d(x, w)", "paddle.nn.functional.conv2d"),
    "another name": ("def conv2d(x, w):\n    return F.conv2d(x, w)", "paddle.nn.functional.conv2d"),
    "a function by another name": ("def conv2d(x, w):\n    return finished(x, w)", "scipy.signal.correlate2d"),
    "imported inside": ("def conv2d(x, w):\n    from scipy import ndimage\n    return ndimage.correlate(x, w)", "scipy.ndimage.correlate"),
    "numpy's own": ("def conv2d(x, w):\n    return np.convolve(x, w)", "numpy.convolve"),
    "through a helper": ("def conv2d(x, w):\n    return helper(x, w)\n\ndef helper(x, w):\n    return signal.fftconvolve(x, w)", "through helper, scipy.signal.fftconvolve"),
    "through a variable": ("slide = F.conv2d\n\ndef conv2d(x, w):\n    return slide(x, w)", "through slide, paddle.nn.functional.conv2d"),
    "a class": ("class conv2d:\n    def __call__(self, x):\n        return F.relu(x)", "paddle.nn.functional.relu"),
}


@pytest.mark.parametrize("case", HONEST)
def test_what_is_by_hand(case):
    check_by_hand(["", LESSON, "%%time\nnot python", HONEST[case]], "conv2d")


@pytest.mark.parametrize("case", BORROWED)
def test_what_is_borrowed(case):
    source, named = BORROWED[case]
    with pytest.raises(AssertionError, match="conv2d is to be written by hand, but it uses") as caught:
        check_by_hand(["", LESSON, source], "conv2d")
    assert f"{named}. Write it" in str(caught.value)
