import Autodiff
import Graphics
import Language
import Tensors

/// `plt.cm.viridis`: the name of a map, which is also a function of numbers from 0 to 1.
final class PyplotColormap: ObjectValue {
  let map: Colormap

  init(_ map: Colormap) { self.map = map }

  var typeName: String { "colormap" }
  var detail: String? { map.name }
  func repr() -> String { "<colormap \(map.name)>" }
  var isCallable: Bool { true }
  let attributeNames = ["name", "N"]

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    name == "name" ? .string(map.name) : name == "N" ? .integer(map.colors.count) : nil
  }

  func call(_ arguments: [CallArgument], _ context: Context) throws -> Value {
    guard let value = arguments.first?.value else { throw Diagnostic(.argument, "a colour map takes numbers") }
    func parts(_ color: Color) -> [Double] { [color.red, color.green, color.blue].map { Double($0) / 255 } + [1] }
    if case .integer(let place) = value {
      return .tuple(parts(map.colors[max(0, min(map.colors.count - 1, place))]).map { .real($0) })
    }
    if let number = value.plainNumber { return .tuple(parts(map.color(number)).map { .real($0) }) }
    let numbers = try value.tensor(for: "cmap").value
    let colors = numbers.array.flatMap { parts(map.color($0)).map(Float.init) }
    return ArrayFunctions.array(Variable(try Tensor(colors, Shape(numbers.shape.dimensions + [4]))))
  }
}
