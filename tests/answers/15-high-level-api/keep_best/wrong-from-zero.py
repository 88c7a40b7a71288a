# The best begins at 0, so an accuracy of 0 is never the best.
# says: best
tiny_model, tiny_fit = high_level.tiny_model, high_level.threshold_fit


class KeepBest(paddle.callbacks.Callback):
    def __init__(self, patience=2):
        super().__init__()
        self.patience = patience

    def on_train_begin(self, logs=None):
        self.history, self.best, self.top, self.weights = [], None, 0.0, None
        self.model.stop_training = False

    def on_eval_end(self, logs=None):
        self.history.append(logs["acc"])
        if logs["acc"] > self.top:
            self.top, self.best = logs["acc"], len(self.history) - 1
            self.weights = {n: t.clone() for n, t in self.model.network.state_dict().items()}
        if len(self.history) - 1 - (self.best or 0) >= self.patience:
            self.model.stop_training = True

    def on_train_end(self, logs=None):
        if self.weights is not None:
            self.model.network.set_state_dict(self.weights)
