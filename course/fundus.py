"""Fundus pictures of normal, highly myopic and pathologically myopic eyes: a synthetic stand-in for iChallenge-PM and its reader.

A fundus photograph shows the back of the eye: the optic disc with its cup, arteries and veins that branch from it, and the
macula with the fovea in its middle. In pathologic myopia the eyeball has grown so long that its walls tear and waste: the
vessels of the choroid shine through (tessellation), the wall turns pale around the disc and elsewhere (atrophy), fine
yellow lines mark tears (lacquer cracks).

The photographs of iChallenge-PM may not be handed on, so that the course draws pictures instead: `synthetic` in memory,
`write` as files in the layout of the real set. `read` reads that layout, whoever made it.
"""

import csv
import functools
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure
from PIL import Image, ImageDraw
from scipy import ndimage

from course.data import Pictures

NOTE = "Drawn by a program, not photographs: these pictures show what such a data set is like and say nothing about any patient."
CLASSES = ("not pathologic", "pathologic")
SHARES = {"P": 0.52, "N": 0.28, "H": 0.20}  # of the kinds in a synthetic set; about half is pathologic in iChallenge-PM, too
TRAINING, VALIDATION = "PALM-Training400", "PALM-Validation400"  # the folders of the real set
HEADER = ["ID", "imgName", "Label", "Fovea_X", "Fovea_Y"]
FRAME = 0.475  # radius of the round frame as a share of the picture's side
SUPERSAMPLING = 3  # Pillow fills whole pixels: outlines are filled this much larger and then shrunk


@dataclass(frozen=True)
class Eye:
    """What there is to paint of one eye, as a right eye. Lengths are in radii of the frame, from its centre to the right and down."""

    kind: str  # "N", "H" or "P"
    left: bool  # a left eye is painted as a right one and mirrored
    disc: np.ndarray  # [5]: centre x, y; radii across and along; how pale its cup is, 0 to 1
    fovea: np.ndarray  # [2]
    veins: list  # of outlines, [points, 2] each
    arteries: list
    tessellation: float  # 0: the choroid is hidden; 1: it shows through everywhere
    atrophy: np.ndarray  # [patches, 4]: centre x, y and radii of each; the first is the one beside the disc
    cracks: list  # of outlines of lacquer cracks
    drusen: np.ndarray  # [spots, 3]: centre x, y and radius: small yellow deposits, harmless here
    bright: np.ndarray  # [patches, 6]: centre x, y, radii, strength, yellowness: reflections, nerve fibres with a white sheath; harmless
    pigment: np.ndarray  # [3]: red, green, blue of the retina, 0 to 1
    light: np.ndarray  # [7]: slope of the light across and down, vignette, exposure, three factors of the colour cast
    textures: np.ndarray  # [2, 26, 26]: irregularity of the retina and of outlines
    choroid: np.ndarray  # [64, 64]: striped noise whose bright stripes become choroidal vessels
    flow: np.ndarray  # [2], complex: how the choroidal vessels are turned and how they bend
    grain: int  # seed of the sensor's noise
    blur: float  # of the focus, in radii of the frame


def plan(rng, kind):
    """An Eye at random, of kind "N" (normal), "H" (high myopia, not pathologic) or "P" (pathologic myopia).

    Light, colours, focus and drusen are drawn in the same way for every kind, so that they tell nothing about it.
    """
    if kind not in SHARES:
        raise ValueError(f"kind must be one of {', '.join(SHARES)}, not {kind!r}")
    severity = rng.uniform(0.35, 1) if kind == "P" else 0.0
    fovea = rng.normal([-0.2, 0.06], [0.1, 0.06])
    # The disc lies 15.5 degrees from the fovea, a little higher; the frame shows about 45 degrees across.
    disc = fovea + rng.normal([0.68, -0.08], [0.03, 0.04])
    radius = rng.uniform(0.11, 0.155)
    narrow = rng.uniform(0.85, 1) if kind == "N" else rng.uniform(0.65, 0.95)  # a tilted disc looks narrow
    veins, arteries = _vessels(rng, disc, fovea)
    return Eye(
        kind=kind,
        left=bool(rng.random() < 0.5),
        disc=np.array([*disc, radius * narrow, radius * rng.uniform(1, 1.1), rng.uniform(0.2, 1)]),
        fovea=fovea,
        veins=veins,
        arteries=arteries,
        tessellation={"N": rng.uniform(0, 0.6), "H": rng.uniform(0.3, 1), "P": rng.uniform(0.3, 1)}[kind],
        atrophy=_atrophy(rng, kind, severity, disc, fovea, radius * narrow),
        cracks=_cracks(rng, fovea, round(3 * severity * rng.random())),
        drusen=_drusen(rng, fovea),
        bright=_bright(rng, kind, disc),
        pigment=np.clip(rng.normal(1, 0.1) * rng.normal([0.74, 0.37, 0.18], [0.03, 0.04, 0.04]), 0.05, 0.95),
        light=np.array([*rng.normal(0, 0.2, 2), rng.uniform(0.05, 0.6), rng.uniform(0.7, 1.15), *rng.normal(1, [0.04, 0.05, 0.13])]),
        textures=ndimage.gaussian_filter(rng.normal(size=(2, 26, 26)), (0, 0.8, 0.8)) / 0.35,
        choroid=_stripes(rng),
        flow=np.array([np.exp(1j * rng.normal(0, 0.4)), rng.uniform(0.15, 0.42) * np.exp(1j * rng.uniform(0, 2 * np.pi))]),
        grain=int(rng.integers(2**32)),
        blur=rng.uniform(0, 0.012),
    )


def _vessels(rng, disc, fovea):
    """Outlines of the veins and of the arteries: four pairs of trunks from the disc, their branches and twigs."""
    up = np.array([1, -1])
    # Control points of cubic Bézier curves: the arcades go round the macula, the nasal vessels outwards.
    arcade = [disc, disc + [-0.04, 0.42], fovea + [0.12, 0.66], fovea + [-0.85, 0.5]]
    nasal = [disc, disc + [0.08, 0.22], disc + [0.35, 0.35], disc + [0.6, 0.7]]
    mirror = [[disc + (point - disc) * up for point in arcade], [disc + (point - disc) * up for point in nasal]]
    controls = np.array([arcade, nasal, *mirror] * 2)  # [8, 4, 2], the first four are veins
    controls = controls + rng.normal(size=controls.shape) * np.array([0.012, 0.06, 0.08, 0.16])[:, None]
    t = np.linspace(0, 1, 20)
    trunks = np.stack([(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3], axis=1) @ controls
    trunk_widths = np.array([0.03] * 4 + [0.021] * 4)[:, None] * rng.uniform(0.85, 1.15, (8, 1)) * (1 - 0.65 * t)
    branches, branch_widths, parents = _branches(rng, trunks, trunk_widths, 4, 0.55)
    twigs, twig_widths, grandparents = _branches(rng, branches, branch_widths, 1, 0.25)
    vein = np.concatenate([np.arange(8) < 4, parents < 4, parents[grandparents] < 4])
    outlines = [*_outlines(trunks, trunk_widths), *_outlines(branches, branch_widths), *_outlines(twigs, twig_widths)]
    return [o for o, v in zip(outlines, vein, strict=True) if v], [o for o, v in zip(outlines, vein, strict=True) if not v]


def _branches(rng, curves, widths, each, length):
    """Curves [curves · each, 9, 2] that leave the given ones, their widths and the index of the curve that each leaves."""
    parents = np.repeat(np.arange(len(curves)), each)
    starts = rng.integers(curves.shape[1] // 5, curves.shape[1] - 2, len(parents))
    forward = curves[parents, starts + 1] - curves[parents, starts]
    side = rng.choice([-1, 1], len(parents))
    t = np.linspace(0, 1, 9)
    turn = side[:, None] * (rng.uniform(0.4, 0.9, (len(parents), 1)) - rng.uniform(0, 0.9, (len(parents), 1)) * t)
    wave = 0.25 * np.sin(rng.uniform(5, 9, (len(parents), 1)) * t + rng.uniform(0, 6, (len(parents), 1)))
    heading = np.arctan2(forward[:, 1], forward[:, 0])[:, None] + turn + wave
    step = (length * rng.uniform(0.5, 1.2, len(parents)) / len(t))[:, None]
    steps = np.stack([np.cos(heading) * step, np.sin(heading) * step], axis=2)
    steps[:, 0] = 0
    return curves[parents, starts][:, None] + np.cumsum(steps, axis=1), widths[parents, starts][:, None] * (0.5 - 0.35 * t), parents


def _outlines(curves, widths):
    """Polygons [curves, 2 · points, 2] around curves [curves, points, 2] that are `widths` [curves, points] wide."""
    forward = np.gradient(curves, axis=1)
    normal = forward[..., ::-1] * [1, -1] / (np.linalg.norm(forward, axis=2, keepdims=True) + 1e-9)
    offset = normal * widths[..., None] / 2
    return np.concatenate([curves + offset, (curves - offset)[:, ::-1]], axis=1)


def _atrophy(rng, kind, severity, disc, fovea, radius):
    """Patches of atrophy, [patches, 4]: centre and radii. N has none, H a crescent beside the disc, P more with its severity."""
    if kind == "N":
        return np.empty((0, 4))
    if kind == "H":
        width = radius * rng.uniform(0.3, 0.6)
        return np.array([[disc[0] - width, disc[1], radius, radius * 1.15]])
    spread = radius * (1.2 + 0.7 * severity * rng.uniform(0.6, 1))
    patches = [[disc[0] - 0.5 * spread, disc[1], spread * 1.1, spread]]
    for _ in range(rng.integers(1, 2 + round(3 * severity))):
        angle, distance, size = rng.uniform(0, 2 * np.pi), rng.uniform(0.12, 0.5), rng.uniform(0.06, 0.08 + 0.08 * severity)
        patches.append([fovea[0] + distance * np.cos(angle), fovea[1] + distance * np.sin(angle), size * rng.uniform(0.8, 1.5), size])
    return np.array(patches)


def _cracks(rng, fovea, count):
    """Outlines of `count` lacquer cracks: thin, jagged lines near the fovea."""
    if count == 0:
        return []
    heading = rng.uniform(0, 2 * np.pi, (count, 1)) + np.cumsum(rng.normal(0, 0.35, (count, 14)), axis=1)
    step = rng.uniform(0.02, 0.04, (count, 1))
    curves = np.cumsum(np.stack([np.cos(heading) * step, np.sin(heading) * step], axis=2), axis=1)
    curves += fovea + rng.normal(0, 0.12, (count, 1, 2)) - curves.mean(axis=1, keepdims=True)
    return list(_outlines(curves, np.full((count, 14), 0.014)))


def _stripes(rng):
    """Noise [64, 64] with a standard deviation of 1 whose bands run along its rows: smoothed, and across them its second derivative."""
    noise = ndimage.gaussian_filter(rng.normal(size=(64, 64)), (1.4, 1.9), order=(2, 0), mode="wrap")
    return (noise / noise.std()).astype(np.float32)


def _drusen(rng, fovea):
    """Small deposits around the fovea, [spots, 3]; three eyes of four have none."""
    count = rng.integers(8, 40) if rng.random() < 0.25 else 0
    return np.column_stack([fovea + rng.normal(0, 0.22, (count, 2)), rng.uniform(0.008, 0.02, count)])


def _bright(rng, kind, disc):
    """Bright patches that are no atrophy, [patches, 6]: sheathed nerve fibres at the disc's edge, reflections near the frame's.

    Eyes that are not pathologic get more of them, as young eyes do; without that, the contrast of a picture would give its label away.
    """
    patches = []
    if rng.random() < (0.15 if kind == "P" else 0.4):
        up = rng.choice([-1, 1])
        radii = rng.uniform([0.07, 0.12], [0.14, 0.24])
        patches.append([disc[0] + rng.normal(0, 0.06), disc[1] + up * 0.2, *radii, rng.uniform(0.6, 0.95), rng.uniform(0.4, 0.8)])
    for _ in range(rng.integers(0, 3) if kind == "P" else rng.integers(1, 4)):
        angle = rng.uniform(0, 2 * np.pi)
        patches.append([0.95 * np.cos(angle), 0.95 * np.sin(angle), *rng.uniform(0.15, 0.55, 2), rng.uniform(0.2, 0.95), rng.uniform(0, 1)])
    return np.array(patches).reshape(-1, 6)


@functools.lru_cache(maxsize=4)
def _grid(side):
    """Coordinates of the pixels in radii of the frame, x [1, side] and y [side, 1], and their squared distance from its centre."""
    steps = ((np.arange(side, dtype=np.float32) + 0.5) / side - 0.5) / FRAME
    x, y = steps[None, :], steps[:, None]
    return x, y, x**2 + y**2


def _enlarge(array, side):
    """A small array [h, w] as a smooth one [side, side]."""
    return np.asarray(Image.fromarray(np.asarray(array, dtype=np.float32)).resize((side, side), Image.Resampling.BICUBIC))


def _fill(outlines, side):
    """How much of each pixel the polygons cover, [side, side] from 0 to 1."""
    large = SUPERSAMPLING * side
    canvas = Image.new("L", (large, large))
    pen = ImageDraw.Draw(canvas)
    for outline in outlines:
        pen.polygon((outline * (FRAME * large) + 0.5 * large).ravel().tolist(), fill=255)
    return np.asarray(canvas.reduce(SUPERSAMPLING), dtype=np.float32) / 255


def _circles(spots):
    """Outlines [spots, 12, 2] of circles [spots, 3]: centre x, y and radius."""
    angle = np.linspace(0, 2 * np.pi, 12, endpoint=False)
    return spots[:, None, :2] + spots[:, None, 2:] * np.stack([np.cos(angle), np.sin(angle)], axis=1)


def _ramp(level, width):
    """0 below -width, 1 above width, smooth between."""
    t = np.clip(level / (2 * width) + 0.5, 0, 1)
    return t * t * (3 - 2 * t)


def _distance(x, y, centre_x, centre_y, radius_x, radius_y):
    """Distance from the centre of an ellipse, 1 on its edge."""
    return np.sqrt(((x - centre_x) / radius_x) ** 2 + ((y - centre_y) / radius_y) ** 2)


def _colour(*channels):
    """Red, green and blue as [3, 1, 1], to be combined with pictures [3, H, W]."""
    return np.array(channels, dtype=np.float32)[:, None, None]


def _mix(picture, colour, share):
    """The picture [3, H, W] with a colour [3, 1, 1] laid over it, `share` [H, W] from 0 (not at all) to 1 (hidden)."""
    return picture + share * (colour - picture)


def paint(eye, size):
    """Paint an Eye layer by layer: yields (name of the layer, picture so far), the picture [3, size, size] as floats from 0 to 1.

    The layers lie as in the eye: the retina over the choroid, the atrophy in both, the disc, and the vessels over all of them.
    """
    x, y, square = _grid(size)
    pixel = 1 / (size * FRAME)
    mottle, ragged = (_enlarge(texture, size) for texture in eye.textures)
    to_fovea = _distance(x, y, *eye.fovea.tolist(), 1, 1)

    tone = 1 + 0.03 * mottle - 0.4 * np.exp(-((to_fovea / 0.17) ** 2)) + 0.1 * np.exp(-((to_fovea / 0.6) ** 2))
    picture = tone * _colour(*eye.pigment)
    yield "retina and macula", picture

    ribbons = _ribbons(eye, x, y)
    shown = eye.tessellation * (1 - 0.75 * np.exp(-((to_fovea / 0.25) ** 2)))
    island, ribbon = _colour(0.64, 0.58, 0.64), _colour(1.14, 1.16, 1.08)
    picture = picture * (1 + shown * (island - 1 + ribbons * (ribbon - island)))
    yield "choroid shines through", picture

    picture = _mix(picture, _colour(0.95, 0.8, 0.45), 0.5 * _fill(_circles(eye.drusen), size))
    if len(eye.atrophy):
        level = np.max([1 - _distance(x, y, *patch) for patch in eye.atrophy.tolist()], axis=0) + (0.17 if eye.kind == "P" else 0.04) * ragged
        picture = picture * (1 - 0.25 * np.exp(-((level / 0.1) ** 2)) * np.clip(0.6 + mottle, 0, 1))  # pigment gathers along the edge
        wall = _colour(0.92, 0.77, 0.52) * np.float32(eye.pigment[0] / 0.74)
        picture = _mix(picture, wall, _ramp(level - 0.05, 0.13) * np.clip(0.9 - 0.4 * ribbons + 0.08 * mottle, 0, 1))
    picture = _mix(picture, _colour(0.93, 0.78, 0.45), 0.75 * _fill(eye.cracks, size))
    yield "atrophy and lacquer cracks" if eye.kind == "P" else "deposits and crescent", picture

    disc_x, disc_y, across, along, pale = eye.disc.tolist()
    from_disc = _distance(x, y, disc_x, disc_y, across, along)
    picture = _mix(picture, _colour(0.94, 0.6, 0.34), 0.95 * _ramp(1 - from_disc, 0.08 + pixel))
    picture = _mix(picture, _colour(1.0, 0.87, 0.64), (0.4 + 0.5 * pale) * _ramp(0.5 - _distance(x, y, disc_x - 0.01, disc_y, across, along), 0.17))
    yield "optic disc with cup", picture

    away = 1 - 0.9 * np.exp(-((to_fovea / 0.14) ** 2))  # the fovea has no vessels
    for outlines, tint in ((eye.arteries, _colour(0.24, 0.5, 0.45)), (eye.veins, _colour(0.42, 0.62, 0.5))):
        picture = picture * (1 - _fill(outlines, size) * away * tint)
    yield "arteries and veins", picture

    for centre_x, centre_y, radius_x, radius_y, strength, yellow in eye.bright.tolist():
        level = 1 - _distance(x, y, centre_x, centre_y, radius_x, radius_y)
        picture = _mix(picture, _colour(0.97, 0.93 - 0.1 * yellow, 0.95 - 0.45 * yellow), strength * _ramp(level + 0.06 * ragged - 0.3, 0.4))
    across, down, vignette, exposure, *cast = eye.light.tolist()
    light = exposure * (1 + across * x + down * y) * (1 - vignette * square)
    picture = picture * light * _colour(*cast)
    picture = ndimage.gaussian_filter(picture, (0, eye.blur / pixel, eye.blur / pixel), truncate=2.5)
    picture = picture * _ramp(1 - np.sqrt(square), 0.01 + pixel)
    noise = np.random.default_rng(eye.grain).standard_normal((3, size, size), dtype=np.float32)
    yield "light and camera", picture + 0.012 * noise


def _ribbons(eye, x, y):
    """Choroidal vessels, [H, W] from 0 to 1: the stripes of the noise, turned and bent by a conformal map, turn · z + bend · z²."""
    turn, bend = eye.flow.tolist()
    bent = (x + 1j * y) * (turn + bend * (x + 1j * y))
    field = ndimage.map_coordinates(eye.choroid, [bent.imag * 19 + 32, bent.real * 19 + 32], order=1, mode="grid-wrap")
    return _ramp(field.astype(np.float32), 1.0)


def _finish(picture, left):
    """A picture [3, H, W] of floats as uint8 [H, W, 3]; a left eye is mirrored."""
    pixels = np.round(np.clip(picture, 0, 1) * 255).astype(np.uint8).transpose(1, 2, 0)
    return pixels[:, ::-1] if left else pixels


def _check_size(size):
    """Raise ValueError where nothing could be told apart in a picture of this side."""
    if size < 16:
        raise ValueError(f"size must be at least 16 pixels, not {size}")


def draw(rng, kind, size):
    """One synthetic fundus picture: (uint8 [size, size, 3], the fovea's (x, y) in pixels from the left top corner).

    rng: a NumPy Generator; the same state gives the same picture, and the same eye at every size.
    kind: "N" (normal), "H" (high myopia, not pathologic) or "P" (pathologic myopia).
    size: side in pixels, at least 16.
    """
    _check_size(size)
    eye = plan(rng, kind)
    *_, (_, picture) = paint(eye, size)
    fovea_x, fovea_y = (eye.fovea * ([-1, 1] if eye.left else [1, 1]) * FRAME + 0.5) * size
    return _finish(picture, eye.left), (float(fovea_x), float(fovea_y))


def _numbered(seed, index, size):
    """Picture `index` of the synthetic set with this seed: (kind, picture, fovea). It depends on nothing else."""
    rng = np.random.default_rng([seed, index])
    kind = str(rng.choice(list(SHARES), p=list(SHARES.values())))
    return kind, *draw(rng, kind, size)


def synthetic(count, size, seed):
    """`count` synthetic fundus pictures as Pictures: pictures [count, 3, size, size], labels 0 (N and H) or 1 (P, about 52 %).

    Picture i depends on the seed and i alone: a smaller set is the beginning of a larger one. One takes some milliseconds at 96 pixels.
    """
    if count < 1:
        raise ValueError(f"count must be at least 1, not {count}")
    drawn = [_numbered(seed, index, size) for index in range(count)]
    pictures = np.ascontiguousarray(np.stack([picture for _, picture, _ in drawn]).transpose(0, 3, 1, 2))
    return Pictures(pictures, np.array([kind == "P" for kind, _, _ in drawn], dtype=np.int64), CLASSES)


def write(folder, training, validation, size, seed):
    """Write synthetic pictures as JPEG files in the layout of iChallenge-PM, so that `read` and other readers of it can be tried.

    The layout is that of the real set once its archives are unpacked into one folder: PALM-Training400 with N0001.jpg,
    H0001.jpg, P0001.jpg and so on, PALM-Validation400 with V0001.jpg and so on. labels.csv lies beside them; its header is
    ID,imgName,Label,Fovea_X,Fovea_Y, the fovea in pixels from the left top corner. README.txt and a comment in every file
    say that the pictures are synthetic.

    folder: is made; one that exists must be empty, so that nothing is ever overwritten, or ValueError is raised.
    training, validation: how many pictures; they are the first and the next of the synthetic set with this size and seed.
    size: their side in pixels, at least 16; the real photographs have about 2,000.
    """
    folder = Path(folder)
    _check_size(size)
    if training < 1 or validation < 1:
        raise ValueError(f"there must be at least 1 training and 1 validation picture, not {training} and {validation}")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ValueError(f"{folder} exists and is not an empty folder; nothing is overwritten, so name another folder")
    (folder / TRAINING).mkdir(parents=True)
    (folder / VALIDATION).mkdir()
    (folder / "README.txt").write_text(NOTE + "\n", encoding="utf-8")
    written = dict.fromkeys(SHARES, 0)
    for index in range(training):
        kind, picture, _ = _numbered(seed, index, size)
        written[kind] += 1
        Image.fromarray(picture).save(folder / TRAINING / f"{kind}{written[kind]:04d}.jpg", quality=95, comment=NOTE)
    rows = []
    for number in range(1, validation + 1):
        kind, picture, (fovea_x, fovea_y) = _numbered(seed, training + number - 1, size)
        name = f"V{number:04d}.jpg"
        Image.fromarray(picture).save(folder / VALIDATION / name, quality=95, comment=NOTE)
        rows.append([number, name, int(kind == "P"), f"{fovea_x:.2f}", f"{fovea_y:.2f}"])
    with open(folder / "labels.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([HEADER, *rows])


def read(folder, size):
    """The pictures of an iChallenge-PM folder, real or synthetic: (training Pictures, validation Pictures).

    Pictures have the shape [N, 3, size, size], ordered by file name; whatever their proportions were, they are resized to a
    square. A training picture's label follows from its file name (N and H: 0, P: 1), a validation picture's from labels.csv.
    The real training archive holds a second archive: PALM-Training400/PALM-Training400 is read where there is one. The real
    labels come as a table, PALM-Validation-GT/PM_Label_and_Fovea_Location.xlsx, to be saved as labels.csv.
    Raises FileNotFoundError where a folder or labels.csv is missing, and ValueError where a file does not hold what it should.
    """
    folder = Path(folder)
    nested = folder / TRAINING / TRAINING
    training = _files(nested if nested.is_dir() else folder / TRAINING)
    validation = _files(folder / VALIDATION)
    for path in training:
        if path.name[0] not in SHARES:
            raise ValueError(f"{path}: the name of a training picture begins with N, H or P, not {path.name[0]!r}; rename it or take it out")
    training_labels = [int(path.name[0] == "P") for path in training]
    validation_labels = _labels(folder / "labels.csv", validation)
    return _pictures(training, training_labels, size), _pictures(validation, validation_labels, size)


def _files(folder):
    """The pictures' paths in a folder, ordered by name. Raises FileNotFoundError for no folder, ValueError for no pictures."""
    if not folder.is_dir():
        raise FileNotFoundError(
            f"there is no folder {folder}. iChallenge-PM is given out by its organisers after registration "
            f"(palm.grand-challenge.org); unpack its archives so that {TRAINING} and {VALIDATION} lie in {folder.parent}. "
            "Until then, course.fundus.write makes a folder of synthetic pictures."
        )
    # macOS leaves files such as ._V0001.jpg in archives; they are no pictures.
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".jpg" and not path.name.startswith("."))
    if not files:
        raise ValueError(f"there are no .jpg pictures in {folder}; unpack the archive again, so that they lie right in this folder")
    return files


def _labels(path, pictures):
    """The labels in labels.csv of the pictures at these paths, in their order, after a check of every row."""
    labels = {}
    names = {picture.name for picture in pictures}
    for line, row in _rows(path):
        if len(row) != len(HEADER):
            raise ValueError(f"{path}, line {line}: there must be {len(HEADER)} values, not {len(row)}; correct the row")
        name, label = row[1].strip(), row[2].strip()
        if label not in ("0", "1"):
            raise ValueError(f"{path}, line {line}: Label must be 0 or 1, not {label!r}; correct the row")
        if name in labels:
            raise ValueError(f"{path}, line {line}: there is a second row for {name}; keep one of them")
        if name not in names:
            raise ValueError(f"{path}, line {line}: there is no picture {name} in {VALIDATION}; unpack that archive again or take the row out")
        labels[name] = int(label)
    for picture in pictures:
        if picture.name not in labels:
            raise ValueError(f"{path}: there is no row for the picture {picture}; add one or take the picture out")
    return [labels[picture.name] for picture in pictures]


def _rows(path):
    """(line number, values) of each row below the header of labels.csv; blank lines are left out."""
    if not path.is_file():
        raise FileNotFoundError(
            f"there is no file {path}. In the real set the labels are the table PALM-Validation-GT/PM_Label_and_Fovea_Location.xlsx: "
            f"open it in a spreadsheet program and save it as CSV under that name, with the header {','.join(HEADER)}."
        )
    try:
        with open(path, newline="", encoding="utf-8-sig") as file:  # spreadsheet programs begin the file with a byte order mark
            reader = csv.reader(file)
            header = next(reader, [])
            rows = [(reader.line_num, row) for row in reader if any(value.strip() for value in row)]
    except (UnicodeDecodeError, csv.Error) as error:
        raise ValueError(f"{path} is not a text file of comma-separated values ({error}); save the table again as CSV in UTF-8") from error
    if [name.strip() for name in header] != HEADER:
        wanted, found = ",".join(HEADER), ",".join(header)
        raise ValueError(f"{path}, line 1: the header must be {wanted}, not {found!r}; save the table with commas and this header")
    return rows


def _pictures(paths, labels, size):
    """The JPEG files at these paths, resized to [N, 3, size, size], with their labels."""
    pictures = np.empty((len(paths), 3, size, size), dtype=np.uint8)
    for index, path in enumerate(paths):
        try:
            with Image.open(path, formats=["JPEG"]) as image:
                image.draft("RGB", (2 * size, 2 * size))  # decodes large photographs at a fraction of their size, which is much faster
                resized = image.convert("RGB").resize((size, size), Image.Resampling.BOX)
        except OSError as error:
            raise ValueError(f"{path} is not a whole JPEG picture ({error}); it was downloaded in part or damaged: get it again") from error
        pictures[index] = np.asarray(resized).transpose(2, 0, 1)
    return Pictures(pictures, np.array(labels, dtype=np.int64), CLASSES)


def layers_figure(seed):
    """How one synthetic picture of a pathologic eye is built up, layer by layer: (matplotlib Figure, its alt text)."""
    eye = plan(np.random.default_rng(seed), "P")
    layers = list(paint(eye, 256))
    figure = Figure(figsize=(9.6, 6.9), layout="constrained")
    figure.suptitle("A synthetic fundus picture, layer by layer (drawn by a program, not a photograph)", fontsize=12)
    for number, (axes, (name, picture)) in enumerate(zip(figure.subplots(2, 3).ravel(), layers, strict=True), start=1):
        axes.imshow(_finish(picture, eye.left), interpolation="nearest")
        axes.set_title(f"{number}. {name}", fontsize=11)
        axes.set_axis_off()
    alt = (
        f"A synthetic fundus picture of a pathologic {'left' if eye.left else 'right'} eye, drawn by a program, in {len(layers)} steps: "
        + "; ".join(f"{number}, {name}" for number, (name, _) in enumerate(layers, start=1))
        + f". It has {len(eye.atrophy)} pale patches of atrophy, the first beside the disc, and {len(eye.cracks)} lacquer cracks."
    )
    return figure, alt
