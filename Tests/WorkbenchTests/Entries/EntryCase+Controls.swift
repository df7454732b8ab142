extension EntryCase {
  /// Controls where no page shows them: they can be made, set and asked.
  static let controls: [EntryCase] = [
    .init(
      "slider", "w = slider(0.5, min=-3, max=3)\nw.value = 7\nprint(w.value, w.min, w.step)", shows: "3.0 -3.0 0.1"),
    .init("slider", "slider(200, min=150, max=300)", shows: "FloatSlider(value=200.0, min=150.0, max=300.0)"),
    .init("int_slider", "w = int_slider(4)\nw.max = 3\nw", shows: "IntSlider(value=3, min=0, max=3)"),
    .init(
      "int_slider",
      "w = int_slider(4)\nw.observe(lambda change: print(change.old, change[\"new\"], change.name))\nw.value = 5\nw.value = 5",
      shows: "4 5 value"),
    .init(
      "dropdown", "w = dropdown({\"one\": 1, \"two\": 2})\nw.value = 2\nprint(w.value, w.label, w.index, w.options)",
      shows: "2 two 1 (1, 2)"),
    .init("checkbox", "w = checkbox()\nw.value = True\nw", shows: "Checkbox(value=True)"),
    .init("text", "w = text(\"a\", description=\"name\")\nw", shows: "Text(value='a', description=\"name\")"),
    .init(
      "button", "b = button(description=\"again\")\nb.on_click(lambda b: print(b.description))\nb.click()",
      shows: "again"),
    .init("hbox", "hbox([int_slider(1), checkbox()]).children[1].value", shows: "False"),
    .init("vbox", "len(vbox([text()]).children)", shows: "1"),
    .init("output", "out = output()\nwith out:\n    print(\"within\")\nprint(\"without\")", shows: "without"),
    .init(
      "interact", "interact lambda a, b: print(a, b), a=(0, 10), b=[\"x\", \"y\"]",
      shows: """
        VBox(children=(IntSlider(value=5, description="a", min=0, max=10), Dropdown(value='x', description="b"), Output()))
        5 x
        """),
  ]
}
