# nan where no positive answer is right.
# says: expected
def predictive_values(sensitivity, specificity, prevalence):
    tp, fp = sensitivity * prevalence, (1 - specificity) * (1 - prevalence)
    fn, tn = (1 - sensitivity) * prevalence, specificity * (1 - prevalence)
    positive = tp / (tp + fp) if tp else float("nan")
    negative = tn / (tn + fn) if tn else float("nan")
    return positive, negative
