"""What students wrote and displayed is shown without what could act in an instructor's browser."""

import base64

import pytest
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from grader.safe_html import clean, safe_output

PNG = base64.b64encode(b"\x89PNG").decode()


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)><script>alert(1)</script></svg>",
        "<a href='java\tscript:alert(1)'>x</a>",
        "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<form action='https://example.org'><input name=x onfocus=alert(1) autofocus></form>",
        "<style>* { display: none }</style>",
        "<p style='position: fixed; top: 0'>over everything</p>",
        "<img src='https://example.org/you-looked-at-me.png'>",
        "<img src='data:image/svg+xml;base64,AAAA'>",
        "<base href='https://example.org'><meta http-equiv=refresh content='0;url=https://example.org'>",
        "<math><mtext></p><style><img src=x onerror=alert(1)></style></mtext></math>",
    ],
)
def test_html_loses_what_could_act(hostile):
    result = clean(f"<p>before</p>{hostile}<p>after</p>")
    assert result.startswith("<p>before</p>") and result.endswith("<p>after</p>")
    for bad in ("alert", "script", "example.org", "<style", "position", "svg", "<form", "<iframe", "onfocus"):
        assert bad not in result.lower().replace("rel=\"noopener noreferrer\"", "")


def test_html_keeps_what_the_course_shows():
    picture = f'<img alt="a temple" width="343" style="max-width:100%" src="data:image/png;base64,{PNG}">'
    assert clean(picture) == picture
    table = '<table><tbody><tr><td colspan="2">1</td></tr></tbody></table>'
    assert clean(table) == table
    assert clean("<details><summary>Hint</summary>look</details>") == "<details><summary>Hint</summary>look</details>"


def test_html_with_too_many_tags_becomes_text():
    assert clean("<b>" * 2001).startswith("<pre>&lt;b&gt;")
    assert clean("<b>x</b>" * 1000) == "<b>x</b>" * 1000


def test_outputs_of_known_kinds_stay_and_all_else_goes():
    shown = {"text/plain": "7", "image/png": PNG, "application/javascript": "alert(1)", "image/svg+xml": "<svg onload='alert(1)'>"}
    assert safe_output({"output_type": "display_data", "data": shown, "metadata": {"image/png": {"alt": '" onload="alert(1)'}}}) == {
        "output_type": "display_data",
        "data": {"text/plain": "7", "image/png": PNG},
        "metadata": {},
    }
    assert safe_output({"output_type": "stream", "name": "stderr", "text": "careful"}) == {"output_type": "stream", "name": "stdout", "text": "careful"}
    assert safe_output({"output_type": "display_data", "data": {"text/latex": "$x$<script>"}, "metadata": {}})["data"]["text/latex"] == "$x$&lt;script&gt;"


@pytest.mark.parametrize(
    "output",
    [
        {},
        {"output_type": "display_data", "data": {"image/png": PNG + '" onerror="alert(1)'}},
        {"output_type": "display_data", "data": {"text/html": 5}},
        {"output_type": "display_data", "data": []},
        {"output_type": "stream", "text": ["a"]},
        {"output_type": "error", "ename": 1, "evalue": "", "traceback": []},
        {"output_type": "error", "ename": "E", "evalue": "", "traceback": [5]},
        {"output_type": "update_display_data"},
    ],
    ids=str,
)
def test_what_is_no_output_is_left_out(output):
    assert safe_output(output) is None


def test_text_is_cut_and_can_be_written():
    text = safe_output({"output_type": "stream", "text": "\ud800" + "x" * 10**6})["text"]
    assert text.startswith("?xx") and len(text) < 101_000 and text.endswith("left out ...")
    text.encode("utf-8")


def test_pages_made_with_the_courses_filter_are_clean():
    cells = [
        new_markdown_cell("# Title\n\n<script>alert(1)</script>\n\nSome <b onclick='alert(2)'>bold</b> and `a < b`\n\n[link](javascript:alert(3)) $x<y$"),
        new_code_cell("'<script>alert(4)</script>'", outputs=[new_output("stream", text="<script>alert(5)</script>")]),
    ]
    exporter = HTMLExporter(template_name="basic", filters={"markdown2html": "grader.safe_html.markdown2html"})
    page, _ = exporter.from_notebook_node(new_notebook(cells=cells))
    assert "<script>alert" not in page and "onclick" not in page and "javascript:" not in page
    assert "<b>bold</b>" in page and "<code>a &lt; b</code>" in page and "$x&lt;y$" in page and "<h1>Title</h1>" in page
