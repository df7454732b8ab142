import Autodiff
import Language
import Processes
import Threads

extension TensorValue {
  /// - Parameter use: what asks for the numbers, as an error has it.
  /// - Throws: ``Diagnostic`` where the processes have different ones.
  func checkIsOfAll(_ use: String) throws {
    guard elements.part.isDivided else { return }
    throw PartProblem.reading(use, elements.part)
  }
}

/// What a process cannot do with its part of a batch.
enum PartProblem {
  /// Something asks for plain numbers, by which the processes would go different ways.
  static func reading(_ use: String, _ part: Part?) -> Diagnostic {
    let advice =
      switch part {
      case .addend?, nil: "total(loss) is what all have together, and that is a number: total(loss).item()"
      case .rows?: "total(x.sum()) adds up those of all; plain numbers of single images are for after the loop"
      default: "go by total(loss), which all have together, and not by what one process has; or leave out shared=True"
      }
    return Diagnostic(
      .value,
      "in a loop with shared=True each process has its own part of the batch, and \(use) of it would be another number on each",
      suggestion: advice)
  }

  static func drawing(_ name: String) -> Diagnostic {
    Diagnostic(
      .value,
      "in a loop with shared=True each process has its own images, and \(name) does not draw their numbers in a way that "
        + "would be that of one process",
      suggestion: "randn_like(x), or randn(len(x), …) with the images first; or draw before the loop")
  }
}

/// Watches the entries that a cell calls once it has shared batches: what an entry makes of a part of a batch without saying
/// how is known to be no more than this process's own.
struct PartWatch {
  let random: RandomNumbers

  /// Whether elements of a part were handed out, and whether somebody asked for their numbers, since this was set to false.
  static var wasRead: Bool {
    get { reading.value.elements }
    set { reading.value.elements = newValue }
  }
  static var wereNumbersRead: Bool {
    get { reading.value.numbers }
    set { reading.value.numbers = newValue }
  }
  private static let reading = ThreadLocal { (elements: false, numbers: false) }

  func callAsFunction(_ entry: Entry, _ run: () throws -> Value) throws -> Value {
    let outer = (Self.wasRead, Self.wereNumbersRead)
    (Self.wasRead, Self.wereNumbersRead) = (false, false)
    defer { (Self.wasRead, Self.wereNumbersRead) = outer }
    let before = entry.effect == .drawsNumbers ? random.source : nil
    let draws = SharedBatch.draws
    let result: Value
    do {
      result = try Self.groups.contains(entry.group) ? run() : SharedBatch.outsideOfLoop(run)
    } catch {
      if Self.wereNumbersRead, Diagnostic(error).kind == .type { throw PartProblem.reading(entry.name, nil) }
      throw error
    }
    let tensors = Self.tensors(in: result)
    if let before, random.source != before {
      try look(at: tensors, drawnBy: entry, isShared: SharedBatch.draws > draws)
    }
    guard Self.wasRead, !Self.knowsParts.contains(entry.name) else { return result }
    guard !tensors.contains(where: { $0.elements is LearnedParameter }) else {
      throw PartProblem.reading("a parameter made", nil)
    }
    for tensor in tensors where !tensor.elements.part.isDivided {
      tensor.elements.part = .own
    }
    if Self.wereNumbersRead, Self.hasNumbers(result) { throw PartProblem.reading(entry.name, nil) }
    return result
  }

  /// Says of random numbers what they are: those of this process's rows, where they were drawn so.
  private func look(at tensors: [TensorValue], drawnBy entry: Entry, isShared: Bool) throws {
    for tensor in tensors {
      let elements = tensor.elements
      guard !(elements is LearnedParameter) else { continue }
      if case .rows = elements.part, !isShared { elements.part = .own }
      guard let share = SharedBatch.ofLoop, elements.part == .whole else { continue }
      let lengths = elements.shape.dimensions
      if lengths.first == share.rows.count, isShared {
        elements.part = .rows(share.rows.count, of: share.total)
      } else if lengths.contains(share.rows.count)
        || lengths.first.map({ $0 > 0 && $0 % share.rows.count == 0 }) ?? false
      {
        throw PartProblem.drawing(entry.name)
      }
    }
  }

  /// The groups whose entries compute with what they are given. All others do something with the session: a model is
  /// evaluated in a loop as it is outside.
  private static let groups: Set<String> = [
    "shapes", "layers", "tensors", "maths", "reductions", "optimizers", "losses", "python", "modules",
  ]

  /// What says of its result what part it is, or knows no more of a tensor than its lengths and its type.
  private static let knowsParts = Set(
    """
    total grad size dim ndimension ndim numel nelement len shape stride is_contiguous storage_offset type dtype device \
    is_tensor is_floating_point is_complex get_device data_ptr isinstance issubclass hasattr getattr setattr id callable \
    print warn zeros_like ones_like full_like empty_like new_zeros new_ones new_full new_empty result_type \
    broadcast_shapes enumerate zip iter reversed map filter register_hook register_buffer retain_grad backward step \
    list tuple dict set repr str
    """.split(separator: " ").map(String.init))

  static func tensors(in value: Value) -> [TensorValue] {
    var found: [TensorValue] = []
    collect(value, &found, depth: 0)
    return found
  }

  private static func collect(_ value: Value, _ tensors: inout [TensorValue], depth: Int) {
    guard depth < 8 else { return }
    if let tensor = value.asTensor { return tensors.append(tensor) }
    if let dict = value.dictionary {
      for entry in dict.entries { collect(entry.value, &tensors, depth: depth + 1) }
    }
    for item in value.elements ?? [] { collect(item, &tensors, depth: depth + 1) }
  }

  /// Whether there are plain numbers in a value.
  private static func hasNumbers(_ value: Value, depth: Int = 0) -> Bool {
    guard depth < 8 else { return true }
    switch value {
    case .integer, .real, .bool: return true
    default:
      return (value.elements ?? []).contains { hasNumbers($0, depth: depth + 1) }
        || (value.dictionary?.entries ?? []).contains { hasNumbers($0.value, depth: depth + 1) }
    }
  }
}
