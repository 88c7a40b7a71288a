"""Honest: cells that save a picture and a table, and go to another folder; an answer reads the table."""

deserved = 8
first_cell = """
import os

import matplotlib.pyplot as plt
import numpy as np

plt.plot([1, 2])
plt.savefig("plot.png")
os.makedirs("results", exist_ok=True)
os.chdir("results")
np.savetxt("counts.txt", [9, 25])
"""
answers = {"counts": "three, five = np.loadtxt('counts.txt')\ncounts = {'three': int(three), 'five': int(five)}"}
