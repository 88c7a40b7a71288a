"""What travels between the judge and the student's process: one JSON object a line, never a pickle.

Plain data travels by value: None, numbers, strings, bytes, lists, tuples, sets, dicts, ranges, NumPy's numbers and its
arrays of numbers or text. What else there is stays where it is, and the caller of encode() and decode() says what stands for it.
Both sides use this module; decode() trusts nothing that it reads.
"""

import base64
import json

import numpy as np

LONGEST_MESSAGE = 16 * 2**20  # bytes
DEEPEST_NESTING = 100
LARGEST_DICT = 10_000  # keys, also of a set; far more could be chosen so that their hashes collide
LARGEST_INT = 10**4000  # Python reads and writes no integers of more than 4,300 digits
DTYPES = {np.dtype(code).name: np.dtype(code) for code in "?bBhHiIlLefdFD"}


class WireError(Exception):
    """A message that cannot be sent, or that was not sent by our code."""


def encode(value, other, depth=0):
    """`value` as something that JSON can hold; other(object) returns {"tag": ..., ...} for what is not plain data.

    Raises WireError for nesting without end, too large numbers and too large dicts.
    """
    if depth > DEEPEST_NESTING:
        raise WireError(f"it is nested more than {DEEPEST_NESTING} levels deep")
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, np.generic) and value.dtype.name in DTYPES:
        return _encode_array(value, "scalar")
    if isinstance(value, np.ndarray) and value.dtype.name in DTYPES:
        return _encode_array(value, "array")
    if isinstance(value, int):
        if abs(value) > LARGEST_INT:
            raise WireError("it holds an integer of more than 4,000 digits")
        return int(value)
    if isinstance(value, float):
        return float(value)
    if isinstance(value, complex):
        return {"tag": "complex", "parts": [value.real, value.imag]}
    if isinstance(value, str):
        return str(value)
    if isinstance(value, list):
        return [encode(item, other, depth + 1) for item in value]
    if isinstance(value, tuple):
        return {"tag": "tuple", "items": [encode(item, other, depth + 1) for item in value]}
    if isinstance(value, bytes):
        return {"tag": "bytes", "data": base64.b64encode(value).decode("ascii")}
    if isinstance(value, range):
        return {"tag": "range", "parts": encode([value.start, value.stop, value.step], other)}
    if isinstance(value, np.ndarray) and value.dtype.kind == "U":
        return {"tag": "text array", "items": encode(value.ravel().tolist(), other, depth + 1), "shape": list(value.shape)}
    if isinstance(value, (dict, set, frozenset)) and len(value) > LARGEST_DICT:
        raise WireError(f"it holds a dict or set of more than {LARGEST_DICT} items")
    if isinstance(value, (set, frozenset)):
        tag = "set" if isinstance(value, set) else "frozenset"
        return {"tag": tag, "items": [encode(item, other, depth + 1) for item in value]}
    if isinstance(value, dict):
        return {"tag": "dict", "items": [[encode(part, other, depth + 1) for part in pair] for pair in value.items()]}
    return other(value)


def _encode_array(value, tag):
    array = np.ascontiguousarray(value, DTYPES[value.dtype.name])  # in this machine's order of bytes
    if array.nbytes > LONGEST_MESSAGE // 2:
        raise WireError(f"it holds an array of {array.nbytes / 2**20:.0f} MB")
    data = base64.b64encode(array.tobytes()).decode("ascii")
    return {"tag": tag, "dtype": array.dtype.name, "shape": list(np.shape(value)), "data": data}


def decode(item, other, depth=0):
    """The value that encode() made `item` of; other(item) returns what stands for a tagged item that is no plain data.

    Raises WireError (or what `other` raises) for anything that encode() does not make.
    """
    if depth > DEEPEST_NESTING + 1:
        raise WireError("nested too deep")
    if item is None or isinstance(item, (bool, float)):
        return item
    if isinstance(item, int) and abs(item) <= LARGEST_INT:
        return item
    if isinstance(item, str):
        return printable(item)
    if isinstance(item, list):
        return [decode(part, other, depth + 1) for part in item]
    tag = item.get("tag") if isinstance(item, dict) else None
    try:
        if tag == "tuple":
            return tuple(decode(part, other, depth + 1) for part in item["items"])
        if tag in ("set", "frozenset") and len(item["items"]) <= LARGEST_DICT:
            members = [decode(part, other, depth + 1) for part in item["items"]]
            return set(members) if tag == "set" else frozenset(members)
        if tag == "dict" and len(item["items"]) <= LARGEST_DICT:
            pairs = ([decode(part, other, depth + 1) for part in pair] for pair in item["items"])
            return {key: value for key, value in pairs}
        if tag == "complex":
            real, imaginary = item["parts"]
            return complex(float(real), float(imaginary))
        if tag == "bytes":
            return base64.b64decode(item["data"], validate=True)
        if tag == "range":
            return range(*item["parts"])
        if tag == "text array":
            return np.array(decode(item["items"], other, depth + 1), dtype=str).reshape([int(size) for size in item["shape"]])
        if tag in ("array", "scalar"):
            data = base64.b64decode(item["data"], validate=True)
            array = np.frombuffer(data, DTYPES[item["dtype"]]).reshape([int(size) for size in item["shape"]]).copy()
            return array if tag == "array" else array[()]
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise WireError(f"not a {tag}") from error
    return other(item)


def printable(text):
    """A string that can be written as UTF-8: half characters (surrogates) become question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")


def to_line(message):
    """One message as bytes with a line's end. Raises WireError where it is too long."""
    line = json.dumps(message).encode("ascii") + b"\n"
    if len(line) > LONGEST_MESSAGE:
        raise WireError(f"it takes {len(line) / 2**20:.0f} MB; {LONGEST_MESSAGE // 2**20} can be sent")
    return line


def from_line(line):
    """The message, a dict, that a line holds. Raises WireError."""
    try:
        message = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise WireError("not JSON") from error
    if not isinstance(message, dict):
        raise WireError("not a message")
    return message
