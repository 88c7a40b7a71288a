import gzip
import hashlib
import io
import pickle
import tarfile
from pathlib import Path

import numpy as np
import pytest

from course import data


@pytest.mark.parametrize("name", data.PHOTOGRAPHS)
def test_photographs_are_grey_floats_in_proportion(name):
    picture = data.photograph(name, height=107)
    assert picture.shape == (107, 160)  # 427 × 640 shrunk four times
    assert picture.dtype == np.float64
    assert 0 <= picture.min() < 0.1 and 0.8 < picture.max() <= 1


def test_grey_is_the_weighted_mean_of_the_colours():
    from sklearn.datasets import load_sample_image

    red, green, blue = np.moveaxis(load_sample_image("china.jpg").astype(float), -1, 0)
    grey = (0.299 * red + 0.587 * green + 0.114 * blue) / 255
    assert np.abs(data.photograph("temple", height=427) - grey).max() < 1 / 255


def test_shrinking_keeps_the_mean():
    assert data.photograph("temple", 40).mean() == pytest.approx(data.photograph("temple", 427).mean(), abs=0.005)


def test_unknown_photograph_names_the_known_ones():
    with pytest.raises(ValueError, match="temple, flower"):
        data.photograph("cat")


@pytest.mark.parametrize("height", [0, 428])
def test_impossible_heights_are_refused(height):
    with pytest.raises(ValueError, match="between 1 and 427"):
        data.photograph("temple", height)


def test_half_bright():
    picture = data.half_bright(height=2, width=5, bright=3)
    assert picture.tolist() == [[1, 1, 1, 0, 0]] * 2
    with pytest.raises(ValueError, match="between 0 and the width 5, not 6"):
        data.half_bright(width=5, bright=6)


def test_pictures_are_read_one_by_one_as_floats_from_0_to_1():
    bytes_ = np.arange(12, dtype="uint8").reshape(3, 1, 2, 2) * 20
    labelled = data.Pictures(bytes_, np.array([0, 1, 1]), ("cat", "dog"))
    picture, label = labelled[2]
    assert picture.dtype == np.float32 and label == 1 and len(labelled) == 3
    np.testing.assert_allclose(picture, [[[160 / 255, 180 / 255], [200 / 255, 220 / 255]]], rtol=1e-6)
    turned = labelled.with_transform(lambda x: x[:, ::-1]).take([2, 0])
    np.testing.assert_allclose(turned[0][0], picture[:, ::-1])
    assert [turned[0][1], turned[1][1]] == [1, 0] and len(turned) == 2
    floats = data.Pictures(bytes_ / 7, labelled.labels, labelled.classes)
    np.testing.assert_allclose(floats[0][0], [[[0, 20 / 7], [40 / 7, 60 / 7]]], rtol=1e-6)


@pytest.mark.parametrize("pictures, labels, says", [
    (np.zeros((3, 2, 2)), [0, 0, 0], r"\[N, C, H, W\], not \[3, 2, 2\]"),
    (np.zeros((3, 1, 2, 2)), [0, 0], r"3 pictures need as many labels in one row, not \[2\]"),
    (np.zeros((2, 1, 2, 2)), [[0], [1]], r"not \[2, 1\]"),
    (np.zeros((2, 1, 2, 2)), [0, 2], "between 0 and 1; there are 0 to 2"),
    (np.zeros((2, 1, 2, 2)), [-1, 1], "there are -1 to 1"),
])  # fmt: skip
def test_pictures_and_labels_that_do_not_fit_are_refused(pictures, labels, says):
    with pytest.raises(ValueError, match=says):
        data.Pictures(pictures, np.array(labels), ("a", "b"))


def test_the_digits_are_every_digit_once_in_three_parts():
    from sklearn.datasets import load_digits

    parts = data.digits()
    assert [len(part) for part in parts] == [1000, 297, 500]
    pictures = np.concatenate([part.pictures for part in parts])
    assert pictures.shape == (1797, 1, 8, 8) and pictures.max() == 1 and pictures.min() == 0
    images, labels = load_digits(return_X_y=True)
    order = np.random.default_rng(0).permutation(1797)
    np.testing.assert_array_equal(pictures.reshape(1797, 64), (images[order] / 16).astype("float32"))
    np.testing.assert_array_equal(np.concatenate([part.labels for part in parts]), labels[order])
    with pytest.raises(ValueError):
        parts[0].pictures[0] = 0  # everybody reads the same array


def test_enlarged_digits_keep_their_mean_and_their_place():
    small, large = data.digits()[0].pictures, data.digits(32)[0].pictures
    assert large.shape == (1000, 1, 32, 32)
    np.testing.assert_allclose(large.reshape(1000, 8, 4, 8, 4).mean((2, 4)).mean(), small.mean(), atol=0.002)
    correlation = np.corrcoef(large.reshape(1000, 8, 4, 8, 4).mean((2, 4)).ravel(), small.ravel())[0, 1]
    assert correlation > 0.95
    with pytest.raises(ValueError, match="at least 8, not 7"):
        data.digits(7)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    return tmp_path


def accept(monkeypatch, folder, files):
    """Have these small files pass as the whole data set."""
    for name in files:
        content = (folder / name).read_bytes()
        monkeypatch.setitem(files, name, (len(content), hashlib.md5(content).hexdigest()))


@pytest.fixture
def small_mnist(folder, monkeypatch):
    """MNIST with 200 pictures to learn from and 100 to test, each picture filled with its number."""
    for part, count in (("train", 200), ("t10k", 100)):
        images = np.repeat(np.arange(count, dtype="uint8"), 28 * 28).tobytes()
        head = np.array([2051, count, 28, 28], ">i4").tobytes()
        (folder / f"{part}-images-idx3-ubyte.gz").write_bytes(gzip.compress(head + images))
        labels = np.array([2049, count], ">i4").tobytes() + (np.arange(count, dtype="uint8") % 10).tobytes()
        (folder / f"{part}-labels-idx1-ubyte.gz").write_bytes(gzip.compress(labels))
    accept(monkeypatch, folder, data.MNIST_FILES)
    return folder


def test_mnist_is_read_from_its_files(small_mnist):
    train, validation, test = data.mnist(size=32)
    assert [len(part) for part in (train, validation, test)] == [183, 17, 100]
    assert train.pictures.shape == (183, 1, 32, 32) and train.pictures.dtype == np.uint8
    assert validation.pictures[1, 0, 2:30, 2:30].tolist() == np.full((28, 28), 184).tolist()
    assert validation.pictures[1].sum() == 184 * 28 * 28  # zeros around it
    assert validation.labels[:2].tolist() == [3, 4] and test.labels[:3].tolist() == [0, 1, 2] and train.labels.dtype == np.int64
    assert data.mnist()[2].pictures[2, 0].tolist() == np.full((28, 28), 2).tolist()


def test_handwritten_takes_mnist_only_where_it_is_wanted_and_there(small_mnist, monkeypatch, capsys):
    assert len(data.handwritten(32)[0]) == 1000
    assert len(data.handwritten(32, mnist_wanted=True)[0]) == 183
    monkeypatch.setenv("COURSE_DATA", str(small_mnist / "elsewhere"))
    assert len(data.handwritten(32, mnist_wanted=True)[0]) == 1000
    said = capsys.readouterr().out.splitlines()
    assert said[1] == "MNIST: 183 + 17 + 100 pictures of 32×32 to train, to validate and to test."
    assert said[0] == said[2] == "scikit-learn's handwritten digits: 1,000 + 297 + 500 pictures of 32×32 to train, to validate and to test."


def test_cifar10_is_read_from_its_file(folder, monkeypatch):
    path = folder / "cifar-10-python.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for name, start in [*((f"data_batch_{number}", 4 * number - 4) for number in range(1, 6)), ("test_batch", 100)]:
            rows = np.repeat(np.arange(start, start + 4, dtype="uint8")[:, None], 3072, axis=1)
            rows[:, 1024:2048] += 50  # green
            content = pickle.dumps({b"data": rows, b"labels": [number % 10 for number in range(start, start + 4)]})
            info = tarfile.TarInfo(f"cifar-10-batches-py/{name}")
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    accept(monkeypatch, folder, data.CIFAR10_FILES)
    train, validation, test = data.cifar10()
    assert [part.pictures.shape for part in (train, validation, test)] == [(18, 3, 32, 32), (2, 3, 32, 32), (4, 3, 32, 32)]
    assert [train.pictures[7, channel, 31, 0] for channel in range(3)] == [7, 57, 7]
    assert validation.labels.tolist() == [8, 9] and train.classes[validation.labels[0]] == "ship"
    assert test.pictures[3, 1, 0, 31] == 153


def test_a_missing_file_says_what_to_put_where(folder):
    with pytest.raises(FileNotFoundError, match=r"MNIST wants the file .*train-images-idx3-ubyte\.gz, which is not there; get it from .*COURSE_DATA"):
        data.mnist()
    with pytest.raises(FileNotFoundError, match=r"CIFAR-10 wants the file .*cifar-10-python\.tar\.gz"):
        data.cifar10()


@pytest.mark.parametrize("damage, says", [
    (lambda content: content[:-5], "it was not downloaded to its end"),
    (lambda content: content + b"more", "it is another file"),
    (lambda content: content[:-1] + bytes([content[-1] ^ 1]), "is damaged: its MD5 sum is"),
])  # fmt: skip
def test_a_damaged_file_is_named_and_left_as_it_is(small_mnist, damage, says):
    path = small_mnist / "t10k-images-idx3-ubyte.gz"
    path.write_bytes(damage(path.read_bytes()))
    before = path.read_bytes()
    with pytest.raises(ValueError, match=says) as caught:
        data.mnist()
    assert str(path) in str(caught.value) and path.read_bytes() == before


def test_the_data_folder_is_in_the_home_folder_unless_another_is_named(monkeypatch):
    monkeypatch.delenv("COURSE_DATA", raising=False)
    assert data.data_folder() == Path.home() / "kernel-to-resnet-data"
