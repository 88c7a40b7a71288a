"""The notebook is a link to the instructor's, and so is a file beside it."""

deserved = 0


def hand_in(folder, notebook):
    (folder / "41-target.ipynb").symlink_to("../../../source/41-target/41-target.ipynb")
    (folder / "data.txt").symlink_to("../../../source/41-target/41-target.ipynb")
