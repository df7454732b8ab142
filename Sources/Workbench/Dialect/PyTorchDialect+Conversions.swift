import Language

/// How a tensor is converted elsewhere.
enum Conversion: Sendable {
  /// `.to(…)`, of a tensor or of a network: to a device, a type or both.
  case to, network
  /// `.type(…)`, to a type.
  case type
  /// `.long()`: what is behind the point is cut off.
  case whole
}

extension PyTorchDialect {
  /// The call of a method that converts: to a device, and to a type of floating-point numbers, it is left out; to one of
  /// whole numbers it cuts off; and a mask becomes numbers. Nothing where it is another.
  ///
  /// - Parameter isMask: nil where the value is not known; then a mask becomes numbers, and numbers stay what they are.
  static func converting(_ conversion: Conversion, isMask: Bool?) -> MethodRewriting {
    { use in
      let x = use.receiver
      let numbers = RewrittenMethod.text("(1 * \(x))")
      var whole: RewrittenMethod? {
        if isMask ?? false { return numbers }
        return use.isReceiverRepeatable ? .text("where(\(x) < 0, -(-\(x) // 1), \(x) // 1)") : nil
      }
      if conversion == .whole, use.arguments.isEmpty { return whole }
      var result: RewrittenMethod?
      for argument in use.arguments {
        let type = argument.text
        if ["non_blocking", "device", "copy"].contains(argument.name) {
          result = result ?? .receiver
        } else if NumberType.isFloat(type) {
          result = isMask ?? true ? numbers : .receiver
        } else if NumberType.isWhole(type), conversion != .network {
          guard let cut = whole else { return nil }
          result = cut
        } else if type.hasSuffix("bool"), conversion != .network {
          result = isMask ?? false ? .receiver : .text("(\(x) != 0)")
        } else if conversion != .type, ["cuda", "cpu", "mps", "device"].contains(where: { type.contains($0) }) {
          result = result ?? .receiver
        } else {
          return nil
        }
      }
      return result
    }
  }

  static let noTypes =
    "short names choose no type of numbers; PyTorch's own names do, as torch.zeros(2, dtype=torch.long)"
}
