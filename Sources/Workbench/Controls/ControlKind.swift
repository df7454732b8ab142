import Language

/// A kind of control: its name, and its attributes with what they may be. The names and defaults are those of
/// [ipywidgets](https://ipywidgets.readthedocs.io) 8, whose frontends draw them.
package struct ControlKind: Sendable {
  /// An attribute that pages and the language share.
  package struct Attribute: Sendable {
    package let name: String
    let type: AttributeType
    package let standard: ControlField

    init(_ name: String, _ type: AttributeType, _ standard: ControlField) {
      (self.name, self.type, self.standard) = (name, type, standard)
    }
  }

  /// What a control does with its numbers.
  enum Range: Sendable {
    /// None of its business.
    case none
    /// `value` lies between `min` and `max`.
    case bounded
    /// `value` is `base` to a power between `min` and `max`.
    case logarithmic
    /// `value` is one of the options.
    case options
  }

  /// Its name: `FloatSlider`.
  package let name: String
  /// The view where it is not named as the kind is: `FloatTextView` draws a `BoundedFloatText` too.
  let viewName: String?
  let summary: String
  /// Its attributes, but for those that all controls have.
  package let attributes: [Attribute]
  let range: Range
  /// The kind of its style: `SliderStyle`; nil where it has none.
  package let style: String?

  init(
    _ name: String, _ summary: String, view: String? = nil, range: Range = .none, style: String? = nil,
    _ attributes: [Attribute]
  ) {
    self.name = name
    self.summary = summary
    viewName = view
    self.range = range
    self.style = style
    self.attributes = attributes
  }

  func attribute(_ name: String) -> Attribute? { attributes.first { $0.name == name } }

  /// The name as the language's errors say it: `float slider`.
  var words: String {
    var text = ""
    for letter in name {
      if letter.isUppercase, !text.isEmpty, !(text.last?.isUppercase ?? false) { text += " " }
      text += letter.lowercased()
    }
    return name == "HTML" ? "HTML" : name == "HBox" ? "hbox" : name == "VBox" ? "vbox" : text
  }
}

/// What an attribute may be.
enum AttributeType: Sendable, Equatable {
  case bool
  case integer
  case real
  case text
  /// Text or None.
  case textOrNone
  /// A number or None.
  case numberOrNone
  case word([String])
  case bytes
  case controls
  /// As many numbers as there are.
  case numbers
  /// As many bytes as there are.
  case pixels
  /// What the language does not set by itself.
  case shared
}

// MARK: - What pages are told

extension ControlKind {
  /// The module of JavaScript that has its model and view, with its version.
  package var module: (name: String, version: String) {
    switch name {
    case "Output": ("@jupyter-widgets/output", "1.0.0")
    case "Layout": ("@jupyter-widgets/base", "2.0.0")
    case "Explorer": ("anywidget", "~0.11.*")
    default: ("@jupyter-widgets/controls", "2.0.0")
    }
  }

  /// Whether it describes how another looks, and is not shown itself.
  package var isStyle: Bool { name.hasSuffix("Style") }

  /// A view of ours is drawn by a module of JavaScript in the control's own state, which anywidget runs.
  private var isOwnView: Bool { module.name == "anywidget" }

  package var modelName: String { isOwnView ? "AnyModel" : name + "Model" }
  package var view: (module: String, version: String, name: String) {
    if isStyle { return ("@jupyter-widgets/base", "2.0.0", "StyleView") }
    return (module.name, module.version, viewName ?? (isOwnView ? "AnyView" : name + "View"))
  }

  /// Whether pages give it a place and a width.
  package var hasLayout: Bool { !isStyle && name != "Layout" }
}
