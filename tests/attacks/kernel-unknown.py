"""Honest: the notebook was saved with a kernel that is nowhere else."""

deserved = 8


def edit(notebook):
    notebook["metadata"]["kernelspec"] = {"name": "conda-env-mine-py", "display_name": "mine", "language": "python"}
    notebook["metadata"]["language_info"] = {"name": "python", "version": "2.7"}
