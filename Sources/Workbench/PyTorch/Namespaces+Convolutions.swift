import Autodiff
import Language
import Networks
import Tensors

extension Namespaces {
  /// Convolutions of `torch.nn.functional`, whose kernels are arguments.
  var convolutions: [Entry] {
    [
      convolution("conv2d", ["stride", "padding", "dilation", "groups"]),
      convolution("conv1d", ["stride", "padding", "dilation", "groups"]),
      convolution("conv_transpose2d", ["stride", "padding", "output_padding", "groups", "dilation"]),
      convolution("conv_transpose1d", ["stride", "padding", "output_padding", "groups", "dilation"]),
    ]
  }

  private func convolution(_ name: String, _ settings: [String]) -> Entry {
    let (isRow, isTransposed) = (name.hasSuffix("1d"), name.hasPrefix("conv_transpose"))
    return entry(
      name, isTransposed ? "a transposed convolution with these kernels" : "a convolution with these kernels",
      [
        Parameter("input", .like("tensor"), isRow ? "rows of channels" : "images"),
        Parameter("weight", .like("tensor"), "the kernels"),
        Parameter("bias", .any, default: Value.none, "a number for each channel that goes out"),
      ]
        + settings.map {
          Parameter(
            $0, .any, default: .integer($0 == "padding" || $0 == "output_padding" ? 0 : 1),
            "one number, or one for each direction")
        },
      result: "tensor"
    ) { arguments, _ in
      var x = try arguments.tensor("input", for: "F.\(name)")
      var weight = try arguments.tensor("weight", for: "F.\(name)")
      let bias = arguments["bias"].isNone ? nil : try arguments.tensor("bias", for: "F.\(name)")
      let rank = isRow ? 3 : 4
      guard weight.shape.rank == rank, x.shape.rank == rank || x.shape.rank == rank - 1 else {
        throw Diagnostic(
          .shape,
          "F.\(name) takes \(rank - 1) or \(rank) dimensions and kernels of \(rank), and these are \(x.shape) and \(weight.shape)"
        )
      }
      let isSingle = x.shape.rank == rank - 1
      if isSingle { x = try .reshape(x, Shape([1] + x.shape.dimensions)) }
      if isRow { (x, weight) = (try Self.asImages(x), try Self.asImages(weight)) }
      let sizes = Sizes(arguments, "F.\(name)", isRow: isRow)
      let groups = try sizes.groups
      let channels = x.shape[1]
      guard channels == (isTransposed ? weight.shape[0] : weight.shape[1] * groups) else {
        throw Diagnostic(
          .shape, "F.\(name): kernels of \(weight.shape) in \(groups) group(s) do not take \(channels) channels",
          parameter: "weight")
      }
      var result: Variable
      if isTransposed {
        result = try .convTranspose2d(
          x, weight, bias, stride: sizes["stride", 1], padding: sizes["padding", 0],
          outputPadding: sizes["output_padding", 0], dilation: sizes["dilation", 1], groups: groups)
      } else {
        let dilation = try sizes["dilation", 1]
        let border = try sizes.padding.border(Size2d(weight.shape[2], weight.shape[3]), dilation: dilation)
        result = try .conv2d(
          x.extended(by: border.extra), weight, bias, stride: sizes["stride", 1], padding: border.both,
          dilation: dilation, groups: groups)
      }
      if isRow { result = try Self.asRows(result) }
      return Value(isSingle ? try .reshape(result, Shape(Array(result.shape.dimensions.dropFirst()))) : result)
    }
  }

  /// Rows as images whose height is 1.
  private static func asImages(_ x: Variable) throws -> Variable {
    try .reshape(x, Shape(Array(x.shape.dimensions.dropLast()) + [1, x.shape[x.shape.rank - 1]]))
  }

  private static func asRows(_ x: Variable) throws -> Variable {
    try .reshape(x, Shape([x.shape[0], x.shape[1], x.shape[3]]))
  }

  /// Settings that are one number or one for each direction; of rows, their length's alone counts.
  private struct Sizes {
    let arguments: Arguments
    let entry: String
    let isRow: Bool

    init(_ arguments: Arguments, _ entry: String, isRow: Bool) {
      (self.arguments, self.entry, self.isRow) = (arguments, entry, isRow)
    }

    subscript(name: String, least: Int) -> Size2d {
      get throws {
        let value = arguments[name]
        let numbers = (value.wholeNumber.map { [$0] } ?? value.elements?.compactMap(\.wholeNumber)) ?? []
        guard isRow ? numbers.count == 1 : 1...2 ~= numbers.count, numbers.allSatisfy({ least...(1 << 16) ~= $0 })
        else {
          throw Diagnostic(
            .value,
            "`\(name)` of \(entry) is a whole number from \(least) on\(isRow ? "" : ", or a pair"), and this is \(value.phrase)",
            parameter: name)
        }
        return isRow
          ? Size2d(name.hasSuffix("padding") ? 0 : 1, numbers[0]) : Size2d(numbers[0], numbers[numbers.count - 1])
      }
    }

    var padding: ConvolutionPadding {
      get throws {
        guard case .string(let word) = arguments["padding"] else { return .size(try self["padding", 0]) }
        guard word == "same" || word == "valid" else {
          throw Diagnostic(
            .value, "`padding` of \(entry) is a number, \"same\" or \"valid\", and not \(Value.string(word).repr)",
            parameter: "padding")
        }
        return word == "same" ? .same : 0
      }
    }

    var groups: Int {
      get throws {
        guard let groups = arguments["groups"].wholeNumber, groups > 0 else {
          throw Diagnostic(.value, "`groups` of \(entry) is a whole number above 0", parameter: "groups")
        }
        return groups
      }
    }
  }
}
