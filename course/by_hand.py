"""Tells whether an answer was written by hand: whether it reaches a finished convolution or layer of a library."""

import ast
from collections import ChainMap

LIBRARIES = {"paddle", "scipy", "torch", "tensorflow", "jax", "cv2", "skimage"}
FUNCTIONS = {"numpy.convolve", "numpy.correlate"}


def check_by_hand(cells, name):
    """Raise AssertionError where the function or class `name` uses a library's finished operators.

    cells: the sources of the notebook's cells in the order in which they ran, IPython's list `In`.
    Functions and classes of the notebook that `name` uses are looked through as well, and so on.
    What is forbidden: anything of LIBRARIES, and FUNCTIONS. All else of NumPy is allowed.
    """
    imported, defined = {}, {}
    for cell in cells:
        try:
            body = ast.parse(cell).body
        except SyntaxError:  # that cell did not run
            continue
        for node in body:
            imported.update(_imports(node))
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                defined[node.name] = node
            elif isinstance(node, ast.Assign):
                defined.update({target.id: node for target in node.targets if isinstance(target, ast.Name)})
    seen, waiting = set(), [name]
    while waiting:
        user = waiting.pop()
        if user in seen or user not in defined:
            continue
        seen.add(user)
        own = {node.id for node in ast.walk(defined[user]) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        own |= {node.arg for node in ast.walk(defined[user]) if isinstance(node, ast.arg)}
        here = ChainMap({key: value for node in ast.walk(defined[user]) for key, value in _imports(node).items()}, imported)
        for used in _dotted_names(defined[user]):
            first, _, rest = used.partition(".")
            if first in own:
                continue
            meant = ".".join(filter(None, [here.get(first, ""), rest]))
            if first in here and (meant.split(".")[0] in LIBRARIES or meant in FUNCTIONS):
                through = f", through {user}," if user != name else ""
                raise AssertionError(f"{name} is to be written by hand, but it uses{through} {meant}. Write it with NumPy's arrays alone.")
            waiting.append(first)


def _imports(node):
    """{name: what it stands for} of an import statement; {} for anything else."""
    if isinstance(node, ast.Import):
        return {alias.asname or alias.name.split(".")[0]: alias.name if alias.asname else alias.name.split(".")[0] for alias in node.names}
    if isinstance(node, ast.ImportFrom):
        return {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return {}


def _dotted_names(tree):
    """The names that a piece of code reads, with their attributes: np.linalg.norm, x.sum, conv2d."""
    for node in ast.walk(tree):
        parts = []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if isinstance(node, ast.Name):
            yield ".".join([node.id, *reversed(parts)])
