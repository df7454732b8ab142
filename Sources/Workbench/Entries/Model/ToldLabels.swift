import Datasets
import Language
import Tensors
import Text
import VAE

/// `label=` of the commands that show what a conditional model makes of a class: a class by its number or its name, or one for
/// each image.
struct ToldLabels {
  let model: VariationalAutoencoder
  /// The entry that is asked.
  let entry: String
  /// The classes that a model of codes is told, where it is; they are those of a conditional model's.
  var codeClasses: [String] = []

  /// The names of the classes that may be told; none where nobody is told any.
  var classNames: [String] { model.condition?.classNames ?? codeClasses }

  /// Every class, for who can show them all.
  static let each = "each"

  /// - Parameter words: what may stand there besides numbers and names.
  static func parameter(
    _ summary: String = "the class that a conditional model is told, by number or by name", words: [Word] = []
  ) -> Parameter {
    Parameter("label", .word(words, open: true), default: Value.none, style: .keywordOnly, summary)
  }

  /// What the model is told, [1, classes] or [count, classes]; nil where nothing is asked for.
  ///
  /// - Throws: ``Diagnostic`` where the model is told nothing, there is no such class, or the labels are not as many.
  func told(_ arguments: Arguments, count: Int) throws -> Tensor? {
    try numbers(arguments, count: count).flatMap { try model.condition?.rows($0) }
  }

  /// The same where the model has to be told something.
  ///
  /// - Parameter instead: what to do, in an error.
  func required(_ arguments: Arguments, count: Int, instead: String) throws -> Tensor? {
    let told = try told(arguments, count: count)
    guard told == nil, let condition = model.condition else { return told }
    throw Diagnostic(
      .argument,
      "the model is told the class of each image, one of \(condition.count), and \(entry) is not told which",
      suggestion: instead)
  }

  /// The classes by their numbers: one for all, or one for each of `count`.
  func numbers(_ arguments: Arguments, count: Int) throws -> [Int]? {
    let value = arguments["label"]
    guard !value.isNone else { return nil }
    guard !classNames.isEmpty else {
      throw Diagnostic(
        .argument, "this model is told no classes, and \(entry) has no use for `label`",
        suggestion: "model condition=labels, then train", parameter: "label")
    }
    if case .string(let name) = value {
      guard let number = classNames.firstIndex(of: name) else {
        guard name != Self.each else {
          throw Diagnostic(
            .value, "`each` is for sample, which draws codes; \(entry) decodes as one class", suggestion: "label=0",
            parameter: "label")
        }
        throw Diagnostic(
          .value, "the model knows no class \(value.repr)",
          suggestion: "the classes are " + classNames.prefix(20).joined(separator: ", "), parameter: "label")
      }
      return [number]
    }
    let numbers = try numbers(value)
    guard numbers.count == 1 || numbers.count == count else {
      throw Diagnostic(
        .shape,
        "\(entry) takes one label for all or one for each of \(counted(count, "row")), and there are \(numbers.count)",
        suggestion: "label=0", parameter: "label")
    }
    if let unknown = numbers.first(where: { !classNames.indices.contains($0) }) {
      throw Diagnostic(
        .value,
        "the model knows \(counted(classNames.count, "class", "classes")), 0 to \(classNames.count - 1), and there is none of number \(unknown)",
        suggestion: "label=0", parameter: "label")
    }
    return numbers
  }

  private func numbers(_ value: Value) throws -> [Int] {
    let tensor = try value.tensor(for: entry).value
    guard tensor.rank <= 1 else {
      throw Diagnostic(
        .shape, "labels stand in a row, one for each image, and these are \(tensor.shape)",
        suggestion: "label=argmax(y, 1), of rows with one 1 each", parameter: "label")
    }
    return try tensor.array.map { number in
      guard let whole = Int(exactly: number) else {
        throw Diagnostic(
          .value, "labels are whole numbers, and there is a \(Value.real(Double(number)).repr) among these",
          suggestion: "label=0", parameter: "label")
      }
      return whole
    }
  }
}
