# The rule of Bayes with odds.
def predictive_values(sensitivity, specificity, prevalence):
    with np.errstate(invalid="ignore", divide="ignore"):
        ill = np.array([sensitivity, 1 - sensitivity]) * prevalence
        well = np.array([1 - specificity, specificity]) * (1 - prevalence)
        positive, passed = ill / (ill + well)
    return float(positive), float(1 - passed)
