"""The Runner: what it learns, reports, undoes and takes up again; compared with steps written out by hand."""

import os
import signal
import subprocess
import sys
import threading

import numpy as np
import paddle
import paddle.nn.functional as F
import pytest
from conftest import ROOT
from paddle import nn

from course import data, training
from course.training import Runner, accuracy, history_figure, mean_and_spread, seed_everything


def small_pictures():
    train, validation, _ = data.digits()
    return train.take(slice(150)), validation.take(slice(50))


def network(dropout=0.0):
    seed_everything(1)
    return nn.Sequential(nn.Flatten(), nn.Linear(64, 20), nn.BatchNorm1D(20), nn.ReLU(), nn.Dropout(dropout), nn.Linear(20, 10))


def momentum(net, rate=0.1):
    return paddle.optimizer.Momentum(rate, 0.9, parameters=net.parameters())


def falling_adam(net):
    schedule = paddle.optimizer.lr.StepDecay(0.01, step_size=2, gamma=0.5)
    return paddle.optimizer.Adam(schedule, parameters=net.parameters())


def weights(net):
    return {name: tensor.numpy() for name, tensor in net.state_dict().items()}


def assert_equal(first, second):
    assert first.keys() == second.keys()
    for name in first:
        np.testing.assert_array_equal(first[name], second[name], err_msg=name)


def without_times(history):
    return [{key: value for key, value in row.items() if key != "seconds"} for row in history]


class Stopping:
    """Cross-entropy that is interrupted when it is computed for the n-th time."""

    def __init__(self, number):
        self.left = number

    def __call__(self, scores, labels):
        self.left -= 1
        if self.left == 0:
            raise KeyboardInterrupt
        return F.cross_entropy(scores, labels)


def test_an_epoch_is_the_steps_written_out_by_hand():
    train, validation = small_pictures()
    net, by_hand = network(), network()
    runner = Runner(net, momentum(net), seed=3)
    runner.train(train, validation, epochs=1, batch_size=64)

    optimizer, losses = momentum(by_hand), []
    seed_everything(3, 1)
    order = np.random.permutation(150)
    by_hand.train()
    for batch in (order[:64], order[64:128], order[128:]):
        scores = by_hand(paddle.to_tensor(train.pictures[batch]))
        loss = F.cross_entropy(scores, paddle.to_tensor(train.labels[batch]))
        loss.backward()
        optimizer.step()
        optimizer.clear_grad()
        losses.append((len(batch), loss.item(), accuracy(scores, paddle.to_tensor(train.labels[batch]))))
    assert_equal(weights(net), weights(by_hand))
    (row,) = runner.history
    sizes, loss, share = np.array(losses).T
    assert row["loss"] == pytest.approx((sizes * loss).sum() / 150) and row["accuracy"] == pytest.approx((sizes * share).sum() / 150)
    by_hand.eval()
    scores = by_hand(paddle.to_tensor(validation.pictures))
    labels = paddle.to_tensor(validation.labels)
    assert row["validation_loss"] == pytest.approx(F.cross_entropy(scores, labels).item(), rel=1e-5)
    assert row["validation_accuracy"] == pytest.approx((scores.numpy().argmax(1) == validation.labels).mean())
    assert (row["epoch"], row["rate"]) == (1, 0.1)


def test_evaluate_weighs_a_short_last_batch_by_its_size():
    class First(nn.Layer):  # scores are the first two pixels
        def forward(self, x):
            return x[:, 0, 0, :2]

    right = np.array([1] * 10 + [0] * 4)
    pictures = np.zeros((14, 1, 1, 2), "float32")
    pictures[np.arange(14), 0, 0, right] = 1
    labelled = data.Pictures(pictures, np.ones(14, "int64"), ("a", "b"))
    net = First()
    runner = Runner(net, paddle.optimizer.SGD(0.1, parameters=[]))
    found = runner.evaluate(labelled, batch_size=10)
    assert found["accuracy"] == pytest.approx(10 / 14)  # the mean of the batches' accuracies would be 0.5
    assert found["loss"] == pytest.approx((10 * np.log(1 + np.exp(-1)) + 4 * np.log(1 + np.e)) / 14, rel=1e-6)


def test_evaluating_and_predicting_are_in_inference_mode_and_leave_every_mode_as_it_was():
    train, validation = small_pictures()
    net = network(dropout=0.9)
    net[2].eval()
    before = weights(net)
    runner = Runner(net, momentum(net))
    modes = [layer.training for layer in net.sublayers(include_self=True)]
    scores = runner.predict(validation, batch_size=7)
    assert [layer.training for layer in net.sublayers(include_self=True)] == modes and not all(modes)
    assert_equal(weights(net), before)
    net.eval()
    np.testing.assert_allclose(scores, net(paddle.to_tensor(validation.pictures)).numpy(), atol=1e-6)
    np.testing.assert_array_equal(scores, runner.predict(validation, batch_size=7))


@pytest.mark.parametrize("optimizer", [momentum, falling_adam])
def test_training_that_was_stopped_and_loaded_is_bit_for_bit_training_in_one_go(tmp_path, optimizer):
    train, validation = small_pictures()
    whole = network(dropout=0.3)
    in_one_go = Runner(whole, optimizer(whole), seed=5)
    in_one_go.train(train, validation, epochs=4)

    path = tmp_path / "deep" / "net.pdparams"
    first = network(dropout=0.3)
    Runner(first, optimizer(first), seed=5, path=path).train(train, validation, epochs=2)
    second = network(dropout=0.3)
    again = Runner(second, optimizer(second), seed=99, path=path)
    again.load()
    np.random.rand(7), paddle.rand([3])  # what happens in between must not matter
    again.train(train, validation, epochs=4)
    assert_equal(weights(second), weights(whole))
    assert without_times(again.history) == without_times(in_one_go.history)
    assert len({row["rate"] for row in again.history}) == (2 if optimizer is falling_adam else 1)
    assert again.best["epoch"] == in_one_go.best["epoch"]
    assert list(tmp_path.rglob("*.part")) == []


@pytest.mark.parametrize("stops_in", [1, 2])
def test_an_interrupt_undoes_the_epoch_keeps_the_rest_and_training_goes_on_as_if_nothing_had_happened(stops_in, capsys):
    train, validation = small_pictures()
    whole, net = network(0.3), network(0.3)
    in_one_go = Runner(whole, falling_adam(whole))
    in_one_go.train(train, validation, epochs=3)
    runner = Runner(net, falling_adam(net), loss=Stopping(4 * (stops_in - 1) + 2))  # three steps and one validation an epoch
    runner.train(train, validation, epochs=3)
    assert len(runner.history) == stops_in - 1
    said = capsys.readouterr().out
    assert f"Stopped in epoch {stops_in}, which is undone." in said
    assert ("The best weights are those of epoch 1" if stops_in == 2 else "No epoch is done yet") in said
    runner.train(train, validation, epochs=3)
    assert_equal(weights(net), weights(whole))
    assert without_times(runner.history) == without_times(in_one_go.history)


def test_an_interrupt_while_validating_undoes_the_epoch_too():
    train, validation = small_pictures()
    net = network()
    before = weights(net)
    runner = Runner(net, momentum(net), loss=Stopping(4))
    runner.train(train, validation, epochs=3)
    assert runner.history == [] and runner.best is None
    assert_equal(weights(net), before)


def test_control_c_stops_training():
    train, validation = small_pictures()
    net = network()
    runner = Runner(net, momentum(net))
    timer = threading.Timer(1.0, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    runner.train(train, validation, epochs=10**6)
    timer.cancel()
    assert 0 < len(runner.history) < 10**6 and [row["epoch"] for row in runner.history] == list(range(1, len(runner.history) + 1))


def test_the_best_weights_are_those_of_the_best_validation_accuracy_not_the_last():
    train, validation = small_pictures()
    net = network()
    runner = Runner(net, paddle.optimizer.SGD(paddle.optimizer.lr.PiecewiseDecay([3], [0.1, 1e3]), parameters=net.parameters()))
    runner.train(train, validation, epochs=5)
    accuracies = [row["validation_accuracy"] for row in runner.history]
    assert accuracies[-1] < max(accuracies)
    runner.use_best()
    assert runner.evaluate(validation)["accuracy"] == max(accuracies) == runner.best["accuracy"]
    assert runner.best["epoch"] in [row["epoch"] for row in runner.history if row["validation_accuracy"] == max(accuracies)]


def test_a_loss_that_is_no_number_is_told_and_undone(capsys):
    train, validation = small_pictures()
    net = nn.Sequential(nn.Flatten(), nn.Linear(64, 10))  # a ReLU of Paddle's makes 0 of nan
    runner = Runner(net, momentum(net))
    runner.train(train, validation, epochs=1)
    before = weights(net)
    spoilt = data.Pictures(train.pictures.copy(), train.labels, train.classes)
    spoilt.pictures[:] = np.nan
    with pytest.raises(FloatingPointError, match=r"the loss is nan in epoch 2 after 0 pictures, at a learning rate of 0\.1: try a smaller rate"):
        runner.train(spoilt, validation, epochs=2)
    assert_equal(weights(net), before)
    assert len(runner.history) == 1 and "Stopped in epoch 2" in capsys.readouterr().out


def test_an_error_of_a_transform_is_an_error_of_training():
    def broken(picture):
        raise ValueError("this transform is broken")

    train, validation = small_pictures()
    net = network()
    with pytest.raises(ValueError, match="this transform is broken"):
        Runner(net, momentum(net)).train(train.with_transform(broken), validation, epochs=1)


def test_a_checkpoint_that_exists_is_not_overwritten(tmp_path):
    train, validation = small_pictures()
    path = tmp_path / "net.pdparams"
    net = network()
    Runner(net, momentum(net), path=path).train(train, validation, epochs=1)
    kept = path.read_bytes()
    with pytest.raises(FileExistsError, match=r"net\.pdparams exists and would be overwritten: call runner\.load\(\)"):
        Runner(net, momentum(net), path=path).train(train, validation, epochs=2)
    assert path.read_bytes() == kept


def test_a_checkpoint_that_is_damaged_or_of_another_network_is_refused_and_changes_nothing(tmp_path):
    train, validation = small_pictures()
    path = tmp_path / "net.pdparams"
    net = network()
    Runner(net, momentum(net), path=path).train(train, validation, epochs=1)
    other = nn.Sequential(nn.Flatten(), nn.Linear(64, 10))
    before = weights(other)
    with pytest.raises(ValueError, match="belongs to another network"):
        Runner(other, momentum(other), path=path).load()
    with pytest.raises(ValueError, match="another kind of optimizer"):
        Runner(net, falling_adam(net), path=path).load()
    path.write_bytes(path.read_bytes()[:1000])
    with pytest.raises(ValueError, match="no checkpoint of a Runner, or damaged"):
        Runner(other, momentum(other), path=path).load()
    with pytest.raises(FileNotFoundError, match="missing.pdparams"):
        Runner(other, momentum(other), path=tmp_path / "missing.pdparams").load()
    assert_equal(weights(other), before)


def test_an_optimizer_of_another_network_is_refused():
    with pytest.raises(ValueError, match=r"parameters=net\.parameters\(\)"):
        Runner(network(), momentum(network()))


def test_asking_for_epochs_that_are_done_does_nothing(capsys):
    train, validation = small_pictures()
    net = network()
    runner = Runner(net, momentum(net))
    runner.train(train, validation, epochs=1)
    before = weights(net)
    runner.train(train, validation, epochs=1)
    assert "Nothing to do: 1 of 1 epochs are done." in capsys.readouterr().out
    assert_equal(weights(net), before)


def test_while_work_is_graded_one_step_is_taken(monkeypatch, capsys):
    monkeypatch.setenv("COURSE_BUDGET", "grading")
    train, validation = small_pictures()
    net, by_hand = network(), network()
    runner = Runner(net, momentum(net))
    runner.train(train, validation, epochs=50, batch_size=32)
    assert "Budget grading: one training step instead of 50 epochs." in capsys.readouterr().out
    loss = F.cross_entropy(by_hand(paddle.to_tensor(train.pictures[:32])), paddle.to_tensor(train.labels[:32]))
    assert len(runner.history) == 1 and runner.history[0]["loss"] == pytest.approx(loss.item(), rel=1e-5)


def test_a_log_gets_one_line_for_an_epoch(capsys):
    train, validation = small_pictures()
    net = network()
    runner = Runner(net, momentum(net))
    runner.train(train, validation, epochs=2)
    lines = capsys.readouterr().out.strip().splitlines()
    row = runner.history[1]
    assert lines[-2].startswith("epoch 1/2: ") and lines[-1] == (
        f"epoch 2/2: loss {row['loss']:.3f}, accuracy {row['accuracy']:.3f}, validation {row['validation_accuracy']:.3f}, rate 0.1"
    )


def test_a_terminal_gets_a_bar_with_loss_accuracy_rate_and_the_time_left(monkeypatch, capsys):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    train, validation = small_pictures()
    net = network()
    Runner(net, momentum(net)).train(train, validation, epochs=2)
    last = capsys.readouterr().out.split("\r")[-1]
    row = "epoch 2/2: 100%"
    assert last.startswith(row) and "6/6 [" in last and all(word in last for word in ("loss=", "accuracy=", "validation=", "rate=0.1", "steps/s"))


def test_training_is_bit_identical_in_another_process():
    code = """
from test_training import *
net = network(0.3)
Runner(net, falling_adam(net)).train(*small_pictures(), epochs=1)
print(float(sum(abs(value).sum() for value in weights(net).values())).hex())
"""
    environment = os.environ | {"PYTHONPATH": str(ROOT / "tests")}
    printed = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True).stdout for _ in range(2)]
    assert printed[0].splitlines()[-1] == printed[1].splitlines()[-1] and printed[0].splitlines()[-1].startswith("0x1.")


def test_the_history_is_drawn():
    history = [{"loss": 2.0, "accuracy": 0.3, "validation_loss": 1.5, "validation_accuracy": 0.5, "epoch": 1},
               {"loss": 1.0, "accuracy": 0.6, "validation_loss": 1.2, "validation_accuracy": 0.7, "epoch": 2}]  # fmt: skip
    left, right = history_figure(history).axes
    assert [list(line.get_ydata()) for line in left.lines] == [[2.0, 1.0], [1.5, 1.2]]
    assert [list(line.get_ydata()) for line in right.lines] == [[0.3, 0.6], [0.5, 0.7]]
    assert [left.get_ylabel(), right.get_ylabel(), right.get_xlabel()] == ["loss", "accuracy", "epoch"]
    with pytest.raises(ValueError, match="train for an epoch first"):
        history_figure([])


def test_mean_and_spread():
    assert mean_and_spread([0.9, 0.8, 1.0]) == "0.900 ± 0.100 (3 seeds)"
    with pytest.raises(ValueError, match="at least two seeds"):
        mean_and_spread([0.9])


def test_one_random_state_set_from_the_seed_sets_all_three():
    draws = []
    for _ in range(2):
        seed_everything(4, 2)
        draws.append((paddle.rand([2]).tolist(), np.random.rand(), training.random.random()))
    assert draws[0] == draws[1]
    seed_everything(4, 3)
    assert np.random.rand() != draws[0][1]
