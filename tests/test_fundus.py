"""The synthetic fundus pictures show what they say, tell little by colour alone, and the reader names every trouble."""

import dataclasses
import hashlib
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from course import fundus

ROOT = Path(__file__).parent.parent
PRINT_DIGEST = "import hashlib; from course import fundus; print(hashlib.sha256(fundus.synthetic(6, 48, 5).pictures.tobytes()).hexdigest())"


def positions(eye, size):
    """The distance of every pixel from a point, as a function of the point, in radii of the frame and as a right eye."""
    steps = ((np.arange(size) + 0.5) / size - 0.5) / fundus.FRAME
    return lambda point: np.hypot(steps[None, :] - point[0], steps[:, None] - point[1])


def eyes(kind, count, **changes):
    return [dataclasses.replace(fundus.plan(np.random.default_rng([3, index]), kind), **changes) for index in range(count)]


def final(eye, size):
    *_, (_, picture) = fundus.paint(eye, size)
    return picture


def test_a_picture_is_a_round_frame_on_black():
    picture, (x, y) = fundus.draw(np.random.default_rng(0), "N", 80)
    assert picture.shape == (80, 80, 3) and picture.dtype == np.uint8
    corners = picture[[0, 0, -1, -1], [0, -1, 0, -1]]
    assert corners.max() < 20 and picture[40, 40].max() > 60
    assert 10 < x < 70 and 20 < y < 60


@pytest.mark.parametrize("kind", "NHP")
def test_the_disc_is_brighter_than_the_retina_around_it(kind):
    for eye in eyes(kind, 8, bright=np.empty((0, 6)), atrophy=np.empty((0, 4)), veins=[], arteries=[]):
        green = final(eye, 96)[1]
        away = positions(eye, 96)(eye.disc[:2])
        inside = green[away < 0.8 * eye.disc[2]]
        around = green[(away > 1.5 * eye.disc[3]) & (away < 2.5 * eye.disc[3])]
        assert np.median(inside) > 1.2 * np.median(around)


def test_the_fovea_is_darker_than_what_surrounds_it_and_lies_where_draw_says():
    sides = set()
    for index in range(8):
        rng = np.random.default_rng([3, index])
        eye = fundus.plan(np.random.default_rng([3, index]), "N")
        picture, fovea = fundus.draw(rng, "N", 96)
        columns, rows = np.meshgrid(np.arange(96) + 0.5, np.arange(96) + 0.5)
        away = np.hypot(columns - fovea[0], rows - fovea[1]) / (96 * fundus.FRAME)
        ring = picture[..., 1][(away > 0.25) & (away < 0.35)]
        assert picture[..., 1][away < 0.08].mean() < 0.9 * np.median(ring)
        sides.add(eye.left)
    assert sides == {True, False}


def test_a_left_eye_is_the_mirror_image_of_a_right_one(monkeypatch):
    right, left = (eyes("P", 1, left=side)[0] for side in (False, True))
    monkeypatch.setattr(fundus, "plan", lambda rng, kind: right)
    picture, (x, y) = fundus.draw(None, "P", 64)
    monkeypatch.setattr(fundus, "plan", lambda rng, kind: left)
    mirrored, (mirrored_x, mirrored_y) = fundus.draw(None, "P", 64)
    assert np.array_equal(picture[:, ::-1], mirrored)
    assert (mirrored_x, mirrored_y) == pytest.approx((64 - x, y))


def test_atrophy_is_where_it_says():
    for eye in eyes("P", 8, drusen=np.empty((0, 3)), cracks=[]):
        _, (_, before), (_, after), *_ = fundus.paint(eye, 96)
        lighter = (after - before)[1]
        away = np.min([positions(eye, 96)(patch[:2]) / patch[2:].max() for patch in eye.atrophy], axis=0)
        assert (lighter[away < 0.4] > 0.08).mean() > 0.95
        assert np.abs(lighter[away > 2]).max() < 0.02


def test_cracks_are_bright_lines():
    eye = next(eye for eye in eyes("P", 20, atrophy=np.empty((0, 4)), drusen=np.empty((0, 3))) if eye.cracks)
    _, (_, before), (_, after), *_ = fundus.paint(eye, 96)
    changed = (after - before)[1] > 0.02
    assert 0 < changed.mean() < 0.03
    points = np.concatenate(eye.cracks)
    nearest = np.min([positions(eye, 96)(point) for point in points], axis=0)
    assert nearest[changed].max() < 0.06


def test_only_pathologic_eyes_have_cracks_and_atrophy_beyond_a_crescent():
    assert all(len(eye.atrophy) == 0 and not eye.cracks for eye in eyes("N", 20))
    for eye in eyes("H", 20):
        ((x, y, across, along),) = eye.atrophy
        assert not eye.cracks and 0 < eye.disc[0] - x < eye.disc[2] and across <= eye.disc[2]
    sizes = {kind: [eye.atrophy[0, 2] / eye.disc[2] for eye in eyes(kind, 20)] for kind in "HP"}
    assert max(sizes["H"]) < min(sizes["P"])


def test_drusen_are_as_frequent_in_every_kind_and_reflections_more_frequent_in_eyes_that_are_not_pathologic():
    planned = {kind: eyes(kind, 100) for kind in "NHP"}
    assert all(0.12 < np.mean([len(eye.drusen) > 0 for eye in planned[kind]]) < 0.4 for kind in "NHP")
    reflections = {kind: np.mean([len(eye.bright) for eye in planned[kind]]) for kind in "NHP"}
    assert min(reflections["N"], reflections["H"]) > 1.5 * reflections["P"] > 0


def test_the_same_eye_at_another_size():
    small, small_fovea = fundus.draw(np.random.default_rng(1), "P", 48)
    large, large_fovea = fundus.draw(np.random.default_rng(1), "P", 96)
    shrunk = large.astype(float).reshape(48, 2, 48, 2, 3).mean(axis=(1, 3))
    assert np.corrcoef(shrunk.ravel(), small.ravel())[0, 1] > 0.98
    assert 2 * np.array(small_fovea) == pytest.approx(np.array(large_fovea))


def test_another_process_draws_the_same_bytes():
    here = hashlib.sha256(fundus.synthetic(6, 48, 5).pictures.tobytes()).hexdigest()
    there = subprocess.run([sys.executable, "-c", PRINT_DIGEST], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    assert here == there


def test_a_smaller_set_is_the_beginning_of_a_larger_one_and_seeds_differ():
    small, large = fundus.synthetic(3, 32, 0), fundus.synthetic(5, 32, 0)
    assert np.array_equal(small.pictures, large.pictures[:3]) and np.array_equal(small.labels, large.labels[:3])
    assert not np.array_equal(small.pictures, fundus.synthetic(3, 32, 1).pictures)


@pytest.fixture(scope="module")
def drawn():
    return fundus.synthetic(400, 32, 0)


def test_a_set_has_the_layout_of_pictures_and_about_half_are_pathologic(drawn):
    assert drawn.pictures.shape == (400, 3, 32, 32) and drawn.pictures.dtype == np.uint8 and drawn.pictures.flags.c_contiguous
    assert drawn.labels.shape == (400,) and drawn.labels.dtype == np.int64 and set(drawn.labels) == {0, 1}
    assert drawn.labels.mean() == pytest.approx(0.52, abs=0.06)
    assert drawn.classes == ("not pathologic", "pathologic")


def test_colour_alone_tells_little(drawn):
    floats = drawn.pictures / 255
    features = np.concatenate([floats.mean(axis=(2, 3)), floats.std(axis=(2, 3))], axis=1)
    accuracy = cross_val_score(make_pipeline(StandardScaler(), LogisticRegression()), features, drawn.labels, cv=5).mean()
    assert accuracy < 0.75


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: fundus.draw(np.random.default_rng(0), "X", 32), "kind must be one of P, N, H, not 'X'"),
        (lambda: fundus.draw(np.random.default_rng(0), "N", 15), "size must be at least 16 pixels, not 15"),
        (lambda: fundus.synthetic(0, 32, 0), "count must be at least 1, not 0"),
    ],
)
def test_impossible_pictures_are_refused(call, sentence):
    with pytest.raises(ValueError, match=sentence):
        call()


@pytest.fixture
def folder(tmp_path):
    fundus.write(tmp_path / "palm", training=6, validation=3, size=48, seed=0)
    return tmp_path / "palm"


def test_what_is_written_is_read_again(folder):
    training, validation = fundus.read(folder, 48)
    drawn = fundus.synthetic(9, 48, 0)
    assert training.pictures.shape == (6, 3, 48, 48) and training.labels.dtype == np.int64
    assert np.array_equal(validation.labels, drawn.labels[6:])
    assert np.array_equal(np.sort(training.labels), np.sort(drawn.labels[:6]))
    assert np.abs(validation.pictures.astype(int) - drawn.pictures[6:]).mean() < 4  # JPEG loses a little
    assert training.classes == validation.classes == fundus.CLASSES


def test_training_labels_follow_from_the_first_letter(folder):
    names = sorted(path.name for path in (folder / "PALM-Training400").iterdir())
    training, _ = fundus.read(folder, 16)
    assert {"N", "H", "P"} >= {name[0] for name in names}
    assert training.labels.tolist() == [int(name[0] == "P") for name in names]


def test_the_files_say_that_they_are_synthetic_and_have_the_header_of_the_real_set(folder):
    assert "Drawn by a program, not photographs" in (folder / "README.txt").read_text()
    for path in folder.rglob("*.jpg"):
        with Image.open(path) as image:
            assert image.info["comment"].decode() == fundus.NOTE
    header, first, *_ = (folder / "labels.csv").read_text().splitlines()
    assert header == "ID,imgName,Label,Fovea_X,Fovea_Y"
    assert first.startswith("1,V0001.jpg,")
    *_, fovea = fundus._numbered(0, 6, 48)
    assert [float(value) for value in first.split(",")[3:]] == pytest.approx(fovea, abs=0.006)


def test_photographs_of_any_proportions_become_squares(folder):
    Image.new("RGB", (300, 200), (200, 90, 30)).save(folder / "PALM-Training400" / "N0900.jpg")
    training, _ = fundus.read(folder, 24)
    picture = training.pictures[[path.name for path in fundus._files(folder / "PALM-Training400")].index("N0900.jpg")]
    assert np.abs(picture.reshape(3, -1).mean(axis=1) - [200, 90, 30]).max() < 3


def test_the_real_archive_in_an_archive_is_read(folder):
    inner = folder / "PALM-Training400" / "PALM-Training400"
    inner.mkdir()
    for path in (folder / "PALM-Training400").glob("*.jpg"):
        path.rename(inner / path.name)
    assert len(fundus.read(folder, 16)[0].labels) == 6


def test_a_byte_order_mark_blank_lines_and_files_of_macos_do_no_harm(folder):
    labels = folder / "labels.csv"
    labels.write_bytes(b"\xef\xbb\xbf" + labels.read_bytes() + b"\r\n,,,,\r\n")
    (folder / "PALM-Validation400" / "._V0001.jpg").write_bytes(b"\0")
    assert len(fundus.read(folder, 16)[1].labels) == 3


def test_a_folder_in_use_is_never_written_to(folder):
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(ValueError, match="palm exists and is not an empty folder; nothing is overwritten, so name another folder"):
        fundus.write(folder, 1, 1, 16, 0)
    with pytest.raises(ValueError, match="labels.csv exists and is not an empty folder"):
        fundus.write(folder / "labels.csv", 1, 1, 16, 0)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_an_empty_folder_is_written_to_and_empty_sets_are_refused(tmp_path):
    with pytest.raises(ValueError, match="at least 1 training and 1 validation picture, not 0 and 2"):
        fundus.write(tmp_path, 0, 2, 16, 0)
    with pytest.raises(ValueError, match="at least 16 pixels"):
        fundus.write(tmp_path, 1, 1, 8, 0)
    fundus.write(tmp_path, 1, 1, 16, 0)
    assert (tmp_path / "labels.csv").is_file()


def change(file, old, new):
    """A trouble: `new` instead of `old` in a file of bytes; old None stands for the whole file."""

    def spoil(folder):
        path = folder / file
        text = path.read_bytes()
        assert old is None or old in text
        path.write_bytes(new if old is None else text.replace(old, new, 1))

    return spoil


def remove(pattern):
    def spoil(folder):
        for path in folder.glob(pattern):
            path.unlink()

    return spoil


def half(file):
    def spoil(folder):
        path = folder / file
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    return spoil


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (remove("PALM-Training400/*"), "there are no .jpg pictures in .*PALM-Training400; unpack the archive again"),
        (remove("PALM-Validation400/*"), "there are no .jpg pictures in .*PALM-Validation400; unpack the archive again"),
        (half("PALM-Training400/P0001.jpg"), "P0001.jpg is not a whole JPEG picture .*; it was downloaded in part or damaged: get it again"),
        (change("PALM-Validation400/V0002.jpg", None, b""), "V0002.jpg is not a whole JPEG picture"),
        (change("PALM-Training400/P0001.jpg", None, b"<html>404</html>"), "P0001.jpg is not a whole JPEG picture"),
        (
            lambda folder: (folder / "PALM-Training400" / "P0001.jpg").rename(folder / "PALM-Training400" / "X0001.jpg"),
            "X0001.jpg: the name of a training picture begins with N, H or P, not 'X'; rename it or take it out",
        ),
        (change("labels.csv", b"Label", b"Klass"), "labels.csv, line 1: the header must be ID,imgName,Label,Fovea_X,Fovea_Y, not 'ID,imgName,Klass"),
        (change("labels.csv", b",", b";"), "labels.csv, line 1: the header must be"),
        (change("labels.csv", None, b""), "labels.csv, line 1: the header must be .*, not ''"),
        (change("labels.csv", b"V0002.jpg,", b"V0002.jpg,2"), "labels.csv, line 3: Label must be 0 or 1, not '2[01]'; correct the row"),
        (change("labels.csv", b"V0003.jpg,", b"V0003.jpg\r\n"), "labels.csv, line 4: there must be 5 values, not 2; correct the row"),
        (change("labels.csv", b"V0003", b"V0009"), "labels.csv, line 4: there is no picture V0009.jpg in PALM-Validation400"),
        (change("labels.csv", b"V0003", b"V0002"), "labels.csv, line 4: there is a second row for V0002.jpg; keep one of them"),
        (change("labels.csv", None, b"PK\x03\x04\x14\xff\xfe"), "labels.csv is not a text file of comma-separated values .*; save the table again"),
        (
            lambda folder: Image.new("RGB", (20, 20)).save(folder / "PALM-Validation400" / "V0004.jpg"),
            "there is no row for the picture .*V0004.jpg; add one or take the picture out",
        ),
    ],
)
def test_each_trouble_is_one_sentence(folder, spoil, sentence):
    spoil(folder)
    with pytest.raises(ValueError, match=sentence) as caught:
        fundus.read(folder, 16)
    assert "\n" not in str(caught.value)


def test_a_missing_folder_says_how_to_get_the_data_set(tmp_path):
    with pytest.raises(FileNotFoundError, match="no folder .*PALM-Training400. iChallenge-PM is given out .* after registration") as caught:
        fundus.read(tmp_path / "none", 16)
    assert f"lie in {tmp_path / 'none'}" in str(caught.value) and "course.fundus.write" in str(caught.value)


def test_missing_labels_say_where_they_come_from(folder):
    (folder / "labels.csv").unlink()
    with pytest.raises(FileNotFoundError, match="no file .*labels.csv.*PM_Label_and_Fovea_Location.xlsx.*save it as CSV"):
        fundus.read(folder, 16)


def test_the_layers_are_drawn_and_called_synthetic():
    figure, alt = fundus.layers_figure(21)
    assert isinstance(figure, Figure)
    titles = [axes.get_title() for axes in figure.axes]
    assert len(titles) == 6 and titles[2] == "3. atrophy and lacquer cracks"
    assert "synthetic" in figure.get_suptitle() and "synthetic" in alt and "drawn by a program" in alt
    eye = fundus.plan(np.random.default_rng(21), "P")
    assert f"{len(eye.atrophy)} pale patches" in alt and f"{len(eye.cracks)} lacquer cracks" in alt
