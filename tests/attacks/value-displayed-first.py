"""Full points are displayed and printed by the answers before the assertion fails."""

deserved = 0
answers = {
    "double": "def double(x):\n    display(1.0)\n    get_ipython().displayhook(1.0)\n    print(1.0)\n    return None",
    "average": "def average(values):\n    import sys\n    sys.displayhook(1.0)\n    return 'rubbish'",
    "name_of": "def name_of(kind):\n    display(1.0)\n    return 17",
    "counts": "display(2.0)\ncounts = {'three': 1, 'five': 1}\n2.0",
}
