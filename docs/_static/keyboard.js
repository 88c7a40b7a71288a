// What has to be scrolled sideways is reached with the Tab key and scrolled with the arrows. Formulas get their size late.
const watch = new ResizeObserver((entries) => {
  for (const { target } of entries) target.tabIndex = target.scrollWidth > target.clientWidth ? 0 : -1;
});
addEventListener("load", () => {
  for (const part of document.querySelectorAll("pre, .table-wrapper, .math-wrapper")) watch.observe(part);
});
