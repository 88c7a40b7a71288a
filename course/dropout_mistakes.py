"""How the tests of chapter 6 look at random answers, and what the usual mistakes lead to.

A right answer may draw its random numbers in any way, so these functions ask what every right answer has in common.
"""

import itertools

import numpy as np

from course.checks import difference

STATEMENTS = (
    *("shift_one_pixel", "mirror_left_right", "mirror_top_bottom", "turn_10_degrees", "turn_180_degrees"),
    *("turn_0_and_8_by_180_degrees", "brightness", "lower_half", "augment_the_test", "augment_then_split"),
)


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
    if abs(share - (1 - p)) <= allowed / 2:
        text += "\n    Likely mistake: p is the probability that it happens; here it is taken for the probability that it does not."
    elif share in (0, 1):
        text += "\n    Likely mistake: nothing is left to chance, or one draw decides for all."
    raise AssertionError(text)


def check_independent(case, dropped):
    """AssertionError where neighbours in a table [rows, columns] of booleans share their fate, or where all or none are true."""
    rows, columns = dropped.shape
    problem = ""
    if dropped.all() or not dropped.any():
        problem = f"{'all' if dropped.all() else 'none'} of the values are dropped: each value needs a draw of its own, so draw an array of the shape of x"
    elif (dropped == dropped[:, :1]).all():
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
    elif rows > 1 and counts.any(axis=1).sum() == 1 or columns > 1 and counts.any(axis=0).sum() == 1:
        axis = "row" if counts.any(axis=1).sum() == 1 else "column"
        problem = f"the crop begins in the same {axis} each time: draw the row and the column"
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
    mirrored = np.array([np.allclose(one, picture[..., ::-1]) for one, picture in zip(got, x, strict=True)])
    same = np.array([np.allclose(one, picture) for one, picture in zip(got, x, strict=True)])
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
        if np.allclose(got, other):
            return f"\n    Likely mistake: {mistake}"
    for axis, what in ((0, "channel"), (1, "row")):
        parts = zip(np.moveaxis(got, axis, 0), np.moveaxis(picture, axis, 0), strict=True)
        if all(np.allclose(one, part) or np.allclose(one, part[..., ::-1]) for one, part in parts):
            return f"\n    Likely mistake: every {what} is flipped by a draw of its own; one draw decides for the whole picture."
    return ""


def statements_open(name, got):
    """Print which STATEMENTS of the dict `got` are not True or False yet; 0.0 where there are some, otherwise None."""
    if not isinstance(got, dict):
        raise AssertionError(f"{name} must be a dict; it is {type(got).__name__}")
    open_ones = [key for key in STATEMENTS if truth(got.get(key)) is None]
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


def upscale_slips(p):
    """Usual mistakes in the mode upscale_in_train: {mistake: the factor of a kept value that it leads to}."""
    return {
        "Kept values are left as they are; in this mode they are divided by 1 - p.": 1,
        "Kept values are multiplied by 1 - p; they must be divided by it.": 1 - p,
        "Kept values are divided by p; the probability of keeping is 1 - p.": 1 / p,
        "Kept values are multiplied by p; they must be divided by 1 - p.": p,
        "Kept values are scaled twice.": 1 / (1 - p) ** 2,
        "Kept values are multiplied by 1 + p; they must be divided by 1 - p.": 1 + p,
    }


def downscale_slips(p):
    """Usual mistakes in the mode downscale_in_infer, in training: {mistake: the factor of a kept value}."""
    return {
        "Kept values are divided by 1 - p: that is the other mode.": 1 / (1 - p),
        "Kept values are scaled in training; in this mode that is done at inference.": 1 - p,
        "Kept values are multiplied by p; in this mode they stay as they are in training.": p,
    }


def inference_slips(x, p, got):
    """Usual mistakes at inference; `got` tells whether values were dropped, in whatever way."""
    x = np.asarray(x, dtype=float)
    if p in (0, 1):
        return {"All values are dropped at inference: with training=False nothing is dropped, whatever p is.": 0 * x}
    slips = {
        "The values are not scaled; in the mode downscale_in_infer that is done at inference.": x,
        "The values are multiplied by 1 - p: that belongs to the other mode.": (1 - p) * x,
        "The values are multiplied by p; the probability of keeping is 1 - p.": p * x,
        "The values are divided by 1 - p at inference; that belongs into training.": x / (1 - p),
    }
    shape = np.shape(got)
    if shape == x.shape and (np.asarray(got) == 0).any():
        slips["Values are dropped at inference: with training=False nothing is random."] = got
    return slips


def check_draws(case, results, again):
    """AssertionError unless the results with generators of seeds 0, 1, 2, … differ, `again` (seed 0) equals the first, and the number of drops varies."""
    if not np.array_equal(results[0], again):
        raise AssertionError(f"{case}:\n    equal generators drop different values: draw from rng, and from nothing else")
    if all(np.array_equal(result, again) for result in results):
        raise AssertionError(f"{case}:\n    every generator drops the same values: draw from rng, which the caller gives")
    counts = {int((result == 0).sum()) for result in results}
    if len(counts) == 1:
        raise AssertionError(f"{case}:\n    exactly {counts.pop()} values are dropped in each of {len(results)} calls; with a draw for each value the number varies")


def output_and_mask(case, got, x):
    """(y, mask) of dropout_forward as arrays; AssertionError where it is no such pair, or the mask holds other values than 0 and 1."""
    if got is None:
        raise AssertionError(f"{case}:\n    there is no result (None): return y, mask")
    if not isinstance(got, (tuple, list)) or len(got) != 2:
        raise AssertionError(f"{case}:\n    expected two results: return y, mask")
    y, mask = real_numbers(f"{case}, y", got[0], x), real_numbers(f"{case}, mask", got[1], x)
    strange = mask[(mask != 0) & (mask != 1)]
    if strange.size:
        hint = "\n    Likely mistake: the scaling by 1/(1 - p) is put into the mask." if len(np.unique(strange)) == 1 else ""
        raise AssertionError(f"{case}:\n    the mask holds {strange[0]:.6g}; it must hold 1 where a value is kept and 0 where it is dropped{hint}")
    kept, other = y[mask == 1], y[mask == 0]
    if other.any() and not kept.any():
        raise AssertionError(f"{case}:\n    the mask is 1 where y is 0, and the other way round\n    Likely mistake: the mask tells what is dropped; it must tell what is kept.")
    return y, mask


def backward_slips(dy, mask, p):
    """Usual mistakes in the gradient of dropout."""
    kept = dy * mask
    return {
        "The gradient is not divided by 1 - p.": kept,
        "The gradient is multiplied by 1 - p; the forward pass divides, so the gradient is divided, too.": kept * (1 - p),
        "The mask is missing: a dropped value had no part in the loss, and gets no gradient.": dy / (1 - p),
        "The gradient goes on unchanged: mask and scaling are missing.": dy,
        "The mask is upside down: the gradient goes to the values that were dropped.": dy * (1 - mask) / (1 - p),
        "The gradient is divided by 1 - p twice.": kept / (1 - p) ** 2,
        "The mask alone is no gradient: multiply it with dy.": mask / (1 - p),
        "The gradient is multiplied by p; the forward pass divides by 1 - p.": kept * p,
    }


def crop_slips(x, padding):
    """Usual mistakes where the window [C, h, w] is as large as the padded picture; x: [C, H, W]; padding: a pair."""
    rows, columns = padding
    return {
        "Rows and columns of the padding are swapped.": np.pad(x, ((0, 0), (columns,) * 2, (rows,) * 2)),
        "The picture is surrounded by copies of its border; it must be zeros.": np.pad(x, ((0, 0), (rows,) * 2, (columns,) * 2), mode="edge"),
        "The padding is on one side only, below and to the right.": np.pad(x, ((0, 0), (0, rows), (0, columns))),
        "The padding is on one side only, above and to the left.": np.pad(x, ((0, 0), (rows, 0), (columns, 0))),
        "The channels are padded as well.": np.pad(x, ((rows,) * 2, (rows,) * 2, (columns,) * 2)),
        "The padding is missing.": x,
    }


def flip_slips(x):
    """Usual mistakes in mirroring pictures [..., C, H, W]."""
    return {
        "Nothing is mirrored, although p = 1.": x,
        "Rows are reversed (upside down); left and right change places when the columns are, the last axis.": x[..., ::-1, :],
        "Rows and columns are reversed: that turns the picture by 180°.": x[..., ::-1, ::-1],
        "The channels are reversed; the columns are the last axis.": x[..., ::-1, :, :],
        "Every axis is reversed; reverse the columns alone, the last axis.": np.flip(x),
        "The first axis is reversed; the columns are the last axis.": x[::-1],
        "The pictures of the batch change places; mirror each of them.": x[::-1, ..., ::-1],
        "Rows and columns are exchanged: this is the transpose.": np.swapaxes(x, -1, -2),
    }


def check_batch_flips(case, flips):
    """AssertionError where all pictures of a batch share one decision, or where neighbours do."""
    problem = ""
    if flips.all() or not flips.any():
        problem = f"all pictures are {'mirrored' if flips.all() else 'left as they are'}: one draw decides for the whole batch; each picture needs its own"
    elif (flips[:-1] != flips[1:]).all():
        problem = "every second picture is mirrored: draw for each picture"
    elif (np.diff(flips.astype(int)) != 0).sum() == 1:
        problem = "the mirrored pictures stand all at one end of the batch: draw for each picture"
    elif abs(np.corrcoef(flips[:-1], flips[1:])[0, 1]) > 6 / np.sqrt(len(flips)):
        problem = "whether a picture is mirrored depends on its neighbour in the batch: draw for each picture"
    if problem:
        raise AssertionError(f"{case}:\n    {problem}")


def masks_with_probabilities(n, p):
    """All 2^n masks [2^n, n] and their probabilities [2^n]."""
    masks = np.array(list(itertools.product([0, 1], repeat=n)))
    kept = masks.sum(axis=1)
    return masks, (1 - p) ** kept * p ** (n - kept)


def ensemble(x, w, b, p):
    """The exact mean of np.maximum(w @ (m * x / (1 - p)) + b, 0) over all masks m."""
    masks, probabilities = masks_with_probabilities(len(x), p)
    return probabilities @ np.maximum((masks * x / (1 - p)) @ w.T + b, 0)


def ensemble_slips(x, w, b, p):
    """Usual mistakes in that mean."""
    masks, probabilities = masks_with_probabilities(len(x), p)
    relu = np.maximum((masks * x / (1 - p)) @ w.T + b, 0)
    slips = {
        "This is the single pass without a mask, or the ReLU of the mean; the ReLU comes first, then the mean.": np.maximum(w @ x + b, 0),
        "The ReLU is missing: the mean of the sums is w @ x + b.": w @ x + b,
        "The kept inputs are not divided by 1 - p.": probabilities @ np.maximum((masks * x) @ w.T + b, 0),
        "This is the sum over all masks; a mean weights each with its probability.": relu.sum(axis=0),
        "All masks count the same here; weight each with its probability.": relu.mean(axis=0),
        "p and 1 - p are exchanged in the probabilities of the masks.": (probabilities[::-1]) @ relu,
        "The bias is dropped or scaled as well; only the inputs are.": probabilities @ np.maximum((masks * x / (1 - p)) @ w.T + b / (1 - p), 0),
        "The bias is added after the ReLU; it belongs inside.": probabilities @ np.maximum((masks * x / (1 - p)) @ w.T, 0) + b,
        "p is taken to be 0.5; use the p that is given.": ensemble(x, w, b, 0.5),
        "The bias is missing.": probabilities @ np.maximum((masks * x / (1 - p)) @ w.T, 0),
        "The mask that drops everything is missing.": relu[1:].T @ probabilities[1:],
        "The mask that keeps everything is missing.": relu[:-1].T @ probabilities[:-1],
    }
    right = ensemble(x, w, b, p)
    return {mistake: wrong for mistake, wrong in slips.items() if not np.allclose(wrong, right, rtol=1e-4)}
