/// Objects of PyTorch's that are called later, and are functions here: losses, and layers that need an argument.
///
/// `nn.BCELoss(reduction="sum")(p, x)` is `binary_cross_entropy(p, x, reduction="sum")`.
struct ForeignObject: Sendable {
  /// What its function takes, as a lambda names it.
  private let parameters: String
  /// The call with these parameters, for the kinds of reduction; `{…}` are the arguments that the object was made with.
  private let function: String
  private let isLoss: Bool
  private var bodies: [String: String] = [:]

  static let all: [String: ForeignObject] = [
    "MSELoss": ForeignObject("x, target", "mse_loss"), "BCELoss": ForeignObject("p, x", "binary_cross_entropy"),
    "BCEWithLogitsLoss": ForeignObject("logits, x", "binary_cross_entropy_with_logits"),
    "GaussianNLLLoss": ForeignObject("mean, x, var", "gaussian_nll"),
    "CrossEntropyLoss": ForeignObject("logits, y", of: "-log_softmax(logits, dim=1)[arange(len(y)), y]"),
    "L1Loss": ForeignObject("x, target", of: "abs(x - target)"),
    "NLLLoss": ForeignObject("logp, y", of: "-logp[arange(len(y)), y]"),
    "Softmax": ForeignObject(layer: "softmax"), "LogSoftmax": ForeignObject(layer: "log_softmax"),
  ]

  private init(_ parameters: String, _ function: String) {
    (self.parameters, self.function, isLoss) = (parameters, function, true)
  }

  private init(layer function: String) { (parameters, self.function, isLoss) = ("x", function, false) }

  /// A loss that has no function of its own.
  private init(_ parameters: String, of losses: String) {
    self.init(parameters, "")
    bodies = ["mean": "mean(\(losses))", "sum": "sum(\(losses))", "none": losses]
  }

  /// What stands for the making of the object, and for its call if that follows at once; nil where an argument has no
  /// place here.
  ///
  /// - Parameter making: the call that makes it.
  func correction(_ arguments: [Argument], _ making: SourceSpan, in source: SourceText) -> Correction? {
    var (reduction, others) = ("mean", [String]())
    var weight: String?
    for (place, argument) in arguments.enumerated() {
      let text = source.text(argument.value.span)
      switch argument.name ?? (place == 0 ? isLoss ? "weight" : "dim" : "") {
      case _ where text == "None": continue
      case "reduction" where isLoss:
        guard case .constant(.string(let word)) = argument.value.kind else { return nil }
        reduction = word
      case "size_average" where text == "False": reduction = "sum"
      case "reduce" where text == "False": reduction = "none"
      case "size_average" where text == "True", "reduce" where text == "True": break
      case "weight" where isLoss && !function.isEmpty && function != "gaussian_nll":
        weight = source.operand(argument.value)
      case "dim" where !isLoss: others.append("dim=\(text)")
      case "full" where function == "gaussian_nll", "eps" where function == "gaussian_nll":
        others.append("\(argument.name ?? "")=\(text)")
      default: return nil
      }
    }
    guard ["mean", "sum", "none"].contains(reduction) else { return nil }
    if weight != nil {
      others.append("reduction=\"none\"")
    } else if reduction != "mean" {
      others.append("reduction=\"\(reduction)\"")
    }
    let around = weight.map { (reduction == "none" ? "(" : reduction + "(") + $0 + " * " } ?? ""
    if !function.isEmpty, let end = source.endOfCall(behind: making.end) {
      // It is called at once: what it was made with goes behind the arguments of that call.
      let behind = others.map { ", " + $0 }.joined() + ")" + (around.isEmpty ? "" : ")")
      var correction = Correction(making, around + function)
      correction.add(Correction(SourceSpan(end - 1, end), behind))
      return correction
    }
    if !function.isEmpty, isLoss, others.isEmpty { return Correction(making, function) }
    // A network takes no function for a layer.
    guard isLoss || source.isAssigned(making) else { return nil }
    let call = "\(function)(\(parameters)\(others.map { ", " + $0 }.joined()))"
    let body = bodies[reduction] ?? around + call + (around.isEmpty ? "" : ")")
    let lambda = "lambda \(parameters): \(body)"
    return Correction(making, source.endOfCall(behind: making.end) == nil ? lambda : "(\(lambda))")
  }
}

extension SourceText {
  /// Whether a span is all that stands right of `=`.
  fileprivate func isAssigned(_ span: SourceSpan) -> Bool {
    isAlone(span) && scalars[..<span.start].last { $0 != " " } == "="
  }
}
