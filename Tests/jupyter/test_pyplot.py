"""Figures of matplotlib's module in a notebook: when they come, and in which session they are drawn."""


def test_an_open_figure_comes_with_its_cell(kernel):
    kernel.ok("import matplotlib.pyplot as plt")
    result = kernel.ok("plt.plot([1, 2, 3])\nprint('behind')\nplt.title('a');")
    assert [m["msg_type"] for m in result.messages if m["msg_type"] in ("stream", "display_data")] == [
        "stream",
        "display_data",
    ]
    assert len(result.pictures) == 1 and result.text == "behind\n[plot: a; a curve of 3 values rises from 1 to 3]\n"
    assert not kernel.ok("x = 1").pictures


def test_a_command_shows_its_picture_at_once(kernel):
    result = kernel.ok("plt.plot([1, 2, 3])\nshow zeros(28, 28)\nplt.title('curve')\nplt.show()\nprint('end')")
    assert result.text == "[image of 28×28 pixels]\n[plot: curve; a curve of 3 values rises from 1 to 3]\nend\n"


def test_a_failed_cell_drops_its_figures(kernel):
    assert kernel.run("plt.plot([1, 2, 3])\nplt.imshow(rand(3))").status == "error"
    assert not kernel.ok("2 + 2").pictures


def test_figures_of_a_subshell_are_its_own(kernel):
    kernel.ok(
        "import matplotlib.pyplot as plt\nfrom matplotlib.pyplot import plot as draw\n"
        "colors = plt.cm.viridis\nfig, ax = plt.subplots()"
    )
    training = kernel.start_training()
    subshell = kernel.create_subshell()
    result = kernel.execute_in(subshell, "draw([1, 2])\nplt.scatter([1, 2], [3, 4], c=[0, 1], cmap=colors)").assert_ok()
    assert len(result.pictures) == 1
    assert kernel.execute_in(subshell, "ax.plot([1, 2])").status == "error"
    assert training not in kernel.replies
    kernel.control("interrupt_request")
    kernel.finish(training)
