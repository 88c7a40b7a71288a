# Sensitivity and specificity.
# says: themselves
def predictive_values(sensitivity, specificity, prevalence):
    return sensitivity, specificity
