# Copies as arrays, a counter, numbers of evaluations compared by max.
tiny_model, tiny_fit = high_level.tiny_model, high_level.threshold_fit


class KeepBest(paddle.callbacks.Callback):
    def __init__(self, patience=2):
        super().__init__()
        self.patience = patience

    def on_train_begin(self, logs=None):
        self.model.stop_training = False
        self.history = []
        self.best = -1
        self.copies = []
        self.waited = 0

    def on_eval_end(self, logs=None):
        accuracy = float(logs["acc"])
        if not self.history or accuracy > max(self.history):
            self.best, self.waited = len(self.history), 0
            self.copies = [tensor.numpy().copy() for tensor in self.model.network.parameters()]
        else:
            self.waited += 1
        self.history.append(accuracy)
        self.model.stop_training = self.waited >= self.patience

    def on_train_end(self, logs=None):
        for tensor, array in zip(self.model.network.parameters(), self.copies):
            tensor.set_value(array)
