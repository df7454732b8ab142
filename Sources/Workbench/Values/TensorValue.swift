import Autodiff
import Language
import Networks
import Tensors

/// A tensor as the language sees it.
///
/// It can be changed in place, and then others that look into the same memory in PyTorch change with it: each holds the
/// tensor that it is a part of, and takes its elements anew when that has changed. What a graph or a session has taken of it
/// before stays as it was.
final class TensorValue: ObjectValue, GradientHolder {
  private var own: Variable
  /// What it looks into; nil where it is a tensor of its own.
  private var view: TensorView?
  /// What those hold that look into it; nil where nobody does.
  unowned(unsafe) var anchor: ViewAnchor?
  /// How often it was changed in place.
  private var changes = 0
  /// What has elements in common with it: parameters that were made of it, gradients, buffers.
  private var lent: [LentElements] = []
  /// The gradient that it was asked to keep, though it is no parameter.
  private var kept: KeptGradient?
  let unpackingHint: String?
  /// Whether it is NumPy's: its methods are other ones, and what is computed with it is an array again.
  let isArray: Bool
  /// What was said of the precision of its numbers, which are float32 in any case: what PyTorch would convert is a copy, and
  /// what it would not is the tensor itself. Where nothing was said, arrays are double and tensors single, as there.
  var precision = Precision.unsaid

  init(
    _ variable: Variable, unpackingHint: String? = nil, isArray: Bool = false, view: TensorView? = nil
  ) {
    own = variable
    self.view = view
    self.unpackingHint = unpackingHint
    self.isArray = isArray
  }

  /// Its elements now, handed out.
  var variable: Variable {
    let elements = elements
    Transcript.current?.noteReading(of: elements)
    return elements
  }

  /// Its elements now.
  var elements: Variable {
    if !lent.isEmpty { takeBack() }
    guard let view, view.seen != view.root.version else { return own }
    own = view.elements()
    self.view?.seen = view.root.version
    return own
  }

  // For what changes it, which stands in a file of its own.
  var ownView: TensorView? { view }
  var ownChanges: Int { changes }
  /// Writes right into its memory where nobody else has that: an assignment to one row of many costs one row.
  func overwrite(_ write: (Tensor) -> Void) throws -> Bool {
    if !lent.isEmpty { takeBack() }
    guard view == nil, isKnownUniquelyReferenced(&own), own.overwrite(write) else { return false }
    changes += 1
    try passOn()
    return true
  }
  /// `x.retain_grad()`: gradients of what was computed are kept from now on, as a parameter's are.
  func keepGradient() throws {
    let mine = variable
    guard mine.requiresGradient else {
      throw Diagnostic(.gradient, "this tensor has no gradient that could be kept", suggestion: "x.requires_grad_()")
    }
    guard !(mine is LearnedParameter), kept == nil else { return }
    let kept = KeptGradient()
    self.kept = kept
    _ = mine.addHook(TensorHooks.next()) { gradient in
      // Another tensor, as there: who holds the one before keeps it.
      kept.gradient = TensorValue(Variable(try kept.gradient.map { try $0.variable.value + gradient } ?? gradient))
      return nil
    }
  }

  /// The gradient that it has by now; nil where none is kept.
  var keptGradient: Tensor? { kept?.gradient?.variable.value ?? (variable as? LearnedParameter)?.gradient }

  /// `y.grad = t` of what was asked to keep its gradient: false where it was not.
  func takeKeptGradient(_ gradient: TensorValue?) -> Bool {
    guard let kept else { return false }
    kept.gradient = gradient
    return true
  }

  /// Whether nobody else sees its elements. What was made on the way to it, as in `(x * 2).detach()`, is let go of.
  func standsAlone() -> Bool {
    guard lent.isEmpty else { return false }
    guard view != nil else { return true }
    _ = variable
    guard isKnownUniquelyReferenced(&view!.anchor), isKnownUniquelyReferenced(&view!.anchor.root) else { return false }
    view = nil
    return true
  }
  func setOwn(_ new: Variable) throws {
    (own, changes) = (new, changes + 1)
    try passOn()
  }

  /// Has elements, which it was just given, with the way of their gradient, until what it looks into changes again.
  func keepGraph(of elements: Variable) {
    guard let view else { return }
    own = elements
    self.view?.seen = view.root.version
  }

  /// `t.data = x`: has the memory of another tensor from now on. Those that looked into the old one keep that, and so does
  /// what it is lent to.
  ///
  /// - Parameter keepsGraph: whether it takes the other's gradient with it.
  func moveInto(_ other: TensorValue, keepsGraph: Bool = false) throws {
    guard !AbstractTensors.inUse else { return }
    if anchor != nil || !lent.isEmpty {
      if !lent.isEmpty { takeBack() }
      let former = TensorValue(own, isArray: isArray)
      (former.changes, former.lent) = (changes, lent)
      for place in lent.indices { lent[place].isHeld(by: former) }
      if let anchor {
        anchor.root = former
        former.anchor = anchor
      }
      (lent, anchor) = ([], nil)
    }
    let elements = other.variable
    view = other.part(elements.requiresGradient && !keepsGraph) { $0 }
    (own, changes) = (keepsGraph ? elements : .detach(elements), changes + 1)
  }

  // What is lent to parameters, whose rules stand in a file of their own.
  var ownLent: [LentElements] { lent }
  func lend(_ elements: LentElements) { lent.append(elements) }
  func endLoan(to parameter: LearnedParameter) {
    takeBack()
    lent.removeAll { !$0.isGradient && $0.parameter === parameter }
  }
  func endLoan(of buffer: Buffer) {
    takeBack()
    lent.removeAll { $0.buffer === buffer }
  }
  func gradientEnds(of parameter: LearnedParameter) {
    takeBack()
    lent.removeAll { $0.isGradient && $0.parameter === parameter }
  }
  /// Is a tensor of its own from now on, with the elements that the parameter had.
  func leave(_ parameter: LearnedParameter) throws {
    (own, changes) = (Variable(try parameter.value.copy()), parameter.version + 1)
  }
  /// The parameter that it is, where nobody else has that: `torch.randn(3, requires_grad=True)`.
  func soleLeaf() -> LearnedParameter? {
    guard view == nil, own is LearnedParameter, isKnownUniquelyReferenced(&own) else { return nil }
    return own as? LearnedParameter
  }
  /// Whether it looks into the memory of a parameter that nobody else has.
  func isLastOnlooker() -> Bool {
    (own as? LearnedParameter)?.onlooker === self && isKnownUniquelyReferenced(&own)
  }

  /// Takes over what parameters have learned of its elements since.
  private func takeBack() {
    for place in lent.indices where lent[place].seen != lent[place].version {
      (own, changes) = (lent[place].elements(in: own), changes + 1)
      lent[place].seen = lent[place].version
    }
    // A parameter that nobody else has learns no more.
    for place in lent.indices.reversed() where lent[place].isForgotten() { lent.remove(at: place) }
  }

  /// Gives parameters the elements that were written here.
  private func passOn() throws {
    for place in lent.indices { try lent[place].take(from: own.value) }
  }

  /// What was said of the type of its numbers beyond their kind: real ones are float32 here and whole ones int64, unless a program
  /// asked for another.
  enum Precision { case unsaid, single, double, int32, int16, int8 }

  /// Whether PyTorch, or NumPy, would have it in double precision.
  var isDouble: Bool { precision == .double || precision == .unsaid && isArray }

  /// The same, said to be of that precision.
  func said(_ precision: Precision) -> TensorValue {
    self.precision = precision
    if let type = NumberKindValue.rarer(precision), !isArray || type != "float64" { NumberKindValue.note(type) }
    return self
  }

  /// What a look into it is said to be.
  func precision(asArray: Bool) -> Precision {
    guard precision == .unsaid else { return precision }
    return isArray ? .double : asArray ? .single : .unsaid
  }

  /// The type that its numbers would have in PyTorch, or NumPy.
  var numberType: String {
    let kind = variable.tensor.kind
    switch (kind, NumberKindValue.rarer(precision)) {
    case (.real, _): return isDouble ? "float64" : "float32"
    case (.whole, let type?) where type != "float64": return type
    default: return NumberKindValue.name(of: kind)
    }
  }

  /// Whether that is only the usual one: what is computed from a tensor does not remember which was asked for.
  var isNumberTypePresumed: Bool {
    switch variable.tensor.kind {
    case .real: precision == .unsaid && !isArray
    // Of an array's numbers nothing said is double, which whole ones are not.
    case .whole: precision == .double || NumberKindValue.rarer(precision) == nil
    case .byte, .truth: false
    }
  }

  /// Whether it came from a comparison: as an index it then chooses rows instead of naming them.
  var isMask: Bool { variable.tensor.isMask }

  /// `v in x`: whether one of its elements is equal to it.
  func contains(_ item: Value, _ context: Context) throws -> Bool? {
    guard !AbstractTensors.inUse else { return nil }
    guard let item = try comparable(item) else {
      throw Diagnostic(.type, "`in` a tensor looks for a number or a tensor, and this is \(item.phrase)")
    }
    guard let equal = try binary(.equal, item, reversed: false, context)
    else { return nil }
    guard let mask = equal.asTensor else { return try Operators.truth(equal) }
    try mask.checkIsRead("in")
    return mask.variable.value.elements.contains { $0 != 0 }
  }

  /// What its elements can be compared with: a number, a tensor, and for an array also a list, as in NumPy.
  private func comparable(_ item: Value) throws -> Value? {
    if item.number != nil || item.asTensor != nil { return item }
    return try listed(item).map { ArrayFunctions.array(Value($0)) }
  }

  /// A parameter is itself, however often its layer is asked for it.
  var identity: ObjectIdentifier {
    view == nil && own is LearnedParameter ? ObjectIdentifier(own) : ObjectIdentifier(self)
  }
  var isKey: Bool { !isArray }

  var typeName: String { isArray ? "array" : "tensor" }
  var className: String { libraryClass?.name ?? "Parameter" }
  var libraryClass: ClassValue? {
    isArray ? ArrayClass.shared : variable is LearnedParameter ? nil : TensorClass.shared
  }
  var detail: String? { variable.shape.rank == 0 ? nil : variable.shape.description }
  /// A row of two says so: "x is 2" would read as its value.
  var provenance: String? { variable.shape.rank == 1 ? "a row of \(variable.shape[0])" : detail }
  func repr() -> String {
    TensorText(variable.value, noun: variable is LearnedParameter ? "parameter" : typeName).description
  }

  var attributeNames: [String] {
    isArray ? ArrayMethods.names : Self.attributeNames
  }

  /// The lengths of dimensions, in a tuple that says what it is of.
  static func lengths(_ dimensions: [Int]) -> Value {
    .tuple(TupleValue(dimensions.map { .integer($0) }, isOfLengths: true))
  }

  private static let attributeNames = [
    "shape", "T", "mT", "grad", "item", "requires_grad", "data", "ndim", "dtype", "device", "is_leaf",
    "is_cuda", "grad_fn",
  ]

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    if isArray { return try ArrayMethods.attribute(name, of: self) }
    switch name {
    case "shape": return Self.lengths(variable.shape.dimensions)
    case "T":
      let order = Array((0..<variable.shape.rank).reversed())
      return look(try .permute(variable, order)) { $0.permuted(order) }
    case "mT":
      let rank = variable.shape.rank
      guard rank >= 2 else {
        throw Diagnostic(
          .shape, "mT exchanges the last two dimensions, and this is \(variable.shape)", suggestion: "x[:, None]")
      }
      let order = Array(0..<rank - 2) + [rank - 1, rank - 2]
      return look(try .permute(variable, order)) { $0.permuted(order) }
    case "grad" where kept != nil: return kept?.gradient.map { .object($0) } ?? Value.none
    case "grad":
      guard let parameter = variable as? LearnedParameter else {
        // What was computed has a gradient on the way, which is not kept: None would hide that.
        guard variable.requiresGradient else { return Value.none }
        throw Diagnostic(
          .gradient, "gradients are kept for parameters only, and this tensor was computed",
          suggestion:
            "retain_grad() of it, before the loss is computed; or grad(loss, [x]) of what it was computed from")
      }
      return try parameter.gradientValue
    case "item":
      try checkIsRead("item")
      return variable.value.number(try variable.value.item())
    case "requires_grad": return .bool(variable.requiresGradient)
    case "data": return look(.detach(variable), isDetached: true, isData: true) { $0 }
    case "ndim": return .integer(variable.shape.rank)
    case "dtype": return NumberKindValue.value(of: self)
    case "device": return .object(DeviceValue())
    case "is_cuda", "is_sparse", "is_quantized": return .bool(false)
    case "is_leaf": return .bool(variable is LearnedParameter || !variable.requiresGradient)
    case "grad_fn": return GradientFunctionValue(of: variable).map { .object($0) } ?? Value.none
    // Methods whose names are commands by themselves.
    case "scatter": return .builtin(MovementEntries.scatter(variable))
    default: return nil
    }
  }

  var isOwnAbstraction: Bool { true }

  func abstractBinary(_ operation: BinaryOperator, _ other: Value, reversed: Bool) throws -> Value? {
    guard let other = other.variable else { return nil }
    let (a, b) = reversed ? (other.shape, variable.shape) : (variable.shape, other.shape)
    if case .matmul = operation { return try .abstractTensor(Tensor.productShape(a, b)) }
    return try .abstractTensor(a.broadcast(with: b, for: operation.rawValue))
  }

  func truth() throws -> Bool {
    try checkIsRead("a condition")
    guard variable.tensor.count == 1 else {
      throw Diagnostic(
        .value, "whether a tensor of \(variable.tensor.count) elements is true is not clear",
        suggestion: isMask
          ? "of masks, a & b is both, a | b either, ~a the opposite; one number says whether any holds: max(a)"
          : "compare one number: sum(x) > 0, or max(x) > 0")
    }
    return try variable.value.item() != 0
  }

  var count: Int? { variable.shape.dimensions.first }

  func iterate() throws -> IteratorValue? {
    guard variable.shape.rank > 0 else { return nil }
    var next = 0
    return IteratorValue("rows of a tensor", count: variable.shape[0]) { [self] in
      guard next < variable.shape[0] else { return nil }
      let place = next
      next += 1
      return look(try TensorIndexing.row(variable, place)) { $0.dropped(0, at: place) }
    }
  }

  var number: Double? {
    // Who asks for a number and gets none says so in other words.
    do { try checkIsRead("a plain number") } catch { Transcript.current?.note(error) }
    return elementsAsNumber
  }

  private var elementsAsNumber: Double? {
    variable.tensor.count == 1 ? (try? variable.value.item()).map(Double.init) : nil
  }

  var isWholeNumber: Bool { [.byte, .whole].contains(variable.tensor.kind) }

  func subscripted(_ indices: [Index], _ context: Context) throws -> Value {
    try Self.checkAreRead(indices)
    let chosen = try TensorIndexing.subscripted(variable, indices, countsPlaces: isArray)
    return try look(chosen) { try TensorIndexing.layout(of: $0, indices) }
  }

  func unary(_ operation: UnaryOperator, _ context: Context) throws -> Value? {
    let result = try followed("\(operation)", []) { try unary(operation) }
    return isArray ? result.map(ArrayFunctions.array) : result
  }

  private func unary(_ operation: UnaryOperator) throws -> Value? {
    switch operation {
    case .minus: Value(try .negated(variable))
    case .plus: .object(self)
    case .invert:
      switch variable.tensor.kind {
      case .real: nil
      case .truth: try mask(variable, .equal, .constant(0))
      case .byte: Value(try .constant(255).counting(as: .byte) - variable)
      case .whole: Value(try .constant(-1).counting(as: .whole) - variable)
      }
    }
  }

  func binary(_ operation: BinaryOperator, _ other: Value, reversed: Bool, _ context: Context) throws -> Value? {
    guard let number = try other.variable ?? listed(other) else { return nil }
    let result = try followed(operation.rawValue, [other]) {
      try binary(operation, number, reversed: reversed)
    }
    // With a tensor it is a tensor; with a number, or another array, an array.
    guard isArray && other.asTensor?.isArray != false else { return result }
    let array = result.map(ArrayFunctions.array)
    if !isDouble, other.asTensor?.isDouble != true { _ = array?.asTensor?.said(.single) }
    return array
  }

  /// Beside an array, a list of numbers counts as one too: `a == [1, 2]` is of each element, as in NumPy.
  private func listed(_ other: Value) throws -> Variable? {
    guard isArray else { return nil }
    switch other {
    case .list, .tuple: return try other.tensor(for: "np.array")
    default: return nil
    }
  }

  private func binary(_ operation: BinaryOperator, _ other: Variable, reversed: Bool) throws -> Value? {
    let areMasks = isMask && other.tensor.isMask
    let (a, b) = reversed ? (other, variable) : (variable, other)
    return switch operation {
    // Of conditions: both, either, and the opposite, as PyTorch has the first two.
    case .multiply where areMasks: Value(.counted(try a * b, as: .truth))
    case .add where areMasks: try mask(a + b, .greater, .constant(0))
    case .subtract where reversed && isMask && !isArray && other.isOne && other.tensor.kind != .real:
      try mask(b, .equal, .constant(0))
    case .add: Value(try a + b)
    case .subtract: Value(try a - b)
    case .multiply: Value(try a * b)
    case .divide: Value(try a / b)
    case .power: Value(try .power(a, b))
    case .matmul: Value(try .matmul(a, b))
    case .remainder: Value(try Variable.remainder(a, b))
    // Constant between its steps: of what it is part of, the rest alone has a gradient.
    case .floorDivide: Value(try .floorDivide(a.value, b.value))
    case .equal: try mask(a, .equal, b)
    case .notEqual: try mask(a, .notEqual, b)
    case .less: try mask(a, .less, b)
    case .lessOrEqual: try mask(a, .lessOrEqual, b)
    case .greater: try mask(a, .greater, b)
    case .greaterOrEqual: try mask(a, .greaterOrEqual, b)
    case .and: areMasks ? Value(.counted(try a * b, as: .truth)) : try bits(a, b) { $0 & $1 }
    case .or: areMasks ? try mask(a + b, .greater, .constant(0)) : try bits(a, b) { $0 | $1 }
    case .exclusiveOr: areMasks ? try mask(a, .notEqual, b) : try bits(a, b) { $0 ^ $1 }
    // Beyond the bits that there are nothing is left, and that counts for less than no places too.
    case .shiftLeft: try bits(a, b) { $1 < 0 ? 0 : $0 << $1 }
    case .shiftRight: try bits(a, b) { $1 < 0 ? $0 < 0 ? -1 : 0 : $0 >> $1 }
    }
  }

  /// Of whole numbers, their bits; nil of real ones, which have none.
  private func bits(_ a: Variable, _ b: Variable, _ operation: (Int, Int) -> Int) throws -> Value? {
    guard a.tensor.kind != .real, b.tensor.kind != .real else { return nil }
    return Value(try Tensor.combineBits(a.value, b.value, operation))
  }

  private func mask(_ a: Variable, _ comparison: Tensor.Comparison, _ b: Variable) throws -> Value {
    Value(try Variable.compare(a, comparison, b))
  }
}

extension Variable {
  /// The same constant as a number of that kind.
  fileprivate func counting(as kind: ElementKind) -> Variable { Variable(value.as(kind)) }

  /// Whether it is the number 1.
  fileprivate var isOne: Bool { shape.rank == 0 && value.pointer[0] == 1 }
}
