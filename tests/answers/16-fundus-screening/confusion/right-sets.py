# Products of zeros and ones.
def confusion(labels, scores, threshold):
    called = np.where(scores < threshold, 0, 1)
    tp, ill, positive = int(labels @ called), int(labels.sum()), int(called.sum())
    fp, fn = positive - tp, ill - tp
    tn = len(labels) - tp - fp - fn
    share = lambda part, whole: part / whole if whole else float("nan")
    return {"tp": tp, "fp": fp, "fn": fn, "tn": tn, "sensitivity": share(tp, ill), "specificity": share(tn, len(labels) - ill)}
