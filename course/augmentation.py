"""Pictures, augmentations, figures and the explorer of chapter 6. Pictures are [..., H, W]; values go from 0 to 1."""

import numpy as np
from ipywidgets import Checkbox, Dropdown, FloatSlider
from matplotlib.figure import Figure
from PIL import Image
from sklearn.datasets import load_digits, load_sample_image

from course import data
from course.widgets import Explorer

DIGITS = {"digit 2": 50, "digit 6": 34, "digit 8": 53}  # name in the explorer: number among scikit-learn's digits
PICTURES = (*data.PHOTOGRAPHS, *DIGITS)
VERDICTS = {  # (digit, mirrored, turned by 180°): what has become of the label
    (2, True, False): "A mirrored 2 is no 2: the label does not survive.",
    (2, False, True): "Some would read it, but nobody writes a 2 like this: not a safe label.",
    (2, True, True): "An upside-down 2 looks like a 5: the label does not survive.",
    (6, True, False): "A mirrored 6 is no digit: the label does not survive.",
    (6, False, True): "A turned 6 is a 9: the label must change with it.",
    (6, True, True): "An upside-down 6 is no digit: the label does not survive.",
    (8, True, False): "A mirrored 8 is still an 8.",
    (8, False, True): "A turned 8 is still an 8.",
    (8, True, True): "An upside-down 8 is still an 8.",
}


def digits():
    """scikit-learn's 1,797 handwritten digits: pictures [1797, 1, 8, 8] as float32 from 0 to 1, labels [1797] as int64."""
    found = load_digits()
    return (found.images[:, None] / 16).astype("float32"), found.target.astype("int64")


def colour_photograph(name, height=160):
    """A photograph in red, green and blue: floats from 0 to 1, shape [3, height, width]; names as in data.PHOTOGRAPHS."""
    height, width = data.photograph(name, height).shape  # which refuses what it does not know
    picture = Image.fromarray(load_sample_image(data.PHOTOGRAPHS[name][0])).resize((width, height), Image.Resampling.BOX)
    return np.asarray(picture).transpose(2, 0, 1) / 255


def mirrored(x):
    """Left and right exchanged."""
    return x[..., ::-1]


def turned(x):
    """Turned by 180°."""
    return x[..., ::-1, ::-1]


def moved(x, down, right):
    """The picture moved by whole pixels, with 0 where nothing is left; negative numbers move up and left."""
    out = np.zeros_like(x)
    height, width = x.shape[-2:]
    rows, columns = max(0, height - abs(down)), max(0, width - abs(right))
    out[..., max(down, 0) : max(down, 0) + rows, max(right, 0) : max(right, 0) + columns] = x[
        ..., max(-down, 0) : max(-down, 0) + rows, max(-right, 0) : max(-right, 0) + columns
    ]
    return out


def cropped(x, percent):
    """The middle of the picture: `percent` of its rows and of its columns, at least one of each."""
    rows, columns = (max(1, round(side * percent / 100)) for side in x.shape[-2:])
    top, left = (x.shape[-2] - rows) // 2, (x.shape[-1] - columns) // 2
    return x[..., top : top + rows, left : left + columns]


def brightened(x, factor):
    """Every value times `factor`, cut off at 1."""
    return np.clip(x * factor, 0, 1)


def moved_at_random(x, rng, by=1):
    """Each picture of a batch [N, C, H, W] moved by up to `by` pixels in both directions, each by its own draw."""
    n, _, height, width = x.shape
    down, right = rng.integers(-by, by + 1, size=(2, n))
    padded = np.pad(x, ((0, 0), (0, 0), (by, by), (by, by)))
    rows = (by - down)[:, None] + np.arange(height)
    columns = (by - right)[:, None] + np.arange(width)
    return padded[np.arange(n)[:, None, None], :, rows[:, :, None], columns[:, None, :]].transpose(0, 3, 1, 2)


def mirrored_at_random(x, rng, p=0.5):
    """Each picture of a batch [N, C, H, W] mirrored with probability p, each by its own draw."""
    return np.where(rng.random(len(x))[:, None, None, None] < p, mirrored(x), x)


def gallery(pictures, titles, columns=3):
    """Pictures side by side in rows of `columns`, each with a title: grey [H, W] or [1, H, W], colour [3, H, W], 0 to 1."""
    rows = -(-len(pictures) // columns)
    tallest = max(np.shape(picture)[-2] / np.shape(picture)[-1] for picture in pictures)
    figure = Figure(figsize=(2.9 * columns, (2.4 * tallest + 0.8) * rows), layout="constrained")
    panels = np.atleast_1d(figure.subplots(rows, columns)).ravel()
    for axes in panels[len(pictures) :]:
        axes.set_axis_off()
    for axes, picture, title in zip(panels, pictures, titles, strict=False):
        _draw(axes, picture)
        axes.set_title(title, fontsize=10)
    return figure


def _draw(axes, picture):
    """A grey or coloured picture with its rows and columns counted."""
    picture = np.asarray(picture, dtype=float)
    if picture.ndim == 3:
        picture = picture[0] if len(picture) == 1 else picture.transpose(1, 2, 0)
    axes.imshow(picture, cmap="gray", vmin=0, vmax=1, interpolation="nearest")
    axes.set_xticks([0, picture.shape[1] - 1])
    axes.set_yticks([0, picture.shape[0] - 1])
    axes.set_xlabel("column", fontsize=9, labelpad=-6)
    axes.set_ylabel("row", fontsize=9, labelpad=-10)


def picture_named(name):
    """One of PICTURES: a photograph [3, 96, 144] or a digit [1, 8, 8]."""
    return digits()[0][DIGITS[name]] if name in DIGITS else colour_photograph(name, height=96)


def draw_augmented(picture, mirror, turn, down, right, crop, brightness):
    """The figure of explore and its alt text.

    picture: one of PICTURES; mirror, turn: booleans; down, right: how far to move, in percent of the height and the
    width; crop: how many percent of the rows and columns are kept; brightness: a factor.
    """
    if not brightness > 0:
        raise ValueError("a brightness of 0 makes every picture black: choose a factor above 0")
    original = picture_named(picture)
    by = (round(original.shape[-2] * down / 100), round(original.shape[-1] * right / 100))
    changed = turned(original) if turn else original
    changed = cropped(moved(mirrored(changed) if mirror else changed, *by), crop)
    if not changed.any():
        raise ValueError("nothing of the picture is left: move it less, or keep more of it")
    result = brightened(changed, brightness)
    done = [word for word, used in [("mirrored", mirror), ("turned by 180°", turn), (f"moved {by[0]} down and {by[1]} right", any(by))] if used]
    done += [f"cropped to {changed.shape[-2]}×{changed.shape[-1]}"] if crop < 100 else []
    done += [f"brightness × {brightness:g}"] if brightness != 1 else []
    what = ", ".join(done) or "unchanged"
    figure = gallery([original, result], [picture, what if len(what) <= 44 else f"{len(done)} changes"], columns=2)
    verdict = _verdict(picture, mirror, turn, changed.sum() / original.sum())
    figure.suptitle(verdict, fontsize=10)
    figure.set_figheight(figure.get_figheight() + 0.4)  # room for it
    return figure, f"Left: {picture}. Right: {what}; mean brightness {result.mean():.2f}, before {original.mean():.2f}. {verdict}"


def _verdict(picture, mirror, turn, ink):
    """What has become of the label; ink: which share of a digit's ink is still in the picture."""
    if picture == "temple" and turn:
        return "A temple on its head: hardly a photograph that anyone will send you."
    if picture not in DIGITS:
        return f"Still a {picture}."
    if ink < 0.8:
        return f"Only {100 * ink:.0f} % of the ink is left: would you still read it?"
    digit = int(picture[-1])
    return VERDICTS.get((digit, mirror, turn), f"Still a {digit}.")


def explore():
    """Mirror, turn, move, crop and brighten a photograph or a digit, and ask what has become of its label."""
    pixel = 12.5  # percent of a digit's eight rows or columns
    way = {"min": -4 * pixel, "max": 4 * pixel, "step": pixel}
    return Explorer(
        {
            "picture": Dropdown(options=PICTURES, value="digit 2", description="picture"),
            "mirror": Checkbox(description="mirror left and right", value=True),
            "turn": Checkbox(description="turn by 180°"),
            "down": FloatSlider(value=0, description="down, %", **way),
            "right": FloatSlider(value=0, description="right, %", **way),
            "crop": FloatSlider(value=100, min=pixel, max=100, step=pixel, description="keep, %"),
            "brightness": FloatSlider(value=1, min=0, max=2, step=0.1, description="brightness"),
        },
        draw_augmented,
    )
