/// All kinds of controls.
extension ControlKind {
  static let all: [ControlKind] =
    sliders + choices + inputs + shown + boxes

  package static func named(_ name: String) -> ControlKind? { byName[name] }

  private static let byName = Dictionary(
    (all + styles + [layout, explorer]).map { ($0.name, $0) }, uniquingKeysWith: { $1 })

  // MARK: Groups of attributes

  private static let described: [Attribute] = [
    Attribute("description", .text, .text("")), Attribute("description_allow_html", .bool, .bool(false)),
  ]
  private static let enabled = Attribute("disabled", .bool, .bool(false))
  private static let orientations = ["horizontal", "vertical"]
  private static let colours = ["", "primary", "success", "info", "warning", "danger"]
  private static let placeholder = Attribute("placeholder", .text, .text("\u{200B}"))
  private static func continuous(_ isOn: Bool) -> Attribute { Attribute("continuous_update", .bool, .bool(isOn)) }
  private static let slid: [Attribute] = [
    Attribute("behavior", .word(["drag-tap", "drag-snap", "tap", "drag", "snap"]), .text("drag-tap")),
    continuous(true), enabled, Attribute("orientation", .word(orientations), .text("horizontal")),
    Attribute("readout", .bool, .bool(true)),
  ]

  private static func reals(_ value: Double, _ least: Double, _ most: Double, step: ControlField) -> [Attribute] {
    [
      Attribute("value", .real, .real(value)), Attribute("min", .real, .real(least)),
      Attribute("max", .real, .real(most)), Attribute("step", step == .none ? .numberOrNone : .real, step),
    ]
  }

  private static let integers: [Attribute] = [
    Attribute("value", .integer, .integer(0)), Attribute("min", .integer, .integer(0)),
    Attribute("max", .integer, .integer(100)), Attribute("step", .integer, .integer(1)),
  ]

  // MARK: Numbers

  private static let sliders: [ControlKind] = [
    ControlKind(
      "FloatSlider", "a number between two, moved with the mouse", range: .bounded, style: "SliderStyle",
      reals(0, 0, 100, step: .real(0.1)) + described + slid + [Attribute("readout_format", .text, .text(".2f"))]),
    ControlKind(
      "IntSlider", "a whole number between two, moved with the mouse", range: .bounded, style: "SliderStyle",
      integers + described + slid + [Attribute("readout_format", .text, .text("d"))]),
    ControlKind(
      "FloatLogSlider", "a number between two powers of ten", range: .logarithmic, style: "SliderStyle",
      reals(1, 0, 4, step: .real(0.1)) + [Attribute("base", .real, .real(10))] + described + slid
        + [Attribute("readout_format", .text, .text(".3g"))]),
  ]

  // MARK: Choices

  private static let options: [Attribute] = [
    Attribute("_options_labels", .shared, .list([])), Attribute("index", .shared, .none),
  ]

  private static let choices: [ControlKind] = [
    ControlKind(
      "Dropdown", "one of several values, from a list that opens", range: .options, style: "DescriptionStyle",
      options + described + [enabled]),
    ControlKind(
      "RadioButtons", "one of several values, all of them seen", range: .options, style: "DescriptionStyle",
      options + described + [enabled, Attribute("orientation", .word(orientations), .text("vertical"))]),
    ControlKind(
      "ToggleButtons", "one of several values, a button each", range: .options, style: "ToggleButtonsStyle",
      options + described + [
        enabled, Attribute("button_style", .word(colours), .text("")), Attribute("icons", .shared, .list([])),
        Attribute("tooltips", .shared, .list([])),
      ]),
    ControlKind(
      "Select", "one of several values, from a list that stays open", range: .options, style: "DescriptionStyle",
      options + described + [enabled, Attribute("rows", .integer, .integer(5))]),
    ControlKind(
      "SelectionSlider", "one of several values, in their order", range: .options, style: "SliderStyle",
      options + described + slid),
  ]

  // MARK: Other inputs

  private static let inputs: [ControlKind] = [
    ControlKind(
      "Checkbox", "yes or no", style: "CheckboxStyle",
      [Attribute("value", .bool, .bool(false))] + described + [enabled, Attribute("indent", .bool, .bool(true))]),
    ControlKind(
      "ToggleButton", "yes or no, as a button that stays down", style: "ToggleButtonStyle",
      [Attribute("value", .bool, .bool(false))] + described + [
        enabled, Attribute("button_style", .word(colours), .text("")), Attribute("icon", .text, .text("")),
      ]),
    ControlKind(
      "Text", "a line of text", style: "TextStyle",
      [Attribute("value", .text, .text(""))] + described + [continuous(true), enabled, placeholder]),
    ControlKind(
      "Textarea", "several lines of text", style: "TextStyle",
      [Attribute("value", .text, .text(""))] + described + [
        continuous(true), enabled, placeholder, Attribute("rows", .numberOrNone, .none),
      ]),
    ControlKind(
      "FloatText", "a number that is typed", style: "DescriptionStyle",
      [Attribute("value", .real, .real(0)), Attribute("step", .numberOrNone, .none)] + described + [
        continuous(false), enabled,
      ]),
    ControlKind(
      "IntText", "a whole number that is typed", style: "DescriptionStyle",
      [Attribute("value", .integer, .integer(0)), Attribute("step", .integer, .integer(1))] + described + [
        continuous(false), enabled,
      ]),
    ControlKind(
      "BoundedFloatText", "a number between two that is typed", view: "FloatTextView", range: .bounded,
      style: "DescriptionStyle", reals(0, 0, 100, step: .none) + described + [continuous(false), enabled]),
    ControlKind(
      "BoundedIntText", "a whole number between two that is typed", view: "IntTextView", range: .bounded,
      style: "DescriptionStyle", integers + described + [continuous(false), enabled]),
    ControlKind(
      "Button", "something to press", style: "ButtonStyle",
      [
        Attribute("description", .text, .text("")), enabled,
        Attribute("button_style", .word(colours), .text("")), Attribute("icon", .text, .text("")),
      ]),
  ]

  // MARK: What is only shown

  private static let shown: [ControlKind] = [
    ControlKind(
      "Label", "a line of text that others can change", style: "LabelStyle",
      [Attribute("value", .text, .text(""))] + described + [placeholder]),
    ControlKind(
      "HTML", "a piece of a page", style: "HTMLStyle",
      [Attribute("value", .text, .text(""))] + described + [placeholder]),
    ControlKind(
      "Image", "a picture that others can change",
      [
        Attribute("value", .bytes, .bytes([])), Attribute("format", .text, .text("png")),
        Attribute("width", .text, .text("")), Attribute("height", .text, .text("")),
      ]),
    ControlKind(
      "FloatProgress", "a bar that fills up", view: "ProgressView", range: .bounded, style: "ProgressStyle",
      Array(reals(0, 0, 100, step: .none).dropLast()) + progress),
    ControlKind(
      "IntProgress", "a bar that fills up, in whole numbers", view: "ProgressView", range: .bounded,
      style: "ProgressStyle", Array(integers.dropLast()) + progress),
    ControlKind(
      "Output", "what is printed and shown within it",
      [Attribute("msg_id", .shared, .text("")), Attribute("outputs", .shared, .list([]))]),
  ]

  private static let progress: [Attribute] =
    described + [
      Attribute("bar_style", .word(["", "success", "info", "warning", "danger"]), .text("")),
      Attribute("orientation", .word(orientations), .text("horizontal")),
    ]

  // MARK: Boxes

  private static let held: [Attribute] = [
    Attribute("children", .controls, .list([])),
    Attribute("box_style", .word(["", "success", "info", "warning", "danger"]), .text("")),
  ]

  private static let boxes: [ControlKind] = [
    ControlKind("HBox", "controls beside each other", held), ControlKind("VBox", "controls below each other", held),
    ControlKind("Box", "controls in a row that may break", held),
  ]

  // MARK: Views of our own

  /// The plane of latent codes; explorer.js draws it, and says what its attributes are.
  private static let explorer = ControlKind(
    "Explorer", "the plane of two latent dimensions",
    [
      Attribute("z", .numbers, .list([])), Attribute("axes", .numbers, .list([])),
      Attribute("image", .integer, .integer(0)),
      Attribute("input", .pixels, .bytes([])), Attribute("tracing", .bool, .bool(false)),
      Attribute("told", .integer, .integer(0)),
    ]
      + [
        "_esm", "size", "limit", "colors", "names", "images", "order", "sheet", "side", "directions", "centre",
        "mean", "sd", "costs", "layers", "classes",
      ].map { Attribute($0, .shared, .list([])) }
      + ["points", "labels", "face", "reconstruction", "share", "draws"].map { Attribute($0, .shared, .bytes([])) }
      + [
        Attribute("label", .shared, .integer(-1)), Attribute("answers", .shared, .integer(0)),
        Attribute("_anywidget_id", .shared, .text("elbow.Explorer")),
      ])

  // MARK: Looks

  private static func texts(_ names: [String]) -> [Attribute] { names.map { Attribute($0, .textOrNone, .none) } }

  private static let letters = texts(
    ["font_family", "font_size", "font_style", "font_variant", "font_weight", "text_color", "text_decoration"])
  private static let width = Attribute("description_width", .text, .text(""))

  private static let styles: [ControlKind] = [
    ControlKind("DescriptionStyle", "how it looks", [width]),
    ControlKind("SliderStyle", "how it looks", [width] + texts(["handle_color"])),
    ControlKind("CheckboxStyle", "how it looks", [width] + texts(["background"])),
    ControlKind("TextStyle", "how it looks", [width] + texts(["background", "font_size", "text_color"])),
    ControlKind("HTMLStyle", "how it looks", [width] + texts(["background", "font_size", "text_color"])),
    ControlKind("LabelStyle", "how it looks", [width] + texts(["background"]) + letters),
    ControlKind("ProgressStyle", "how it looks", [width] + texts(["bar_color"])),
    ControlKind("ButtonStyle", "how it looks", texts(["button_color"]) + letters),
    ControlKind("ToggleButtonStyle", "how it looks", [width] + letters),
    ControlKind(
      "ToggleButtonsStyle", "how it looks",
      [width, Attribute("button_width", .text, .text("")), Attribute("font_weight", .text, .text(""))]),
  ]

  private static let layout = ControlKind(
    "Layout", "where a control stands, and how wide it is",
    texts([
      "align_content", "align_items", "align_self", "border_bottom", "border_left", "border_right", "border_top",
      "bottom", "display", "flex", "flex_flow", "grid_area", "grid_auto_columns", "grid_auto_flow", "grid_auto_rows",
      "grid_column", "grid_gap", "grid_row", "grid_template_areas", "grid_template_columns", "grid_template_rows",
      "height", "justify_content", "justify_items", "left", "margin", "max_height", "max_width", "min_height",
      "min_width", "object_fit", "object_position", "order", "overflow", "padding", "right", "top", "visibility",
      "width",
    ]))
}
