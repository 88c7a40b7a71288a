"""Recorded training runs of chapter 14, in thousandths. Written by `python -m benchmarks.degradation` on one thread of one machine."""

SMALL = {}
EIGHTEEN = {}
