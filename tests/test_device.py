"""The device that is chosen; the GPU of these tests is pretended, as there may be none."""

import paddle
import pytest

from course import device


@pytest.fixture(autouse=True)
def fresh():
    device.choose_device.cache_clear()
    yield
    device.choose_device.cache_clear()


def test_without_a_gpu_the_processor_computes_in_float32(monkeypatch, capsys):
    monkeypatch.setattr(device, "has_gpu", lambda: False)
    assert device.choose_device() == ("cpu", "float32", 0)
    assert device.choose_device().name == "cpu"
    assert capsys.readouterr().out == "Training on the processor: Paddle sees no GPU.\n"


@pytest.mark.parametrize("capability, short", [((7, 5), "float16"), ((8, 0), "bfloat16"), ((9, 0), "bfloat16")])
def test_a_gpu_computes_in_the_short_type_that_it_has(monkeypatch, capsys, capability, short):
    chosen = []
    monkeypatch.setattr(device, "has_gpu", lambda: True)
    monkeypatch.setattr(device.os, "cpu_count", lambda: 3)
    monkeypatch.setattr(paddle.device.cuda, "get_device_capability", lambda: capability)
    monkeypatch.setattr(paddle.device.cuda, "get_device_name", lambda: "Pretended")
    monkeypatch.setattr(paddle.device, "set_device", chosen.append)
    assert device.choose_device() == ("gpu:0", short, 2)
    assert chosen == ["gpu:0"] and f"GPU Pretended, in {short}" in capsys.readouterr().out


@pytest.mark.parametrize("compiled, count, expected", [(True, 1, True), (True, 0, False), (False, 0, False)])
def test_a_gpu_is_one_that_paddle_was_built_for_and_sees(monkeypatch, compiled, count, expected):
    monkeypatch.setattr(paddle, "is_compiled_with_cuda", lambda: compiled)
    monkeypatch.setattr(paddle.device.cuda, "device_count", lambda: count)
    assert device.has_gpu() is expected
