import Autodiff
import Tensors

/// What a network does, as transcripts of passes with batches of several sizes.
///
/// One pass would not tell which of its numbers go with the batch, nor which constants only look like some: what a program
/// computes with plain numbers leaves no step behind. So the passes get other numbers each, and whatever differs between
/// them without being a step is refused.
package struct NetworkRecord {
  /// The last is what shapes are told for: a batch of one. They neither grow nor shrink from pass to pass, as a program's own
  /// counter does, which would else pass for a length.
  package static let batches = [2, 3, 1]

  let transcripts: [Transcript]
  /// What comes out of each pass.
  let results: [[Transcript.Operand]]
  /// The shapes of what comes out, of each pass.
  let shapes: [[Shape]]

  /// - Parameters:
  ///   - inputs: what goes into a pass with so many examples.
  ///   - compute: the pass. Nothing is differentiated meanwhile.
  /// - Throws: what `compute` throws, or the transcript's ``Transcript/firstProblem``.
  package init(
    _ inputs: (_ batch: Int) throws -> [Variable], _ compute: ([Variable]) throws -> [Variable]
  ) throws {
    let around = LayerHooks.around
    LayerHooks.around = { layer, x, apply in
      guard let around else { return try layer.recorded(x, apply) }
      return try around(layer, x) { try layer.recorded($0, apply) }
    }
    defer { LayerHooks.around = around }
    var (transcripts, results, shapes): ([Transcript], [[Transcript.Operand]], [[Shape]]) = ([], [], [])
    for batch in Self.batches {
      let transcript = Transcript()
      let x = try inputs(batch)
      let found: [Variable]
      do { found = try transcript.record(x) { try Recording.off { try compute(x) } } } catch {
        throw transcript.firstProblem ?? error
      }
      if let problem = transcript.firstProblem { throw problem }
      transcripts.append(transcript)
      results.append(found.map(transcript.operand))
      shapes.append(found.map(\.shape))
    }
    (self.transcripts, self.results, self.shapes) = (transcripts, results, shapes)
  }
}

extension Layer {
  /// A pass, of which a transcript has the layer as a whole: not where it is made of others, nor where a program says what it
  /// does, nor where it does something else than in evaluation.
  package func recorded(_ x: Variable, _ apply: (Variable) throws -> [Variable]) throws -> [Variable] {
    guard let transcript = Transcript.current, isOneStep else { return try apply(x) }
    return try transcript.whole(self, [x]) { try apply(x) }
  }

  private var isOneStep: Bool {
    children.isEmpty && isDescribable && !(isTraining && (self is BatchNorm || self is Dropout))
  }

  /// Whether a program says what a part of it does.
  package var isWritten: Bool { !isDescribable || children.contains(where: \.isWritten) }
}

/// A length that may go with the number of examples.
package struct BatchLength: Equatable, Sendable {
  let perExample, fixed: Int

  init(perExample: Int, fixed: Int) { (self.perExample, self.fixed) = (perExample, fixed) }

  package init(_ fixed: Int) { self.init(perExample: 0, fixed: fixed) }

  package static let batch = BatchLength(perExample: 1, fixed: 0)

  /// The length that was so much in the passes of a ``NetworkRecord``; nil where it goes with the batch in no even way.
  init?(_ lengths: [Int]) {
    let batches = NetworkRecord.batches
    let step = lengths[1] - lengths[0]
    self.init(perExample: step, fixed: lengths[0] - step * batches[0])
    guard zip(lengths, batches).allSatisfy({ $0 == perExample * $1 + fixed }) else { return nil }
  }

  var isFixed: Bool { perExample == 0 }
}
