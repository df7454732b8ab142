import Autodiff
import Datasets
import Glibc
import Networks
import Tensors
import Text

/// A learned prior of quantized codes (van den Oord et al. 2017, 3.2): the probability of each place's entry, given those before it
/// in reading order, by an ``EntryNetwork``:
///
///     log p(z) = Σ_i log p(k_i | k_1 … k_{i-1})
///
/// What a step lowers is -log p(z) in nats. The uniform prior's is P log K: with this one in its place the bound on log p(x) would be
/// that much tighter.
package final class AutoregressivePrior: LearnedCodeModel {
  package let settings: Settings
  package let origin: CodeOrigin
  package let network, averaged: EntryNetwork
  package let optimizer: Optimizer
  package var state: CodeTrainingState
  /// The codebook whose entries these are.
  private let codebook: Codebook

  /// What it is made with.
  package struct Settings: Sendable, Equatable, Codable {
    /// Of the codebook, and of a code.
    package var vectors, height, width: Int
    /// Of the network.
    package var hidden = 64
    package var blocks = 4

    package init(_ codebook: CodebookDescription) {
      (vectors, height, width) = (codebook.vectors, codebook.height, codebook.width)
    }

    enum CodingKeys: String, CodingKey { case vectors, height, width, hidden, blocks }

    /// The same for this codebook.
    package func fitting(_ codebook: CodebookDescription) -> Settings {
      var fitting = Settings(codebook)
      (fitting.hidden, fitting.blocks) = (hidden, blocks)
      return fitting
    }

    var places: Int { height * width }
  }

  private init(
    _ settings: Settings, origin: CodeOrigin, codebook: Codebook, network: EntryNetwork,
    averaged: EntryNetwork,
    optimizer: Optimizer, state: CodeTrainingState
  ) {
    (self.settings, self.origin, self.codebook) = (settings, origin, codebook)
    (self.network, self.averaged, self.optimizer, self.state) = (
      network, averaged, optimizer, state
    )
  }

  /// A new one.
  ///
  /// - Parameter seed: what all its random numbers come from.
  /// - Throws: ``TensorError`` of code `memory`.
  package convenience init(
    _ settings: Settings, origin: CodeOrigin, codebook: Codebook, seed: UInt64
  ) throws {
    var random = RandomSource(seed: seed)
    let network = try EntryNetwork(
      vectors: settings.vectors, hidden: settings.hidden, blocks: settings.blocks, random: &random)
    let state = CodeTrainingState(seed: seed)
    self.init(
      settings, origin: origin, codebook: codebook, network: network,
      averaged: try network.copied(copies: NetworkCopies(keepsGradients: false)),
      optimizer: try Optimizer(.adam(), network.parameters, learningRate: state.learningRate),
      state: state)
  }

  /// A copy with parameters of its own, for looking at while this one goes on learning.
  ///
  /// - Parameter model: the copy of the model.
  package func copied(of model: VariationalAutoencoder, copies: NetworkCopies) throws
    -> AutoregressivePrior
  {
    AutoregressivePrior(
      settings, origin: origin, codebook: model.codebook ?? codebook,
      network: try network.copied(copies: copies),
      averaged: try averaged.copied(copies: copies), optimizer: try copies.copy(optimizer),
      state: state)
  }

  package var kind: CodeModelKind { .pixelcnn }
  package var inWords: String { "a PixelCNN of entries, \(counted(state.errors.count, "epoch"))" }
  package var networks: (own: any CodeNetwork, averaged: any CodeNetwork) { (network, averaged) }

  package func loss(
    _ indices: ArraySlice<Int>, of model: VariationalAutoencoder, _ images: ImageSet
  ) throws -> Variable {
    let entries =
      try model.codebookEntries(of: images.tensor(indices), model.told(of: images, indices)) ?? []
    return try .sum(cost(of: entries, network)) * .constant(1 / Float(indices.count))
  }

  /// -log p of each place's entry, in nats: [n · P].
  package func cost(of entries: [Int], _ network: EntryNetwork) throws -> Variable {
    let logits = try network.logits(of: entries, height: settings.height, width: settings.width)
    let rows = try Variable.reshape(
      .permute(logits, [0, 2, 3, 1]), [entries.count, settings.vectors])
    let chosen = try Tensor(entries.map(Float.init), [entries.count, 1]).as(.whole)
    return try .negated(.reshape(.gather(.logSoftmax(rows, 1), 1, chosen), [entries.count]))
  }

  // MARK: Drawing

  package func draw(
    _ count: Int, _ request: CodeRequest, source: () -> Philox, check: () throws -> Void
  ) throws -> Tensor {
    try codebook.code(
      of: entries(count, temperature: request.temperature, chance: source(), check: check))
  }

  /// Codes drawn together.
  private static let together = 256

  /// Entries of codes, place by place, each drawn from what the network says of it: [count · P].
  ///
  /// - Parameter temperature: what the logits are divided by; 0 for the likeliest entry.
  package func entries(
    _ count: Int, temperature: Double, chance: Philox, check: () throws -> Void
  ) throws -> [Int] {
    var drawn: [Int] = []
    for start in stride(from: 0, to: count, by: Self.together) {
      let own = start..<min(count, start + Self.together)
      var entries = [[Int]](
        repeating: [Int](repeating: 0, count: settings.places), count: own.count)
      for place in 0..<settings.places {
        try check()
        // Rows below this one's are not looked at.
        let (row, column) = (place / settings.width, place % settings.width)
        let above = entries.flatMap { $0.prefix((row + 1) * settings.width) }
        let logits = try Recording.off {
          try averaged.logits(of: above, height: row + 1, width: settings.width).value
        }
        let plane = (row + 1) * settings.width
        for code in own {
          let word = chance.block(UInt64(code * settings.places + place))[0]
          let first = (code - start) * settings.vectors * plane + row * settings.width + column
          entries[code - start][place] = Self.chosen(
            (0..<settings.vectors).map { Double(logits.pointer[first + $0 * plane]) }, temperature,
            (Double(word) + 0.5) * 0x1p-32)
        }
      }
      drawn += entries.flatMap(\.self)
    }
    return drawn
  }

  /// The entry at a share of all probability, by logits that are divided by a temperature.
  private static func chosen(_ logits: [Double], _ temperature: Double, _ share: Double) -> Int {
    let largest = logits.max() ?? 0
    guard temperature > 0 else { return logits.firstIndex(of: largest) ?? 0 }
    let weights = logits.map { exp(($0 - largest) / temperature) }
    var left = share * weights.reduce(0, +)
    for (entry, weight) in weights.enumerated() {
      left -= weight
      if left < 0 { return entry }
    }
    return logits.count - 1
  }
}

// MARK: - In a file

/// One as it is written to a file: all that is no tensor.
package struct AutoregressivePriorRecord: Codable, Sendable {
  package var settings: AutoregressivePrior.Settings
  package var origin: CodeOrigin
  package var state: CodeTrainingState

  enum CodingKeys: String, CodingKey { case settings, origin, state }
}

extension AutoregressivePrior {
  package var record: AutoregressivePriorRecord {
    AutoregressivePriorRecord(settings: settings, origin: origin, state: state)
  }

  /// Its tensors by their names.
  package var namedTensors: [(name: String, tensor: Tensor)] {
    get throws { try LearnedWeights.namedTensors(self) }
  }

  /// What a file says of one.
  ///
  /// - Parameters:
  ///   - codebook: that of the model.
  ///   - tensor: the tensor of a name and a shape.
  /// - Throws: what `tensor` throws, ``TensorError`` of code `memory`.
  package static func restored(
    _ record: AutoregressivePriorRecord, codebook: Codebook,
    tensor: (_ name: String, _ shape: Shape) throws -> Tensor
  ) throws -> AutoregressivePrior {
    let settings = record.settings
    let learned = try LearnedWeights.restored(record.state, tensor) {
      var random = RandomSource()
      return try EntryNetwork(
        vectors: settings.vectors, hidden: settings.hidden, blocks: settings.blocks, random: &random
      )
    }
    return AutoregressivePrior(
      settings, origin: record.origin, codebook: codebook, network: learned.own,
      averaged: learned.averaged,
      optimizer: learned.optimizer, state: record.state)
  }
}

extension AutoregressivePriorRecord {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    settings = try fields.decode(AutoregressivePrior.Settings.self, forKey: .settings)
    origin = try fields.decode(CodeOrigin.self, forKey: .origin)
    state = try fields.decode(CodeTrainingState.self, forKey: .state)
  }
}

extension AutoregressivePrior.Settings {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    vectors = try fields.decode(.vectors, in: CodebookDescription.vectorCounts)
    height = try fields.decode(.height, in: 1...65_536)
    width = try fields.decode(.width, in: 1...65_536)
    hidden = try fields.decode(.hidden, in: EntryNetwork.hiddenSizes)
    blocks = try fields.decode(.blocks, in: EntryNetwork.blockCounts)
  }
}
