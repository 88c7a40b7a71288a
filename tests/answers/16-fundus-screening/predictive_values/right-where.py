# np.where gives arrays without axes.
def predictive_values(sensitivity, specificity, prevalence):
    def share(a, b):
        with np.errstate(all="ignore"):
            return np.where(a + b == 0, np.nan, np.float64(a) / np.float64(a + b))

    well = 1 - prevalence
    return share(sensitivity * prevalence, well - well * specificity), share(specificity * well, prevalence * (1 - sensitivity))
