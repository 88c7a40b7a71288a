"""Likely mistakes in the exercises of chapter 16, as course/mistakes.py keeps them: {sentence: the wrong result it leads to}."""

import math
import numbers

import numpy as np

from course.checks import brief, check, difference

COUNTS = ("tp", "fp", "fn", "tn")


def check_labels(case, got, expected, slips=None):
    """AssertionError with a diagnosis unless `got` is the dict `expected` of file names and labels 0 and 1."""
    problem = ""
    if got is None:
        problem = "there is no result (None). Does every path end in a return?"
    elif not isinstance(got, dict):
        problem = f"expected a dict {{file name: label}}, got {type(got).__name__}: {brief(got)}"
    elif got != expected or not all(isinstance(label, (numbers.Integral, np.integer)) for label in got.values()):
        problem = _label_problem(got, expected)
        problem += next((f"\n    Likely mistake: {slip}" for slip, wrong in (slips or {}).items() if got == wrong), "")
    if problem:
        raise AssertionError(f"{case}:\n    {problem}")


def _label_problem(got, expected):
    missing, foreign = ([name for name in a if name not in b] for a, b in ((expected, got), (got, expected)))
    if foreign and any(isinstance(name, str) and "/" in name for name in foreign):
        return f"the keys are file names without their folders, such as {next(iter(expected))!r}; got {brief(foreign[0])}"
    if missing:
        return f"{missing[0]!r} is missing. Got {brief(got)}"
    if foreign:
        return f"{brief(foreign[0])} should not be there. Got {brief(got)}"
    name = next((name for name in expected if got[name] != expected[name]), None)
    if name is None or isinstance(got[name], str):
        return f"labels are whole numbers, 0 or 1; got {next(v for v in got.values() if not isinstance(v, (numbers.Integral, np.integer)))!r}"
    return f"{name!r} has the label {brief(got[name])}, expected {expected[name]}"


def check_refusal(case, reader, names, table, words):
    """AssertionError unless reader(names, table) raises a ValueError whose message contains all words."""
    try:
        happened = f"returned {brief(reader(names, table))}"
    except NotImplementedError:
        raise
    except ValueError as error:
        lost = [word for word in words if word not in str(error)]
        if not lost:
            return
        raise AssertionError(
            f"{case}:\n    a ValueError was raised, but its message does not say {lost[0]!r}: {str(error)[:200]}\n    "
            "Likely mistake: whoever has to mend 800 files needs the file and the line."
        ) from None
    except Exception as error:
        happened = f"raised {type(error).__name__}: {str(error)[:200]}"
    raise AssertionError(f"{case}:\n    {happened}. Raise a ValueError whose message contains {' and '.join(map(repr, words))}.")


def confusion(labels, scores, threshold, above=False):
    """The reference of `confusion`; above: only scores above the threshold count as positive."""
    labels, scores = np.asarray(labels), np.asarray(scores)
    called = scores > threshold if above else scores >= threshold
    counts = [np.sum(called & (labels == 1)), np.sum(called & (labels == 0)), np.sum(~called & (labels == 1)), np.sum(~called & (labels == 0))]
    return dict(zip(COUNTS, (int(count) for count in counts))) | _rates(*counts)


def _rates(tp, fp, fn, tn):
    return {"sensitivity": _share(tp, tp + fn), "specificity": _share(tn, tn + fp)}


def _share(part, whole):
    return float(part / whole) if whole else math.nan


def confusion_slips(labels, scores, threshold):
    """{sentence: (tp, fp, fn, tn)} of likely mistakes."""
    right = [confusion(labels, scores, threshold)[key] for key in COUNTS]
    tp, fp, fn, tn = right
    half = [int(np.sum((np.asarray(labels) == ill) & ((np.asarray(scores) >= 0.5) == called))) for ill, called in ((1, True), (0, True), (1, False), (0, False))]
    above, rest = ([confusion(*case, above=strictly)[key] for key in COUNTS] for case, strictly in (((labels, scores, threshold), True), ((labels, -np.asarray(scores), -threshold), False)))
    slips = {
        "`>` leaves out a score equal to the threshold; it counts as positive (>=).": above,
        "A high score means pathologic: the comparison is the wrong way round.": rest,
        "Label 1 is the positive class; positive and negative are swapped.": [tn, fn, fp, tp],
        "fp and fn are swapped: a false positive is an eye that is called pathologic and is not.": [tp, fn, fp, tn],
        "tp and tn are swapped.": [tn, fp, fn, tp],
        "tp, tn and fp, fn are in each other's places: check the four keys.": [fp, tp, tn, fn],
        "These are shares; count the pictures.": [count / max(len(labels), 1) for count in right],
        "tp counts everything that is called positive, right or wrong.": [tp + fp, fp, fn, tn],
        "This is what the threshold 0.5 gives; use the argument `threshold`.": half,
    }
    return {sentence: wrong for sentence, wrong in slips.items() if wrong != right}


def check_confusion(case, got, labels, scores, threshold, keys):
    """AssertionError with a diagnosis unless the dict `got` holds what `confusion` gives for these keys."""
    expected = confusion(labels, scores, threshold)
    if not isinstance(got, dict):
        raise AssertionError(f"{case}:\n    expected a dict with the keys {', '.join(expected)}; got {brief(got)}")
    lost = [key for key in keys if key not in got]
    if lost:
        raise AssertionError(f"{case}:\n    the result has no {lost[0]!r}; it has {', '.join(map(repr, got)) or 'no keys at all'}")
    slips = confusion_slips(labels, scores, threshold)
    if set(COUNTS) <= set(keys):
        found = [got[key] for key in COUNTS]
        for sentence, wrong in slips.items():
            if not any(difference(a, b) for a, b in zip(found, wrong)):
                raise AssertionError(f"{case}:\n    got {dict(zip(COUNTS, found))}, expected {({k: expected[k] for k in COUNTS})}\n    Likely mistake: {sentence}")
    tp, fp, fn, tn = (expected[key] for key in COUNTS)
    for key in keys:
        check(f"{case}, {key}", got[key], expected[key], _rate_slips(key, tp, fp, fn, tn, slips) if key not in COUNTS else None)


def _rate_slips(key, tp, fp, fn, tn, slips):
    rates = _rates(tp, fp, fn, tn)
    other = {"sensitivity": "specificity", "specificity": "sensitivity"}[key]
    known = {
        "sensitivity": {
            "This divides by all who are called positive (the predictive value); divide by all who are ill.": _share(tp, tp + fp),
            "This is the share of the ill who are overlooked; sensitivity is the share found.": _share(fn, tp + fn),
        },
        "specificity": {
            "This divides by all who are called negative (the predictive value); divide by all who are well.": _share(tn, tn + fn),
            "This is the share of false alarms; specificity is the rest, those rightly passed.": _share(fp, fp + tn),
        },
    }[key]
    known["Sensitivity and specificity are swapped."] = rates[other]
    known[f"This is 1 - {other}; the one says nothing of the other, as they are shares of different people."] = 1 - rates[other]
    known["This is the accuracy, which mixes both kinds of mistakes."] = _share(tp + tn, tp + fp + fn + tn)
    known["This divides by all pictures; divide by those with that label."] = _share({"sensitivity": tp, "specificity": tn}[key], tp + fp + fn + tn)
    for sentence, (a, b, c, d) in slips.items():
        known.setdefault(sentence, _rates(a, b, c, d)[key])
    return known


def check_nobody(case, value, why):
    """AssertionError unless value is nan, because there is nobody to count."""
    if not isinstance(value, (float, np.floating, np.ndarray)) or np.ndim(value) or not np.isnan(value):
        raise AssertionError(f"{case}:\n    got {value!r}, expected nan: {why} Neither 0 nor 1 would be true.")


def roc(labels, scores):
    """The reference of `roc_points`."""
    labels, scores = np.asarray(labels), np.asarray(scores, dtype=float)
    return np.array([_point(labels, scores >= threshold) for threshold in [np.inf, *np.unique(scores)[::-1]]])


def _point(labels, called):
    return [np.mean(called[labels == 0]), np.mean(called[labels == 1])]


def _precision(labels, scores):
    called = [scores >= threshold for threshold in np.unique(scores)[::-1]]
    return np.array([[0.0, 0.0]] + [[np.mean(labels[c] == 0), np.mean(c[labels == 1])] for c in called])


def roc_slips(labels, scores):
    """{sentence: points} of likely mistakes."""
    labels, scores = np.asarray(labels), np.asarray(scores, dtype=float)
    right, distinct = roc(labels, scores), np.unique(scores)
    order = np.argsort(-scores, kind="stable")
    steps = np.vstack([[0, 0], np.column_stack([np.cumsum(labels[order] == 0) / np.sum(labels == 0), np.cumsum(labels[order] == 1) / np.sum(labels == 1)])])
    ends = np.argsort(scores, kind="stable")[::-1]
    other = np.vstack([[0, 0], np.column_stack([np.cumsum(labels[ends] == 0) / np.sum(labels == 0), np.cumsum(labels[ends] == 1) / np.sum(labels == 1)])])
    strict = np.array([_point(labels, scores > threshold) for threshold in distinct[::-1]])
    ones, wells = np.sum(labels == 1), np.sum(labels == 0)
    slips = {
        "Pictures with equal scores are taken one by one; a threshold takes all of them at once.": steps,
        "Pictures with equal scores are taken one by one; a threshold takes all of them at once. ": other,
        "The columns are swapped: first the share of false alarms, then the sensitivity.": right[:, ::-1],
        "The point (0, 0) is missing: a threshold above every score calls nobody.": right[1:],
        "The order is reversed: begin with the highest threshold, at (0, 0).": right[::-1],
        "`>` leaves out scores equal to the threshold, so that (1, 1) is never reached.": strict,
        "`>` leaves out scores equal to the threshold; it counts as positive (>=).": np.vstack([[0, 0], strict]),
        "The first column is the specificity; it should be 1 - specificity, the share of false alarms.": np.column_stack([1 - right[:, 0], right[:, 1]]),
        "The first column divides false alarms by all who are called pathologic; divide by the number with label 0.": _precision(labels, scores),
        "These are counts; divide by the number with that label.": right * [wells, ones],
        "Each count is divided by all pictures; divide by the number with that label.": right * [wells, ones] / len(labels),
        "Label 1 is the positive class; positive and negative are swapped.": roc(1 - labels, scores),
        "Low scores are called pathologic first: sort from the highest score down.": roc(labels, -scores),
    }
    return {sentence: wrong for sentence, wrong in slips.items() if wrong.shape != right.shape or not np.allclose(wrong, right)}


def auc(labels, scores, tie=0.5):
    """The reference of `auc`; tie: what a pair with equal scores counts."""
    labels, scores = np.asarray(labels), np.asarray(scores, dtype=float)
    gaps = scores[labels == 1][:, None] - scores[labels == 0]
    return float(np.mean((gaps > 0) + tie * (gaps == 0)))


def auc_slips(labels, scores):
    """{sentence: number} of likely mistakes."""
    labels, scores = np.asarray(labels), np.asarray(scores, dtype=float)
    right = auc(labels, scores)
    pairs = np.sum(labels == 1) * np.sum(labels == 0)
    gaps = scores[labels == 1][:, None] - scores[labels == 0]
    slips = {
        "Pairs with equal scores are counted wholly, as they are in an area of steps; each counts one half.": auc(labels, scores, 1),
        "Pairs with equal scores are not counted; each counts one half.": auc(labels, scores, 0),
        "Pairs with equal scores are left out of the count; they belong to the pairs, with one half each.": (
            float(np.sum(gaps > 0) / max(np.sum(gaps != 0), 1))
        ),
        "An area below one half is not turned round: such a model is worse than guessing.": max(right, 1 - right),
        "This is the share of pairs that are in the wrong order: the pathologic one should have the higher score.": 1 - right,
        "This divides by all pairs of pictures; divide by positives times negatives.": right * pairs / len(labels) ** 2,
        "This divides by all pairs of two pictures; divide by positives times negatives.": right * pairs / (len(labels) * (len(labels) - 1) / 2),
        "This is the number of pairs; divide by positives times negatives.": right * pairs,
        "This is the accuracy at the threshold 0.5, not an area.": float(np.mean((scores >= 0.5) == (labels == 1))),
        "This is the mean of sensitivity and specificity at the threshold 0.5, not an area.": float((np.mean(scores[labels == 1] >= 0.5) + np.mean(scores[labels == 0] < 0.5)) / 2),
        "This is the difference of the two means; only the order of the scores matters.": float(scores[labels == 1].mean() - scores[labels == 0].mean()),
    }
    return {sentence: wrong for sentence, wrong in slips.items() if abs(wrong - right) > 1e-4}


def choose(labels, scores, least):
    """The reference of `choose_threshold`."""
    return _best(labels, scores, lambda sensitivity, specificity: (sensitivity >= least, specificity, sensitivity))


def _best(labels, scores, merit):
    def value(threshold):
        found = confusion(labels, scores, threshold)
        return merit(found["sensitivity"], found["specificity"])

    return float(max(np.unique(np.asarray(scores, dtype=float)), key=value))


def choose_slips(labels, scores, least):
    """{sentence: threshold} of likely mistakes."""
    labels, scores = np.asarray(labels), np.asarray(scores, dtype=float)
    right, distinct = choose(labels, scores, least), np.unique(scores)
    below = distinct[distinct < right]
    enough = [t for t in distinct if confusion(labels, scores, t)["sensitivity"] >= least]
    strictly = [t for t in distinct if np.mean(scores[labels == 1] > t) >= least]
    more = _best(labels, scores, lambda a, b: (a > least, b, a)) if any(confusion(labels, scores, t)["sensitivity"] > least for t in distinct) else right
    slips = {
        "Of thresholds with equal specificity take the one that finds more: the lowest of them.": max(enough),
        "Of all thresholds with enough sensitivity this is the lowest, which calls everybody ill; take the highest specificity.": min(enough),
        "The sensitivity must be *above* `least` here; exactly `least` is enough.": more,
        "`>` leaves out pictures with a score equal to the threshold; it counts as positive (>=).": max(strictly, default=right),
        "`least` is asked of the specificity; it is the sensitivity that must reach it.": _best(labels, scores, lambda a, b: (b >= least, a, b)),
        "This has the best accuracy; the sensitivity must reach `least` first.": _best(labels, scores, lambda a, b: a * np.mean(labels) + b * np.mean(labels == 0)),
        "This is the best sum of sensitivity and specificity; the sensitivity must reach `least` first.": _best(labels, scores, lambda a, b: (a + b, a)),
        "This has the highest specificity of all and forgets the sensitivity.": float(distinct[-1]),
        "A threshold is one of the scores, not the middle between two.": (right + below[-1]) / 2 if len(below) else right,
        "This is the sensitivity that is reached; return the threshold.": confusion(labels, scores, right)["sensitivity"],
        "This is the specificity that is reached; return the threshold.": confusion(labels, scores, right)["specificity"],
        "This is a quantile of all scores; only those of the pathologic pictures tell the sensitivity.": float(np.quantile(scores, 1 - least)),
        "np.quantile goes between two scores; a threshold is one of the scores, and the sensitivity must reach `least`.": float(np.quantile(scores[labels == 1], 1 - least)),
        "This is `least` itself; a threshold is one of the scores.": float(least),
    }
    return {sentence: wrong for sentence, wrong in slips.items() if abs(wrong - right) > 1e-4}


def check_choice(case, got, labels, scores, least, expected=None):
    """AssertionError with a diagnosis unless `got` is the threshold to choose (`expected`, or what the reference says)."""
    slips = choose_slips(labels, scores, least)
    if np.ndim(got) == 0 and isinstance(got, (numbers.Real, np.ndarray)):
        threshold, found = float(got), confusion(labels, scores, got)
        if not np.isclose(threshold, scores, rtol=0).any():
            slips["A threshold is one of the scores; this is none of them."] = threshold
        elif found["sensitivity"] < least:
            slips[f"The sensitivity that it has, {found['sensitivity']:.3f}, is below `least`."] = threshold
        else:
            slips["It has enough sensitivity, but another one has that and a higher specificity, or the same and more sensitivity."] = threshold
    check(case, got, choose(labels, scores, least) if expected is None else expected, slips)


def predictive(sensitivity, specificity, prevalence):
    """The reference of `predictive_values`."""
    true, false = sensitivity * prevalence, (1 - specificity) * (1 - prevalence)
    missed, passed = (1 - sensitivity) * prevalence, specificity * (1 - prevalence)
    return _share(true, true + false), _share(passed, passed + missed)


def predictive_slips(sensitivity, specificity, prevalence):
    """{sentence: (positive, negative)} of likely mistakes."""
    positive, negative = predictive(sensitivity, specificity, prevalence)
    true, false = sensitivity * prevalence, (1 - specificity) * (1 - prevalence)
    missed, passed = (1 - sensitivity) * prevalence, specificity * (1 - prevalence)
    slips = {
        "The two are swapped: the positive predictive value comes first.": (negative, positive),
        "The prevalence is not used: most people are well, so their false alarms weigh more.": predictive(sensitivity, specificity, 0.5),
        "These are sensitivity and specificity themselves: shares of the ill and of the well, not of those who are called so.": (sensitivity, specificity),
        "These are shares of all people; divide by all who are called so.": (true, passed),
        "False alarms come from the share 1 - specificity of the well, not from the specificity.": (
            _share(true, true + specificity * (1 - prevalence)),
            _share((1 - specificity) * (1 - prevalence), false + missed),
        ),
        "False alarms come from the share 1 - specificity of the well, not from the specificity. ": (
            _share(true, true + specificity * (1 - prevalence)),
            negative,
        ),
        "The prevalence is that of the ill; ill and well are swapped.": predictive(sensitivity, specificity, 1 - prevalence),
        "The second number is the share of ill among those who are passed; the negative predictive value is the rest.": (positive, 1 - negative),
        "The first number is the share of false alarms among those who are called ill; the predictive value is the rest.": (1 - positive, negative),
        "Sensitivity and specificity are in each other's places.": predictive(specificity, sensitivity, prevalence),
        "The well are (1 - prevalence), and false alarms are a share of them, not of everybody.": (
            _share(true, true + 1 - specificity),
            _share(specificity, specificity + missed),
        ),
        "False alarms are a share of the well, (1 - prevalence), not of everybody.": (_share(true, true + 1 - specificity), negative),
        "The overlooked are a share of the ill, not of everybody.": (positive, _share(passed, passed + 1 - sensitivity)),
    }
    right = np.array([positive, negative])
    return {sentence: wrong for sentence, wrong in slips.items() if not np.allclose(wrong, right, atol=1e-4)}


def discordant(labels, first, second):
    """(pictures that only the first gets right, only the second)."""
    good, fine = np.asarray(first) == np.asarray(labels), np.asarray(second) == np.asarray(labels)
    return int(np.sum(good & ~fine)), int(np.sum(fine & ~good))


def tail(number, most):
    """The probability of at most `most` heads in `number` throws of a fair coin."""
    return sum(math.comb(number, k) for k in range(most + 1)) / 2**number


def mcnemar(labels, first, second):
    """The reference of `mcnemar`."""
    a, b = discordant(labels, first, second)
    return a, b, min(1.0, 2 * tail(a + b, min(a, b)))


def mcnemar_slips(labels, first, second):
    """{sentence: p} of likely mistakes in the probability."""
    a, b, right = mcnemar(labels, first, second)
    n, few, many = a + b, min(a, b), len(labels)
    chi = (abs(a - b) - 1) ** 2 / n if n else 0.0
    slips = {
        "This is the probability of one side; a difference in either direction counts, so take it twice.": tail(n, few),
        "A probability above 1: take at most 1.": 2 * tail(n, few),
        "This is the probability of exactly that many; add those of fewer.": math.comb(n, few) / 2**n,
        "This is twice the probability of exactly that many; add those of fewer.": 2 * math.comb(n, few) / 2**n,
        "Where the two differ nowhere, the sum is 1 and p is 1.": right if n else 0.0,
        "The sum stops one too early: `range(k + 1)` includes k.": min(1.0, 2 * tail(n, few - 1)),
        "The sum goes up to the larger of the two numbers; take the smaller.": min(1.0, 2 * tail(n, max(a, b))),
        "All pictures are thrown as coins; only those on which the two differ tell anything.": min(1.0, 2 * tail(many, few)),
        "This is the chi-square approximation with a correction; here the exact probability is asked for.": math.erfc(math.sqrt(chi / 2)),
        "This is the chi-square approximation; here the exact probability is asked for.": math.erfc(math.sqrt((a - b) ** 2 / n / 2)) if n else right,
        "This is the probability that a coin would *not* show such a difference.": 1 - right,
    }
    return {sentence: wrong for sentence, wrong in slips.items() if abs(wrong - right) > 1e-6}


def check_mcnemar(case, got, labels, first, second, probability):
    """AssertionError with a diagnosis unless `got` is (only first, only second, p); probability: whether p is looked at."""
    if got is None or not isinstance(got, (list, tuple)) or len(got) != 3:
        raise AssertionError(f"{case}:\n    expected three numbers (only_first, only_second, p); got {brief(got)}")
    a, b, p = mcnemar(labels, first, second)
    y, f, s = (np.asarray(each) for each in (labels, first, second))
    wrongs = {
        "The two are swapped: first the pictures that only the first network gets right.": (b, a),
        "These are all pictures that each gets right; count those that the other one gets wrong.": (int(np.sum(f == y)), int(np.sum(s == y))),
        "These count where the *answers* are 1, not where they are right: compare with the labels.": (int(np.sum((f == 1) & (s == 0))), int(np.sum((f == 0) & (s == 1)))),
        "These count where both are right and where both are wrong; McNemar's test looks at the others.": (int(np.sum((f == y) & (s == y))), int(np.sum((f != y) & (s != y)))),
    }
    for sentence, wrong in wrongs.items():
        if tuple(got[:2]) == wrong != (a, b):
            raise AssertionError(f"{case}:\n    got {wrong}, expected {(a, b)}\n    Likely mistake: {sentence}")
    check(f"{case}, only the first right", got[0], a)
    check(f"{case}, only the second right", got[1], b)
    if probability:
        check(f"{case}, p", got[2], p, mcnemar_slips(labels, first, second))
