extension ForeignNames {
  /// Methods and attributes of other libraries' tensors, networks and lists. `$x` stands for what is before the dot, `$a`
  /// for the arguments.
  static func member(
    _ name: String, of value: Value, _ typeName: String, hasArguments: Bool, _ table: Table
  ) -> FixIt? {
    switch (typeName, name) {
    case ("tensor", _): return ofTensor(name, value, hasArguments, table)
    case ("layer", "forward"), ("network", "forward"): return hasArguments ? .member("$x($a)") : nil
    case ("layer", "weight"): return .member("$x.parameters()[0]")
    case ("layer", "bias"): return .member("$x.parameters()[1]")
    case ("layer", "to"), ("network", "to"): return .cast(.network, isMask: false)
    case ("layer", _) where staying.contains(name), ("network", _) where staying.contains(name): return .omitted
    case ("list", "push"), ("list", "add"): return hasArguments ? .member("$x.append($a)") : nil
    case ("model", "eval"), ("model", "train"), ("command", "eval"), ("command", "train"): return .member("")
    case ("model", "parameters"), ("command", "parameters"): return .member("networks()")
    case (_, "len"), (_, "length"), (_, "size"): return .member("len($x)")
    default: return nil
    }
  }

  private static func ofTensor(
    _ name: String, _ value: Value, _ hasArguments: Bool, _ table: Table
  ) -> FixIt? {
    var (isMask, isChanging) = (false, false)
    if case .object(let object) = value { (isMask, isChanging) = (object.isMask, object.isChangedInPlace) }
    switch name {
    // NumPy's `size` is a number, PyTorch's `size()` a shape.
    case "size", "Size": return .member(hasArguments ? "$x.shape[$a]" : "$x.shape", attribute: "len($x.reshape(-1))")
    case "ndim", "dim", "rank", "ndimension": return .member("len($x.shape)")
    case "nelement": return .member("len($x.reshape(-1))")
    case "t": return .member("$x.T")
    // The items of a row are numbers, those of a matrix rows.
    case "tolist": return value.detail.map { !$0.contains("×") } ?? false ? .member("list($x)") : nil
    case "data": return .member("$x.detach()")
    case "bool": return .member("($x != 0)")
    case "clone", "copy":
      // A parameter's copy stays as it is when the parameter learns.
      return isChanging ? .member("(1 * $x)") : .copied
    case "float", "double": return isMask ? .member("(1 * $x)") : .omitted
    case "long", "int", "short", "byte", "char": return .cast(.whole, isMask: isMask)
    case "to", "type", "astype": return .cast(name == "to" ? .to : .type, isMask: isMask)
    case _ where staying.contains(name): return .omitted
    case "requires_grad_": return hasArguments ? nil : .inPlace("parameter($x)")
    // What a parameter becomes under a new name, no optimizer knows.
    case _ where name.hasSuffix("_") && isChanging: return nil
    case "zero_": return .inPlace("zeros_like($x)")
    case "fill_": return .inPlace("full_like($x, $a)")
    case _ where name.hasSuffix("_"):
      let plain = String(name.dropLast())
      if calls[plain]?.isMethod ?? false { return .call(plain, isInPlace: true) }
      return table.method(plain) == nil ? nil : .inPlace("$x.\(plain)($a)")
    default: return calls[name].flatMap { $0.isMethod ? .call(name, isInPlace: false) : nil }
    }
  }

  /// What moves a tensor about elsewhere, and leaves its numbers as they are.
  static let staying: Set<String> = ["cuda", "cpu", "numpy", "contiguous", "float", "double"]

  /// Methods of NumPy's arrays that do something else than those of tensors, and how theirs is written here. Behind what
  /// was an array there they would run, and say something else.
  static let ofArrays: [String: String] = [
    "std": "x.std(correction=0)", "var": "x.var(correction=0)", "flatten": "x.reshape(-1)",
    "max": "x.max(dim=0).values",
    "min": "x.min(dim=0).values", "sort": "x = sort(x).values", "cumsum": "cumsum(x.reshape(-1), 0)",
    "transpose": "x.T", "repeat": "cat([x, x], dim=0)",
  ]

  /// The same, written behind what has just been made.
  static let moving: Set<String> = ["cuda", "cpu", "numpy", "contiguous"]
}
