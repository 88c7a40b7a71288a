"""Honest: an extra cell crashes Python itself; all answers are right."""

deserved = 8
first_cell = """
import ctypes

ctypes.string_at(0)
"""
says = "ended Python"
