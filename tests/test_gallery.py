"""The pictures of networks: what is drawn, by its values."""

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from course.gallery import kernels_figure, network_figure, predictions_figure
from course.plots import WINDOW


def texts(axes):
    return [text.get_text() for text in axes.texts if text.get_text()]


def test_a_network_is_drawn_from_the_picture_to_the_scores():
    (axes,) = network_figure([("picture", [3, 31, 31]), ("conv", [15, 7, 7]), ("linear", [10])]).axes
    assert texts(axes) == ["3×31×31", "picture", "15×7×7", "conv", "10", "linear"]
    blocks = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
    assert [block.get_height() for block in blocks] == [5, 3, 0.5]  # log2 of one more than the rows
    assert blocks[0].get_width() < blocks[1].get_width()
    assert [bool(block.get_hatch()) for block in blocks] == [False, False, True]
    lefts = [block.get_x() for block in blocks]
    assert lefts == sorted(lefts) and all(right.get_x() > left.get_x() + left.get_width() for left, right in zip(blocks, blocks[1:]))
    with pytest.raises(ValueError, match="nothing to draw"):
        network_figure([])


def test_predictions_say_what_is_wrong_in_words_and_by_a_frame():
    pictures = np.random.default_rng(0).random((8, 1, 4, 6)).astype("float32")
    scores = np.zeros((8, 3))
    scores[:, 1] = np.log(2)  # probabilities 1/4, 1/2, 1/4
    scores[3, 2] = 1000.0  # must not overflow
    labels = np.array([1, 0, 1, 2, 1, 1, 1, 1])
    panels = predictions_figure(pictures, labels, scores, ("cat", "dog", "cow")).axes
    assert len(panels) == 12 and [panel.axison for panel in panels] == [True] * 8 + [False] * 4
    assert [panel.get_title() for panel in panels[:4]] == ["dog, 50%", "says dog, 50%\nis cat", "dog, 50%", "cow, 100%"]
    frames = [to_hex(panel.spines["left"].get_edgecolor()) for panel in panels[:4]]
    assert [frame == WINDOW for frame in frames] == [False, True, False, False]
    np.testing.assert_array_equal(panels[1].images[0].get_array(), pictures[1, 0])
    colour = np.random.default_rng(1).integers(0, 256, (2, 3, 4, 6), dtype="uint8")
    panels = predictions_figure(colour, labels[:2], scores[:2], ("cat", "dog", "cow")).axes
    np.testing.assert_array_equal(panels[1].images[0].get_array(), colour[1].transpose(1, 2, 0))
    with pytest.raises(ValueError, match="equally many, and some: 8, 2, 8"):
        predictions_figure(pictures, labels[:2], scores, ("a", "b", "c"))


@pytest.mark.parametrize("channels", [1, 3])
def test_kernels_are_drawn_around_a_middle_grey(channels):
    weights = np.random.default_rng(0).normal(size=(5, channels, 2, 3))
    weights[4] = 0
    panels = kernels_figure(weights).axes
    assert len(panels) == 5 and [panel.get_title() for panel in panels] == ["0", "1", "2", "3", "4"]
    drawn = np.asarray(panels[2].images[0].get_array())
    expected = 0.5 + 0.5 * weights[2] / np.abs(weights[2]).max()
    np.testing.assert_allclose(drawn, expected[0] if channels == 1 else expected.transpose(1, 2, 0))
    assert (np.asarray(panels[4].images[0].get_array()) == 0.5).all()


def test_kernels_of_a_later_layer_are_refused():
    with pytest.raises(ValueError, match=r"\[C_out, 1 or 3, k_h, k_w\], not \[4, 6, 3, 3\]"):
        kernels_figure(np.zeros((4, 6, 3, 3)))
