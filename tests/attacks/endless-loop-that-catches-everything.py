"""Honest: one answer tries again whatever happens; the others are right."""

deserved = {"double": 2, "average": 2, "name_of": 0, "counts": 2}
answers = {
    "name_of": """
def name_of(kind):
    while True:
        try:
            return NAMES[kind]
        except:
            pass
"""
}
says = "Look for a loop that never ends"
