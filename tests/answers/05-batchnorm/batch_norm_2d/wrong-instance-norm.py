# Each picture has its own mean.
# says: instance norm
class BatchNorm2D:
    def __init__(self, num_features, momentum=0.9, epsilon=1e-5):
        self.momentum, self.epsilon = momentum, epsilon
        self.weight, self.bias = np.ones(num_features), np.zeros(num_features)
        self.running_mean, self.running_variance = np.zeros(num_features), np.ones(num_features)
        self.training = True

    def train(self):
        self.training = True

    def eval(self):
        self.training = False

    def __call__(self, x):
        w, b, m, v = (a.reshape(1, -1, 1, 1) for a in (self.weight, self.bias, self.running_mean, self.running_variance))
        if self.training:
            m, v = x.mean(axis=(2, 3), keepdims=True), x.var(axis=(2, 3), keepdims=True)
            self.running_mean = self.momentum * self.running_mean + (1 - self.momentum) * m.mean(axis=0).ravel()
            self.running_variance = self.momentum * self.running_variance + (1 - self.momentum) * v.mean(axis=0).ravel()
        return w * (x - m) / np.sqrt(v + self.epsilon) + b
