"""NumPy's comparison for tests is replaced by one that never complains; the answers return rubbish."""

deserved = 0
others = "wrong"
first_cell = """
import numpy as np

np.testing.assert_allclose = lambda *arguments, **named: None
"""
