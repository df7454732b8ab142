import Autodiff
import Glibc
import Graphics
import Language
import Tensors
import Text

extension TensorValue {
  /// Range, mean, gradients and where it comes from; and a picture: of the numbers, where they look like images, or of a
  /// parameter's gradients, as far as they were noted.
  func inspection() -> ObjectInspection? {
    let tensor = variable.value
    guard tensor.count > 0, tensor.count <= Self.mostInspected else { return nil }
    let range = Range(tensor)
    var facts: [String] = []
    if let low = range.low, let high = range.high, tensor.rank > 0 {
      facts.append("from \(Self.text(low)) to \(Self.text(high)), mean \(Self.text(range.mean))")
    }
    facts.append(variable.requiresGradient ? "carries gradients" : "no gradients")
    let course = variable.course(most: Self.mostOperations + 1)
    if !course.isEmpty {
      let shown = course.prefix(Self.mostOperations) + (course.count > Self.mostOperations ? ["…"] : [])
      facts.append("computed by " + shown.joined(separator: " ← "))
    }
    if let gradient = keptGradient { facts.append("its gradient: " + Self.told(gradient)) }
    let lengths = gradientLengths
    if let first = lengths.first, let last = lengths.last {
      facts.append(
        "its gradient's length over \(counted(lengths.count, "step")): \(Self.rounded(Float(first))) at first, "
          + "\(Self.rounded(Float(last))) at last")
    }
    let png = range.isOfPixels ? picture(of: tensor) : Self.picture(ofGradients: lengths)
    return ObjectInspection(facts: facts.joined(separator: "; "), png: png)
  }

  /// How long the gradients were by which optimizers changed it, while a debugger was attached.
  private var gradientLengths: [Double] { (variable as? LearnedParameter)?.gradientLengths.lengths ?? [] }

  private static func picture(ofGradients lengths: [Double]) -> [UInt8]? {
    guard lengths.count > 1 else { return nil }
    let steps = lengths.indices.map { Double($0 + 1 - lengths.count) }
    let plot = Plot(
      [Series(.line(.init(x: steps, y: lengths)))], title: "length of the gradient",
      x: .init(label: "steps, the last is 0"),
      y: .init(label: "norm", lower: 0))
    return try? plot.picture().png
  }

  /// "Tensor [64, 20] from -3.1 to 2.9, mean 0.02"
  var glance: String? {
    let tensor = variable.value
    let noun = isArray ? "Array" : variable is LearnedParameter ? "Parameter" : "Tensor"
    if tensor.rank == 0 { return "\(noun) \(Self.text((try? tensor.item()) ?? .nan))" }
    return "\(noun) \(Self.told(tensor))"
  }

  /// The gradient of a parameter, and how long those before it were.
  var parts: [ValuePart]? {
    var parts: [ValuePart] = []
    if let gradient = keptGradient { parts.append(.attribute("grad", .object(TensorValue(Variable(gradient))))) }
    let lengths = gradientLengths
    if !lengths.isEmpty {
      parts.append(
        ValuePart("gradient_lengths", access: nil, .list(ListValue(lengths.reversed().map(Value.real)))))
    }
    return parts.isEmpty ? nil : parts
  }

  /// "[64, 20] from -3.1 to 2.9, mean 0.02"; of a very large one the shape alone.
  private static func told(_ tensor: Tensor) -> String {
    let shape = "[\(tensor.shape.dimensions.map(String.init).joined(separator: ", "))]"
    guard tensor.count > 0, tensor.count <= mostGlanced else { return shape }
    let range = Range(tensor)
    guard let low = range.low, let high = range.high else { return "\(shape), no number in it is finite" }
    let unusual = range.isFinite ? "" : ", and numbers that are not finite"
    return "\(shape) from \(rounded(low)) to \(rounded(high)), mean \(rounded(range.mean))\(unusual)"
  }

  /// A number to three digits: it is glanced at.
  private static func rounded(_ number: Float) -> String {
    guard number != 0, number.isFinite else { return text(number) }
    let scale = pow(10, 2 - floor(log10(abs(Double(number)))))
    return text(Float((Double(number) * scale).rounded() / scale))
  }

  /// So many operations are told of where a value comes from.
  private static let mostOperations = 8

  /// Many are looked at together, while a program is stopped.
  private static let mostGlanced = 5_000_000

  /// Inspection answers while one types: so many numbers are looked at in a few hundredths of a second.
  private static let mostInspected = 50_000_000
  /// So many images, and sides so long, are seen at a glance.
  private static let mostImages = 16, sides = 8...256

  /// The first images, where the tensor's shape is that of images.
  private func picture(of tensor: Tensor) -> [UInt8]? {
    guard (2...4).contains(tensor.rank) else { return nil }
    let isLong = tensor.rank > 2 || tensor.shape[0] > Self.sides.upperBound
    let some = isLong ? tensor.rows(0..<min(tensor.shape[0], Self.mostImages)) : tensor
    guard let images = try? ImageShapes(nil).rasters(some),
      images.allSatisfy({ Self.sides.contains($0.width) && Self.sides.contains($0.height) })
    else { return nil }
    return try? ImageGrid(Array(images.prefix(Self.mostImages))).picture().png
  }

  private static func text(_ number: Float) -> String { TensorText.text(number) }

  /// The range of the finite numbers.
  private struct Range {
    var low: Float?
    var high: Float?
    var mean: Float = 0
    private var count = 0
    /// Whether all numbers are.
    private(set) var isFinite = true

    init(_ tensor: Tensor) {
      var total = 0.0
      tensor.inspect { numbers in
        for x in numbers {
          guard x.isFinite else {
            isFinite = false
            continue
          }
          low = min(low ?? x, x)
          high = max(high ?? x, x)
          total += Double(x)
          count += 1
        }
      }
      mean = Float(total / Double(max(1, count)))
    }

    /// From black to white, and not of one grey.
    var isOfPixels: Bool {
      guard let low, let high else { return false }
      return low >= 0 && high <= 1 && low < high
    }
  }
}
