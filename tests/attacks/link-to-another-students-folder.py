"""The student's whole folder is a link to an honest student's."""

deserved = 0


def hand_in(folder, notebook):
    folder.rmdir()
    folder.parent.rmdir()
    folder.parent.symlink_to("honest-before")
