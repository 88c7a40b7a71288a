"""Compares an answer with what was expected and says in words what is wrong.

The test cells of the chapters use these functions; so can you, in any cell.
"""

import numbers

import numpy as np


def check(case, got, expected, mistakes=None, tolerance=1e-6):
    """Raise AssertionError with a diagnosis unless `got` equals `expected`.

    case: what was tried, for the reader, such as "conv2d of a 3×4 picture".
    got: a number, or anything that NumPy turns into an array of numbers.
    expected: a whole number, which must be met by a whole number exactly, or a float or an array, met within
        |got - expected| <= tolerance * (1 + |expected|), element by element.
    mistakes: {what was probably done: the value which that leads to}; the first that fits `got` is named.
    """
    problem = difference(got, expected, tolerance)
    if problem:
        for mistake, wrong in (mistakes or {}).items():
            if not difference(got, wrong, tolerance):
                problem += f"\n    Likely mistake: {mistake}"
                break
        raise AssertionError(f"{case}:\n    {problem}")


def as_kernel(name, value, k_h, k_w):
    """`value` as an array of floats [k_h, k_w]; AssertionError that calls it by its name where it is no such thing."""
    assert value is not None, f"{name} is still None: assign a {k_h}×{k_w} array to it."
    problem = difference(value, np.zeros((k_h, k_w)), tolerance=np.inf)
    assert not problem or "got nan" in problem, f"{name} must be a {k_h}×{k_w} array of numbers: {problem}"
    kernel = np.asarray(value, dtype=float)
    assert np.isfinite(kernel).all(), f"{name} must be a {k_h}×{k_w} array of finite numbers; it holds {kernel[~np.isfinite(kernel)][0]}"
    return kernel


def difference(got, expected, tolerance=1e-6):
    """What distinguishes `got` from `expected`, in words; "" where they agree as `check` wants it."""
    if got is None:
        return "there is no result (None). Does every path end in a return, or is a value still to be filled in?"
    if isinstance(expected, numbers.Integral):
        return _whole_number_difference(got, expected)
    try:
        actual = np.asarray(got)
    except (TypeError, ValueError):  # rows of different lengths, for example
        actual = None
    if actual is None or actual.dtype.kind not in "biuf":
        kind = "complex numbers" if actual is not None and actual.dtype.kind == "c" else type(got).__name__
        return f"expected real numbers, got {kind}: {brief(got)}"
    actual = actual.astype(float)
    wanted = np.asarray(expected, dtype=float)
    if actual.shape != wanted.shape:
        if actual.ndim == 0:
            return f"got a single number, {actual:.6g}; expected an array of shape {list(wanted.shape)}"
        swapped = "; rows and columns are swapped" if actual.shape == wanted.shape[::-1] else ""
        return f"wrong shape: got {list(actual.shape)}, expected {list(wanted.shape)}{swapped}"
    with np.errstate(invalid="ignore"):  # infinity less infinity
        near = np.isfinite(wanted) & (np.abs(actual - wanted) <= tolerance * (1 + np.abs(wanted)))
    wrong = ~((actual == wanted) | near)  # the negation catches NaN
    if not wrong.any():
        return ""
    if wanted.ndim == 0:
        return f"got {actual:.6g}, expected {wanted:.6g}"
    place = tuple(int(i) for i in np.argwhere(wrong)[0])
    return (
        f"{int(wrong.sum())} of {wrong.size} values are wrong; the first is at {list(place)}: "
        f"got {actual[place]:.6g}, expected {wanted[place]:.6g}"
    )


def _whole_number_difference(got, expected):
    if isinstance(got, np.ndarray) and got.ndim == 0:
        got = got.item()
    if isinstance(got, bool) or not isinstance(got, (numbers.Integral, float, np.floating)):
        return f"expected the whole number {expected:,}, got {type(got).__name__}: {brief(got)}"
    if got != expected:
        return f"got {got:,}, expected {expected:,}"
    if not isinstance(got, numbers.Integral):
        return f"got {got}, a float; this is a count, so return the whole number {expected:,} (divide with //, not /)"
    return ""


def check_shape(case, got, expected, mistakes=None):
    """Raise AssertionError with a diagnosis unless `got` is the shape `expected`: a list or tuple of whole numbers.

    mistakes: {what was probably done: the shape which that leads to}; the first that fits `got` is named.
    """
    if got is None:
        raise AssertionError(f"{case}:\n    there is no result (None). Does every path end in a return?")
    problem = form_problem(got, "shape")
    if problem:
        problem = f"the result {problem}"
    elif as_shape(got) != list(expected):
        problem = f"got {_plain(got)}, expected {list(expected)}"
    if problem:
        raise AssertionError(f"{case}:\n    {problem}{_likely(_as_numbers(got), mistakes)}")


def check_counts(case, got, expected, mistakes=None):
    """Raise AssertionError with a diagnosis unless `got` is a dict that holds the whole numbers of the dict `expected`.

    mistakes: {key: {what was probably done: the number which that leads to}}.
    """
    if not isinstance(got, dict):
        raise AssertionError(f"{case}:\n    expected a dict with {listed(expected)}, got {type(got).__name__}: {brief(got)}")
    for key, wanted in expected.items():
        if key not in got:
            raise AssertionError(f"{case}:\n    the result has no {key!r}; it has {listed(got) or 'no keys at all'}")
        check(f"{case}, {key}", got[key], wanted, (mistakes or {}).get(key))


def look_over(name, got, kinds):
    """Print what is still "?" or has an impossible form in the dict `got`; says nothing of right or wrong.

    name: how the reader calls the dict; kinds: {key: "shape" or "count"}. Raises AssertionError where it is no dict.
    Returns None where there is nothing to say, otherwise 0.0, which nbgrader's Validate reads as no points yet.
    """
    if not isinstance(got, dict):
        raise AssertionError(f"{name} must be a dict with {listed(kinds)}; it is {type(got).__name__}: {brief(got)}")
    complaints = []
    for key, kind in kinds.items():
        if key not in got:
            complaints.append(f"{name} has no {key!r}: add it.")
        elif is_open(got[key]):
            complaints.append(f'{name}["{key}"] is still "?": fill it in.')
        elif form_problem(got[key], kind):
            complaints.append(f'{name}["{key}"] {form_problem(got[key], kind)}.')
    if not complaints:
        print(f"{name} is filled in. Whether it is right is found out when your work is graded.")
        return None
    print(*complaints, "(The 0.0 below means: no points yet.)", sep="\n")
    return 0.0


def score_counts(name, got, expected, points, mistakes=None):
    """Points for a dict of whole numbers, an equal share for each right one; a sentence is printed for each wrong one.

    Values that look_over has complained of count as wrong without another word. mistakes: as for check_counts.
    """
    right = 0
    for key, wanted in expected.items():
        value = got.get(key, "?")
        if form_problem(value, "count"):
            continue
        problem = difference(value, wanted)
        right += not problem
        if problem:
            print(f'{name}["{key}"]: {int(value):,} is wrong.{_likely(value, (mistakes or {}).get(key))}')
    return float(points * right / len(expected))


def form_problem(value, kind):
    """What is wrong with the form of a cell, in words; "" where a shape (or None) or a count could be right.

    kind: "shape", which may be a list, a tuple or an array of whole numbers, or nothing; or "count", a whole number.
    """
    if isinstance(value, str):
        return f"is text, {value!r}; write {'a list of numbers' if kind == 'shape' else 'a number'} without quotes"
    if kind == "shape":
        if value is None:
            return ""
        if not isinstance(value, (list, tuple, np.ndarray)) or isinstance(value, np.ndarray) and value.ndim != 1:
            return f"is {brief(value)}; a shape is a list of whole numbers, also where it is one number only"
        value = list(value)
    elif value is None:
        return "is None; a count is a number, and 0 where there is nothing to count"
    else:
        value = [value.item() if isinstance(value, np.ndarray) and value.ndim == 0 else value]
    for number in value:
        if isinstance(number, bool) or not isinstance(number, numbers.Integral):
            if isinstance(number, (float, np.floating)):
                return f"holds {_plain(number)}, a float; sizes and counts are whole numbers (divide with //, not /)"
            return f"holds {brief(_plain(number))} where a whole number should stand"
    return ""


def _likely(got, mistakes):
    for mistake, wrong in (mistakes or {}).items():
        if got is not None and got == (list(wrong) if isinstance(wrong, (list, tuple)) else wrong):
            return f"\n    Likely mistake: {mistake}"
    return ""


def _as_numbers(value):
    """A list of plain numbers, whole or not, to compare with likely mistakes; None where it is no such thing."""
    try:
        return [float(number) for number in value]
    except (TypeError, ValueError):
        return None


def _plain(value):
    """A value without NumPy's wrapping, for messages."""
    if isinstance(value, np.generic) or isinstance(value, np.ndarray) and value.ndim == 0:
        return value.item()
    return [_plain(item) for item in value] if isinstance(value, (list, tuple, np.ndarray)) else value


def brief(value):
    """A value as text of at most 60 characters, for messages."""
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def as_shape(value):
    """A shape as a list of plain whole numbers; None for the shape of nothing: None, [] or ()."""
    return None if value is None or len(value) == 0 else [int(number) for number in value]


def is_open(value):
    """Whether a value is still the "?" that stands for an answer to come."""
    return isinstance(value, str) and value.strip() == "?"


def listed(keys):
    """Names for a message: 'a', 'b', 'c'."""
    return ", ".join(repr(key) for key in keys)
