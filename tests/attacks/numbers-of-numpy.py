"""Honest: answers return NumPy's numbers, arrays without a dimension and NumPy's text, and the counts are NumPy's."""

deserved = 8
answers = {
    "double": "import numpy as np\n\n\ndef double(x):\n    return np.multiply(x, 2)",
    "average": """
import numpy as np


def average(values):
    if not values:
        raise ValueError("no values")
    return np.array(np.mean(values, dtype="float64"))
""",
    "name_of": "import numpy as np\n\n\ndef name_of(kind):\n    return {'k': np.str_('kernel'), 's': np.str_('stride')}.get(kind)",
    "counts": "counts = {'three': np.int64(9), 'five': np.int32(25)}",
}
