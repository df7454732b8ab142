"""The conformance suite of Jupyter, run against the kernel library through its smallest kernel.

    swift build -c release --product echo-kernel
    pytest Tests/conformance/test_echo_kernel.py
"""

import jupyter_kernel_test


class EchoKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = "echo"
    language_name = "echo"
    file_extension = ".txt"
    code_hello_world = "hello, world"
    code_stderr = "warn careful"
    code_page_something = "help"
    code_generate_error = "fail on purpose"
    code_clear_output = "clear"
    code_inspect_sample = "show"
    code_execute_result = [{"code": "result 6", "result": "6"}, {"code": "result 10", "result": "10"}]
    code_display_data = [{"code": "show this", "mime": "text/html"}]
    completion_samples = [{"text": "s", "matches": {"show", "sleep", "slider"}}, {"text": "show w", "matches": {"warn"}}]
    complete_code_samples = ["hello", ""]
    incomplete_code_samples = ["hello \\"]
    invalid_code_samples = [")"]
    supported_history_operations = ("tail", "range", "search")
    code_history_pattern = "result 1*"


class EchoKernelWelcomeTests(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = "echo"
    support_iopub_welcome = True
