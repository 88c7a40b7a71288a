"""Honest: a thread that prints without end, and an answer that works in other processes."""

deserved = 8
first_cell = """
import threading
import time
from multiprocessing import Pool


def talk():
    while True:
        print("still here")
        time.sleep(0.01)


threading.Thread(target=talk).start()
"""
answers = {
    "average": """
def average(values):
    if not values:
        raise ValueError("no values")
    with Pool(2) as pool:
        return sum(pool.map(float, values)) / len(values)
"""
}
