import Language

/// What a choice offers: values, with the texts that stand for them.
struct ControlOptions {
  private(set) var labels: [String] = []
  private(set) var values: [Value] = []

  /// Options as ipywidgets takes them: a list of values, a list of pairs of label and value, or a dict from label to value.
  init(_ value: Value) throws {
    if let entries = value.dictionary {
      for (label, value) in entries.entries { add(label.text, value) }
      return
    }
    guard let items = value.elements else {
      throw Diagnostic(
        .type, "options are a list of values, or a dict from labels to values, and this is \(value.phrase)",
        suggestion: "options=[0, 1, 2]", parameter: "options")
    }
    for item in items {
      if let pair = item.elements, pair.count == 2, case .string(let label) = pair[0] {
        add(label, pair[1])
      } else {
        add(item.text, item)
      }
    }
  }

  private mutating func add(_ label: String, _ value: Value) {
    labels.append(label)
    values.append(value)
  }
}
