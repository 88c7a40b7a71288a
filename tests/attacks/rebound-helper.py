"""The course's helpers are replaced by some that never complain; the answers return rubbish."""

deserved = 0
others = "wrong"
first_cell = """
import course.checks

for name in ("check", "look_over", "difference", "form_problem"):
    setattr(course.checks, name, lambda *arguments, **named: "")
course.checks.score_counts = lambda name, got, expected, points, mistakes=None: points
"""
