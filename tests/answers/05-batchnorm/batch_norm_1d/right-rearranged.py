# The published code, each mistake mended in its place.
class BatchNorm1D:
    def __init__(self, num_features, momentum=0.9, epsilon=1e-5):
        self.momentum, self.epsilon = momentum, epsilon
        self.weight, self.bias = np.ones(num_features), np.zeros(num_features)
        self.running_mean, self.running_variance = np.zeros(num_features), np.ones(num_features)
        self.training = True

    def __call__(self, x):
        mean, variance = x.mean(axis=0), x.var(axis=0)
        if self.training:
            old, new = self.momentum, 1 - self.momentum
            self.running_mean = old * self.running_mean + new * mean
            self.running_variance = old * self.running_variance + new * variance
        else:
            mean, variance = self.running_mean, self.running_variance
        normalized = (x - mean) / np.sqrt(variance + self.epsilon)
        return self.weight * normalized + self.bias
