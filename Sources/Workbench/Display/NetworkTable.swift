import Autodiff
import Language
import Networks
import Tensors
import Text

/// The layers of a network: what each is, the shape it gives for one example, and how many numbers it learns.
struct NetworkTable {
  private var table = TextTable(header: ["layer", "output", "parameters"], rows: [])

  /// - Parameter input: the shape of one example; nil where it is not known, and no shapes are shown.
  init(_ layer: any Layer, input: Shape?) {
    if input == nil { table.header = ["layer", "parameters"] }
    add(layer, input.map { [1] + $0 }, indent: "")
    table.footer = counted(layer.parameterCount, "parameter")
  }

  /// The encoder and the decoder of a model, one under the other, and what it learns besides.
  init(
    encoder: any Layer, input: Shape, decoder: any Layer, latent: Int,
    besides: [(name: String, parameter: LearnedParameter)], footer: String
  ) {
    table.rows.append(["encoder", "\(input)", ""])
    add(encoder, [1] + input, indent: "  ")
    table.rows.append(["decoder", "\(latent)", ""])
    add(decoder, [1, latent], indent: "  ")
    for (name, parameter) in besides {
      table.rows.append([name, "\(parameter.shape)", grouped(parameter.value.count)])
    }
    table.footer = footer
  }

  var plain: String { table.plain }
  var display: Display { table.display }

  private mutating func add(_ layer: any Layer, _ input: Shape?, indent: String) {
    guard let sequential = layer as? Sequential else {
      if layer is Heads {
        // Every head sees the same input.
        for child in layer.children { add(child, input, indent: indent) }
      } else {
        addRow(layer, input, indent)
      }
      return
    }
    var shape = input
    for child in sequential.children {
      add(child, shape, indent: indent)
      shape = shape.flatMap { try? child.resultShapes($0).first }
    }
  }

  private mutating func addRow(_ layer: any Layer, _ input: Shape?, _ indent: String) {
    let count = layer.parameterCount
    var row = [indent + layer.description]
    if table.header.count == 3 {
      let shapes = input.flatMap { try? layer.resultShapes($0) } ?? []
      row.append(shapes.map { $0.dropFirst().description }.joined(separator: ", "))
    }
    table.rows.append(row + [count == 0 ? "" : grouped(count)])
  }
}
