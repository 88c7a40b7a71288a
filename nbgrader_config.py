"""nbgrader's settings for this course; every stock `nbgrader ...` command run in this folder reads them."""

c = get_config()  # noqa: F821  (nbgrader defines it)

c.CourseDirectory.course_id = "kernel-to-resnet"

c.ClearSolutions.code_stub = {
    "python": '# YOUR CODE HERE\nraise NotImplementedError("Nothing here yet: replace this line with your code.")'
}

# Other users of the machine cannot listen in on a kernel, and it does not warn on stderr that they could.
c.KernelManager.transport_encryption = "auto"
