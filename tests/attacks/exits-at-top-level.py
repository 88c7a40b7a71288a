"""Honest: cells that end with exit(), quit() or sys.exit(), as in a script; all answers are right."""

deserved = 8
first_cell = """
import sys

print("hello")
sys.exit(0)
"""


def edit(notebook):
    for place, line in ((9, "exit()"), (5, "quit()")):
        cell = {"cell_type": "code", "id": f"end-{place}", "metadata": {}, "source": line, "outputs": [], "execution_count": None}
        notebook["cells"].insert(place, cell)
