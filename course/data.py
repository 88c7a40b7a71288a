"""Pictures for the chapters. What they need ships inside installed packages or is made here: nothing is downloaded.

MNIST and CIFAR-10 are read from files that you put into a folder yourself; `mnist` and `cifar10` say which and where.
"""

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image
from sklearn.datasets import load_digits, load_sample_image

# Both ship with scikit-learn under the licence CC BY 2.0, https://creativecommons.org/licenses/by/2.0/
PHOTOGRAPHS = {
    "temple": ("china.jpg", "a tower of the Summer Palace in Beijing; photo by danielbuechele, CC BY 2.0"),
    "flower": ("flower.jpg", "a dahlia; photo by vultilion, CC BY 2.0"),
}
# {file: (bytes, MD5)}; the MD5 sums are those that Paddle's own data sets look for.
MNIST_FILES = {
    "train-images-idx3-ubyte.gz": (9_912_422, "f68b3c2dcbeaaa9fbdd348bbdeb94873"),
    "train-labels-idx1-ubyte.gz": (28_881, "d53e105ee54ea40749a09fcbcd1e9432"),
    "t10k-images-idx3-ubyte.gz": (1_648_877, "9fb629c4189551a2d022fa330f9573f3"),
    "t10k-labels-idx1-ubyte.gz": (4_542, "ec29112dd5afa0611ce80d1b7f02629c"),
}
CIFAR10_FILES = {"cifar-10-python.tar.gz": (170_498_071, "c58f30108f718f92721af3b95e74349a")}
DIGITS = tuple("0123456789")
CIFAR10 = ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck")


@dataclass(frozen=True)
class Pictures:
    """Labelled pictures, as paddle.io.DataLoader reads them: `pictures[i]` is one picture and its label.

    pictures: array [N, C, H, W], uint8 from 0 to 255 or floats; labels: array [N] of whole numbers, int64;
    classes: the names of the labels 0, 1, …; transform: what is done with each picture, [C, H, W] float32 (from 0 to 1
    where it is stored as uint8), whenever it is read, or None.
    """

    pictures: np.ndarray
    labels: np.ndarray
    classes: tuple[str, ...]
    transform: Callable | None = None

    def __post_init__(self):
        if self.pictures.ndim != 4:
            raise ValueError(f"pictures must have the shape [N, C, H, W], not {list(self.pictures.shape)}")
        if self.labels.shape != self.pictures.shape[:1]:
            raise ValueError(f"{len(self.pictures)} pictures need as many labels in one row, not {list(self.labels.shape)}")
        if len(self.labels) and not 0 <= self.labels.min() <= self.labels.max() < len(self.classes):
            raise ValueError(f"labels must lie between 0 and {len(self.classes) - 1}; there are {self.labels.min()} to {self.labels.max()}")

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, index):
        picture = self.pictures[index].astype("float32")
        if self.pictures.dtype == np.uint8:
            picture /= 255
        if self.transform:
            picture = np.asarray(self.transform(picture), dtype="float32")
        return picture, self.labels[index]

    def take(self, indices):
        """Only the pictures with these indices, or in this slice, in their order."""
        return replace(self, pictures=self.pictures[indices], labels=self.labels[indices])

    def with_transform(self, transform):
        """The same pictures, each of which goes through `transform`, [C, H, W] to [C, H, W], whenever it is read."""
        return replace(self, transform=transform)


@cache
def digits(size=8):
    """scikit-learn's 1,797 handwritten digits, grey, enlarged to size × size: (training, validation, test) Pictures.

    1,000 to train, 297 to choose by, 500 to test, shuffled once and the same every time; values from 0 to 1.
    Enlarging is bilinear; 8 is their own size.
    """
    if size < 8:
        raise ValueError(f"these digits have 8 pixels a side; size must be at least 8, not {size}")
    images, labels = load_digits(return_X_y=True)
    order = np.random.default_rng(0).permutation(len(images))
    labels = labels[order].astype("int64")
    images = (images[order] / 16).reshape(-1, 8, 8).astype("float32")
    if size > 8:
        images = np.stack([Image.fromarray(image).resize((size, size), Image.Resampling.BILINEAR) for image in images])
    images.flags.writeable = labels.flags.writeable = False  # everybody gets the same arrays
    return _parts(Pictures(images[:, None], labels, DIGITS), 1000, 1297)


def handwritten(size, mnist_wanted=False):
    """Handwritten digits of size × size pixels: (training, validation, test) Pictures; which ones is printed.

    mnist_wanted: take MNIST where its files are in the data folder; otherwise, and where they are not, scikit-learn's digits.
    """
    if mnist_wanted and any((data_folder() / name).exists() for name in MNIST_FILES):
        parts, name = mnist(size), "MNIST"
    else:
        parts, name = digits(size), "scikit-learn's handwritten digits"
    print(f"{name}: {' + '.join(f'{len(part):,}' for part in parts)} pictures of {size}×{size} to train, to validate and to test.")
    return parts


def mnist(size=28):
    """MNIST, 28×28 grey digits (LeCun et al. 1998): (training, validation, test) Pictures, 55,000 + 5,000 + 10,000.

    size: 28, or more for a border of zeros around them. The four files named in MNIST_FILES must be in `data_folder()`.
    Raises FileNotFoundError and ValueError with a sentence that says which file is wrong and what to do.
    """
    if size < 28:
        raise ValueError(f"MNIST's pictures have 28 pixels a side; size must be at least 28, not {size}")
    train_images, train_labels, test_images, test_labels = (str(path) for path in _checked("MNIST", MNIST_FILES))
    from paddle.vision.datasets import MNIST

    learning = MNIST(train_images, train_labels, mode="train", download=False)
    testing = MNIST(test_images, test_labels, mode="test", download=False)
    before = (size - 28) // 2
    border = ((0, 0), (0, 0), (before, size - 28 - before), (before, size - 28 - before))
    found = []
    for part in (learning, testing):
        images = np.asarray(part.images, dtype="uint8").reshape(-1, 1, 28, 28)
        found.append(Pictures(np.pad(images, border), np.asarray(part.labels, dtype="int64").ravel(), DIGITS))
    return *_parts(found[0], len(found[0]) * 11 // 12), found[1]


def cifar10():
    """CIFAR-10, 32×32 colour pictures of ten kinds (Krizhevsky 2009): (training, validation, test), 45,000 + 5,000 + 10,000.

    The file named in CIFAR10_FILES, the "python version", must be in `data_folder()`; errors as for `mnist`.
    """
    (path,) = _checked("CIFAR-10", CIFAR10_FILES)
    from paddle.vision.datasets import Cifar10

    found = []
    for mode in ("train", "test"):
        rows = Cifar10(str(path), mode=mode, download=False).data
        images = np.stack([image for image, _ in rows]).reshape(-1, 3, 32, 32)
        found.append(Pictures(images, np.array([label for _, label in rows], dtype="int64"), CIFAR10))
    return *_parts(found[0], len(found[0]) * 9 // 10), found[1]


def data_folder():
    """Where data files are looked for: the environment variable COURSE_DATA, else `kernel-to-resnet-data` in your home folder."""
    return Path(os.environ.get("COURSE_DATA") or Path.home() / "kernel-to-resnet-data")


def _checked(name, files):
    """The paths of a data set's files. Raises FileNotFoundError or ValueError unless each is there, whole and unchanged."""
    folder = data_folder()
    advice = f"get it from where {name} is published and put it there under this name, still packed (COURSE_DATA names another folder)"
    for file, (size, md5) in files.items():
        path = folder / file
        if not path.is_file():
            raise FileNotFoundError(f"{name} wants the file {path}, which is not there; {advice}")
        found = path.stat().st_size
        if found != size:
            what = "it was not downloaded to its end" if found < size else "it is another file"
            raise ValueError(f"{path} has {found:,} bytes, not {size:,}: {what}; {advice}")
        if (digest := _md5(path)) != md5:
            raise ValueError(f"{path} is damaged: its MD5 sum is {digest}, not {md5}; {advice}")
    return [folder / file for file in files]


def _md5(path):
    """The MD5 sum of a file, which tells damage, not malice."""
    with path.open("rb") as file:
        digest = hashlib.md5(usedforsecurity=False)
        for block in iter(lambda: file.read(2**20), b""):
            digest.update(block)
    return digest.hexdigest()


def _parts(pictures, *ends):
    """The pictures cut into pieces that end before these indices, and the rest."""
    return tuple(pictures.take(slice(start, end)) for start, end in zip((0, *ends), (*ends, None)))


def photograph(name, height=160):
    """A grey photograph as floats from 0 (black) to 1 (white), shape [height, width], its proportions kept.

    name: "temple" or "flower"; PHOTOGRAPHS says what they show and whose they are.
    height: in pixels, 1 to 427, the photographs' own height.
    Grey is 0.299 red + 0.587 green + 0.114 blue (ITU-R BT.601, as Pillow does it); pixels are averaged when shrunk.
    """
    if name not in PHOTOGRAPHS:
        raise ValueError(f"there is no photograph {name!r}; there are {', '.join(PHOTOGRAPHS)}")
    grey = Image.fromarray(load_sample_image(PHOTOGRAPHS[name][0])).convert("L")
    if not 1 <= height <= grey.height:
        raise ValueError(f"height must be between 1 and {grey.height} pixels, not {height}")
    width = max(1, round(grey.width * height / grey.height))
    return np.asarray(grey.resize((width, height), Image.Resampling.BOX)) / 255


def half_bright(height=50, width=50, bright=30):
    """A picture of shape [height, width] that is 1 in its first `bright` columns and 0 in the others."""
    if not 0 <= bright <= width:
        raise ValueError(f"bright must be between 0 and the width {width}, not {bright}")
    picture = np.zeros((height, width))
    picture[:, :bright] = 1.0
    return picture
