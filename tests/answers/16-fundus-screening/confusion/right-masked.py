# Means of the called among the ill, and the not called among the well.
def confusion(labels, scores, threshold):
    import warnings

    ill, well = scores[labels == 1] >= threshold, scores[labels == 0] < threshold
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        shares = ill.mean(), well.mean()
    return dict(tp=ill.sum(), fp=(~well).sum(), fn=(~ill).sum(), tn=well.sum(), sensitivity=shares[0], specificity=shares[1])
