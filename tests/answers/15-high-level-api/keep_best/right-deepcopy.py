# The whole state copied by copy.deepcopy.
import copy

tiny_model, tiny_fit = high_level.tiny_model, high_level.threshold_fit


class KeepBest(paddle.callbacks.Callback):
    def __init__(self, patience=2):
        super().__init__()
        self.patience = patience

    def on_train_begin(self, logs=None):
        self.history, self.best, self.weights, self.model.stop_training = [], None, None, False

    def on_eval_end(self, logs=None):
        self.history += [logs["acc"]]
        if self.best is None or logs["acc"] > self.history[self.best]:
            self.best = len(self.history) - 1
            self.weights = copy.deepcopy(self.model.network.state_dict())
        if len(self.history) - 1 - self.best == self.patience:
            self.model.stop_training = True

    def on_train_end(self, logs=None):
        if self.weights is not None:
            self.model.network.set_state_dict(self.weights)
