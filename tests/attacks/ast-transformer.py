"""An IPython AST transformer drops assertions and calls of the checks."""

deserved = 0
others = "wrong"
first_cell = """
import ast


class Drop(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.Pass()

    def visit_Raise(self, node):
        return ast.Pass()


get_ipython().ast_transformers.append(Drop())
"""
