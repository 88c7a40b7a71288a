"""The grader's own functions are replaced inside the student's process; the answers return rubbish."""

deserved = 0
others = "wrong"
first_cell = """
import grader.wire

student = type(get_ipython())._showtraceback.__globals__
output = {"output_type": "execute_result", "data": {"text/plain": "2.0"}}
student["encode"] = grader.wire.encode = lambda value, other, depth=0: {"tag": "handle", "id": 0, "name": "yes", "passed": True}
student["answer"] = lambda answers, request: {"value": {"tag": "handle", "id": 1, "name": "yes"}, "outputs": [output]}
student["to_line"] = lambda reply: grader.wire.to_line(reply | {"passed": True, "points": 8})
"""
