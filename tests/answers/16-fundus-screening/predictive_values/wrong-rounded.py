# Whole people of a thousand.
# says: expected
def predictive_values(sensitivity, specificity, prevalence):
    tp, fp = sensitivity * prevalence, (1 - specificity) * (1 - prevalence)
    fn, tn = (1 - sensitivity) * prevalence, specificity * (1 - prevalence)
    tp, fp, fn, tn = (round(1000 * each) for each in (tp, fp, fn, tn))
    positive = tp / (tp + fp) if tp + fp else float("nan")
    negative = tn / (tn + fn) if tn + fn else float("nan")
    return positive, negative
