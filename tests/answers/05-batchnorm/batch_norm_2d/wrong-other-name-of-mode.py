# Keeps its mode under another name.
# says: training
class BatchNorm2D:
    def __init__(self, num_features, momentum=0.9, epsilon=1e-5):
        self.momentum, self.epsilon, self.mode = momentum, epsilon, "train"
        self.weight, self.bias = np.ones(num_features), np.zeros(num_features)
        self.running_mean, self.running_variance = np.zeros(num_features), np.ones(num_features)

    def train(self):
        self.mode = "train"

    def eval(self):
        self.mode = "eval"

    def __call__(self, x):
        mean, variance = self.running_mean, self.running_variance
        if self.mode == "train":
            mean, variance = x.mean(axis=(0, 2, 3)), x.var(axis=(0, 2, 3))
            self.running_mean = self.momentum * self.running_mean + (1 - self.momentum) * mean
            self.running_variance = self.momentum * self.running_variance + (1 - self.momentum) * variance
        factor = self.weight / np.sqrt(variance + self.epsilon)
        return x * factor.reshape(1, -1, 1, 1) + (self.bias - mean * factor).reshape(1, -1, 1, 1)
