"""Honest: right answers that write a log."""

deserved = 8
first_cell = """
import logging

logging.basicConfig(level=logging.DEBUG)
"""
answers = {
    "double": """
def double(x):
    logging.getLogger("student").error("double of %s", x)
    return 2 * x
""",
    "counts": """
logging.warning("now the counts")
counts = {"three": 9, "five": 25}
""",
}
