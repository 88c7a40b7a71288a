// What has to be scrolled sideways is reached with the Tab key and scrolled with the arrows.
function reach() {
  for (const part of document.querySelectorAll("pre, .table-wrapper")) {
    part.tabIndex = part.scrollWidth > part.clientWidth ? 0 : -1;
  }
}
addEventListener("load", reach);
addEventListener("resize", reach);
