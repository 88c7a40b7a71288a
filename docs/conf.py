"""How Sphinx makes the site from this folder, the README and the solved chapters: `make docs`."""

import importlib.util
import re
from pathlib import Path

from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from grader.reading_edition import write_reading_edition

HERE = Path(__file__).parent
ROOT = HERE.parent
CHAPTERS = HERE / "chapters"  # made anew by each build
write_reading_edition(ROOT, CHAPTERS)

project = "From Kernel to ResNet"
html_title = project
extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.autosummary", "sphinx.ext.mathjax"]
exclude_patterns = ["_build", "_templates"]
templates_path = ["_templates"]
nitpicky = True
suppress_warnings = ["misc.highlighting_failure"]  # some code of the chapters is a sketch and no exact Python

nb_execution_mode = "off"  # the solutions are executed already
myst_enable_extensions = ["colon_fence", "dollarmath", "html_image"]
myst_heading_anchors = 4

html_theme = "furo"
html_show_sphinx = False
html_copy_source = False
html_use_index = html_domain_indices = False
html_css_files = ["site.css"]
html_js_files = ["keyboard.js"]
# MathJax from the site itself. It draws letters as SVG, so that pages opened from disk need neither network nor fonts.
MATHJAX = Path(importlib.util.find_spec("sphinx-mathjax-offline").origin).parent / "static/mathjax/tex-svg.js"
html_static_path = ["_static", str(MATHJAX)]
mathjax_path = MATHJAX.name
mathjax3_config = {"options": {"enableMenu": False}}  # the menu would load further files

autodoc_default_options = {"members": True, "member-order": "bysource"}
autodoc_typehints = "none"
autosummary_ignore_module_all = False


class RepositoryLinks(SphinxTransform):
    """Links between files of the repository become links between pages; where a file is no page, its name or text stays, unlinked."""

    default_priority = 5

    def apply(self):
        page = Path(self.env.doc2path(self.env.docname))
        base = ROOT if page == HERE / "index.md" else page.parent  # the index is the README
        for link in list(self.document.findall(lambda node: isinstance(node, (addnodes.pending_xref, addnodes.download_reference)))):
            if link.get("reftype") != "myst" or not link["reftarget"]:
                continue
            name, _, anchor = link["reftarget"].partition("#")
            path = (base / name).resolve()
            if path.is_relative_to(ROOT / "solutions"):
                path = CHAPTERS / path.relative_to(ROOT / "solutions")
            document = self.env.path2doc(path)
            if document in self.env.found_docs:
                target = addnodes.pending_xref("", *link.children, refdomain="doc", reftype="myst", refdoc=self.env.docname)
                target.attributes |= {"reftarget": document, "reftargetid": link.get("reftargetid") or anchor or None, "refexplicit": link["refexplicit"]}
                link.replace_self(target)
            elif path.exists() and path.is_relative_to(ROOT):
                link.replace_self(link.children)


def docstring_as_rst(app, what, name, obj, options, lines):
    """Docstrings here are plain text: `code` in backticks, a line for each argument as `name: meaning`, indented where it goes on."""
    text = re.sub(r"(?<=\S)\n +", " ", "\n".join(lines))
    parts = re.split(r"(`[^`]*`)", text)
    parts[::2] = [re.sub(r"([*|_\\])", r"\\\1", part) for part in parts[::2]]
    parts[1::2] = [f"`{part}`" for part in parts[1::2]]
    lines[:] = ["| " + line if line else "" for line in "".join(parts).splitlines()]


def complete_captions(app, page, template, context, doctree):
    """Sphinx calls the captions of the navigation headings, without saying of which level."""
    context["furo_navigation_tree"] = context["furo_navigation_tree"].replace('role="heading"', 'role="heading" aria-level="2"')


def setup(app):
    app.add_transform(RepositoryLinks)
    app.connect("html-page-context", complete_captions, priority=900)  # after the theme's own
    app.connect("autodoc-process-docstring", docstring_as_rst)
