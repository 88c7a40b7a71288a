# Shares of all people.
# says: divide by all who are called so
def predictive_values(sensitivity, specificity, prevalence):
    tp, fp = sensitivity * prevalence, (1 - specificity) * (1 - prevalence)
    fn, tn = (1 - sensitivity) * prevalence, specificity * (1 - prevalence)
    positive = tp
    negative = tn
    return positive, negative
