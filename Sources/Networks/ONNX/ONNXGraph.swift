import Tensors

/// A graph of ONNX operators, version 17, the first with layer normalization; put together operator by operator.
///
/// The numbers of the fields are those of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto. All tensors are float32;
/// the first dimension of what goes in and comes out is the batch, of any size.
package struct ONNXGraph {
  /// A tensor that flows through the graph: a name, and the shape for a batch of one.
  package struct Edge: Sendable {
    package let name: String
    package let shape: Shape

    package init(name: String, shape: Shape) { (self.name, self.shape) = (name, shape) }
  }

  /// A setting of an operator.
  enum Attribute {
    case number(Int)
    case numbers([Int])
    case real(Double)
    case text(String)
  }

  private static let opset = 17
  /// The version of the file format that goes with it.
  private static let irVersion = 8
  private static let floatType = 1
  private static let longType = 7

  private var graph = ProtobufMessage()
  /// A digest of what each name stands for.
  private var constants: [String: Int] = [:]
  private var nodes = 0
  /// Names that only an input or an output may have.
  private var reserved: Set<String> = []

  package init(_ name: String) { graph.add(2, name) }

  // MARK: - Edges

  /// Keeps names for inputs and outputs, before anything else could have them.
  package mutating func reserve(_ names: [String]) { reserved.formUnion(names) }

  /// An input of the graph, of the shape for a batch of one.
  ///
  /// - Parameter isWhole: whether it takes whole numbers, which the network has as real ones.
  package mutating func input(_ name: String, _ shape: Shape, isWhole: Bool = false) -> Edge {
    graph.add(11, Self.value(name, Self.lengths(shape), type: isWhole ? Self.longType : Self.floatType))
    guard isWhole else { return Edge(name: name, shape: shape) }
    return apply("Cast", Edge(name: name, shape: shape), [], [("to", .number(Self.floatType))], gives: shape)
  }

  /// Makes the edge an output of the graph, under a name of its own.
  package mutating func output(_ name: String, _ edge: Edge) {
    output(name, Result(edge: edge, lengths: Self.lengths(edge.shape)))
  }

  /// The same of what came out of a recorded network.
  package mutating func output(_ name: String, _ result: Result) {
    add("Identity", [result.edge.name], output: name)
    graph.add(12, Self.value(name, result.lengths, type: Self.floatType))
  }

  /// The lengths that a shape for a batch of one has, the batch in front.
  private static func lengths(_ shape: Shape) -> [BatchLength] {
    shape.dimensions.enumerated().map { $0 == 0 ? .batch : BatchLength($1) }
  }

  /// A tensor that belongs to the network. The same tensor under one name is there once, and another one under it, as a
  /// weight that a layer has in another shape, gets a name of its own.
  mutating func constant(_ name: String, _ tensor: Tensor) -> String {
    withExtendedLifetime(tensor.storage) {
      constant(name, tensor.shape.dimensions, type: Self.floatType, UnsafeRawBufferPointer(tensor.elements))
    }
  }

  /// Whole numbers, such as a shape.
  mutating func constant(_ numbers: [Int]) -> String {
    let name = "numbers." + numbers.map(String.init).joined(separator: ".")
    return numbers.map { Int64($0).littleEndian }.withUnsafeBytes { bytes in
      constant(name, [numbers.count], type: Self.longType, bytes)
    }
  }

  /// Numbers in a row.
  mutating func constant(_ numbers: [Double]) throws -> String {
    constant("reals." + numbers.map { "\($0)" }.joined(separator: "."), try Tensor(numbers.map { Float($0) }))
  }

  /// One number.
  package mutating func constant(_ number: Float) -> String {
    withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes in
      constant("number.\(number)", [], type: Self.floatType, bytes)
    }
  }

  private mutating func constant(_ name: String, _ shape: [Int], type: Int, _ bytes: UnsafeRawBufferPointer) -> String {
    var hasher = Hasher()
    hasher.combine(shape)
    hasher.combine(bytes: bytes)
    let digest = hasher.finalize()
    var name = name
    while reserved.contains(name) || constants[name] != nil {
      if !reserved.contains(name), constants[name] == digest { return name }
      name += "'"
    }
    constants[name] = digest
    var tensor = ProtobufMessage()
    for length in shape { tensor.add(1, length) }
    tensor.add(2, type)
    tensor.add(8, name)
    tensor.add(9, bytes)
    graph.add(5, tensor)
    return name
  }

  // MARK: - Operators

  /// One operator on edges and constants, with one result.
  package mutating func apply(_ operation: String, _ inputs: String...) -> String { add(operation, inputs) }

  /// One operator with settings.
  mutating func apply(_ operation: String, _ inputs: [String], _ attributes: [(String, Attribute)]) -> String {
    add(operation, inputs, attributes)
  }

  /// One operator with several results.
  mutating func apply(
    _ operation: String, _ inputs: [String], _ attributes: [(String, Attribute)], results count: Int
  ) -> [String] {
    let results = (0..<count).map { "\(operation).\(nodes + 1).\($0)" }
    add(operation, inputs, attributes, outputs: results)
    return results
  }

  /// One operator on an edge and constants, with one result of the given shape.
  mutating func apply(
    _ operation: String, _ edge: Edge, _ constants: [String] = [], _ attributes: [(String, Attribute)] = [],
    gives shape: Shape
  ) -> Edge {
    Edge(name: add(operation, [edge.name] + constants, attributes), shape: shape)
  }

  /// An edge's numbers in another shape for each example of the batch.
  package mutating func reshape(_ edge: Edge, _ example: [Int]) -> Edge {
    apply("Reshape", edge, [constant([-1] + example)], gives: Shape([1] + example))
  }

  /// The first numbers of each row [batch, …].
  package mutating func first(_ count: Int, of edge: Edge) -> Edge {
    apply("Slice", edge, [constant([0]), constant([count]), constant([1])], gives: [1, count])
  }

  /// Rows times a matrix [rows' length, columns] that belongs to the network.
  package mutating func product(_ edge: Edge, _ matrix: Tensor, named name: String) -> Edge {
    apply("MatMul", edge, [constant(name, matrix)], gives: [1, matrix.shape[1]])
  }

  /// Two edges, one behind the other along dimension 1.
  package mutating func joined(_ first: Edge, _ second: Edge) -> Edge {
    var shape = first.shape.dimensions
    shape[1] += second.shape[1]
    return apply("Concat", first, [second.name], [("axis", .number(1))], gives: Shape(shape))
  }

  @discardableResult
  private mutating func add(
    _ operation: String, _ inputs: [String], _ attributes: [(String, Attribute)] = [], output: String? = nil
  ) -> String {
    let result = output ?? "\(operation).\(nodes + 1)"
    add(operation, inputs, attributes, outputs: [result])
    return result
  }

  private mutating func add(
    _ operation: String, _ inputs: [String], _ attributes: [(String, Attribute)], outputs: [String]
  ) {
    nodes += 1
    var node = ProtobufMessage()
    for input in inputs { node.add(1, input) }
    for output in outputs { node.add(2, output) }
    node.add(3, "node \(nodes)")
    node.add(4, operation)
    for (name, value) in attributes { node.add(5, Self.attribute(name, value)) }
    graph.add(1, node)
  }

  private static func attribute(_ name: String, _ value: Attribute) -> ProtobufMessage {
    var message = ProtobufMessage()
    message.add(1, name)
    switch value {
    case .real(let number):
      message.add(2, Float(number))
      message.add(20, 1)
    case .text(let text):
      message.add(4, text)
      message.add(20, 3)
    case .number(let number):
      message.add(3, number)
      message.add(20, 2)
    case .numbers(let numbers):
      for number in numbers { message.add(8, number) }
      message.add(20, 7)
    }
    return message
  }

  /// The type of what goes in or comes out.
  private static func value(_ name: String, _ lengths: [BatchLength], type element: Int) -> ProtobufMessage {
    var dimensions = ProtobufMessage()
    for length in lengths {
      var dimension = ProtobufMessage()
      switch length {
      case .batch: dimension.add(2, "batch")
      case _ where length.isFixed: dimension.add(1, length.fixed)
      default: dimension.add(2, "\(length.perExample)*batch" + (length.fixed == 0 ? "" : "+\(length.fixed)"))
      }
      dimensions.add(1, dimension)
    }
    var tensor = ProtobufMessage()
    tensor.add(1, element)
    tensor.add(2, dimensions)
    var type = ProtobufMessage()
    type.add(1, tensor)
    var value = ProtobufMessage()
    value.add(1, name)
    value.add(2, type)
    return value
  }

  /// The whole file.
  ///
  /// - Throws: ``ONNXError`` where it would be larger than a protocol buffer may be.
  package func encoded() throws(ONNXError) -> [UInt8] {
    guard graph.bytes.count < 1 << 31 - 1_000 else {
      throw ONNXError("the network has \(graph.bytes.count) bytes, and an ONNX file holds at most 2 GB")
    }
    var opset = ProtobufMessage()
    opset.add(2, Self.opset)
    var model = ProtobufMessage()
    model.add(1, Self.irVersion)
    model.add(2, "elbow")
    model.add(7, graph)
    model.add(8, opset)
    return model.bytes
  }
}

/// A network that has no form in ONNX.
package struct ONNXError: Error, Equatable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}
