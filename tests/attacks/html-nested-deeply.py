"""HTML of a million nested elements is displayed, which takes long to clean; the answers are right."""

deserved = 8
first_cell = """
from IPython.display import HTML

display(HTML("<div>" * 400_000))
"""
