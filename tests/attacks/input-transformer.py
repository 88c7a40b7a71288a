"""An IPython input transformer empties every later cell."""

deserved = 0
others = "wrong"
first_cell = """
shell = get_ipython()
shell.input_transformers_cleanup.append(lambda lines: ["pass\\n"])
shell.input_transformers_post.append(lambda lines: ["pass\\n"])
"""
