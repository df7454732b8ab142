import Language

extension PyTorchDialect {
  /// Operators that have names elsewhere.
  static let arithmetic: [String: ForeignCall] = [
    "add": ForeignCall("input other alpha=1", "($input + $other)", "($input + $alpha * $other)"),
    "sub": ForeignCall("input other alpha=1", "($input - $other)", "($input - $alpha * $other)"),
    "subtract": pair("($input - $other)"),
    "mul": pair("($input * $other)"),
    "multiply": pair("($input * $other)"),
    "div": pair("($input / $other)"),
    "divide": pair("($input / $other)"),
    "true_divide": pair("($input / $other)"),
    "floor_divide": pair("($input // $other)"),
    "eq": pair("($input == $other)"),
    "not_equal": pair("($input != $other)"),
    "ne": pair("($input != $other)"),
    "gt": pair("($input > $other)"),
    "greater": pair("($input > $other)"),
    "lt": pair("($input < $other)"),
    "less": pair("($input < $other)"),
    "ge": pair("($input >= $other)"),
    "greater_equal": pair("($input >= $other)"),
    "le": pair("($input <= $other)"),
    "less_equal": pair("($input <= $other)"),
    "logical_not": map("($input == 0)"),
    "logical_and": pair("(($input != 0) * ($other != 0))"),
    "logical_or": pair("(($input != 0) + ($other != 0) > 0)"),
    "logical_xor": pair("(($input != 0) != ($other != 0))"),
    "power": pair("($input**$other)"),
    "float_power": pair("($input**$other)"),
  ]
}
