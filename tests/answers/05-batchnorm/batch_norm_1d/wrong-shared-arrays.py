# bias and running_mean are one array, weight and running_variance another.
# says: An array is shared
class BatchNorm1D:
    def __init__(self, num_features, momentum=0.9, epsilon=1e-5):
        self.momentum, self.epsilon, self.training = momentum, epsilon, True
        self.bias = self.running_mean = np.zeros(num_features)
        self.weight = self.running_variance = np.ones(num_features)

    def __call__(self, x):
        mean, variance = self.running_mean, self.running_variance
        if self.training:
            mean, variance = x.mean(axis=0), x.var(axis=0)
            self.running_mean += (1 - self.momentum) * (mean - self.running_mean)
            self.running_variance += (1 - self.momentum) * (variance - self.running_variance)
        return self.weight * (x - mean) / np.sqrt(variance + self.epsilon) + self.bias
