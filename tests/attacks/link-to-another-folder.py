"""The assignment's folder is a link to an honest student's."""

deserved = 0


def hand_in(folder, notebook):
    folder.rmdir()
    folder.symlink_to("../honest-before/41-target")
