"""Chromium for tests, and what axe-core finds on a page."""

import shutil
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

CHROMIUM_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WIDTHS = {"desktop": 1200, "phone": 390}  # pixels


@contextmanager
def chromium():
    """A browser of Playwright's, closed at the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


def violations(page) -> list[str]:
    """What axe-core finds on a page that keeps people from reading or using it: a sentence for each kind of serious or critical violation."""
    found = Axe().run(page).response["violations"]
    return [
        f"{kind['id']} ({kind['impact']}): {kind['help']}; {len(kind['nodes'])} times, first at {kind['nodes'][0]['html'][:200]}"
        for kind in found
        if kind["impact"] in ("serious", "critical")
    ]


def is_too_wide(page) -> bool:
    """Whether a page has to be scrolled sideways."""
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
