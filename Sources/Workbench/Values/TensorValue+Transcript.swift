import Autodiff
import Language

// While a transcript of a computation is made, nothing of what depends on its inputs may become a plain number, or a tensor
// without a step: the transcript would have what it was for one input.

extension TensorValue {
  /// - Parameter use: what asks for the elements, as an error has it.
  /// - Throws: ``Diagnostic`` where they depend on an input of the transcript that is being made.
  func checkIsRead(_ use: String) throws {
    guard let transcript = Transcript.current, transcript.contains(elements) else { return }
    throw TranscriptProblem.reading(use)
  }

  /// The same of all tensors among indices.
  static func checkAreRead(_ indices: [Index]) throws {
    guard Transcript.current != nil else { return }
    for index in indices {
      guard case .value(let value) = index else { continue }
      try value.asTensor?.checkIsRead("an index")
      for part in value.elements ?? [] { try part.asTensor?.checkIsRead("an index") }
    }
  }

  /// What an operator gives, which has to be a step where one of its operands is.
  func followed(_ name: String, _ others: [Value], _ compute: () throws -> Value?) throws -> Value? {
    guard let transcript = Transcript.current else { return try compute() }
    transcript.wereNumbersRead = false
    let result = try compute()
    if transcript.wereNumbersRead, result != nil { throw TranscriptProblem.lost(name) }
    guard let found = result?.asTensor, !transcript.contains(found.elements),
      ([self] + others.compactMap(\.asTensor)).contains(where: { transcript.contains($0.elements) })
    else { return result }
    throw TranscriptProblem.lost(name)
  }
}

/// What a transcript cannot have.
enum TranscriptProblem {
  /// Something asks for the elements themselves.
  static func reading(_ use: String) -> Diagnostic {
    Diagnostic(
      .value,
      "the network computes with plain numbers of what depends on its input: \(use); an ONNX file would keep "
        + "those of one input",
      suggestion:
        "tensors instead of numbers: torch.where(x > 0, a, b) in place of if, x.mean() in place of x.mean().item()")
  }

  /// A function gives something of them that is no step.
  static func lost(_ name: String) -> Diagnostic {
    Diagnostic(.value, "\(name) has no form in ONNX here", suggestion: "save keeps any network, as .safetensors")
  }

  static func drawing(_ name: String) -> Diagnostic {
    Diagnostic(
      .value, "\(name) draws random numbers, which an ONNX file would keep as they were drawn once",
      suggestion: "torch.randn_like(x) of what depends on the input draws anew each time")
  }
}

/// Watches the entries that a network calls while a transcript of it is made.
struct TranscriptWatch {
  let random: RandomNumbers

  func callAsFunction(_ entry: Entry, _ run: () throws -> Value) throws -> Value {
    guard let transcript = Transcript.current else { return try run() }
    let (wasRead, wereNumbersRead) = (transcript.wasRead, transcript.wereNumbersRead)
    let before = entry.effect == .drawsNumbers ? random.source : nil
    (transcript.wasRead, transcript.wereNumbersRead) = (false, false)
    defer { (transcript.wasRead, transcript.wereNumbersRead) = (wasRead, wereNumbersRead) }
    let result = try run()
    let isRead = transcript.wasRead
    var tensors: [TensorValue] = []
    Self.collect(result, &tensors, depth: 0)
    let isFollowed = tensors.allSatisfy { transcript.contains($0.elements) && !$0.isArray }
    if let before, random.source != before, !(entry.name == "randn_like" && isRead && isFollowed) {
      throw TranscriptProblem.drawing(entry.name)
    }
    guard isRead, !Self.looksAtShapes.contains(entry.name) else { return result }
    if isFollowed, !tensors.isEmpty, !transcript.wereNumbersRead { return result }
    throw TranscriptProblem.lost(entry.name)
  }

  /// What says or shows something, hands its arguments on, or knows no more of a tensor than its lengths and its type.
  private static let looksAtShapes = Set(
    """
    size dim ndimension ndim numel nelement len shape stride is_contiguous storage_offset type dtype device is_tensor \
    is_floating_point is_complex get_device data_ptr isinstance issubclass hasattr getattr setattr id callable print warn \
    zeros_like ones_like full_like empty_like new_zeros new_ones new_full new_empty result_type broadcast_shapes \
    enumerate zip iter reversed map filter register_hook register_buffer retain_grad
    """.split(separator: " ").map(String.init))

  private static func collect(_ value: Value, _ tensors: inout [TensorValue], depth: Int) {
    guard depth < 8 else { return }
    if let tensor = value.asTensor { return tensors.append(tensor) }
    if let dict = value.dictionary {
      for entry in dict.entries { collect(entry.value, &tensors, depth: depth + 1) }
    }
    for item in value.elements ?? [] { collect(item, &tensors, depth: depth + 1) }
  }
}
