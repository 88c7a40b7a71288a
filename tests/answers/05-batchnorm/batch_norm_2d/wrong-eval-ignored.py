# eval() does nothing.
# says: These are the batch's own mean and variance
class BatchNorm2D:
    def __init__(self, num_features, momentum=0.9, epsilon=1e-5):
        self.momentum, self.epsilon = momentum, epsilon
        self.weight, self.bias = np.ones(num_features), np.zeros(num_features)
        self.running_mean, self.running_variance = np.zeros(num_features), np.ones(num_features)
        self.training = True

    def train(self):
        self.training = True
        return self

    def eval(self):
        pass
        return self

    def __call__(self, x):
        mean, variance = x.mean(axis=(0, 2, 3)), x.var(axis=(0, 2, 3))
        if self.training:
            old, new = self.momentum, 1 - self.momentum
            self.running_mean = old * self.running_mean + new * mean
            self.running_variance = old * self.running_variance + new * variance
        if not self.training:
            mean, variance = self.running_mean, self.running_variance
        w, b, m, v = (values.reshape(1, -1, 1, 1) for values in (self.weight, self.bias, mean, variance))
        root = np.sqrt(v + self.epsilon)
        return w * (x - m) / root + b
