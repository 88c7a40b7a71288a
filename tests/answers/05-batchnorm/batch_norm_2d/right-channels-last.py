# Moves the channels to the end, where NumPy lines them up by itself; lists for the state.
class BatchNorm2D:
    def __init__(self, num_features, momentum=0.9, epsilon=1e-5):
        self.training = True
        self.keep, self.epsilon = momentum, epsilon
        self.weight, self.bias = np.full(num_features, 1.0), np.full(num_features, 0.0)
        self.running_mean, self.running_variance = self.bias.copy(), self.weight.copy()

    def train(self, mode=True):
        self.training = mode

    def eval(self):
        self.train(False)

    def __call__(self, x):
        rows = np.moveaxis(x, 1, -1).astype(float)
        mean, variance = self.running_mean, self.running_variance
        if self.training:
            flat = rows.reshape(-1, rows.shape[-1])
            mean, variance = flat.mean(axis=0), flat.var(axis=0)
            self.running_mean = self.running_mean * self.keep + mean * (1 - self.keep)
            self.running_variance = self.running_variance * self.keep + variance * (1 - self.keep)
        return np.moveaxis(self.weight * (rows - mean) / np.sqrt(variance + self.epsilon) + self.bias, -1, 1)
