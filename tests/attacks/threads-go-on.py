"""Threads, timers and exit handlers go on after each cell, print and change the answers; they are right all the same."""

deserved = 8
first_cell = """
import atexit
import threading
import time


def go_on():
    while True:
        print("still here")
        time.sleep(0.01)


for number in range(20):
    threading.Thread(target=go_on, daemon=number % 2 == 0).start()
atexit.register(time.sleep, 1000)
"""
