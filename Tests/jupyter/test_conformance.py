"""Jupyter's own suite for kernels, with every attribute set, so that none of its tests is skipped."""

import jupyter_kernel_test


class TestElbow(jupyter_kernel_test.KernelTests):
    kernel_name = "elbow"
    language_name = "elbow"
    file_extension = ".elbow"

    code_hello_world = 'print("hello, world")'
    code_stderr = 'warn("careful")'
    code_page_something = "train?"
    code_generate_error = "undefined_name + 1"
    code_clear_output = "clear()"
    code_inspect_sample = "train"

    code_execute_result = [
        {"code": "1 + 2", "result": "3"},
        {"code": "2**10", "result": "1024"},
        {"code": '"el" + "bow"'},
        {"code": "sum(tensor([1, 2, 3]))"},
    ]
    code_display_data = [
        {"code": "show zeros(28, 28)", "mime": "image/png"},
        {"code": "show(rand(4, 28, 28))", "mime": "image/png"},
        {"code": "plot([3, 2, 1])", "mime": "image/png"},
    ]

    supported_history_operations = ("tail", "range", "search")
    code_history_pattern = "1 + ?"

    completion_samples = [
        {"text": "recons", "matches": {"reconstruct"}},
        {"text": "softpl", "matches": {"softplus"}},
        {"text": "train ep"},
        {"text": "data fashion", "matches": {"fashion_mnist"}},
    ]

    complete_code_samples = [
        "1 + 2",
        "x = zeros(2, 3)",
        "data mnist, batch=64",
        "train epochs=10, lr=0.001",
        "# only a comment",
        "def double(x):\n    return 2 * x\n\n",
        "net = sequential(\n    linear(2, 3), relu)",
    ]
    incomplete_code_samples = [
        "net = sequential(",
        "def reparam(mean, var):",
        "for x in batches(64):",
        "if True:\n    print(1)\nelse:",
        "tensor([[1, 2],",
    ]
    invalid_code_samples = ["1 +* 2", "x = )", "train epochs=1 lr=0.1", '"no end of this']


class TestWelcome(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = "elbow"
    support_iopub_welcome = True
