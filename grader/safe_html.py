"""Makes what students wrote and displayed safe to look at: no scripts, no event handlers, no page that is fetched."""

import html
import re
from functools import cache

import nh3
from jinja2 import pass_context
from nbconvert.exporters.html import HTMLExporter

from grader.wire import printable

LONGEST_TEXT = 100_000  # characters of an output's text
MOST_TAGS = 2_000  # the time to clean deeply nested HTML grows with its square
LONGEST_MARKDOWN, MOST_FORMULAS = 20_000, 200  # and so does the time to convert Markdown with many \\begin{...}
LARGEST_PICTURE = 8 * 2**20  # characters of a picture in base64
LINK = re.compile(r"(https?:|mailto:|#).*", re.IGNORECASE | re.DOTALL)
FORMULA = re.compile(r"\\begin|\\[\[(]")
PICTURE_URL = re.compile(r"data:image/(png|jpeg|gif);base64,[A-Za-z0-9+/=\s]*")
BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height", "style"},
    "ol": {"start"},
    "td": {"colspan", "rowspan", "style"},
    "th": {"colspan", "rowspan", "scope", "style"},
}


def clean(text: str) -> str:
    """HTML with what could act taken out: scripts, handlers, forms, frames, styles that move things, pictures from elsewhere.

    What has too many tags, or is too long without its pictures, is shown as the text that it is.
    """
    if text.count("<") > MOST_TAGS or len(PICTURE_URL.sub("", text)) > LONGEST_TEXT:
        return f"<pre>{html.escape(_text(text))}</pre>"
    return nh3.clean(
        text,
        attributes=ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto", "data"},
        filter_style_properties={"max-width", "text-align"},
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "src":
        return value if PICTURE_URL.fullmatch(value) else None
    if name == "href":
        return value if LINK.fullmatch(value) else None  # not relative: formgrader serves what was handed in
    return value


@pass_context
def markdown2html(context, source: str) -> str:
    """nbconvert's filter of this name, cleaned; nbgrader_config.py puts it into formgrader."""
    if len(source) > LONGEST_MARKDOWN or len(FORMULA.findall(source)) > MOST_FORMULAS:
        return f"<pre>{html.escape(source)}</pre>"
    return clean(_exporter().markdown2html(context, source))


@cache
def _exporter() -> HTMLExporter:
    return HTMLExporter(exclude_anchor_links=True)  # which need ids, and those are taken out


def safe_output(output: dict) -> dict | None:
    """One output as a student's process reports it, in nbformat's form and harmless; None where it is no such thing."""
    try:
        if output["output_type"] == "stream":
            return {"output_type": "stream", "name": "stdout", "text": _text(output["text"])}
        if output["output_type"] == "error":
            lines = [_text(line) for line in output["traceback"][:100]]
            return {"output_type": "error", "ename": _text(output["ename"]), "evalue": _text(output["evalue"]), "traceback": lines}
        data = {mime: _safe(mime, content) for mime, content in output["data"].items()}
        data = {mime: content for mime, content in data.items() if content is not None}
    except (AttributeError, KeyError, TypeError):
        return None
    return {"output_type": "display_data", "data": data, "metadata": {}} if data else None


def _safe(mime: str, content: str) -> str | None:
    if mime in ("image/png", "image/jpeg"):
        return content if len(content) <= LARGEST_PICTURE and BASE64.fullmatch(content) else None
    if mime == "text/html":
        return clean(printable(content)) if len(content) <= LARGEST_PICTURE else None
    if mime == "text/latex":
        return html.escape(_text(content))  # nbconvert's templates do not escape it
    return _text(content) if mime in ("text/plain", "text/markdown") else None  # the latter goes through markdown2html


def _text(value) -> str:
    if not isinstance(value, str):
        raise TypeError(f"not text: {value!r}")
    value = printable(value)
    return value if len(value) <= LONGEST_TEXT else value[:LONGEST_TEXT] + "\n... the rest is left out ..."
