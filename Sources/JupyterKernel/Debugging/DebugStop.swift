import JupyterWire

/// A program that is stopped, with the numbers by which clients ask for its calls and variables. They are gone when it goes on.
/// It belongs to the language's thread.
final class DebugStop {
  /// The number of the language's thread, the only one that there is.
  static let threadID = 1

  let program: any StoppedProgram
  let references: VariableReferences
  private let frames: [DebugFrame]
  private let firstFrame: Int

  init(_ program: any StoppedProgram, _ numbers: DebugNumbers) {
    self.program = program
    frames = program.frames
    firstFrame = numbers.take(max(1, frames.count))
    references = VariableReferences(numbers)
  }

  /// The calls with their numbers, the innermost first.
  var calls: [(id: Int, frame: DebugFrame)] { frames.enumerated().map { (firstFrame + $0.offset, $0.element) } }

  /// The place of a call among the program's; of none that is named, the innermost.
  ///
  /// - Throws: ``ExecutionError`` where there is none of that number.
  func frame(_ id: Int?) throws -> Int {
    guard let id else { return 0 }
    guard frames.indices.contains(id - firstFrame) else {
      throw ExecutionError("NoSuchFrame", "there is no frame \(id): the program has gone on since")
    }
    return id - firstFrame
  }
}
