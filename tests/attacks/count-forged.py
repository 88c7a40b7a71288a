"""Counts that are NaN, infinite, huge, negative, True or dicts are to be worth more points than there are."""

deserved = {"double": 2, "average": 2, "name_of": 2, "counts": 0}
answers = {
    "counts": """
class Many(dict):
    def get(self, key, default=None):
        return float("inf")


counts = Many({"three": float("nan"), "five": float("inf"), "a": -(10**200), "b": True, "c": 10**299, None: {}})
""",
}
