import Autodiff
import Tensors

/// An operation of a recorded network as operators of ONNX. All tensors are float32 there; truths are 1 and 0.
struct OperationForm {
  /// In each pass.
  let operations: [Operation]
  let inputs: [String]
  /// How many dimensions each input has.
  let ranks: [Int]

  /// - Parameter inputLengths: the shape of the first input in each pass.
  /// - Returns: the name of the result.
  /// - Throws: ``ONNXError`` that names the operation, where there is no form for it.
  func write(to graph: inout ONNXGraph, _ writer: inout RecordWriter, inputLengths: [Shape]) throws -> String {
    switch operations[0] {
    case .reshape: return try reshape(&graph, &writer)
    case .expand:
      return graph.apply("Expand", inputs[0], writer.shape(try writer.lengths(shapes, operations[0].name), &graph))
    case .slice: return try slice(&graph, inputLengths)
    default:
      guard operations.allSatisfy({ $0 == operations[0] }) else {
        throw ONNXError("\(operations[0].name) does something else for batches of another size")
      }
      return try write(operations[0], &graph)
    }
  }

  private var noForm: ONNXError { ONNXError("\(operations[0].name) has no form in ONNX here") }

  private func write(_ operation: Operation, _ graph: inout ONNXGraph) throws -> String {
    let x = inputs[0]
    switch operation {
    case .exp: return graph.apply("Exp", x)
    case .log: return graph.apply("Log", x)
    case .sqrt: return graph.apply("Sqrt", x)
    case .abs: return graph.apply("Abs", x)
    case .sigmoid: return graph.apply("Sigmoid", x)
    case .tanh: return graph.apply("Tanh", x)
    case .relu: return graph.apply("Relu", x)
    case .softplus: return graph.apply("Softplus", x)
    case .silu: return graph.apply("Mul", x, graph.apply("Sigmoid", x))
    case .negated: return graph.apply("Neg", x)
    case .leakyRelu(let slope): return graph.apply("LeakyRelu", [x], [("alpha", .real(Double(slope)))])
    case .clamp(let low, let high):
      // Bounds that are not there are infinite.
      return graph.apply(
        "Clip", [x, low == -.infinity ? "" : graph.constant(low)] + (high == .infinity ? [] : [graph.constant(high)]),
        [])
    case .round(let scale):
      guard scale != 1 else { return graph.apply("Round", x) }
      return graph.apply(
        "Div", graph.apply("Round", graph.apply("Mul", x, graph.constant(scale))), graph.constant(scale))
    case .pointwise(let function): return try pointwise(function, &graph)
    case .add: return graph.apply("Add", x, inputs[1])
    case .subtract: return graph.apply("Sub", x, inputs[1])
    case .multiply: return graph.apply("Mul", x, inputs[1])
    case .divide: return graph.apply("Div", x, inputs[1])
    case .power: return graph.apply("Pow", x, inputs[1])
    case .maximum: return graph.apply("Max", x, inputs[1])
    case .minimum: return graph.apply("Min", x, inputs[1])
    case .fmod: return graph.apply("Mod", [x, inputs[1]], [("fmod", .number(1))])
    case .compare(let comparison):
      return graph.apply("Cast", [truth(comparison, &graph)], [("to", .number(1))])
    case .clampBetween: return graph.apply("Min", graph.apply("Max", x, inputs[1]), inputs[2])
    case .choose:
      return graph.apply("Where", graph.apply("Cast", [x], [("to", .number(9))]), inputs[1], inputs[2])
    case .matmul: return graph.apply("MatMul", x, inputs[1])
    case .linear(let relu):
      let product = graph.apply("Gemm", inputs, [("transB", .number(1))])
      return relu ? graph.apply("Relu", product) : product
    case .conv2d(let stride, let padding, let dilation, let groups):
      return graph.apply("Conv", inputs, ONNXGraph.window(nil, stride, padding, dilation, groups))
    case .convTranspose2d(let stride, let padding, let outputPadding, let dilation, let groups):
      return graph.apply(
        "ConvTranspose", inputs,
        ONNXGraph.window(nil, stride, padding, dilation, groups)
          + [("output_padding", .numbers([outputPadding.height, outputPadding.width]))])
    case .maxPool2d(let window, let stride, let padding):
      return graph.apply("MaxPool", [x], ONNXGraph.window(window, stride, padding))
    case .avgPool2d(let window, let stride, let padding):
      return graph.apply(
        "AveragePool", [x], ONNXGraph.window(window, stride, padding) + [("count_include_pad", .number(1))])
    case .permute(let order): return graph.apply("Transpose", [x], [("perm", .numbers(order))])
    case .select(let dimension, let indices):
      return graph.apply("Gather", [x, graph.constant(indices)], [("axis", .number(dimension))])
    case .concatenate(let dimension): return graph.apply("Concat", inputs, [("axis", .number(dimension))])
    case .gather(let dimension):
      // Indices are whole numbers there.
      return graph.apply(
        "GatherElements", [x, graph.apply("Cast", [inputs[1]], [("to", .number(7))])], [("axis", .number(dimension))])
    case .order(let dimension, let descending, let first):
      let count =
        first.map { graph.constant([$0]) }
        ?? graph.apply("Gather", [graph.apply("Shape", x), graph.constant([dimension])], [("axis", .number(0))])
      let both = graph.apply(
        "TopK", [x, count], [("axis", .number(dimension)), ("largest", .number(descending ? 1 : 0))], results: 2)
      return graph.apply("Cast", [both[1]], [("to", .number(1))])
    case .distances(let power): return try distances(power, &graph)
    case .batchNorm(let hasWeight, let hasBias, let epsilon):
      guard hasWeight, hasBias else { throw noForm }
      return graph.apply("BatchNormalization", inputs, [("epsilon", .real(Double(epsilon)))])
    case .layerNorm(let shape, let hasWeight, let hasBias, let epsilon):
      let weight = hasWeight ? inputs[1] : graph.constant("ones.\(shape)", try .ones(shape))
      let bias = hasBias ? [inputs[hasWeight ? 2 : 1]] : []
      return graph.apply(
        "LayerNormalization", [x, weight] + bias,
        [("axis", .number(-shape.rank)), ("epsilon", .real(Double(epsilon)))])
    case .normalLike: return graph.apply("RandomNormalLike", x)
    case .sum, .product, .extreme, .place, .logSumExp, .norm, .softmax, .cumulativeSum:
      return try reduction(operation, &graph)
    case .remainder:
      // The exact rest has the sign of x, and is to have that of the divisor.
      let rest = graph.apply("Mod", [x, inputs[1]], [("fmod", .number(1))])
      let signs = graph.apply("Mul", graph.apply("Sign", rest), graph.apply("Sign", inputs[1]))
      return graph.apply(
        "Where", graph.apply("Less", signs, graph.constant(0)), graph.apply("Add", rest, inputs[1]), rest)
    case .reshape, .expand, .slice, .named: throw noForm
    }
  }

  /// Of each row of a batch [batch, n, m] to each of another [batch, k, m].
  private func distances(_ power: Float, _ graph: inout ONNXGraph) throws -> String {
    let difference = graph.apply(
      "Sub", graph.apply("Unsqueeze", inputs[0], graph.constant([2])),
      graph.apply("Unsqueeze", inputs[1], graph.constant([1])))
    let along: [(String, ONNXGraph.Attribute)] = [("axes", .numbers([3])), ("keepdims", .number(0))]
    switch power {
    case 1: return graph.apply("ReduceL1", [difference], along)
    case 2: return graph.apply("ReduceL2", [difference], along)
    case .infinity: return graph.apply("ReduceMax", [graph.apply("Abs", difference)], along)
    default: throw ONNXError("cdist with p=\(power) has no form in ONNX here")
    }
  }

  private func truth(_ comparison: Tensor.Comparison, _ graph: inout ONNXGraph) -> String {
    switch comparison {
    case .equal: graph.apply("Equal", inputs[0], inputs[1])
    case .notEqual: graph.apply("Not", graph.apply("Equal", inputs[0], inputs[1]))
    case .less: graph.apply("Less", inputs[0], inputs[1])
    case .lessOrEqual: graph.apply("LessOrEqual", inputs[0], inputs[1])
    case .greater: graph.apply("Greater", inputs[0], inputs[1])
    case .greaterOrEqual: graph.apply("GreaterOrEqual", inputs[0], inputs[1])
    }
  }

  private func pointwise(_ function: PointwiseFunction, _ graph: inout ONNXGraph) throws -> String {
    let x = inputs[0]
    let single: [PointwiseFunction: String] = [
      .sin: "Sin", .cos: "Cos", .tan: "Tan", .asin: "Asin", .acos: "Acos", .atan: "Atan", .sinh: "Sinh", .cosh: "Cosh",
      .asinh: "Asinh", .acosh: "Acosh", .atanh: "Atanh", .reciprocal: "Reciprocal", .erf: "Erf", .floor: "Floor",
      .ceil: "Ceil", .sign: "Sign", .softsign: "Softsign", .selu: "Selu",
    ]
    if let name = single[function] { return graph.apply(name, x) }
    switch function {
    case .log2: return graph.apply("Div", graph.apply("Log", x), graph.constant(0.693_147_2))
    case .log10: return graph.apply("Div", graph.apply("Log", x), graph.constant(2.302_585_1))
    case .log1p:
      // By Kahan's formula: exact where 1 + x loses what x has.
      let sum = graph.apply("Add", x, graph.constant(1)), rest = graph.apply("Sub", sum, graph.constant(1))
      let isLost = graph.apply("Equal", rest, graph.constant(0))
      let share = graph.apply("Div", x, graph.apply("Where", isLost, graph.constant(1), rest))
      // Of an infinity the rest is one too, and the share none.
      let whole = graph.apply("Where", graph.apply("IsInf", x), graph.constant(1), share)
      return graph.apply("Where", isLost, x, graph.apply("Mul", graph.apply("Log", sum), whole))
    case .expm1:
      // 2t / (1 - t) with t = tanh(x / 2), which loses nothing near 0.
      let t = graph.apply("Tanh", graph.apply("Mul", x, graph.constant(0.5)))
      let near = graph.apply("Div", graph.apply("Add", t, t), graph.apply("Sub", graph.constant(1), t))
      let isNear = graph.apply("Less", graph.apply("Abs", x), graph.constant(1))
      return graph.apply("Where", isNear, near, graph.apply("Sub", graph.apply("Exp", x), graph.constant(1)))
    case .exp2: return graph.apply("Pow", graph.constant(2), x)
    case .rsqrt: return graph.apply("Reciprocal", graph.apply("Sqrt", x))
    case .square: return graph.apply("Mul", x, x)
    case .trunc: return graph.apply("Mul", graph.apply("Sign", x), graph.apply("Floor", graph.apply("Abs", x)))
    case .gelu: return graph.gelu(x)
    case .geluTanh: return graph.approximateGELU(x)
    case .elu(let alpha, 1, 1): return graph.apply("Elu", [x], [("alpha", .real(Double(alpha)))])
    case .elu(let alpha, 1, let width) where alpha == width:
      return graph.apply("Celu", [x], [("alpha", .real(Double(alpha)))])
    case .logsigmoid: return graph.apply("Neg", graph.apply("Softplus", graph.apply("Neg", x)))
    case .mish: return graph.apply("Mul", x, graph.apply("Tanh", graph.apply("Softplus", x)))
    case .hardtanh(let low, let high): return graph.apply("Clip", x, graph.constant(low), graph.constant(high))
    default: throw ONNXError("\(function.name) has no form in ONNX here")
    }
  }

  private func reduction(_ operation: Operation, _ graph: inout ONNXGraph) throws -> String {
    let x = inputs[0]
    func kept(_ keeps: Bool) -> [(String, ONNXGraph.Attribute)] { [("keepdims", .number(keeps ? 1 : 0))] }
    func along(_ dimensions: [Int]?, _ keeps: Bool) -> [(String, ONNXGraph.Attribute)] {
      kept(keeps) + (dimensions.map { [("axes", .numbers($0))] } ?? [])
    }
    switch operation {
    case .sum(let dimensions, let keeps):
      // No axes at all would mean all of them.
      if dimensions?.isEmpty == true { return graph.apply("Identity", x) }
      return graph.apply("ReduceSum", [x] + (dimensions.map { [graph.constant($0)] } ?? []), kept(keeps))
    case .product: return graph.apply("ReduceProd", [x], kept(false))
    case .extreme(let dimension, let largest, let keeps):
      return graph.apply(largest ? "ReduceMax" : "ReduceMin", [x], along(dimension.map { [$0] }, keeps))
    case .place(let dimension, let largest, let keeps):
      let place = graph.apply(largest ? "ArgMax" : "ArgMin", [x], kept(keeps) + [("axis", .number(dimension))])
      return graph.apply("Cast", [place], [("to", .number(1))])
    case .logSumExp(let dimension, let keeps): return graph.apply("ReduceLogSumExp", [x], along([dimension], keeps))
    case .norm(let power, let dimensions, let keeps) where (power == 1 || power == 2) && dimensions?.isEmpty != true:
      return graph.apply(power == 1 ? "ReduceL1" : "ReduceL2", [x], along(dimensions, keeps))
    case .softmax(let dimension, let logarithm):
      return graph.apply(logarithm ? "LogSoftmax" : "Softmax", [x], [("axis", .number(dimension))])
    case .cumulativeSum(let dimension): return graph.apply("CumSum", x, graph.constant([dimension]))
    default: throw noForm
    }
  }

  // MARK: Lengths that may go with the batch

  private var shapes: [Shape] {
    operations.compactMap { operation in
      switch operation {
      case .reshape(let shape), .expand(let shape): shape
      default: nil
      }
    }
  }

  private func reshape(_ graph: inout ONNXGraph, _ writer: inout RecordWriter) throws -> String {
    let lengths = try writer.lengths(shapes, operations[0].name)
    guard !lengths.contains(BatchLength(0)) else {
      throw ONNXError("\(operations[0].name) to no elements has no form in ONNX here")
    }
    // The one length that is not known follows from the others.
    guard lengths.count(where: { !$0.isFixed }) == 1 else {
      return graph.apply("Reshape", inputs[0], writer.shape(lengths, &graph))
    }
    return graph.apply("Reshape", inputs[0], graph.constant(lengths.map { $0.isFixed ? $0.fixed : -1 }))
  }

  /// What reaches to the end, or begins so far from it, is counted from there.
  private func slice(_ graph: inout ONNXGraph, _ inputLengths: [Shape]) throws -> String {
    var (starts, ends, reaches, dimensions, steps): ([Int], [Int], [Bool], [Int], [Int]) = ([], [], [], [], [])
    var lengths: [Int] = []
    for (operation, shape) in zip(operations, inputLengths) {
      guard case .slice(let dimension, let start, let count, let step) = operation else { throw noForm }
      // One past the last, on the side that the steps go to.
      let end = count == 0 ? start : start + (count - 1) * step + (step > 0 ? 1 : -1)
      starts.append(start)
      ends.append(end)
      dimensions.append(dimension)
      steps.append(step)
      lengths.append(shape[dimension])
      reaches.append(count > 0 && (step > 0 ? start + count * step >= shape[dimension] : start + count * step < 0))
    }
    func same(_ numbers: [Int]) -> Int? { numbers.allSatisfy { $0 == numbers[0] } ? numbers[0] : nil }
    let fromEnd = zip(starts, lengths).map { $0 - $1 }, endFromEnd = zip(ends, lengths).map { $0 - $1 }
    let isFixed = same(lengths) != nil
    let far = steps[0] > 0 ? Int(Int32.max) : -Int(Int32.max)
    let start = same(starts) ?? same(fromEnd)
    // A length that is the same in every pass is counted from its beginning.
    let end: Int? =
      if isFixed, let end = same(ends) { end < 0 ? far : end } else if reaches.allSatisfy(\.self) {
        far
      } else if let end =
        same(ends), end >= 0
      { end } else { same(endFromEnd).flatMap { $0 < 0 ? $0 : nil } }
    guard let start, let end, same(dimensions) != nil, same(steps) != nil else {
      throw ONNXError("a slice goes with the batch in a way that has no form in ONNX here")
    }
    return graph.apply(
      "Slice", inputs[0], graph.constant([start]), graph.constant([end]), graph.constant([dimensions[0]]),
      graph.constant([steps[0]]))
  }
}

extension Operation {
  /// What a message calls it.
  var name: String {
    if case .named(let name) = self { return name }
    if case .pointwise(let function) = self { return function.name }
    return String("\(self)".prefix { $0 != "(" })
  }
}

extension PointwiseFunction {
  fileprivate var name: String { String("\(self)".prefix { $0 != "(" }) }
}
