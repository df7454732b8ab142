import Autodiff
import Language
import Tensors
import Text

/// Indexing and slicing as in NumPy: whole numbers drop a dimension, slices keep it, None makes one, a mask or a tensor
/// (or list) of indices chooses from it.
enum TensorIndexing {
  /// - Parameter countsPlaces: whether a number beside tensors of indices is one of them, as in NumPy; in PyTorch it is taken
  ///   first.
  static func subscripted(_ x: Variable, _ indices: [Index], countsPlaces: Bool = false) throws -> Variable {
    var choices = try choices(unpacked(indices), rank: x.shape.rank)
    if countsPlaces, choices.contains(where: \.isTensor) { choices = try choices.map { try $0.counted() } }
    try check(choices, x.shape)
    var result = x
    var dimension = 0
    // Of `x`, whose dimensions the errors count: those of the result are fewer, once some are dropped.
    var original = 0
    var choosing: [Choosing] = []
    for choice in choices {
      defer { original += choice.dimensions }
      switch choice {
      case .slice(let start, let stop, let step):
        result = try slice(result, dimension, start, stop, step)
        dimension += 1
      case .place(let place): result = try drop(result, dimension, place, original: original)
      case .newDimension:
        result = try .reshape(result, result.shape.inserting(1, at: dimension).checked(for: "an index"))
        dimension += 1
      case .mask, .places:
        choosing.append(Choosing(choice: choice, dimension: dimension, original: original))
        dimension += choice.dimensions
      }
    }
    guard let first = choosing.first, let last = choosing.last else { return result }
    let own = choosing.flatMap(\.range)
    guard own.count < last.range.upperBound - first.dimension else {
      return try choose(result, first.dimension, choosing)
    }
    // Where something stands between them, what they choose comes first, as in NumPy and PyTorch.
    let rest = result.shape.dimensions.indices.filter { !own.contains($0) }
    return try choose(.permute(result, own + rest), 0, choosing)
  }

  /// A mask or a tensor of indices, and the dimension of what the other indices leave at which it begins.
  private struct Choosing {
    let choice: Choice
    let dimension: Int
    let original: Int

    var range: Range<Int> { dimension..<dimension + choice.dimensions }
  }

  /// Where the elements lie that numbers, slices, None and `...` choose from elements that lie so; nil where a mask or a
  /// tensor of indices chooses, which gives a copy.
  static func layout(of whole: TensorLayout, _ indices: [Index]) throws -> TensorLayout? {
    let choices = try choices(unpacked(indices), rank: whole.shape.rank)
    guard !choices.contains(where: \.isTensor) else { return nil }
    try check(choices, whole.shape)
    var (result, dimension, original) = (whole, 0, 0)
    for choice in choices {
      defer { original += choice.dimensions }
      switch choice {
      case .slice(let start, let stop, let step):
        let range = try range(start, stop, step, result.shape[dimension])
        result = result.sliced(dimension, start: range.first, count: range.count, step: range.step)
        dimension += 1
      case .place(let place):
        result = result.dropped(dimension, at: try checked(place, result.shape[dimension], original))
      case .newDimension:
        result = result.inserted(at: dimension)
        dimension += 1
      case .mask, .places: return nil
      }
    }
    return result
  }

  /// The places, counted through, of the elements that indices choose, and the shape in which they stand.
  static func places(
    in shape: Shape, _ indices: [Index], countsPlaces: Bool = false
  ) throws -> (places: [Int], shape: Shape) {
    // Two numbers each, since one float32 counts to 16,777,216 only.
    let part = 1 << 12
    func chosen(_ number: (Int) -> Int) throws -> Tensor {
      let numbers = try Tensor.generate(shape, for: "an assignment") { Float(number($0)) }
      return try subscripted(Variable(numbers), indices, countsPlaces: countsPlaces).value
    }
    let (high, low) = (try chosen { $0 / part }, try chosen { $0 % part })
    return (zip(high.elements, low.elements).map { Int($0) * part + Int($1) }, high.shape)
  }

  private static func check(_ choices: [Choice], _ shape: Shape) throws {
    let wanted = choices.reduce(0) { $0 + $1.dimensions }
    guard wanted <= shape.rank else {
      let has =
        shape.rank == 0
        ? "one number has no dimensions" : "a tensor of shape \(shape) has \(counted(shape.rank, "dimension"))"
      throw Diagnostic(.index, "\(has), and there are indices for \(wanted)")
    }
  }

  /// What the indices mean, `...` as the whole dimensions that the others leave.
  private static func choices(_ indices: [Index], rank: Int) throws -> [Choice] {
    func isEllipsis(_ index: Index) -> Bool { if case .ellipsis = index { true } else { false } }
    guard let place = indices.firstIndex(where: isEllipsis) else { return try indices.map { try Choice($0) } }
    let before = try indices[..<place].map { try Choice($0) }
    guard !indices[(place + 1)...].contains(where: isEllipsis) else {
      throw Diagnostic(.index, "`...` stands once between brackets, for the dimensions that are left")
    }
    let after = try indices[(place + 1)...].map { try Choice($0) }
    let left = rank - (before + after).reduce(0) { $0 + $1.dimensions }
    return before + Array(repeating: .slice(nil, nil, 1), count: max(0, left)) + after
  }

  /// A tuple between the brackets says what its items would say there.
  private static func unpacked(_ indices: [Index]) -> [Index] {
    guard indices.count == 1, case .value(.tuple(let tuple)) = indices[0] else { return indices }
    return tuple.items.map { Index($0) }
  }

  static func row(_ x: Variable, _ index: Int) throws -> Variable { try drop(x, 0, index) }

  private static func drop(
    _ x: Variable, _ dimension: Int, _ index: Int, original: Int = 0
  ) throws -> Variable {
    let place = try checked(index, x.shape[dimension], original)
    let slice = try Variable.slice(x, dimension, start: place, count: 1, step: 1)
    return try .reshape(slice, x.shape.removing(dimension))
  }

  /// Python's rules: bounds are counted from the end where negative, and held to the range.
  private static func slice(
    _ x: Variable, _ dimension: Int, _ start: Int?, _ stop: Int?, _ step: Int
  ) throws -> Variable {
    let range = try range(start, stop, step, x.shape[dimension])
    return try .slice(x, dimension, start: range.first, count: range.count, step: range.step)
  }

  /// The places that a slice means in a dimension of that length.
  private static func range(
    _ start: Int?, _ stop: Int?, _ step: Int, _ length: Int
  ) throws -> (first: Int, count: Int, step: Int) {
    guard step != 0 else { throw Diagnostic(.value, "the step of a slice cannot be 0") }
    func bound(_ value: Int, _ low: Int, _ high: Int) -> Int {
      let fromStart = value < 0 ? value.addingReportingOverflow(length).partialValue : value
      return min(max(fromStart, low), high)
    }
    let (first, last) =
      step > 0
      ? (bound(start ?? 0, 0, length), bound(stop ?? length, 0, length))
      : (bound(start ?? length - 1, -1, length - 1), stop.map { bound($0, -1, length - 1) } ?? -1)
    // Steps beyond the length take the first element only, however large they are.
    let pace = min(max(step, -max(1, length)), max(1, length))
    let count = pace > 0 ? max(0, (last - first + pace - 1) / pace) : max(0, (first - last - pace - 1) / -pace)
    return (count > 0 ? first : 0, count, pace)
  }

  /// The entries that tensors of indices name together, broadcast with each other: `x[rows, columns]`,
  /// `x[rows[:, None], columns]`. Their dimensions stand side by side, from `dimension` on.
  private static func choose(_ x: Variable, _ dimension: Int, _ choices: [Choosing]) throws -> Variable {
    var after = dimension
    var chosen: [(places: [Int], shape: Shape, length: Int)] = []
    for part in choices {
      let lengths = Shape(Array(x.shape.dimensions[after..<after + part.choice.dimensions]))
      after += part.choice.dimensions
      let (places, shape) = try part.choice.places(in: lengths, dimension: part.original)
      chosen.append((places, shape, lengths.count))
    }
    let shape = try together(chosen.map(\.shape))
    var place = Array(repeating: 0, count: shape.count)
    for part in chosen {
      let own = part.shape == shape ? part.places : spread(part.places, part.shape, over: shape)
      for (position, number) in own.enumerated() { place[position] = place[position] * part.length + number }
    }
    let before = Array(x.shape.dimensions[..<dimension]), rest = Array(x.shape.dimensions[after...])
    let length = x.shape.dimensions[dimension..<after].reduce(1, *)
    let flat = try Variable.reshape(x, Shape(before + [length] + rest))
    let result = try Variable.select(flat, dimension, place)
    return try .reshape(result, Shape(before + shape.dimensions + rest).checked(for: "an index"))
  }

  /// The shape that indices have together.
  private static func together(_ shapes: [Shape]) throws -> Shape {
    try shapes.dropFirst().reduce(shapes[0]) { all, own in
      guard let both = try? all.broadcast(with: own, for: "an index") else {
        throw Diagnostic(
          .index, "tensors as indices go in pairs, and these have \(all) and \(own) elements",
          suggestion: "x[rows[:, None], columns] chooses rows and columns apart")
      }
      return try both.checked(for: "an index")
    }
  }

  /// Numbers of a shape, each wherever broadcasting puts it.
  private static func spread(_ numbers: [Int], _ shape: Shape, over whole: Shape) -> [Int] {
    let missing = whole.rank - shape.rank
    let (own, all) = (shape.strides, whole.strides)
    return (0..<whole.count).map { position in
      var place = 0
      for dimension in 0..<shape.rank where shape[dimension] > 1 {
        place += position / all[missing + dimension] % whole[missing + dimension] * own[dimension]
      }
      return numbers[place]
    }
  }

  fileprivate static func checked(_ index: Int, _ length: Int, _ dimension: Int) throws -> Int {
    guard index >= -length, index < length else {
      throw Diagnostic(
        .index, "index \(index) is outside of dimension \(dimension), which has \(counted(length, "element"))",
        suggestion: length == 0 ? nil : "0 to \(length - 1), or from the end -1 to -\(length)")
    }
    return index < 0 ? index + length : index
  }
}

/// One index between brackets.
fileprivate enum Choice {
  case slice(Int?, Int?, Int)
  case place(Int)
  case newDimension
  case mask(Tensor)
  case places(Tensor)

  init(_ index: Index) throws {
    switch index {
    case .slice(let start, let stop, let step): self = .slice(start, stop, step ?? 1)
    case .ellipsis: self = .slice(nil, nil, 1)
    case .value(let value):
      if value.isNone {
        self = .newDimension
      } else if case .bool = value, let flag = value.variable {
        // As in NumPy: True is a mask over no dimension, not the index 1.
        self = .mask(flag.value)
      } else if let tensor = value.asTensor, tensor.variable.shape.rank > 0 || tensor.isMask {
        // Bytes choose too: they were the masks of older programs.
        let value = tensor.variable.value
        self = value.kind == .truth || value.kind == .byte ? .mask(value) : .places(value)
      } else if let number = value.number, let place = Int(exactly: number) {
        self = .place(place)
      } else if case .range(let range) = value {
        self = .places(try Tensor((0..<range.count).map { Float(range.start + $0 * range.step) }))
      } else if value.elements?.isEmpty == false {
        let tensor = try value.tensor(for: "an index").value
        self = tensor.isMask ? .mask(tensor) : .places(tensor)
      } else if value.elements != nil {
        self = .places(try Tensor([]))
      } else {
        throw Diagnostic(
          .index,
          "an index is a whole number, a slice, a mask, or a tensor of whole numbers, and this is \(value.phrase)")
      }
    }
  }

  /// A number as a tensor of one index.
  func counted() throws -> Choice {
    if case .place(let place) = self { .places(try Tensor.full([], Float(place))) } else { self }
  }

  var isTensor: Bool {
    switch self {
    case .mask, .places: true
    default: false
    }
  }

  /// How many of the tensor's dimensions it stands for.
  var dimensions: Int {
    switch self {
    case .newDimension: 0
    case .mask(let mask): mask.rank
    default: 1
    }
  }

  /// The chosen places, counted through the dimensions it stands for, and the shape they are given in.
  func places(in lengths: Shape, dimension: Int) throws -> ([Int], Shape) {
    switch self {
    case .mask(let mask):
      guard mask.shape == lengths else {
        throw Diagnostic(
          .index, "the mask has the shape \(mask.shape), and what it chooses from \(lengths)",
          suggestion: "make the mask from the same tensor, as x[x > 0], or from its first dimension, as x[labels == 3]")
      }
      let places = mask.array.enumerated().filter { $0.element != 0 }.map(\.offset)
      return (places, [places.count])
    case .places(let tensor):
      let places = try tensor.array.map { number in
        guard let index = Int(exactly: number) else {
          throw Diagnostic(
            .index, "indices are whole numbers, and one of these is \(Value.real(Double(number)).repr)",
            suggestion: "a comparison such as x > 0 makes a mask")
        }
        return try TensorIndexing.checked(index, lengths[0], dimension)
      }
      return (places, tensor.shape)
    default: return ([], [0])
    }
  }
}

extension Value {
  var asTensor: TensorValue? { if case .object(let object) = self { object as? TensorValue } else { nil } }
}
