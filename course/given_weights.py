"""Networks that a test gives weights of its own: their parameters looked at, and set to random values; for chapters 11 and 12."""

import math

REGISTERED = "call super().__init__() first, and make layers as attributes or in nn.Sequential: those in a plain list or dict are not found"


def parameters_of(case, net, expected, likely):
    """The parameters of a network; AssertionError with a diagnosis unless they have the expected shapes, in that order.

    case: the network in words; expected: the shapes, in the order of the forward pass; likely: a function of the shapes
    that were found and of those expected, both lists of lists, to the likely mistake as a sentence, or "".
    """
    if net is None:
        raise AssertionError(f"{case}:\n    there is no result (None). Does every path end in a return?")
    if isinstance(net, (list, tuple)):
        raise AssertionError(f"{case}:\n    got a {type(net).__name__} of layers; hand them to nn.Sequential, one by one: nn.Sequential(*layers)")
    parameters = list(net.parameters())
    shapes = [[int(side) for side in parameter.shape] for parameter in parameters]
    if shapes == expected:
        return parameters
    if not shapes:
        raise AssertionError(f"{case}:\n    it has no parameters at all: {REGISTERED}")
    place = next((i for i, (a, b) in enumerate(zip(shapes, expected)) if a != b), min(len(shapes), len(expected)))
    got, wanted = ((every[place] if place < len(every) else "missing") for every in (shapes, expected))
    problem = f"it has {len(shapes)} parameters, expected {len(expected)}; number {place} (from 0) has the shape {got}, expected {wanted}"
    why = likely(shapes, expected)
    raise AssertionError(f"{case}:\n    {problem}" + (f"\n    Likely mistake: {why}" if why else ""))


def random_weight(shape, rng):
    """Float64 values of a scale that keeps the signal through ReLUs (He's); a bias [C] is not zero."""
    if len(shape) == 1:
        return 0.3 * rng.normal(size=shape)
    inputs = math.prod(shape[1:]) if len(shape) == 4 else shape[0]
    return math.sqrt(2 / inputs) * rng.normal(size=shape)


def give(parameters, shapes, rng):
    """Set the parameters of a network without batch normalization to random_weight; returns the arrays, float32."""
    arrays = [random_weight(shape, rng).astype("float32") for shape in shapes]
    for parameter, array in zip(parameters, arrays, strict=True):
        parameter.set_value(array)
    return arrays
