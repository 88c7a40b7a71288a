import numpy as np
import pytest

from course import data


@pytest.mark.parametrize("name", data.PHOTOGRAPHS)
def test_photographs_are_grey_floats_in_proportion(name):
    picture = data.photograph(name, height=107)
    assert picture.shape == (107, 160)  # 427 × 640 shrunk four times
    assert picture.dtype == np.float64
    assert 0 <= picture.min() < 0.1 and 0.8 < picture.max() <= 1


def test_grey_is_the_weighted_mean_of_the_colours():
    from sklearn.datasets import load_sample_image

    red, green, blue = np.moveaxis(load_sample_image("china.jpg").astype(float), -1, 0)
    grey = (0.299 * red + 0.587 * green + 0.114 * blue) / 255
    assert np.abs(data.photograph("temple", height=427) - grey).max() < 1 / 255


def test_shrinking_keeps_the_mean():
    assert data.photograph("temple", 40).mean() == pytest.approx(data.photograph("temple", 427).mean(), abs=0.005)


def test_unknown_photograph_names_the_known_ones():
    with pytest.raises(ValueError, match="temple, flower"):
        data.photograph("cat")


@pytest.mark.parametrize("height", [0, 428])
def test_impossible_heights_are_refused(height):
    with pytest.raises(ValueError, match="between 1 and 427"):
        data.photograph("temple", height)


def test_half_bright():
    picture = data.half_bright(height=2, width=5, bright=3)
    assert picture.tolist() == [[1, 1, 1, 0, 0]] * 2
    with pytest.raises(ValueError, match="between 0 and the width 5, not 6"):
        data.half_bright(width=5, bright=6)
