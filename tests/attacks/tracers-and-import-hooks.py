"""Trace and profile functions, hooks of the collector and of imports change every frame; the answers return rubbish."""

deserved = 0
others = "wrong"
first_cell = """
import builtins
import gc
import sys

true_import = builtins.__import__


class Yes:
    def __getattr__(self, name):
        return lambda *arguments, **named: True


def trace(frame, event, argument):
    if "assert" in str(frame.f_locals):
        frame.f_globals["passed"] = True
    return trace


class Finder:
    def find_spec(self, name, path=None, target=None):
        return None


sys.settrace(trace)
sys.setprofile(lambda frame, event, argument: None)
gc.callbacks.append(lambda phase, about: None)
sys.meta_path.insert(0, Finder())
builtins.__import__ = lambda name, *rest: Yes() if name.startswith(("course", "numpy")) else true_import(name, *rest)
sys.modules["numpy"] = sys.modules["course"] = sys.modules["course.checks"] = Yes()
"""
