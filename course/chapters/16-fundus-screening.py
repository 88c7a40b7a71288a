# %% [markdown]
# # 16. Case study: screening photographs of the eye
#
# Five networks, one question: is this eye pathologic?
# This chapter takes what the others built and asks it as somebody would who has to decide by it.
# It turns out that most of the work lies outside the network: reading the data without a wrong label,
# comparing fairly, choosing a threshold without cheating, and saying what the result does not mean.
# At its end is the whole line, from the first kernel to ResNet, on one page.
#
# **When you are done, you can**
#
# - read a data set from its files, and refuse what is wrong in it by file and line;
# - find the cause of a failure by changing one thing at a time;
# - compare five networks on equal terms, with a baseline and a spread;
# - say more than an accuracy: confusion matrix, sensitivity, specificity, ROC curve and the area under it;
# - choose a threshold on validation pictures, and know why never on the test;
# - compute what a positive answer is worth where the disease is rare;
# - say what such a model must not be used for.
#
# **It takes** about 75 minutes to read and 140 minutes to solve.
# You need chapters 9 to 14. There are 34 points in seven exercises; the last one is a stretch.
#
# The symbols are those of [the table of notation](../notation.md); [the glossary](../glossary.md) gives each term in Chinese.

# %% [markdown]
# The first cell loads what the chapter needs. Nothing is downloaded.

# %%
import tempfile
from pathlib import Path

import numpy as np

from course import augmentation, fundus, gallery, plots, screening
from course.training import mean_and_spread

# %% [markdown]
# Paddle trains the networks.

# %%
from paddle import nn

from course.counting import count

# %% [markdown]
# ## 16.1 A data set comes as files
#
# The photographs behind this case are called iChallenge-PM: 400 to train and 400 to validate.
# They are handed out by their organisers to those who register, and may not be handed on.
# So the pictures of this chapter are **synthetic**: a program draws them, as in chapters 10 to 12.
# No eye in this chapter belongs to anybody, and no number in it says anything about a patient.
# What is real is the layout of the files. Here is a small synthetic set in that layout:

# %%
folder = Path(tempfile.mkdtemp()) / "iChallenge-PM"
fundus.write(folder, training=10, validation=5, size=64, seed=0)
files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*"))
print("\n".join(files))

# %% [markdown]
# A training picture says in the first letter of its name what it shows:
# **N** a normal eye, **H** a highly myopic one, **P** one with **pathologic myopia**.
# A validation picture is called V and a number, which says nothing. Its label stands in a table:

# %%
labels_csv = (folder / "labels.csv").read_text(encoding="utf-8")
print(labels_csv)

# %% [markdown]
# `Label` is 1 for pathologic and 0 for everything else; the last two columns say where the fovea lies, in pixels.
#
# The trap is the letter H. Such an eye is very short-sighted, and it looks ill to a layman.
# But it is *not pathologic*: its label is 0. Two eyes of each letter, drawn by the program:

# %%
letters = "NNHHPP"
drawings = [fundus.draw(np.random.default_rng([7, i]), letter, 128)[0] for i, letter in enumerate(letters)]
eyes = [drawing.transpose(2, 0, 1) / 255 for drawing in drawings]
captions = {"N": "N: normal, label 0", "H": "H: high myopia, label 0", "P": "P: pathologic, label 1"}
plots.show(
    augmentation.gallery(eyes, [captions[letter] for letter in letters]),
    alt=(
        "Six synthetic fundus pictures, drawn by a program: two normal eyes, two highly myopic ones and two pathologic ones."
        " The pathologic ones have pale patches beside the optic disc and elsewhere."
    ),
)

# %% [markdown]
# A reader of such a set has one duty above all: never to give a wrong label silently.
# A network learns wrong labels as willingly as right ones.

# %% [markdown] role="statement" exercise="read_labels"
# ### Exercise 16.1: the reader (7 points, ~25 min)
#
# ```python
# read_labels(names, table) -> {file name: label}
# ```
#
# - `names`: a list of paths inside the set, such as `"PALM-Training400/H0007.jpg"`, in any order.
# - `table`: the text of labels.csv. Its first line is the header `ID,imgName,Label,Fovea_X,Fovea_Y`.
# - Return a dict with an entry for each picture in `names`: the file name without its folders, and the label, 0 or 1.
#   A picture is a file whose name ends in `.jpg`, in small or capital letters, and does not begin with a dot
#   (archives from a Mac hold files such as `._V0001.jpg`, which are none). Everything else in `names` is left out.
# - The first letter of the file name decides, a capital: N and H mean 0, P means 1. For V the label stands in the row
#   of the table whose `imgName` is that file name. Rows may come in any order, rows for pictures that are not in `names` are left alone,
#   blank lines are skipped, and values may have spaces around them.
# - Raise a `ValueError`
#   - for a picture whose name begins with another letter, small ones included; the message contains its file name;
#   - for a picture V without a row; the message contains its file name;
#   - for a row whose label is not written as `0` or `1` (`1.0`, `P` or nothing, for example); the message contains `line` and the number of its line, such as `line 4`.
#     The header is line 1, and blank lines count.
#
# **The tests look at** training names, a table with its rows in disorder, blank lines and spaces, and the three refusals.
#
# <details><summary>Hint</summary>
#
# `name.split("/")[-1]` is the name without folders: the folder PALM-Training400 begins with a P, too.
# `enumerate(table.splitlines(), 1)` counts lines as people do.
# </details>


# %% role="answer" exercise="read_labels"
def read_labels(names, table):
    """{file name: label} of the pictures in names; table: the text of labels.csv."""
    ### BEGIN SOLUTION
    rows = {}
    for number, line in enumerate(table.splitlines(), 1):
        if number == 1 or not line.strip():
            continue
        _, name, label, *_ = [value.strip() for value in line.split(",")]
        if label not in ("0", "1"):
            raise ValueError(f"labels.csv, line {number}: Label must be 0 or 1, not {label!r}")
        rows[name] = int(label)
    labels = {}
    for name in [path.split("/")[-1] for path in names]:
        if not name.lower().endswith(".jpg") or name.startswith("."):
            continue
        if name[0] == "V" and name not in rows:
            raise ValueError(f"labels.csv has no row for {name}")
        if name[0] not in "NHPV":
            raise ValueError(f"{name}: the name of a picture begins with N, H, P or V")
        labels[name] = rows[name] if name[0] == "V" else int(name[0] == "P")
    return labels
    ### END SOLUTION


# %% role="tests" exercise="read_labels" case="names" points=2
# Labels from names (2 points)
from course import screening_mistakes as mistakes

header = "ID,imgName,Label,Fovea_X,Fovea_Y\n"
names = [f"PALM-Training400/{name}.jpg" for name in ("P0002", "N0001", "H0001")]
expected = {"P0002.jpg": 1, "N0001.jpg": 0, "H0001.jpg": 0}
known = {
    "The first letter of the path is that of the folder, PALM-…; take the file name's.": dict.fromkeys(expected, 1),
    "A highly myopic eye (H) is not pathologic: its label is 0.": expected | {"H0001.jpg": 1},
    "0 and 1 are swapped: pathologic is 1.": {name: 1 - label for name, label in expected.items()},
}
mistakes.check_labels("three training pictures, one of each letter", read_labels(names, header), expected, known)
### BEGIN HIDDEN TESTS
names = ["README.txt", "labels.csv", "PALM-Training400/P0007.JPG", "a/b/N0003.jpg", "H0012.jpg"]
names += ["PALM-Training400/._P0001.jpg", "P0001.png", "NH/P0400.Jpg"]
expected = {"P0007.JPG": 1, "N0003.jpg": 0, "H0012.jpg": 0, "P0400.Jpg": 1}
known = {
    "A name may end in .JPG, too.": {"N0003.jpg": 0, "H0012.jpg": 0},
    "A name that begins with a dot is no picture.": expected | {"._P0001.jpg": 0},
    "A name that begins with a dot is no picture. ": expected | {"._P0001.jpg": 1},
    "A highly myopic eye (H) is not pathologic: its label is 0.": expected | {"H0012.jpg": 1},
    "A picture's name ends in .jpg.": expected | {"P0001.png": 1},
}
case = "names in several folders, in capitals, and files that are no pictures"
mistakes.check_labels(case, read_labels(names, header), expected, known)
mistakes.check_labels("no names at all", read_labels([], header), {})
### END HIDDEN TESTS

# %% role="tests" exercise="read_labels" case="table" points=3
# Labels from the table (3 points)
from course import screening_mistakes as mistakes

header = "ID,imgName,Label,Fovea_X,Fovea_Y\n"
names = ["PALM-Validation400/V0001.jpg", "PALM-Validation400/V0002.jpg", "PALM-Validation400/V0003.jpg"]
table = header + "1,V0003.jpg,1,30.5,31.0\n2,V0001.jpg,0,28.1,33.7\n3,V0002.jpg,1,35.0,30.2\n"
expected = {"V0001.jpg": 0, "V0002.jpg": 1, "V0003.jpg": 1}
known = {
    "The rows are taken in their order; a row belongs to the picture whose name it gives.": {
        "V0001.jpg": 1,
        "V0002.jpg": 0,
        "V0003.jpg": 1,
    },
    "0 and 1 are swapped: pathologic is 1.": {name: 1 - label for name, label in expected.items()},
    "V is not taken from the table.": dict.fromkeys(expected, 0),
}
mistakes.check_labels("three validation pictures, the table in disorder", read_labels(names, table), expected, known)
### BEGIN HIDDEN TESTS
names = ["V/V0010.jpg", "V/V0009.jpg", "T/P0001.jpg", "labels.csv", "V/V0100.jpg", "T/N0400.jpg"]
table = header + "\n9, V0100.jpg , 1 ,3.0,4.0\n\n10,V0009.jpg,0,1.0,1.5\n"
table += "11,V0777.jpg,1,0.0,1.0\n9,V0010.jpg, 0,1.0,1\n   \n"
expected = {"V0010.jpg": 0, "V0009.jpg": 0, "P0001.jpg": 1, "V0100.jpg": 1, "N0400.jpg": 0}
known = {
    "Rows of pictures that are not in names are left alone.": expected | {"V0777.jpg": 1},
    "The ID is the number of the row, not of the picture.": expected | {"V0010.jpg": 0, "V0009.jpg": 1},
    "The training pictures are missing.": {"V0010.jpg": 0, "V0009.jpg": 0, "V0100.jpg": 1},
    "0 and 1 are swapped in the table.": expected | {"V0010.jpg": 1, "V0009.jpg": 1, "V0100.jpg": 0},
}
case = "pictures of all kinds; a table with blank lines, spaces and a row too many"
mistakes.check_labels(case, read_labels(names, table), expected, known)
names = [f"V{number:04d}.jpg" for number in range(1, 400)]
expected = {name: int(number * number % 7 < 3) for number, name in enumerate(names)}
table = header
table += "".join(f"{row},{name},{expected[name]},1,0\n" for row, name in enumerate(names[::-1], 1))
known = {"The rows are taken in their order.": dict(zip(names, reversed(expected.values())))}
mistakes.check_labels("399 pictures, the table backwards", read_labels(names, table), expected, known)
### END HIDDEN TESTS

# %% role="tests" exercise="read_labels" case="refusals" points=2
# What must be refused, by name and by line (2 points)
from course import screening_mistakes as mistakes

header = "ID,imgName,Label,Fovea_X,Fovea_Y\n"
case = "a picture called X0001.jpg"
mistakes.check_refusal(case, read_labels, ["a/X0001.jpg"], header, ["X0001.jpg"])
case = "a row with the label 2 in line 3"
table = header + "1,V0001.jpg,0,1.0,2.0\n2,V0002.jpg,2,1.0,2.0\n"
mistakes.check_refusal(case, read_labels, ["V0001.jpg", "V0002.jpg"], table, ["line 3"])
### BEGIN HIDDEN TESTS
case = "a picture V0003.jpg without a row"
mistakes.check_refusal(case, read_labels, ["b/V0001.jpg", "b/V0003.jpg"], header + "3,V0001.jpg,0,1.0,2.0\n", ["V0003.jpg"])
for label, line in (("", 4), ("1.0", 5), ("P", 6), ("-1", 2), ("10", 3)):
    table = header + "\n" * (line - 2) + f"1,V0001.jpg,{label},0.0,1.0\n2,V0002.jpg,1,0,0\n"
    case = f"a row with the label {label!r} in line {line}, after blank lines"
    mistakes.check_refusal(case, read_labels, ["V0001.jpg", "V0002.jpg"], table, [f"line {line}"])
mistakes.check_refusal("a picture called p0001.jpg", read_labels, ["P0002.jpg", "p0001.jpg"], header, ["p0001.jpg"])
table = header + "1,V0001.jpg,1,0.0,1.0\n\n2,V0002.jpg,0,0,0\n"
got = read_labels(["V0001.jpg", "V0002.jpg"], table)
mistakes.check_labels("a table without a fault", got, {"V0001.jpg": 1, "V0002.jpg": 0})
case = "V0002.jpg again, with a table that has no row for it"
mistakes.check_refusal(case, read_labels, ["V0001.jpg", "V0002.jpg"], header + "1,V0001.jpg,1,0.0,1.0\n", ["V0002.jpg"])
### END HIDDEN TESTS

# %% [markdown]
# Your reader on the folder that was just written, beside `fundus.read`, which reads the real set as well and looks at the pictures, too:

# %%
mine = read_labels(files, labels_csv)
training, validation = fundus.read(folder, size=64)
print("yours: ", list(mine.values()))
print("course:", [*training.labels.tolist(), *validation.labels.tolist()])

# %% [markdown]
# Both give the same fifteen labels.
# If you have the real set, `fundus.read` takes its folder and gives the same kind of data set; the results below are of synthetic pictures.
# One thing no reader can see: whether two pictures show the same person.
# Where a set has both eyes of a patient, or two visits, the split must go by person, or the test knows the training.
#
# From here on we use the 900 synthetic pictures of chapters 10 to 12: 500 to train, 150 to choose by, 250 to test,
# normalized with the mean and the standard deviation of the training pictures.

# %%
pictures = screening.parts(size=64)
for part, name in zip(pictures, ("training", "validation", "test")):
    print(f"{name:10} {len(part):3} pictures, {part.labels.mean():.3f} of them pathologic")

# %% [markdown]
# ## 16.2 Why LeNet failed
#
# Tutorials on this data set begin with an old LeNet: sigmoids, pictures of 224 pixels, Momentum at a rate of 0.001.
# It stays at chance, and the usual explanation is that the pictures are too large.
# Chapter 10 doubted that with four runs. A table settles it:
# two activations, three rates, pictures of 32 and of 64 pixels, and two runs at the original 224, which take minutes each.
# At 32 pixels, where runs are short, there are three seeds.
# Such a table of all combinations is called a **factorial experiment**.
#
# Twenty-six runs take longer than you want to wait.
# `python -m benchmarks.screening` has made them, and those of the next section; the course keeps what came out, run by run.
# What a record says can be checked: anyone may run the script again, and we repeat two of its cells here.

# %%
record = screening.record()
print(record["made by"], record["versions"])
small = screening.parts(size=32)
for activation in (nn.Sigmoid, nn.ReLU):
    runner = screening.factor_run(activation, 0.001, 32, 0, small, record["factor epochs"])
    print(f"{activation.__name__}: {runner.history[-1]['validation_accuracy']:.3f}")

# %% [markdown]
# The whole table. The accuracy is that on the validation pictures: a test is not for finding causes.

# %%
def text(value):
    """A number of the record; None stands for a run that ended in numbers that are not finite."""
    return "not finite" if value is None else f"{value:.3f}"


rows = [
    [row["activation"], f"{row['rate']:g}", f"{row['size']} px"]
    + ["  ".join(map(text, row["accuracy"])), "  ".join(map(text, row["loss"]))]
    for row in record["factors"]
]
plots.show(
    plots.table(["activation", "rate", "pictures", "validation accuracy, seed by seed", "training loss"], rows),
    alt=(
        "A table of LeNet's validation accuracy. Sigmoid: 0.527 in every run at 32 pixels, at rates of 0.001, 0.01 and 0.1, and"
        " 0.473 or 0.527 at 64. ReLU: 0.900 three times at a rate of 0.001 and 32 pixels, 0.913 to 0.920 at 0.01; at 0.1 one run is not"
        " finite, the others 0.647 and 0.527. ReLU at 64 pixels: 0.913, 0.513 and 0.527 with growing rate."
        " At 224 pixels and a rate of 0.001: sigmoid 0.527, ReLU 0.793."
    ),
)

# %% [markdown]
# Read it one factor at a time. The majority of the validation pictures, 79 of 150, is 0.527.
#
# - *Size.* Sigmoid, rate 0.001: 0.527 at 224 pixels, the original setting; 0.527 at 64 and, with three seeds, at 32. Small pictures do not help.
# - *Rate.* Sigmoid, ten or a hundred times the rate, at both sizes: at most 0.527 again. A larger step in the same direction does not help, either.
#   (Adam did, in chapter 10. It divides each gradient by its own recent size, so that even a tiny one makes a step.)
# - *Activation.* ReLU, at the rate that failed: 0.900 in all three runs at 32 pixels, 0.913 at 64, and 0.793 at 224,
#   where fc1 has 19 million parameters. Its training loss, 0.211, is much like that at 32 pixels: it learns, but carries less over to new pictures.
#   Large pictures make it harder, not impossible.
#
# So at steps like these the cause is the sigmoid, through which hardly any gradient reaches the first layer. And the table shows one thing more:
# with ReLU the rate matters very much. At 32 pixels 0.01 is a little better than 0.001, and with 0.1 one run ends in numbers that are not finite
# and the two others know little or nothing. At 64 pixels the one run with 0.01 stays at chance already.
# That one factor decides what another one does is called an **interaction**, and runs that change one thing at a time from a single start never see it.

# %% [markdown]
# ## 16.3 Five networks at one cost
#
# Now the comparison. Full-width networks differ in cost by a factor of a hundred,
# so a comparison of those would be one of budgets. Ours are narrowed until each costs about the same on a picture of 64×64 pixels.
# (64 and not 32, because all but LeNet shrink a picture's side by 32: of 32 pixels a single one would be left.)

# %%
for name, (build, width, depth, year) in screening.NETWORKS.items():
    counts = count(build(), [1, 3, 64, 64])
    cost = f"{counts.parameters:9,} parameters {counts.macs / 1e6:5.1f} million MACs"
    print(f"{name:10} width {width:3} {depth:2} layers {cost}")

# %% [markdown]
# From 7 to 11 million multiplications. The parameters still differ by a factor of four:
# GoogLeNet has the fewest, AlexNet the most, two thirds of them in its second fully connected layer.
# The widths are what makes this possible. At full width VGG-11 would do nearly a hundred times LeNet's work at this size.
#
# Equal terms, written down before the first run:
#
# - the same 500 pictures, 8 epochs, batches of 25, no augmentation;
# - batch normalization behind every convolution of *all five*, ReLU everywhere: what is compared is the structure;
# - Adam, with a rate that falls to 0 along a cosine, and the weights after the last epoch: no lucky epoch is picked;
# - each network is tried with the rates 0.003, 0.001 and 0.0003 and one seed; the rate with the best validation accuracy is its own
#   (of equal ones that with the lower validation loss), and gets two more seeds;
# - the test pictures are shown only to these three runs.
#
# All rates that were tried:

# %%
for name in screening.NETWORKS:
    entry = record["networks"][name]
    tried = [f"{rate}: {found['validation_accuracy']:.3f}" for rate, found in entry["tried"].items()]
    print(f"{name:10}", "  ".join(tried), " chosen:", entry["rate"])

# %% [markdown]
# Read the columns, too. At 0.0003 LeNet leads ResNet-18 by a tenth; at 0.003 it is two hundredths behind.
# Whoever compares networks at a single rate can have either result.
# Four of the five chose the largest rate of the list, so a still larger one might be better for them. The list was written down before, and stays:
# that is a limit of this study, to be said, not mended afterwards.
#
# You can repeat the beginning of these runs: LeNet, three seeds, two of the eight epochs.
# Beside it, the same epoch of the record. On another machine or with another version the last digits may differ.

# %%
rate = record["networks"]["LeNet"]["rate"]
for run in record["networks"]["LeNet"]["runs"]:
    runner = screening.study_run("LeNet", rate, run["seed"], pictures, epochs=2)
    now, then = runner.history[-1]["loss"], run["loss"][len(runner.history) - 1]
    print(f"seed {run['seed']}: loss {now:.4f} now, {then:.4f} in the record")

# %% [markdown]
# Two models stand beside the networks.
# The **majority** says "pathologic" of every eye. The other is logistic regression on six numbers of each picture,
# the mean and the spread of red, green and blue; it is called *colours alone* and knows nothing of shapes.
#
# ## 16.4 Accuracy is not enough
#
# The majority is right for more than half of our pictures. It finds every pathologic eye.
# It is also useless, and the accuracy does not say so.
# Two kinds of mistakes are possible, and for a patient they are not alike:
# an eye that is **overlooked** goes untreated; a **false alarm** costs a visit, and fear.
#
# A network gives a probability; a **threshold** makes an answer of it. Counting the answers gives four numbers, the **confusion matrix**:
#
# | | called pathologic | called not pathologic |
# |---|---|---|
# | **is pathologic** | tp, true positives: found | fn, false negatives: overlooked |
# | **is not** | fp, false positives: false alarms | tn, true negatives: rightly passed |
#
# Two shares are made of them, one for each row:
#
# $$ \text{sensitivity} = \frac{tp}{tp + fn}, \qquad \text{specificity} = \frac{tn}{tn + fp}. $$
#
# **Sensitivity** is the share of the ill who are found, **specificity** the share of the well who are passed.
# The majority has a sensitivity of 1 and a specificity of 0.
# (From here on "ill" is short for pathologic, label 1, and "well" for everything else: a highly myopic eye, or one with another disease, is not healthy.)

# %% [markdown] role="statement" exercise="confusion"
# ### Exercise 16.2: the confusion matrix (5 points, ~15 min)
#
# ```python
# confusion(labels, scores, threshold) -> {"tp": …, "fp": …, "fn": …, "tn": …, "sensitivity": …, "specificity": …}
# ```
#
# - `labels` `[N]`: an array of 0 (not pathologic) and 1 (pathologic).
# - `scores` `[N]`: an array of numbers, higher for what looks more pathologic; probabilities, or any other.
# - A picture is called pathologic where its score is *at least* `threshold` (`>=`).
# - The four counts are whole numbers, the two shares floats.
#   Where there is nobody to take a share of, the share is `float("nan")`: not a number.
#
# **The tests look at** the counts, a score that equals the threshold, the two shares, and labels of one kind only.
#
# <details><summary>Hint</summary>
#
# `called = scores >= threshold` is an array of True and False, and so is `labels == 1`; `&` combines two of them, `~` turns one round.
# </details>


# %% role="answer" exercise="confusion"
def confusion(labels, scores, threshold):
    """Counts of right and wrong answers of both kinds, with sensitivity and specificity (nan where undefined)."""
    ### BEGIN SOLUTION
    called, ill = scores >= threshold, labels == 1
    tp, fp = int((called & ill).sum()), int((called & ~ill).sum())
    fn, tn = int((~called & ill).sum()), int((~called & ~ill).sum())
    sensitivity = tp / (tp + fn) if tp + fn else float("nan")
    specificity = tn / (tn + fp) if tn + fp else float("nan")
    return {"tp": tp, "fp": fp, "fn": fn, "tn": tn, "sensitivity": sensitivity, "specificity": specificity}
    ### END SOLUTION


# %% role="tests" exercise="confusion" case="counts" points=2
# The four counts (2 points)
import numpy as np

from course import screening_mistakes as mistakes

labels = np.array([1, 1, 1, 1, 0, 0, 0, 0, 0, 0])
scores = np.array([0.9, 0.8, 0.7, 0.2, 0.75, 0.6, 0.1, 0.3, 0.2, 0.1])
got = confusion(labels.copy(), scores.copy(), 0.7)
case = "confusion of ten pictures, threshold 0.7, which is one of the scores"
mistakes.check_confusion(case, got, labels, scores, 0.7, mistakes.COUNTS)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(1)
for number, ill, threshold in [(150, 0.52, 0.5), (61, 0.1, 0.25), (40, 0.8, -0.5), (30, 0.5, 3.0)]:
    labels = (rng.random(number) < ill).astype(int)
    quarters = np.round(rng.random(number) * 4) / 4
    scores = np.round(rng.normal(labels, 1.0), 1) if threshold != 0.25 else quarters
    case = f"confusion of {number} pictures, threshold {threshold}"
    got = confusion(labels.copy(), scores.copy(), threshold)
    mistakes.check_confusion(case, got, labels, scores, threshold, mistakes.COUNTS)
### END HIDDEN TESTS

# %% role="tests" exercise="confusion" case="shares" points=2
# Sensitivity and specificity (2 points)
import numpy as np

from course import screening_mistakes as mistakes

labels = np.array([1, 1, 1, 1, 0, 0, 0, 0, 0, 0])
scores = np.array([0.9, 0.8, 0.7, 0.2, 0.75, 0.6, 0.1, 0.3, 0.2, 0.1])
got = confusion(labels.copy(), scores.copy(), 0.5)
case = "confusion of the same pictures, threshold 0.5"
mistakes.check_confusion(case, got, labels, scores, 0.5, ("sensitivity", "specificity"))
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(2)
for number, ill, threshold in [(90, 0.3, 0.4), (45, 0.7, 0.9), (64, 0.5, 0.1)]:
    labels = (rng.random(number) < ill).astype(int)
    scores = np.round(rng.normal(0.6 * labels, 0.5), 2)
    case = f"confusion of {number} pictures, threshold {threshold}"
    got = confusion(labels.copy(), scores.copy(), threshold)
    shares = ("sensitivity", "specificity")
    mistakes.check_confusion(case, got, labels, scores, threshold, shares)
for threshold, who in ((9.0, "nobody"), (-9.0, "everybody")):
    case = f"confusion of {number} pictures with a threshold at which {who} is called pathologic"
    got = confusion(labels.copy(), scores.copy(), threshold)
    mistakes.check_confusion(case, got, labels, scores, threshold, shares)
### END HIDDEN TESTS

# %% role="tests" exercise="confusion" case="nobody" points=1
# Labels of one kind only (1 point)
import numpy as np

from course import screening_mistakes as mistakes

scores = np.array([0.3, 0.6, 0.8])
case = "sensitivity of three pictures, none of them pathologic"
found = confusion(np.array([0, 0, 0]), scores.copy(), 0.5)
mistakes.check_nobody(case, found["sensitivity"], "there is no ill eye to find.")
### BEGIN HIDDEN TESTS
case = "specificity of the same three"
mistakes.check_confusion(case, found, np.array([0, 0, 0]), scores, 0.5, ("specificity",))
found = confusion(np.array([1, 1, 1]), scores.copy(), 0.7)
case = "specificity of three pictures, all of them pathologic"
mistakes.check_nobody(case, found["specificity"], "there is no eye of the well to pass.")
case = "sensitivity of the same three"
mistakes.check_confusion(case, found, np.array([1, 1, 1]), scores, 0.7, ("sensitivity",))
### END HIDDEN TESTS

# %% [markdown]
# Every model on the 150 validation pictures, seed 0, threshold 0.5:

# %%
truth = screening.labels("validation")
for name in record["networks"]:
    found = confusion(truth, screening.scores(name, "validation")[0], 0.5)
    accuracy = (found["tp"] + found["tn"]) / len(truth)
    print(
        f"{name:14} accuracy {accuracy:.3f}  overlooked {found['fn']:2} of {found['tp'] + found['fn']}"
        f"  false alarms {found['fp']:2} of {found['fp'] + found['tn']}"
    )

# %% [markdown]
# LeNet and AlexNet overlook equally many eyes, 7 of 79. They differ in the false alarms alone, 5 and 10 of 71;
# their accuracies, 0.920 and 0.887, do not say that. Colours alone overlook a third of the ill.
#
# The threshold is a dial, and 0.5 is only where it happens to stand. Turn it: choose a network, then move the threshold with the arrow keys.
# To the left is the confusion matrix (mistakes have a thick frame), to the right what the next section is about.

# %%
screening.explore_threshold()

# %% [markdown]
# A lower threshold overlooks fewer eyes and raises more false alarms. No threshold makes a network better, it only moves the mistakes about.
#
# ## 16.5 Every threshold at once: the ROC curve
#
# If a threshold moves the mistakes about, a network must be judged by all its thresholds.
# Draw a point for each: to the right the share of false alarms, 1 - specificity, upwards the sensitivity.
# These points make the **ROC curve** (receiver operating characteristic, a name from radar).
# It begins at (0, 0), where the threshold is so high that nobody is called ill, and ends at (1, 1), where everybody is.
# A model that guesses lies near the diagonal; a perfect one goes through the corner at the top left.

# %% [markdown] role="statement" exercise="roc_points"
# ### Exercise 16.3: the ROC curve (5 points, ~25 min)
#
# ```python
# roc_points(labels, scores) -> array [K + 1, 2]
# ```
#
# - `labels` and `scores` as in exercise 16.2; both labels occur. There are K *different* scores.
# - Row 0 is (0, 0): a threshold above every score.
#   Then one row for each different score as the threshold, from the highest to the lowest.
# - Column 0 is the share of false alarms, 1 - specificity; column 1 is the sensitivity.
#
# **The tests look at** a small example without equal scores, at equal scores among pictures of both labels, and at larger sets.
#
# <details><summary>Hint</summary>
#
# `np.unique(scores)[::-1]` are the different scores from the highest down, and your `confusion` does the rest.
# Sorting and `np.cumsum` are faster, but then equal scores need care: they share one threshold, and so one row.
# </details>


# %% role="answer" exercise="roc_points"
def roc_points(labels, scores):
    """The share of false alarms and the sensitivity at each threshold, from the highest down, [K + 1, 2]."""
    ### BEGIN SOLUTION
    points = [(0.0, 0.0)]
    for threshold in np.unique(scores)[::-1]:
        found = confusion(labels, scores, threshold)
        points.append((1 - found["specificity"], found["sensitivity"]))
    return np.array(points)
    ### END SOLUTION


# %% role="tests" exercise="roc_points" case="example" points=2
# Five pictures with five scores (2 points)
import numpy as np

from course import screening_mistakes as mistakes
from course.checks import check

labels, scores = np.array([1, 0, 1, 0, 0]), np.array([0.9, 0.2, 0.6, 0.7, 0.1])
expected = [[0, 0], [0, 0.5], [1 / 3, 0.5], [1 / 3, 1], [2 / 3, 1], [1, 1]]
case = "roc_points of five pictures"
check(case, roc_points(labels.copy(), scores.copy()), expected, mistakes.roc_slips(labels, scores))
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(3)
for number in (9, 40):
    scores = rng.permutation(number) / number - 0.3
    labels = (rng.random(number) < 0.3 + 0.4 * scores).astype(int)
    labels[:2] = 0, 1
    case = f"roc_points of {number} pictures, all scores different"
    slips = mistakes.roc_slips(labels, scores)
    check(case, roc_points(labels.copy(), scores.copy()), mistakes.roc(labels, scores), slips)
### END HIDDEN TESTS

# %% role="tests" exercise="roc_points" case="ties" points=3
# Equal scores (3 points)
import numpy as np

from course import screening_mistakes as mistakes
from course.checks import check

labels, scores = np.array([1, 0, 1, 0, 0]), np.array([0.8, 0.8, 0.5, 0.5, 0.1])
expected = [[0, 0], [1 / 3, 0.5], [2 / 3, 1], [1, 1]]
case = "roc_points of five pictures with three different scores"
check(case, roc_points(labels.copy(), scores.copy()), expected, mistakes.roc_slips(labels, scores))
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(4)
for number, ill, steps in ((30, 0.3, 5), (80, 0.7, 10), (12, 0.5, 1), (25, 0.4, 2)):
    labels = (rng.random(number) < ill).astype(int)
    labels[:2] = 0, 1
    scores = np.round((0.3 * labels + 0.7 * rng.random(number)) * steps) / steps
    case = f"roc_points of {number} pictures with {len(np.unique(scores))} different scores"
    slips = mistakes.roc_slips(labels, scores)
    check(case, roc_points(labels.copy(), scores.copy()), mistakes.roc(labels, scores), slips)
### END HIDDEN TESTS

# %% [markdown]
# One number for a curve is the **area under it**, the AUC: 1 for a perfect model, one half for guessing.
# It has a meaning that needs no curve.
# Take a pathologic picture and one that is not, both at random: *the AUC is the probability that the pathologic one has the higher score*.
# That it is the same number can be seen step by step: each step of the curve to the right stands for one eye of the well,
# and the height there is the share of the ill eyes that came before it, which have a higher score. The area is the mean of these heights.
# Where an ill eye and one of the well have equal scores, the curve rises on a slope, and the pair counts one half.

# %% [markdown] role="statement" exercise="auc"
# ### Exercise 16.4: the area, by counting pairs (4 points, ~15 min)
#
# ```python
# auc(labels, scores) -> float
# ```
#
# - `labels` and `scores` as in exercise 16.2; both labels occur.
# - Look at every pair of one picture with label 1 and one with label 0. The pair counts 1 where the picture with label 1 has the higher score,
#   one half where the scores are equal, else 0. Return the mean over all pairs.
#
# **The tests look at** small examples with and without equal scores, and compare larger sets with the area under the curve.
#
# <details><summary>Hint</summary>
#
# `scores[labels == 1][:, None] - scores[labels == 0]` holds the difference of every pair.
# </details>


# %% role="answer" exercise="auc"
def auc(labels, scores):
    """The share of pairs, one picture of each label, in which the one with label 1 has the higher score."""
    ### BEGIN SOLUTION
    differences = scores[labels == 1][:, None] - scores[labels == 0]
    return float(np.mean((differences > 0) + 0.5 * (differences == 0)))
    ### END SOLUTION


# %% role="tests" exercise="auc" case="different" points=2
# All scores different (2 points)
import numpy as np

from course import screening_mistakes as mistakes
from course.checks import check

labels, scores = np.array([1, 0, 1, 0, 0]), np.array([0.9, 0.2, 0.6, 0.7, 0.1])
case = "auc of five pictures; of six pairs, only that of 0.6 and 0.7 is in the wrong order"
check(case, auc(labels.copy(), scores.copy()), 5 / 6, mistakes.auc_slips(labels, scores))
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(5)
for number, ill in ((25, 0.4), (130, 0.15), (70, 0.8)):
    labels = (rng.random(number) < ill).astype(int)
    labels[:2] = 0, 1
    scores = rng.normal(0.8 * labels, 1.0)
    points = mistakes.roc(labels, scores)
    area = float(np.sum(np.diff(points[:, 0]) * (points[1:, 1] + points[:-1, 1]) / 2))
    case = f"auc of {number} pictures: the area under their ROC curve"
    check(case, auc(labels.copy(), scores.copy()), area, mistakes.auc_slips(labels, scores))
case = f"auc of the same {number} pictures with the opposite scores: worse than guessing"
check(case, auc(labels.copy(), -scores), 1 - area, mistakes.auc_slips(labels, -scores))
### END HIDDEN TESTS

# %% role="tests" exercise="auc" case="ties" points=2
# Equal scores (2 points)
import numpy as np

from course import screening_mistakes as mistakes
from course.checks import check

labels, scores = np.array([1, 0, 1, 0, 0]), np.array([0.8, 0.8, 0.5, 0.5, 0.1])
case = "auc of five pictures; of six pairs two have equal scores and one is in the wrong order"
check(case, auc(labels.copy(), scores.copy()), 4 / 6, mistakes.auc_slips(labels, scores))
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(6)
for number, steps in ((40, 4), (90, 12), (33, 2)):
    labels = (rng.random(number) < 0.4).astype(int)
    labels[:2] = 0, 1
    scores = np.round((0.4 * labels + 0.6 * rng.random(number)) * steps)
    case = f"auc of {number} pictures with {len(np.unique(scores))} different scores"
    slips = mistakes.auc_slips(labels, scores)
    check(case, auc(labels.copy(), scores.copy()), mistakes.auc(labels, scores), slips)
known = {
    "Pairs with equal scores are counted wholly, as they are in an area of steps.": 1.0,
    "Pairs with equal scores are not counted; each counts one half.": 0.0,
}
case = "auc of a model that says the same of every picture"
check(case, auc(np.array([0, 1, 1]), np.full(3, 0.4)), 0.5, known)
### END HIDDEN TESTS

# %% [markdown]
# The curves of all models on the validation pictures, with a line for each seed:

# %%
validated = {name: screening.scores(name, "validation") for name in record["networks"]}
curves = {name: [roc_points(truth, each) for each in runs] for name, runs in validated.items()}
areas = {name: np.mean([auc(truth, each) for each in runs]) for name, runs in validated.items()}
plots.show(
    screening.roc_figure(curves, [f"{name}: AUC {area:.3f}" for name, area in areas.items()]),
    alt=(
        "ROC curves on the validation pictures in six panels, with three lines for each of the five networks. All five rise"
        " steeply and stay near the top left corner, VGG-11 nearest with an AUC of 0.993, GoogLeNet farthest with 0.974."
        " Colours alone have one line, half way between the corner and the diagonal: 0.765."
    ),
)

# %% [markdown]
# All five networks rise steeply and stay close to the corner; the three lines of each lie close together.
# VGG-11 is best on these pictures, with a mean AUC of 0.993. Colours alone reach 0.765: to find nine of ten ill eyes, they raise an alarm for
# seven of ten of the well.
#
# The area by pairs and the area by trapezoids under the curve are the same number, and scikit-learn agrees:

# %%
from sklearn.metrics import roc_auc_score

points, score = curves["LeNet"][0], validated["LeNet"][0]
print(f"pairs:        {auc(truth, score):.6f}")
print(f"trapezoids:   {np.trapezoid(points[:, 1], points[:, 0]):.6f}")
print(f"scikit-learn: {roc_auc_score(truth, score):.6f}")

# %% [markdown]
# > **What Paddle does differently.** `paddle.metric.Auc` does not sort the scores. It takes two probabilities for each picture,
# > drops the second into one of 4,096 bins, and counts a pair in the same bin one half.
# > A sure network, whose probabilities crowd near 0 and 1, loses its order there.
# > And `paddle.metric.Recall`, which is the sensitivity, rounds the probabilities: its threshold is one half, and stays there;
# > a picture at exactly 0.5 counts as negative.
#
# With as many bins as Paddle takes, and with few:

# %%
import paddle

for bins in (4095, 20):
    metric = paddle.metric.Auc(num_thresholds=bins)
    metric.update(np.column_stack([1 - score, score]), truth[:, None])
    print(f"{bins + 1:4} bins: {metric.accumulate():.6f}, by pairs: {auc(truth, score):.6f}")

# %% [markdown]
# This LeNet is so sure of itself that even 4,096 bins cost a hundredth: 0.966 instead of 0.975.
# Sort the scores themselves where a hundredth matters.
#
# ## 16.6 Choosing the threshold
#
# Somebody has to say what the two mistakes cost, and that is no question for a network.
# Suppose that a clinic says: *at least 95 of 100 pathologic eyes must be found. Among the thresholds that do so, raise as few false alarms as possible.*
# On which pictures is it chosen? On the **validation** pictures, like everything that is chosen.

# %% [markdown] role="statement" exercise="choose_threshold"
# ### Exercise 16.5: choose a threshold (5 points, ~20 min)
#
# ```python
# choose_threshold(labels, scores, least) -> float
# ```
#
# - `labels` and `scores` as in exercise 16.2; both labels occur. `least`: the sensitivity that must be reached, above 0 and at most 1.
# - The threshold is one of the scores; a picture is called pathologic where its score is at least the threshold.
# - Among the thresholds whose sensitivity is at least `least`, return the one with the highest specificity.
#   Of several with equal specificity, return the one with the highest sensitivity, which is the lowest of them.
#
# **The tests look at** a small example, several thresholds with equal specificity, and larger sets for several values of `least`.
#
# <details><summary>Hint</summary>
#
# Go through `np.unique(scores)` with your `confusion`, and keep the best pair (specificity, sensitivity): Python compares tuples from the left.
# </details>


# %% role="answer" exercise="choose_threshold"
def choose_threshold(labels, scores, least):
    """The score that as a threshold has sensitivity >= least and, among these, the highest specificity, then sensitivity."""
    ### BEGIN SOLUTION
    best, chosen = (-1.0, -1.0), None
    for threshold in np.unique(scores):
        found = confusion(labels, scores, threshold)
        merit = (found["specificity"], found["sensitivity"])
        if found["sensitivity"] >= least and merit > best:
            best, chosen = merit, float(threshold)
    return chosen
    ### END SOLUTION


# %% role="tests" exercise="choose_threshold" case="example" points=2
# Eight pictures (2 points)
import numpy as np

from course import screening_mistakes as mistakes

labels = np.array([1, 1, 0, 1, 0, 1, 0, 0])
scores = np.array([0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2])
case = "choose_threshold of eight pictures, at least 0.75: the third pathologic one has 0.6"
got = choose_threshold(labels.copy(), scores.copy(), 0.75)
mistakes.check_choice(case, got, labels, scores, 0.75, 0.6)
### BEGIN HIDDEN TESTS
for least, expected in ((1.0, 0.4), (0.5, 0.8), (0.7, 0.6), (0.2, 0.8), (0.3, 0.8), (0.55, 0.6)):
    case = f"choose_threshold of the same pictures, at least {least}"
    got = choose_threshold(labels.copy(), scores.copy(), least)
    mistakes.check_choice(case, got, labels, scores, least, expected)
### END HIDDEN TESTS

# %% role="tests" exercise="choose_threshold" case="equal" points=1
# Thresholds with equal specificity (1 point)
import numpy as np

from course import screening_mistakes as mistakes

labels = np.array([1, 1, 1, 1, 0, 0])
scores = np.array([0.9, 0.8, 0.7, 0.6, 0.5, 0.1])
case = "choose_threshold of six pictures, at least 0.5: from 0.8 down to 0.6 there are no false alarms"
got = choose_threshold(labels.copy(), scores.copy(), 0.5)
mistakes.check_choice(case, got, labels, scores, 0.5, 0.6)
### BEGIN HIDDEN TESTS
labels = np.array([0, 1, 1, 0, 1, 1, 1, 0, 1, 0])
scores = np.array([3.5, 3.0, 2.5, 2.0, 1.5, 1.0, 0.5, 0.0, -0.5, -1.0])
for least, expected in ((0.5, 0.5), (0.1, 2.5), (0.9, -0.5)):
    case = f"choose_threshold of ten pictures with scores from 3.5 down to -1, at least {least}"
    got = choose_threshold(labels.copy(), scores.copy(), least)
    mistakes.check_choice(case, got, labels, scores, least, expected)
### END HIDDEN TESTS

# %% role="tests" exercise="choose_threshold" case="many" points=2
# Larger sets, some with equal scores (2 points)
import numpy as np

from course import screening_mistakes as mistakes

labels = np.array([1, 0, 1, 0, 1, 0, 1, 0])
scores = np.array([0.9, 0.9, 0.5, 0.5, 0.5, 0.2, 0.2, 0.1])
case = "choose_threshold of eight pictures with four different scores, at least 0.7"
got = choose_threshold(labels.copy(), scores.copy(), 0.7)
mistakes.check_choice(case, got, labels, scores, 0.7, 0.5)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(7)
for number, ill, decimals in ((150, 0.52, 3), (80, 0.2, 1), (60, 0.7, 2)):
    labels = (rng.random(number) < ill).astype(int)
    labels[:2] = 0, 1
    scores = np.round(rng.normal(labels, 0.8), decimals)
    for least in (0.95, 0.8, 0.33):
        case = f"choose_threshold of {number} pictures, at least {least}"
        got = choose_threshold(labels.copy(), scores.copy(), least)
        mistakes.check_choice(case, got, labels, scores, least)
### END HIDDEN TESTS

# %% [markdown]
# A threshold for each run, from its own validation pictures:

# %%
GOAL = 0.95
thresholds = {
    name: [choose_threshold(truth, each, GOAL) for each in runs] for name, runs in validated.items()
}
for name, chosen in thresholds.items():
    print(f"{name:14}", " ".join(f"{threshold:.4f}" for threshold in chosen))

# %% [markdown]
# The same goal, and thresholds from 0.02 to 0.93. Even the three seeds of VGG-11 need 0.28, 0.02 and 0.93.
# So a probability that a network gives is not to be taken at its word: 0.3 is an alarm for one run and an all-clear for the next,
# and *one threshold for all networks* would not have been an equal term.
#
# Now, for the first time in this chapter, the 250 test pictures.
# What has become of the 95 of 100?

# %%
unseen = screening.labels("test")
results = {}
for name in record["networks"]:
    tests = screening.scores(name, "test")
    found = [confusion(unseen, each, threshold) for each, threshold in zip(tests, thresholds[name])]
    results[name] = {key: [each[key] for each in found] for key in ("sensitivity", "specificity")}
    for key, values in results[name].items():
        print(f"{name:14} {key}", " ".join(f"{value:.3f}" for value in values))

# %% [markdown]
# Asked for was a sensitivity of 0.95. Four of the fifteen runs of networks have it on the test pictures, eleven have less; their mean is 0.934.
# In part that is no accident: the threshold was taken that *just* reached 0.95 on 79 ill eyes, luck included, and luck does not come along.
# In part it may be one: every network has a lower AUC on the test pictures, too, by about one or two hundredths:
# these pictures may be a little harder, and the learning rates were chosen on the others.
# Whoever must keep a promise of 0.95 asks for more on validation.
# And look at the last two rows: colours alone keep the promise with 0.969, and pass less than a quarter of the well. A sensitivity alone says as little as an accuracy.
#
# ### What choosing on the test would have reported
#
# Suppose that somebody chooses the threshold on the test pictures, and reports what it reaches there:

# %%
for name in screening.NETWORKS:
    tests = screening.scores(name, "test")
    cheated = [confusion(unseen, each, choose_threshold(unseen, each, GOAL)) for each in tests]
    honest = np.mean(results[name]["sensitivity"])
    reported = np.mean([each["sensitivity"] for each in cheated])
    print(f"{name:10} sensitivity: honest {honest:.3f}, chosen on the test {reported:.3f}")

# %% [markdown]
# Every network keeps the promise now, as it must: the threshold was bent until it did.
# With other pictures it would fall short as before. The report would be false, though every number in it was computed correctly.
#
# ### How sure can one be with 131 eyes?
#
# Even an honest share is one of a finite number of eyes.
# **Wilson's interval** says where the true share may lie, with a confidence of 95 %, if the pictures are like those to come:

# %%
ill = int(unseen.sum())
for name in screening.NETWORKS:
    found = round(results[name]["sensitivity"][0] * ill)
    low, high = screening.wilson(found, ill)
    print(f"{name:10} {found} of {ill} found: {found / ill:.3f}, interval {low:.3f} to {high:.3f}")

# %% [markdown]
# The intervals are about a tenth wide, and all five overlap: by such intervals, from 131 ill eyes, nobody can tell 0.91 from 0.94.
# (Section 16.10 compares more sharply.) They say nothing of the next seed, either; for that, there are three runs.
#
# ## 16.7 The comparison
#
# The whole table, on the test pictures. The accuracy is that at the threshold 0.5, the AUC needs none,
# and sensitivity and specificity belong to the threshold that was chosen on the validation pictures.
# The time is that of a training step, as a multiple of LeNet's, measured in one run in which the networks took turns.

# %%
measures = ("accuracy", "AUC", "sensitivity", "specificity")
for name in record["networks"]:
    tests = screening.scores(name, "test")
    results[name]["accuracy"] = [float(np.mean((each >= 0.5) == unseen)) for each in tests]
    results[name]["AUC"] = [auc(unseen, each) for each in tests]


def shown(values):
    """Mean and spread, or the only value there is."""
    return mean_and_spread(values).replace(" (3 seeds)", "") if len(values) > 1 else f"{values[0]:.3f}"


rows = []
for name, measured in results.items():
    entry = record["networks"][name]
    cost = ["7", "", ""]
    if "macs" in entry:
        cost = [f"{entry['parameters']:,}", f"{entry['macs'] / 1e6:.1f} M", f"{record['step'][name]:.1f}"]
    rows.append([name, *cost, *(shown(measured[key]) for key in measures)])
header = ["network", "parameters", "MACs", "time", *measures]
plots.show(
    plots.table(header, rows),
    alt=(
        "A table of five networks and colours alone on the 250 test pictures. Accuracy, mean and spread of three seeds: LeNet"
        " 0.925 ± 0.016, AlexNet 0.887 ± 0.006, VGG-11 0.944 ± 0.008, GoogLeNet 0.889 ± 0.013, ResNet-18 0.915 ± 0.017, colours"
        " alone 0.716. AUC from 0.955 (AlexNet) to 0.984 (VGG-11). Sensitivity from 0.926 to 0.944, specificity from 0.793"
        " (GoogLeNet) to 0.933 (VGG-11); colours alone 0.969 and 0.235."
    ),
)

# %% [markdown]
# The same with a mark for each seed (square, triangle, diamond) and a bar for the mean, because a mean hides how far the seeds lie apart:

# %%
drawn = ("accuracy", "sensitivity", "specificity")
plots.show(
    screening.seeds_figure({name: {key: each[key] for key in drawn} for name, each in results.items()}),
    alt=(
        "Three panels with a mark for each of three seeds. Accuracy: VGG-11 lies farthest right, between 0.936 and 0.952,"
        " with only LeNet's best seed among its marks; colours alone far left at 0.716. Sensitivity: the seeds of VGG-11 reach from 0.885"
        " to 0.969. Specificity: GoogLeNet is lowest of the networks, two of its seeds below 0.77; colours alone 0.235."
    ),
)

# %% [markdown]
# What can be said:
#
# - *Every network beats colours alone* by far: 0.887 or more against 0.716 in accuracy. There is more in these pictures than their colours on the whole, and the networks use it.
# - *VGG-11 has the best mean*, 0.944 in accuracy and 0.984 in AUC, with a small spread. LeNet, of 1998, follows with 0.925,
#   before ResNet-18 with 0.915. GoogLeNet and AlexNet lie together at 0.89.
# - *Newer is not better here, and deeper is not, either.* The order follows neither the years nor the layers.
# - *The time does not follow the multiplications.* GoogLeNet does no more of them than VGG-11 and takes more than half as long again: it has many small layers.
# - *VGG-11's sensitivity has the largest spread* of the five, because one of its thresholds came out at 0.93. That run of the best network overlooks more than any other of the fifteen.
#
# What cannot be said: which network is better for medicine, for photographs, for more pictures, for more epochs, or at full width.
# After these 160 steps every run has 0.98 or more of its *training* pictures right: the five differ in what they make of new ones,
# and 500 pictures are few to learn that from.
#
# ### Where they err
#
# Which pictures are hard? Count for every test picture how many of the fifteen runs are wrong at the threshold 0.5.
# The six that most runs get wrong, with the answer of LeNet, seed 0:

# %%
answers = np.concatenate([screening.scores(name, "test") >= 0.5 for name in screening.NETWORKS])
wrong = (answers != unseen).sum(axis=0)
hardest = [i for i in np.argsort(-wrong, kind="stable") if i < len(pictures[2])][:6]
said = screening.scores("LeNet", "test")[0][hardest].clip(1e-6, 1 - 1e-6)
plots.show(
    gallery.predictions_figure(
        pictures[2].pictures[hardest],
        unseen[hardest],
        np.log(np.column_stack([1 - said, said])),
        ("not path.", "pathologic"),
    ),
    alt=(
        "Six synthetic fundus pictures that most runs get wrong, each with LeNet's answer in a thick frame. Five are pathologic"
        " eyes that are called not pathologic, three of them with a probability of 100 percent; the fifth from the left is called pathologic and is not."
    ),
)

# %% [markdown]
# How many of the runs get each of them wrong, and how many pictures no run gets wrong:

# %%
print("wrong, of 15 runs:", wrong[hardest].tolist())
print(f"right in all runs: {(wrong == 0).sum()} of {len(wrong)} pictures")
print(f"wrong in more than half of the runs: {(wrong > 7).sum()}")

# %% [markdown]
# Three pathologic eyes are overlooked by all fifteen runs. Their patches are small and dull, and a reflection at the rim is brighter.
# LeNet is wrong about them, and sure. The eye that is not pathologic has a bright patch by its optic disc, which the program drew as a harmless sheath of nerve fibres.
# All runs are right about 181 of 250 pictures, and 16 pictures defeat more than half of them: five networks err together. That is why five models that agree are not five witnesses.
#
# ## 16.8 A rare disease
#
# Half of our pictures are pathologic. Among people who walk into a screening, one of a hundred might be.
# (The share of the ill among those who are tested is the **prevalence**; both numbers here are examples, not facts about myopia.)
# Sensitivity and specificity stay what they are, because each looks at one row of the confusion matrix
# (as long as the ill are ill in the same ways, and the well are well in the same ways).
# But somebody whose picture has been called pathologic asks another question: *am I ill?*
# The answer is the **positive predictive value**, the share of the ill among those who are called ill.
#
# A worked example, with a sensitivity and a specificity of 0.9 each.
# Of 1,000 people 500 are ill: 450 of them are found, and 50 of the 500 others raise a false alarm. 450 of 500 positive answers are right, 0.9.
# Now 10 of 1,000 are ill: 9 are found, and 99 of the 990 others raise a false alarm. 9 of 108 positive answers are right, 0.083.
# The model has not changed. Eleven of twelve who are called ill are well.

# %%
screening.explore_prevalence()

# %% [markdown]
# Triangles are ill, circles are well; a filled mark is called ill. Move the number of the ill with the arrow keys, and see the filled marks change their kind.

# %% [markdown] role="statement" exercise="predictive_values"
# ### Exercise 16.6: what an answer is worth (4 points, ~15 min)
#
# ```python
# predictive_values(sensitivity, specificity, prevalence) -> (positive, negative)
# ```
#
# - All three arguments are shares from 0 to 1, both included.
# - `positive`: the share of the ill among those who are called ill; `negative`: the share of the well among those who are called well.
# - Where nobody is called ill, `positive` is `float("nan")`; where nobody is called well, `negative` is.
#
# **The tests look at** a rare disease, a common one, a sensitivity and a specificity that differ, and answers that nobody gets.
#
# <details><summary>Hint</summary>
#
# Take one person at random. The probability to be ill *and* called ill is `sensitivity * prevalence`;
# that to be well and called ill is `(1 - specificity) * (1 - prevalence)`. The first is which share of both?
# </details>


# %% role="answer" exercise="predictive_values"
def predictive_values(sensitivity, specificity, prevalence):
    """The share of right answers among the positive ones and among the negative ones (nan where there are none)."""
    ### BEGIN SOLUTION
    tp, fp = sensitivity * prevalence, (1 - specificity) * (1 - prevalence)
    fn, tn = (1 - sensitivity) * prevalence, specificity * (1 - prevalence)
    positive = tp / (tp + fp) if tp + fp else float("nan")
    negative = tn / (tn + fn) if tn + fn else float("nan")
    return positive, negative
    ### END SOLUTION


# %% role="tests" exercise="predictive_values" case="rare" points=2
# A rare disease (2 points)
import numpy as np

from course import screening_mistakes as mistakes
from course.checks import check

case = "predictive_values(0.9, 0.8, 0.01): of 1,000 people 9 are found, 198 called ill though well, 792 passed, 1 overlooked"
slips = mistakes.predictive_slips(0.9, 0.8, 0.01)
check(case, predictive_values(0.9, 0.8, 0.01), (9 / 207, 792 / 793), slips)
### BEGIN HIDDEN TESTS
for values in ((0.95, 0.7, 0.001), (0.6, 0.98, 0.03), (0.8, 0.65, 0.1)):
    case = f"predictive_values{values}"
    slips = mistakes.predictive_slips(*values)
    check(case, predictive_values(*values), mistakes.predictive(*values), slips)
### END HIDDEN TESTS

# %% role="tests" exercise="predictive_values" case="common" points=1
# A common one (1 point)
import numpy as np

from course import screening_mistakes as mistakes
from course.checks import check

case = "predictive_values(0.9, 0.6, 0.5)"
slips = mistakes.predictive_slips(0.9, 0.6, 0.5)
check(case, predictive_values(0.9, 0.6, 0.5), (0.9 / 1.3, 0.6 / 0.7), slips)
### BEGIN HIDDEN TESTS
for values in ((0.7, 0.9, 0.8), (0.99, 0.55, 0.3), (0.5, 0.75, 0.95)):
    case = f"predictive_values{values}"
    slips = mistakes.predictive_slips(*values)
    check(case, predictive_values(*values), mistakes.predictive(*values), slips)
### END HIDDEN TESTS

# %% role="tests" exercise="predictive_values" case="nobody" points=1
# Answers that nobody gets (1 point)
import numpy as np

from course import screening_mistakes as mistakes
from course.checks import check

values = predictive_values(0.0, 1.0, 0.25)
mistakes.check_nobody("predictive_values(0, 1, 0.25), the positive one", values[0], "nobody is called ill.")
check("predictive_values(0, 1, 0.25), the negative one", values[1], 0.75)
### BEGIN HIDDEN TESTS
values = predictive_values(1.0, 0.0, 0.3)
mistakes.check_nobody("predictive_values(1, 0, 0.3), the negative one", values[1], "nobody is called well.")
check("predictive_values(1, 0, 0.3), the positive one", values[0], 0.3)
for *values, expected in ((1, 1, 0.2, (1, 1)), (0, 0.6, 0.2, (0, 12 / 17)), (0.5, 0, 0.25, (1 / 7, 0)), (0.9, 0.8, 0, (0, 1))):
    case = f"predictive_values{tuple(values)}"
    check(case, predictive_values(*map(float, values)), np.array(expected, float))
### END HIDDEN TESTS

# %% [markdown]
# What would a positive answer of our networks be worth? Each network's means on the test pictures, at three prevalences:

# %%
for name in screening.NETWORKS:
    means = [float(np.mean(results[name][key])) for key in ("sensitivity", "specificity")]
    values = [predictive_values(*means, prevalence)[0] for prevalence in (0.5, 0.1, 0.01)]
    print(f"{name:10} positive predictive value", " ".join(f"{value:.3f}" for value in values))

# %% [markdown]
# From left to right: half of the people ill, one of ten, one of a hundred.
# Where half are ill, nine of ten positive answers of VGG-11 are right; at one of a hundred it is one of eight, and of LeNet's one of thirteen.
# Which network is ahead has not changed, nor has any of them. What has changed is who is asked.
#
# ## 16.9 What such a model must not be used for
#
# Our networks tell drawn eyes from other drawn eyes. Before anything like them may be used on people, each of these needs an answer,
# and none of the answers is an accuracy.
#
# - **The pictures.** Ours come from a program; its eyes differ in the ways that its author thought of. A network trained on them knows nothing
#   about photographs. One that was trained on photographs of one clinic knows that clinic's cameras, its patients, and its habits.
# - **The question.** The label says "pathologic myopia or not". An eye with another disease is "not pathologic" here, and still needs a doctor.
#   A negative answer is no bill of health.
# - **The people.** A mean hides groups. Sensitivity has to be measured for young and old, for every origin, for every camera, with intervals; small groups have wide ones.
# - **The prevalence.** With a threshold that was chosen where half are ill, most alarms are false where one of a hundred is.
# - **The probabilities.** The output of a softmax is no probability of being ill unless it was shown to be **calibrated**:
#   of those who get 0.8, eight of ten have to be ill, and that among the people it is used on. Nothing here has shown it.
# - **The consequences.** Who looks at a positive answer? How long until then? What happens to those who are overlooked?
#   Only a trial in the clinic tells whether people fare better with the model than without it.
# - **The law.** Software for diagnosis or treatment counts as a medical device in most countries, also where it only advises,
#   and has to be authorised before it is used on anybody.
#
# So: no diagnosis, no advice to anybody about an eye, no sorting of real patients, with this model or with one that you train in an afternoon.
# What you may use it for is what it was made for: to learn how such a model is judged.
#
# ## 16.10 Is one network better than another?
#
# Two networks have answered for the same 250 pictures. One gets more of them right. Is it better, or lucky?
# Comparing two intervals wastes what is known: that the pictures are the *same*.
# Pictures that both get right, or both wrong, say nothing about the difference. Only the others do.
# If the networks were equally good, each of those would fall to the one or the other like a coin.
# How probable is a split as uneven as the one that was found, or more? That is **McNemar's test**.

# %% [markdown] role="statement" exercise="mcnemar"
# ### Exercise 16.7, stretch: two networks, the same pictures (4 points, ~25 min)
#
# ```python
# mcnemar(labels, first, second) -> (only_first, only_second, p)
# ```
#
# - `labels`, `first`, `second` `[N]`: arrays of 0 and 1: what is true, and what two networks answer.
# - `only_first`: for how many pictures the first is right and the second wrong; `only_second` the other way round.
# - `p`: with n = `only_first + only_second` and k the smaller of both, twice the probability that n throws of a fair coin
#   give at most k heads, and at most 1:
#
# $$ p = \min\Bigl(1,\; 2 \sum_{i=0}^{k} \binom{n}{i} \Big/ 2^n \Bigr). $$
#
# **The tests look at** the two counts, at p for small numbers, and at networks that differ nowhere or evenly.
#
# <details><summary>Hint</summary>
#
# `math.comb(n, i)` is the binomial coefficient. The sum includes k itself. For n = 0 it is 1, so p is 1.
# </details>


# %% role="answer" exercise="mcnemar"
def mcnemar(labels, first, second):
    """How many pictures only the first and only the second gets right, and the exact probability of such a split."""
    ### BEGIN SOLUTION
    import math

    right, other = first == labels, second == labels
    only_first, only_second = int((right & ~other).sum()), int((other & ~right).sum())
    n, k = only_first + only_second, min(only_first, only_second)
    p = 2 * sum(math.comb(n, i) for i in range(k + 1)) / 2**n
    return only_first, only_second, min(1.0, p)
    ### END SOLUTION


# %% role="tests" exercise="mcnemar" case="counts" points=1
# Pictures that only one gets right (1 point)
import numpy as np

from course import screening_mistakes as mistakes

labels = np.array([1, 1, 1, 0, 0, 0, 1, 0])
first = np.array([1, 1, 0, 0, 0, 1, 1, 0])
second = np.array([0, 1, 0, 1, 1, 1, 0, 0])
got = mcnemar(labels.copy(), first.copy(), second.copy())
mistakes.check_mcnemar("mcnemar of eight pictures", got, labels, first, second, probability=False)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(8)
for number, good, fine in ((30, 0.6, 0.9), (100, 0.9, 0.7)):
    labels = rng.integers(0, 2, number)
    first, second = (np.where(rng.random(number) < share, labels, 1 - labels) for share in (good, fine))
    got = mcnemar(labels.copy(), first.copy(), second.copy())
    mistakes.check_mcnemar(f"mcnemar of {number} pictures", got, labels, first, second, probability=False)
### END HIDDEN TESTS

# %% role="tests" exercise="mcnemar" case="probability" points=2
# How probable such a split is (2 points)
import numpy as np

from course import screening_mistakes as mistakes

labels, first = np.ones(9, int), np.array([1, 1, 1, 1, 1, 1, 0, 1, 0])
second = np.array([0, 0, 0, 0, 0, 1, 1, 1, 0])
case = "mcnemar with 5 pictures for the first and 1 for the second: p = 2 · (1 + 6) / 64"
got = mcnemar(labels.copy(), first.copy(), second.copy())
mistakes.check_mcnemar(case, got, labels, first, second, probability=True)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(9)
for number, good, fine in ((40, 0.6, 0.95), (250, 0.8, 0.88), (25, 1.0, 0.6)):
    labels = rng.integers(0, 2, number)
    first, second = (np.where(rng.random(number) < share, labels, 1 - labels) for share in (good, fine))
    got = mcnemar(labels.copy(), first.copy(), second.copy())
    mistakes.check_mcnemar(f"mcnemar of {number} pictures", got, labels, first, second, probability=True)
### END HIDDEN TESTS

# %% role="tests" exercise="mcnemar" case="equal" points=1
# Networks that differ evenly, or nowhere (1 point)
import numpy as np

from course import screening_mistakes as mistakes

labels, first, second = np.array([1, 1, 0, 0, 1]), np.array([1, 0, 0, 1, 1]), np.array([0, 1, 1, 0, 1])
case = "mcnemar with 2 pictures for each of the two"
got = mcnemar(labels.copy(), first.copy(), second.copy())
mistakes.check_mcnemar(case, got, labels, first, second, probability=True)
### BEGIN HIDDEN TESTS
case = "mcnemar of a network with itself"
got = mcnemar(labels.copy(), first.copy(), first.copy())
mistakes.check_mcnemar(case, got, labels, first, first, probability=True)
case = "mcnemar with 1 picture for the first and 2 for the second"
labels, first, second = np.zeros(4, int), np.array([0, 1, 1, 0]), np.array([1, 0, 0, 0])
got = mcnemar(labels.copy(), first.copy(), second.copy())
mistakes.check_mcnemar(case, got, labels, first, second, probability=True)
### END HIDDEN TESTS

# %% [markdown]
# Your function on the best and the worst network by the mean test accuracy, seed by seed:

# %%
ranking = sorted(screening.NETWORKS, key=lambda name: -np.mean(results[name]["accuracy"]))
best, second, *_, last = ranking
for one, other in ((best, last), (best, second)):
    for seed in range(3):
        pair = [(screening.scores(name, "test")[seed] >= 0.5).astype(int) for name in (one, other)]
        only_one, only_other, p = mcnemar(unseen, *pair)
        print(f"only {one} right {only_one:2}, only {other} right {only_other:2}, p = {p:.4f}")

# %% [markdown]
# VGG-11 against AlexNet: in all three seeds there are many more pictures that only VGG-11 gets right, and a coin would hardly ever do that (p below 0.01).
# VGG-11 against LeNet, the second: 9 to 2, 6 to 4 and 10 to 5, and p from 0.07 to 0.75. It leads in all three seeds, but no single test shows it.
# The table of section 16.7 gave VGG-11 two hundredths more. The honest sentence is: *these 250 pictures do not decide between them.*
#
# Two cautions. Such a p looks at the pictures and not at the seeds. And whoever picks the best and the worst of five before testing has looked already:
# with ten pairs to choose from, ask for a smaller p than for one.
#
# ## 16.11 From Kernel to ResNet
#
# This is the last page of the course. The line, as it was measured here, on one set of synthetic pictures at one cost:

# %%
quantities = {}
for name, (_, width, depth, year) in screening.NETWORKS.items():
    entry = record["networks"][name]
    quantities[f"{name}, {year}"] = {
        "parameters": entry["parameters"],
        "million MACs": entry["macs"] / 1e6,
        "time of a step, LeNet = 1": record["step"][name],
        "layers with weights": depth,
        "test accuracy": float(np.mean(results[name]["accuracy"])),
    }
plots.show(
    screening.line_figure(quantities),
    alt=(
        "Five panels of bars for LeNet 1998, AlexNet 2012, VGG-11 2014, GoogLeNet 2014 and ResNet-18 2015. Parameters: 802,190,"
        " 1,556,498, 540,514, 380,630 and 703,554. Million MACs: 7.08 to 11.1. Time of a step: 1 for LeNet, 2.7 for GoogLeNet."
        " Layers: 5, 8, 11, 22 and 18. Test accuracy: 0.925, 0.887, 0.944, 0.889 and 0.915, which follows none of the others."
    ),
)

# %% [markdown]
# Read the last column against the others. Neither more parameters nor more layers nor more years make it grow.
# The networks of this line were not made for 500 pictures of 64 pixels. Each solved what stopped the one before on *large* tasks:
# the vanishing gradient, the cost of large kernels, the fully connected layers, the depth at which training itself fails.
# What they add shows where there is room for it. What every one of them shares, kernels that slide, and channels that are combined, was enough
# to leave colours far behind.
#
# **What was learned.** A kernel is a small table of weights that slides over a picture and finds one thing everywhere (chapter 1).
# Padding and stride decide what size comes out, channels what is combined, pooling what is forgotten (2 to 4).
# Normalization keeps the signal at a size with which one can learn, dropout keeps units from leaning on each other (5, 6),
# gradients are the same sums read backwards (7), and everything can be counted before it runs (8).
# With these, LeNet reads digits (9). AlexNet is larger and bends with ReLU (10), VGG makes depth a rule (11),
# NiN looks at each pixel with a network and does without large fully connected layers (12), GoogLeNet puts kernels of several sizes side by side
# and makes them affordable (13), ResNet adds the input again, so that depth stops hurting (14).
# Others have built all this already. You know what is inside when you use theirs, can adapt a trained network to a few pictures, and ask where it looks (15).
#
# And, beside the networks, a habit: change one thing at a time; put a simple baseline beside it; use several seeds and say the spread;
# choose on validation; look at the test once; say when the newer thing loses.
#
# **Where to go next.**
#
# - *More of the same, larger.* Set `COURSE_BUDGET=full` on a machine with a GPU and run chapters 9 to 15 again.
# - *Real data.* Register for iChallenge-PM, read its terms, take its pictures with `fundus.read`, and ask this chapter's questions again. Look at the split first.
# - *Start from a trained network.* Chapter 15 fine-tunes; with as few as 400 photographs that is the usual way.
# - *Other answers than a label*: where in the picture (detection), which pixels (segmentation). iChallenge-PM asks for both.
# - *Other ways to look.* Vision transformers cut a picture into patches and let them look at each other; compare one with ResNet as you have compared here.
# - *Other people's papers.* Read ResNet's, and then any newer one, with the table of section 16.7 in mind: which column is missing?
#
# ## Your points
#
# The button tries all exercises of this chapter on the answers that Python knows now, with the tests that you can see.

# %%
from course import progress

progress.panel()

# %% [markdown]
# ## Summary
#
# - A reader refuses what it does not understand, by file and line. H is not pathologic; names carry labels, tables carry the others.
# - LeNet failed because of the sigmoid: neither smaller pictures nor larger rates mended it, ReLU did, at the rate that had failed.
# - Equal terms: same pictures, epochs, optimizer family, a rate for each from one list, chosen on validation, several seeds.
# - Sensitivity looks at the ill, specificity at the well. A threshold trades one for the other; the ROC curve shows all trades,
#   and the AUC is the probability that a pathologic picture scores higher than one that is not (equal scores count half).
# - A threshold is chosen on validation pictures, and even then the test may show less than was asked for.
# - On these synthetic pictures, at one cost: VGG-11 0.944, LeNet 0.925, ResNet-18 0.915, GoogLeNet and AlexNet 0.89, colours alone 0.716.
#   VGG-11 is better than AlexNet; whether it is better than LeNet, 250 pictures do not decide.
# - With a sensitivity and a specificity of 0.9, eleven of twelve positive answers are wrong where one of a hundred is ill.
# - Synthetic pictures teach how to judge a model. They say nothing about patients.
#
# ## Check yourself
#
# <details><summary>A model is right for 99 of 100 people in a screening. Why may it be worthless?</summary>
#
# If one of a hundred is ill, the model that calls everybody well is right for 99, too. Ask for its sensitivity.
# </details>
#
# <details><summary>All scores of a model are replaced by their cubes. What becomes of its ROC curve, and of its threshold?</summary>
#
# The curve and the AUC stay: the cube keeps the order of the scores. The threshold has to be cubed with them.
# </details>
#
# <details><summary>A network has a sensitivity of 0.95 on the pictures on which its threshold was chosen. What do you expect on new ones?</summary>
#
# About that, a little less on average, and with luck or bad luck of a few hundredths on 131 ill eyes. The threshold was fitted to the old pictures.
# </details>
#
# <details><summary>Somebody tries ten networks on the test pictures and reports the best. What is wrong?</summary>
#
# The choice was made on the test, so its result is too good, like that of a threshold chosen there. Choose on validation, then test once.
# </details>
#
# <details><summary>Of two networks the first is right on 8 pictures that the second gets wrong, the second on 2. Is the first better?</summary>
#
# p = 2 · (1 + 10 + 45) / 1024 = 0.109: a fair coin gives such a split, or a more uneven one, in one of nine tries. It may be better; this does not show it.
# </details>
#
# ## What comes next
#
# Your own question, on your own pictures. You have the tools, and the habit of asking what a number means before believing it.
