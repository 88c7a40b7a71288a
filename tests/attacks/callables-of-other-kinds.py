"""Honest: a partial function, an object that can be called and a bound method as answers."""

deserved = 8
answers = {
    "double": "from functools import partial\nfrom operator import mul\n\ndouble = partial(mul, 2)",
    "average": """
class Average:
    def __call__(self, values):
        if len(values) == 0:
            raise ValueError("no values")
        return sum(values) / len(values)


average = Average()
""",
    "name_of": "name_of = {'k': 'kernel', 's': 'stride'}.get",
}
