# Bad evaluations are counted from the beginning.
# says: only evaluations in a row
tiny_model, tiny_fit = high_level.tiny_model, high_level.threshold_fit


class KeepBest(paddle.callbacks.Callback):
    def __init__(self, patience=2):
        super().__init__()
        self.patience = patience

    def on_train_begin(self, logs=None):
        self.history, self.best, self.weights, self.bad = [], 0, None, 0
        self.model.stop_training = False

    def on_eval_end(self, logs=None):
        self.history.append(logs["acc"])
        now = len(self.history) - 1
        if self.weights is None or self.history[now] > self.history[self.best]:
            self.best = now
            self.weights = {n: t.clone() for n, t in self.model.network.state_dict().items()}
        else:
            self.bad += 1
        if self.bad >= self.patience:
            self.model.stop_training = True

    def on_train_end(self, logs=None):
        if self.weights is not None:
            self.model.network.set_state_dict(self.weights)
