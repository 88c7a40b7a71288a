"""Honest: an extra cell never ends; the answers are right."""

deserved = 8
first_cell = """
weight = 0.0
while weight != 1.0:
    weight += 0.3
"""
