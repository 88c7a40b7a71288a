# False alarms are a share of everybody.
# says: False alarms are a share of the well
def predictive_values(sensitivity, specificity, prevalence):
    tp, fp = sensitivity * prevalence, 1 - specificity
    fn, tn = (1 - sensitivity) * prevalence, specificity * (1 - prevalence)
    positive = tp / (tp + fp) if tp + fp else float("nan")
    negative = tn / (tn + fn) if tn + fn else float("nan")
    return positive, negative
