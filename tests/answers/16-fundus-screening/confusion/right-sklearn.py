# scikit-learn counts.
from sklearn.metrics import confusion_matrix


def confusion(labels, scores, threshold):
    (tn, fp), (fn, tp) = confusion_matrix(labels, scores >= threshold, labels=[0, 1]).tolist()
    with np.errstate(invalid="ignore"):
        shares = [float(np.float64(a) / np.float64(a + b)) for a, b in ((tp, fn), (tn, fp))]
    return dict(tp=tp, fp=fp, fn=fn, tn=tn, sensitivity=shares[0], specificity=shares[1])
