# One picture after the other.
def confusion(labels, scores, threshold):
    found = {"tp": 0, "fp": 0, "fn": 0, "tn": 0}
    for label, score in zip(labels, scores):
        if score >= threshold:
            found["tp" if label == 1 else "fp"] += 1
        else:
            found["fn" if label == 1 else "tn"] += 1
    ill, well = found["tp"] + found["fn"], found["tn"] + found["fp"]
    found["sensitivity"] = found["tp"] / ill if ill else np.nan
    found["specificity"] = found["tn"] / well if well else np.nan
    return found
