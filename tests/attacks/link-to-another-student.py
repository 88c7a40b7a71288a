"""The notebook is a link to an honest student's."""

deserved = 0


def hand_in(folder, notebook):
    (folder / "41-target.ipynb").symlink_to("../../honest-before/41-target/41-target.ipynb")
