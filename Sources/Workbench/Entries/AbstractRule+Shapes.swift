import Autodiff
import Language
import Tensors

// Rules for the shapes of results, in a few words for the entries: `abstract: .shape(of: "x")`.

extension AbstractRule {
  /// A tensor of an argument's shape, where that is a tensor.
  static func shape(of name: String) -> AbstractRule {
    .known { _, arguments in try arguments[name].asTensor.map { try .abstractTensor($0.variable.shape) } }
  }

  /// A tensor of the shape that an argument lists.
  static func shape(givenBy name: String) -> AbstractRule {
    .known { entry, arguments in
      try .abstractTensor(try Shape(lengths: arguments.integers(name), for: entry.name))
    }
  }

  /// A tensor of the shape that two arguments have together.
  ///
  /// - Parameter other: a parameter that decides on another shape, where it is given.
  static func broadcast(_ a: String, _ b: String, unlessGiven other: String? = nil) -> AbstractRule {
    .known { entry, arguments in
      if let other, !arguments[other].isNone { return nil }
      let (a, b) = (try arguments.tensor(a, for: entry.name).shape, try arguments.tensor(b, for: entry.name).shape)
      return try .abstractTensor(a.broadcast(with: b, for: entry.name))
    }
  }

  /// A tensor of the shape of a matrix product.
  static func matrixProduct(_ a: String, _ b: String) -> AbstractRule {
    .known { entry, arguments in
      let (a, b) = (try arguments.tensor(a, for: entry.name), try arguments.tensor(b, for: entry.name))
      return try .abstractTensor(TensorError.named(entry.name) { try Tensor.productShape(a.shape, b.shape) })
    }
  }

  /// One number, where a tensor is reduced along all dimensions.
  static var reduction: AbstractRule {
    .known { _, arguments in
      guard arguments["x"].asTensor != nil, arguments["dim"].isNone, !arguments.bool("keepdim") else { return nil }
      return try .abstractTensor(.scalar)
    }
  }

  /// One number, or the losses of all elements, for two tensors that have one shape.
  static func loss(_ prediction: String, _ target: String) -> AbstractRule {
    .known { entry, arguments in
      let (a, b) = (
        try arguments.tensor(prediction, for: entry.name), try arguments.tensor(target, for: entry.name)
      )
      try a.requireShape(of: b, for: entry.name)
      return try .abstractTensor(arguments.word("reduction") == "none" ? a.shape : .scalar)
    }
  }
}

extension Value {
  /// A tensor that has this shape, and numbers that mean nothing.
  static func abstractTensor(_ shape: Shape) throws -> Value { Value(try Variable.abstract(shape)) }
}

extension Variable {
  static func abstract(_ shape: Shape) throws -> Variable {
    Variable(try Tensor(uninitialized: shape, for: "abstract tensor"))
  }
}
