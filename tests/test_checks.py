"""course.checks must refuse what is wrong, accept what is right, and name the mistake."""

import numpy as np
import pytest

from course.checks import as_kernel, check, difference


@pytest.mark.parametrize(
    "got, expected",
    [
        (3, 3),
        (np.int64(3), 3),
        (np.array(3), 3),
        ([[1, 2]], [[1.0, 2.0]]),
        (np.float32([0.1]), [0.1]),
        (0.5, 0.5),
        (1e9 + 1e-3, 1e9),
        (np.inf, np.inf),
        ([1.0, -np.inf], [1.0, -np.inf]),
        ([], []),
    ],
)
def test_equal_values_pass(got, expected):
    check("case", got, expected)


@pytest.mark.parametrize(
    "got, expected, says",
    [
        (None, 3, "no result"),
        (None, [1.0], "no result"),
        (5.0, np.inf, "got 5, expected inf"),
        ([np.inf], [1.0], "1 of 1 values are wrong"),
        (4, 3, "got 4, expected 3"),
        (29401088, 29409290, "got 29,401,088, expected 29,409,290"),
        (3.0, 3, "a float"),
        (np.float64(3), 3, "a float"),
        (True, 1, "got bool"),
        ("3", 3, "got str"),
        ([3], 3, "got list"),
        ("abc", [1.0], "got str"),
        (["1", "2"], [1.0, 2.0], "expected real numbers, got list"),
        ([1 + 0j, 2 + 1j], [1.0, 2.0], "got complex numbers"),
        ([1, None], [1.0, 2.0], "expected real numbers, got list"),
        ([1, 2], [1.0], "wrong shape: got [2], expected [1]"),
        ([[1, 2], [3]], [[1, 2], [3, 4]], "got list"),
        (49, [[1.0, 2], [3, 4]], "got a single number, 49; expected an array of shape [2, 2]"),
        ([[1], [2], [3]], [[1.0, 2, 3]], "wrong shape: got [3, 1], expected [1, 3]; rows and columns are swapped"),
        ([[1.0, 2], [3, 9]], [[1.0, 2], [3, 4]], "1 of 4 values are wrong; the first is at [1, 1]: got 9, expected 4"),
        ([1.0, float("nan")], [1.0, 2.0], "got nan, expected 2"),
        ([1.0, float("inf")], [1.0, 2.0], "got inf"),
        (0.5001, 0.5, "got 0.5001, expected 0.5"),
    ],
)
def test_unequal_values_are_described(got, expected, says):
    with pytest.raises(AssertionError, match="^case:\n    ") as caught:
        check("case", got, expected)
    assert says in str(caught.value)


def test_the_mistake_that_fits_is_named_and_no_other():
    with pytest.raises(AssertionError) as caught:
        check("case", [2, 1], [1, 2], mistakes={"not this": [0, 0], "reversed": [2, 1], "nor this": [2, 1]})
    assert str(caught.value).endswith("Likely mistake: reversed")


def test_no_mistake_is_named_where_none_fits():
    assert "Likely" not in difference([5, 5], [1, 2])
    with pytest.raises(AssertionError) as caught:
        check("case", [5, 5], [1, 2], mistakes={"reversed": [2, 1]})
    assert "Likely" not in str(caught.value)


def test_a_mistake_may_have_another_shape():
    with pytest.raises(AssertionError, match="Likely mistake: one short"):
        check("case", [1], [1, 2], mistakes={"one short": [1]})


def test_as_kernel_gives_floats_of_the_right_shape():
    kernel = as_kernel("sharpen", [[1, 2, 3]], 1, 3)
    assert kernel.tolist() == [[1.0, 2.0, 3.0]] and kernel.dtype == float


@pytest.mark.parametrize(
    "value, says",
    [
        (None, "sharpen is still None: assign a 2×2 array to it."),
        ([1, 2, 3, 4], "sharpen must be a 2×2 array of numbers: wrong shape: got [4], expected [2, 2]"),
        ([[1, 2], [3, float("nan")]], "sharpen must be a 2×2 array of finite numbers; it holds nan"),
        ([[1, 2], [3, float("-inf")]], "sharpen must be a 2×2 array of finite numbers; it holds -inf"),
        ("blur", "expected real numbers, got str"),
    ],
)
def test_as_kernel_refuses_what_is_no_kernel(value, says):
    with pytest.raises(AssertionError) as caught:
        as_kernel("sharpen", value, 2, 2)
    assert says in str(caught.value)
