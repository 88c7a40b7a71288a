"""How the tests of chapter 6 look at random answers, and what the usual mistakes lead to.

A right answer may draw its random numbers in any way, so these functions ask what every right answer has in common.
"""

import itertools

import numpy as np

from course.checks import difference


def check_kept(case, got, x, factor, known=None):
    """Which values were dropped [as x], as booleans; AssertionError unless each value of got is 0 or x · factor.

    x: without zeros. known: {what was probably done: the factor which that leads to}.
    """
    got = real_numbers(case, got, x)
    dropped = got == 0
    ratio = got / x
    wrong = ~dropped & (np.abs(ratio - factor) > 1e-5 * factor)
    if wrong.any():
        place = tuple(int(i) for i in np.argwhere(wrong)[0])
        text = f"{case}:\n    the value {x[place]:.6g} at {list(place)} became {got[place]:.6g}; it must become 0 or {x[place] * factor:.6g}"
        for mistake, other in (known or {}).items():
            if np.allclose(ratio[~dropped], other, rtol=1e-5):
                raise AssertionError(f"{text}\n    Likely mistake: {mistake}")
        if np.allclose(got, np.trunc(x * factor) * ~dropped):
            text += "\n    Likely mistake: Fractions are cut off: the output took the whole-number type of x."
        raise AssertionError(text)
    return dropped


def real_numbers(case, got, like):
    """got as an array of floats in the shape of `like`; AssertionError where it is no such thing."""
    problem = difference(got, np.zeros(np.shape(like)), tolerance=np.inf)
    if problem:
        hint = "\n    Likely mistake: 0 is multiplied with, or divided by, something infinite." if "got nan" in problem or "got inf" in problem else ""
        raise AssertionError(f"{case}:\n    {problem}{hint}")
    return np.asarray(got, dtype=float)


def check_share(case, dropped, p):
    """AssertionError unless about a share p of the booleans is true, within five standard deviations."""
    dropped = np.asarray(dropped)
    share, allowed = dropped.mean(), 5 * np.sqrt(p * (1 - p) / dropped.size)
    if abs(share - p) <= allowed:
        return
    text = f"{case}:\n    {100 * share:.1f} % happened, expected {100 * p:.0f} %, give or take {100 * allowed:.1f}"
    if abs(share - (1 - p)) <= allowed:
        text += "\n    Likely mistake: p is the probability that it happens; here it is taken for the probability that it does not."
    elif share in (0, 1):
        text += "\n    Likely mistake: nothing is left to chance."
    raise AssertionError(text)


def check_independent(case, dropped):
    """AssertionError where neighbours in a table [rows, columns] of booleans share their fate, or their number is fixed."""
    rows, columns = dropped.shape
    problem = ""
    if (dropped == dropped[:, :1]).all():
        problem = "in every row all values are dropped, or none: each value needs a draw of its own, so draw an array of the shape of x"
    elif (dropped == dropped[:1]).all():
        problem = "in every column all values are dropped, or none: each value needs a draw of its own, so draw an array of the shape of x"
    else:
        for axis, name in enumerate(("below", "to the right")):
            first, second = dropped.take(range(dropped.shape[axis] - 1), axis), dropped.take(range(1, dropped.shape[axis]), axis)
            if abs(np.corrcoef(first.ravel(), second.ravel())[0, 1]) > 6 / np.sqrt(first.size):
                problem = f"whether a value is dropped depends on its neighbour {name}: each needs a draw of its own"
    if problem:
        raise AssertionError(f"{case}:\n    {problem}")


def check_crop(case, got, x, size, padding):
    """(row, column) in the padded picture at which the crop begins; AssertionError where got is no crop.

    x: [C, H, W] without zeros and without equal values; size and padding: pairs.
    """
    padded = np.pad(x, ((0, 0), (padding[0],) * 2, (padding[1],) * 2))
    got = real_numbers(case, got, np.zeros((len(x), *size)))
    places = [range(side - cut + 1) for side, cut in zip(padded.shape[1:], size, strict=True)]
    for i, j in itertools.product(*places):
        if np.allclose(got, padded[:, i : i + size[0], j : j + size[1]]):
            return i, j
    raise AssertionError(f"{case}:\n    the result is no window of the picture with its zeros around it{_why_no_crop(got, x, size, padding)}")


def _why_no_crop(got, x, size, padding):
    windows = [
        np.lib.stride_tricks.sliding_window_view(np.pad(channel, ((padding[0],) * 2, (padding[1],) * 2)), size).reshape(-1, *size) for channel in x
    ]
    if all((np.isclose(one, window).all(axis=(1, 2))).any() for one, window in zip(got, windows, strict=True)):
        return "\n    Likely mistake: each channel is cut at a place of its own; draw the place once and use it for all channels."
    widest = [(max(padding[0], size[0]),) * 2, (max(padding[1], size[1]),) * 2]
    for mode, name in (("edge", "copies of the border"), ("reflect", "a mirror image of the border"), ("wrap", "the picture's other side")):
        try:
            padded = np.pad(x, [(0, 0), *((min(wide[0], padding[axis]),) * 2 for axis, wide in enumerate(widest))], mode=mode)
        except ValueError:
            continue
        views = np.lib.stride_tricks.sliding_window_view(padded, size, axis=(1, 2))
        if np.isclose(np.moveaxis(views, 0, 2), got).all(axis=(2, 3, 4)).any():
            return f"\n    Likely mistake: the picture is surrounded by {name}; it must be zeros."
    return ""


def check_places(case, places, rows, columns):
    """AssertionError unless the places (row, column) come evenly from rows × columns, in any combination.

    places: at least 20 times as many as there are combinations.
    """
    counts = np.zeros((rows, columns), dtype=int)
    for i, j in places:
        counts[i, j] += 1
    problem = ""
    missing = [str(place) for place in zip(*(axis.tolist() for axis in np.nonzero(counts == 0)), strict=True)]
    if len(missing) == rows * columns - 1:
        problem = f"the crop always begins at {places[0]}: it must be at a random place, drawn from rng"
    elif rows == columns and counts.trace() == len(places):
        problem = "the crop begins in the same row as column each time: draw the two separately"
    elif not counts[-1].any() or not counts[:, -1].any():
        problem = "the last row or column of places is never drawn. The upper end of rng.integers(low, high) is not included"
    elif missing:
        problem = f"never begins at {', '.join(missing[:3])}: every place must be possible"
    elif np.abs(counts - len(places) / counts.size).max() > 6 * np.sqrt(len(places) / counts.size):
        problem = f"the places are not equally likely: the {rows}×{columns} places came up {counts.min()} to {counts.max()} times in {len(places)}"
    if problem:
        raise AssertionError(f"{case}:\n    {problem}")


def check_flip(case, got, x):
    """Which pictures of x [N, C, H, W] were mirrored, as booleans [N]; AssertionError where got holds anything else."""
    got = real_numbers(case, got, x)
    mirrored = np.array([np.array_equal(one, picture[..., ::-1]) for one, picture in zip(got, x, strict=True)])
    same = np.array([np.array_equal(one, picture) for one, picture in zip(got, x, strict=True)])
    if (mirrored | same).all():
        return mirrored
    number = int(np.argmin(mirrored | same))
    raise AssertionError(f"{case}:\n    picture {number} is neither as it was nor mirrored left to right{_why_no_flip(got[number], x[number])}")


def _why_no_flip(got, picture):
    for mistake, other in {
        "Rows are reversed (upside down); left and right change places when the columns are, the last axis.": picture[:, ::-1],
        "The channels are reversed; the columns are the last axis.": picture[::-1],
        "Rows and columns are reversed: that turns the picture by 180°.": picture[:, ::-1, ::-1],
        "Every axis is reversed; reverse the columns alone, the last axis.": picture[::-1, ::-1, ::-1],
    }.items():
        if np.array_equal(got, other):
            return f"\n    Likely mistake: {mistake}"
    for axis, what in ((0, "channel"), (1, "row")):
        parts = zip(np.moveaxis(got, axis, 0), np.moveaxis(picture, axis, 0), strict=True)
        if all(np.array_equal(one, part) or np.array_equal(one, part[..., ::-1]) for one, part in parts):
            return f"\n    Likely mistake: every {what} is flipped by a draw of its own; one draw decides for the whole picture."
    return ""


def statements_open(name, got, keys):
    """Print which answers of the dict `got` are not True or False yet; 0.0 where there are some, otherwise None."""
    if not isinstance(got, dict):
        raise AssertionError(f"{name} must be a dict; it is {type(got).__name__}")
    open_ones = [key for key in keys if truth(got.get(key)) is None]
    if not open_ones:
        print(f"All statements of {name} are answered. Whether they are right is found out when your work is graded.")
        return None
    for key in open_ones:
        still = 'still "?"' if isinstance(got.get(key), str) and got[key].strip() == "?" else "neither True nor False"
        print(f'{name}["{key}"] is {still}.')
    print("(The 0.0 below means: no points yet.)")
    return 0.0


def score_statements(name, got, expected, points):
    """Points for a dict of True and False: each wrong or open answer costs one of `points`; a sentence says why it is wrong.

    expected: {key: (True or False, why)}.
    """
    wrong = 0
    for key, (right, why) in expected.items():
        answer = truth(got.get(key))
        wrong += answer is not right
        if answer is not None and answer is not right:
            print(f'{name}["{key}"]: {answer} is wrong. {why}')
    return float(max(0, points - wrong))


def truth(value):
    """True or False for what is such a value, also NumPy's; None for anything else."""
    return bool(value) if isinstance(value, (bool, np.bool_)) else None
