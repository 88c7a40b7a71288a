"""What may travel between the judge and the student's process, and what is refused."""

import json

import numpy as np
import pytest

from grader.wire import LONGEST_MESSAGE, WireError, decode, encode, from_line, to_line


def no_handle(value):
    raise AssertionError(f"{value!r} should have travelled by value, or been refused")


def there_and_back(value):
    return decode(json.loads(json.dumps(encode(value, no_handle))), no_handle)


@pytest.mark.parametrize(
    "value",
    [None, True, 0, -(10**3999), 1.5, float("inf"), 2 - 3j, "kernel × stride", "", [], [1, [2.0, "x"]], (1, (2,)), {}, {"a": [1], (1, 2): {3: None}}]
    + [{1, 2.5}, frozenset({(1, 2)}), b"\xff\x00", range(2, 9, 3)],
    ids=repr,
)
def test_plain_data_arrives_as_it_was(value):
    assert there_and_back(value) == value
    assert type(there_and_back(value)) is type(value)


@pytest.mark.parametrize("dtype", ["bool", "uint8", "int64", "float16", "float32", "float64", "complex128"])
@pytest.mark.parametrize("shape", [(), (3,), (2, 0, 4), (2, 3, 4)])
def test_arrays_arrive_with_type_shape_and_values(dtype, shape):
    array = np.arange(np.prod(shape)).reshape(shape).astype(dtype)
    back = there_and_back(array)
    assert type(back) is np.ndarray and back.dtype == array.dtype and back.shape == array.shape
    assert (back == array).all()
    back += back  # it is a copy that can be written to


def test_a_view_with_strides_arrives_in_the_order_of_its_elements():
    array = np.arange(12).reshape(3, 4)[::-1, ::2].T
    assert (there_and_back(array) == array).all()


def test_an_array_of_text_arrives():
    array = np.array([["a", "kernel"], ["", "é"]])
    assert there_and_back(array).tolist() == array.tolist() and there_and_back(array).dtype.kind == "U"
    assert there_and_back(np.empty((0, 3), "U5")).shape == (0, 3)


@pytest.mark.parametrize("dtype", [">i4", "<i4", ">f8"])
def test_the_order_of_bytes_does_not_matter(dtype):
    assert there_and_back(np.array([1, 2, 300], dtype=dtype)).tolist() == [1, 2, 300]


def test_a_numpy_number_stays_one():
    assert type(there_and_back(np.float32(0.5))) is np.float32
    assert type(there_and_back(np.int64(7))) is np.int64


def test_subclasses_lose_what_they_added():
    class Yes(float):
        def __eq__(self, other):
            return True

    class YesDict(dict):
        def __eq__(self, other):
            return True

    assert there_and_back(Yes(1.0)) != 2.0
    assert there_and_back([Yes(1.0)]) != [2.0]
    assert there_and_back(YesDict(a=1)) != {"a": 2}
    assert there_and_back("abc") is not True


@pytest.mark.parametrize("value", [object(), np.array([object()]), print, iter([1]), {}.keys()], ids=lambda value: type(value).__name__)
def test_everything_else_is_left_to_the_caller(value):
    assert encode([value], lambda other: {"tag": "other"}) == [{"tag": "other"}]


def test_what_is_too_large_is_refused():
    endless = []
    endless.append(endless)
    for value, says in [
        (endless, "nested"),
        (10**4001, "4,000 digits"),
        (np.zeros(LONGEST_MESSAGE // 8), "MB"),
        ({number: 0 for number in range(10_001)}, "10000 items"),
    ]:
        with pytest.raises(WireError, match=says):
            encode(value, no_handle)
    with pytest.raises(WireError, match="MB"):
        to_line({"value": "x" * LONGEST_MESSAGE})


@pytest.mark.parametrize(
    "item",
    [
        10**4001,
        {"tag": "array", "dtype": "object", "shape": [1], "data": "AAAAAAAAAAA="},
        {"tag": "array", "dtype": "float64", "shape": [2], "data": "AAAAAAAAAAA="},
        {"tag": "array", "dtype": "float64", "shape": [-1], "data": "not base64!"},
        {"tag": "array", "dtype": "float64", "shape": "x", "data": ""},
        {"tag": "array", "dtype": ["float64"], "shape": [0], "data": ""},
        {"tag": "array"},
        {"tag": "dict", "items": [[[], 1]]},
        {"tag": "dict", "items": [[1, 2, 3]]},
        {"tag": "dict", "items": [[number, 0] for number in range(10_001)]},
        {"tag": "tuple", "items": 5},
        {"tag": "set", "items": [[1]]},
        {"tag": "range", "parts": [0, 1, 0]},
        {"tag": "range", "parts": [0.5]},
        {"tag": "bytes", "data": "*"},
        {"tag": "complex", "parts": ["x", 0]},
        {"tag": "nonsense"},
        {"no": "tag"},
    ],
    ids=lambda item: str(item)[:60],
)
def test_forged_messages_are_refused(item):
    def refuse(other):
        raise WireError(f"unknown {other}")

    with pytest.raises(WireError):
        decode(item, refuse)


def test_nesting_has_an_end_when_it_is_read_too():
    item = 0
    for _ in range(200):
        item = [item]
    with pytest.raises(WireError):
        decode(item, no_handle)
    with pytest.raises(WireError):
        from_line(b"[" * 100_000)


@pytest.mark.parametrize("line", [b"", b"nothing", b"[1]", b"3", b'{"a": ', b"\xff\xfe"])
def test_a_line_that_is_no_message_is_refused(line):
    with pytest.raises(WireError):
        from_line(line)


def test_half_characters_cannot_break_what_is_written_later():
    assert decode("a\ud800b", no_handle) == "a?b"
