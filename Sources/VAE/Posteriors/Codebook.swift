import Autodiff
import Networks
import Tensors

/// K vectors e_k of D numbers each, and which of them is nearest.
///
/// Under ``CodebookDescription/Learning/average`` they are no parameters. Each is the mean of the vectors of the encoder that were
/// nearest to it, over all batches, of which earlier ones count less (van den Oord et al. 2017, app. A.1, γ = 0.99):
///
///     N_k ← γ N_k + (1 - γ) n_k,   m_k ← γ m_k + (1 - γ) Σ z,   e_k = m_k / N_k
///
/// The first batch puts each at a vector of its own, and one that is hardly ever nearest is put at one of the present batch's
/// (Dhariwal et al. 2020, 3.1).
package final class Codebook {
  package let description: CodebookDescription
  private let storage: Storage

  private enum Storage {
    /// e [K, D].
    case learned(LearnedParameter)
    /// e [K, D] and N [K].
    case averaged(Buffer, counts: Buffer)
  }

  private static let kept: Float = 0.99
  /// Shares of the mean count: below the first a vector is put elsewhere, with the second.
  private static let (least, first): (Float, Float) = (0.1, 0.2)
  /// Distances held at a time.
  private static let together = 1 << 22

  /// - Throws: ``TensorError`` of code `memory`.
  init(_ description: CodebookDescription, random: inout RandomSource) throws {
    self.description = description
    let (count, shape) = (description.vectors, [description.vectors, description.depth] as Shape)
    // As van den Oord's: in ±1/K, about one another.
    let vectors =
      AbstractTensors.inUse
      ? try Tensor(uninitialized: shape, for: "posterior")
      : try random.next(.initialization).uniform(shape).scaled(by: 2 / Float(count), plus: -1 / Float(count))
    storage =
      switch description.learning {
      case .loss: .learned(try LearnedParameter(vectors, name: "codebook"))
      case .average:
        .averaged(
          Buffer(vectors, name: "codebook"), counts: Buffer(try LearnedNumbers.zeros([count]), name: "counts"))
      }
  }

  private init(_ other: Codebook, _ copies: NetworkCopies) throws {
    func copy(_ buffer: Buffer) -> Buffer { Buffer(buffer.value, name: buffer.name) }
    description = other.description
    storage =
      switch other.storage {
      case .learned(let vectors): .learned(try copies.copy(vectors))
      case .averaged(let vectors, let counts): .averaged(copy(vectors), counts: copy(counts))
      }
  }

  func copied(copies: NetworkCopies) throws -> Codebook { try Codebook(self, copies) }

  var parameters: [LearnedParameter] {
    if case .learned(let vectors) = storage { [vectors] } else { [] }
  }
  var buffers: [Buffer] {
    if case .averaged(let vectors, let counts) = storage { [vectors, counts] } else { [] }
  }

  /// The vectors as they are, [K, D].
  package var vectors: Tensor {
    switch storage {
    case .learned(let vectors): vectors.value
    case .averaged(let vectors, _): vectors.value
    }
  }

  /// The mean of the vectors [D].
  package var centre: Tensor {
    get throws { try vectors.sum(0).scaled(by: 1 / Float(description.vectors)) }
  }

  /// Of vectors [n, D] the entries, as they are learned: [n, D].
  func entries(_ chosen: [Int]) throws -> Variable {
    switch storage {
    case .learned(let vectors): try .select(vectors, 0, chosen)
    case .averaged(let vectors, _): Variable(try vectors.value.selected(0, chosen))
    }
  }

  /// Which entry is nearest to each of these vectors [n, D], the first where several are: argmin ‖e_k‖² - 2 z · e_k, both counted
  /// from the entries' mean, for far from 0 the squares would round away what tells entries apart.
  package func nearest(to rows: Tensor) throws -> [Int] {
    let count = description.vectors
    let centre = try self.centre
    let vectors = try vectors - centre
    let turned = try vectors.transposed(0, 1)
    let squares = try (vectors * vectors).sum(1).array
    var chosen: [Int] = []
    chosen.reserveCapacity(rows.shape[0])
    let step = max(1, Self.together / count)
    for start in stride(from: 0, to: rows.shape[0], by: step) {
      let part = try rows.rows(start..<min(rows.shape[0], start + step)) - centre
      let products = try Tensor.matmul(part, turned)
      let pointer = products.pointer
      chosen += [Int](unsafeUninitializedCapacity: part.shape[0]) { found, filled in
        let target = found.baseAddress
        Partition.rowsInPlace(part.shape[0], of: count) { range in
          for row in range {
            let own = pointer + row * count
            var (best, least) = (0, Float.infinity)
            for k in 0..<count {
              let distance = squares[k] - 2 * own[k]
              if distance < least { (best, least) = (k, distance) }
            }
            target?[row] = best
          }
        }
        filled = part.shape[0]
      }
    }
    return chosen
  }

  /// Moves the entries towards vectors [n, D] of a batch that were nearest to them. What is not finite leaves them as they are:
  /// training that fails at it goes back to its last whole step.
  ///
  /// - Parameter noise: normal numbers, by which vectors are chosen for entries that begin anew.
  func learn(_ rows: Tensor, _ chosen: [Int], noise: Tensor) throws {
    guard case .averaged(let running, let counts) = storage, try rows.isFinite else { return }
    let (count, depth) = (description.vectors, description.depth)
    var (n, sums) = ([Double](repeating: 0, count: count), [Double](repeating: 0, count: count * depth))
    for (row, k) in chosen.enumerated() {
      n[k] += 1
      for i in 0..<depth { sums[k * depth + i] += Double(rows.pointer[row * depth + i]) }
    }
    var (vectors, held) = (running.value.array, counts.value.array)
    let before = held
    for k in 0..<count { held[k] = Self.kept * before[k] + (1 - Self.kept) * Float(n[k]) }
    // What an entry has on average: of the batches so far, or of this one where it is the first.
    let all = before.contains { $0 > 0 } ? held.reduce(0, +) : Float(chosen.count)
    let usual = all / Float(count)
    var starts = Starts(noise, rows: chosen.count)
    for k in 0..<count {
      guard before[k] > 0, held[k] >= Self.least * usual else {
        let place = starts.next()
        for i in 0..<depth { vectors[k * depth + i] = rows.pointer[place * depth + i] }
        held[k] = Self.first * usual
        continue
      }
      for i in 0..<depth {
        let mean = Self.kept * before[k] * vectors[k * depth + i] + (1 - Self.kept) * Float(sums[k * depth + i])
        vectors[k * depth + i] = mean / held[k]
      }
    }
    try running.assign(Tensor(vectors, [count, depth]))
    try counts.assign(Tensor(held, [count]))
  }
}

/// Rows at which entries begin anew, in an order that normal numbers give: no two begin at one, as long as there are others.
private struct Starts {
  private let noise: Tensor
  private let rows: Int
  private var order: [Int] = []
  private var taken = 0

  init(_ noise: Tensor, rows: Int) { (self.noise, self.rows) = (noise, rows) }

  mutating func next() -> Int {
    if order.isEmpty {
      let numbers = noise.array
      order = (0..<rows).sorted { (numbers[$0 % numbers.count], $0) < (numbers[$1 % numbers.count], $1) }
    }
    defer { taken += 1 }
    return order[taken % rows]
  }
}
