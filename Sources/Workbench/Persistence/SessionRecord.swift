import Datasets
import FoundationEssentials
import Language
import Tensors
import VAE

/// What a saved session says about itself in the metadata of its safetensors file, each part in JSON.
struct SessionRecord {
  struct Model: Codable {
    /// The networks, as the language writes them.
    var encoder, decoder: String
    /// Channels, height, width.
    var image: [Int]
    var likelihood: Likelihood
    var beta: Double
    /// The places of layers that stand in several; nil where there are none.
    var shared: [[String]]?
  }

  struct Data: Codable {
    var name, title, fingerprint: String
    var options: DatasetOptions
  }

  struct State: Codable {
    var random: RandomSource
    var batchSize: Int
    /// The losses of `step`.
    var losses: [Double]
    /// What `train` did, each run without the history's steps.
    var runs: [TrainingRun]
  }

  static let format = "elbow"
  static let version = "1"

  var model: Model
  var data: Data?
  var training: TrainerRecord?
  var state: State

  /// The entries of the file's metadata.
  func metadata() throws -> [String: String] {
    var result = ["format": Self.format, "version": Self.version]
    result["model"] = try Self.json(model)
    result["session"] = try Self.json(state)
    if let data { result["data"] = try Self.json(data) }
    if let training { result["training"] = try Self.json(training) }
    return result
  }

  /// - Returns: nil where this is no saved session, but a file of tensors.
  /// - Throws: ``Diagnostic`` where it is one of another version, or damaged; it names the field.
  init?(_ metadata: [String: String], path: String) throws {
    guard metadata["format"] == Self.format else { return nil }
    guard metadata["version"] == Self.version else {
      throw Diagnostic(
        .data,
        "\(path) was saved by another version of Elbow, as format \(metadata["version"]?.prefix(20) ?? "unknown")",
        suggestion: "load it with that version")
    }
    func part<Part: Decodable>(_ name: String, _ type: Part.Type) throws -> Part? {
      guard let text = metadata[name] else { return nil }
      let decoder = JSONDecoder()
      decoder.nonConformingFloatDecodingStrategy = .convertFromString(
        positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
      do { return try decoder.decode(type, from: FoundationEssentials.Data(text.utf8)) } catch {
        throw Diagnostic.damaged(path, Self.words(error, in: name))
      }
    }
    guard let model = try part("model", Model.self) else { throw Diagnostic.damaged(path, "model is missing") }
    guard let state = try part("session", State.self) else { throw Diagnostic.damaged(path, "session is missing") }
    (self.model, self.state) = (model, state)
    data = try part("data", Data.self)
    training = try part("training", TrainerRecord.self)
  }

  /// What is wrong with which field: `training.state.steps is -1, and must be from 0 to 9007199254740992`.
  private static func words(_ error: any Error, in part: String) -> String {
    func field(_ context: DecodingError.Context, _ last: (any CodingKey)? = nil) -> String {
      (context.codingPath + (last.map { [$0] } ?? [])).reduce(part) { path, key in
        key.intValue.map { "\(path)[\($0)]" } ?? "\(path).\(key.stringValue.prefix(100))"
      }
    }
    switch error as? DecodingError {
    case .keyNotFound(let key, let context): return "\(field(context, key)) is missing"
    case .valueNotFound(_, let context): return "\(field(context)) is missing"
    case .typeMismatch(_, let context): return "\(field(context)) is a value of another type"
    case .dataCorrupted(let context):
      let reason = (context.underlyingError as? SavedFieldError)?.message
      return "\(field(context)) \(reason ?? "cannot be read: it is no JSON, or has a number in it that cannot be")"
    default: return "\(part) cannot be read"
    }
  }

  init(model: Model, data: Data?, training: TrainerRecord?, state: State) {
    (self.model, self.data, self.training, self.state) = (model, data, training, state)
  }

  private static func json(_ part: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return String(decoding: try encoder.encode(part), as: UTF8.self)
  }
}

// MARK: - What the fields may be

extension SessionRecord.Model {
  /// Numbers in an image; that of a television has 6 million.
  private static let mostPixels = 1 << 28

  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    encoder = try fields.decode(.encoder, most: NetworkText.longest)
    self.decoder = try fields.decode(.decoder, most: NetworkText.longest)
    image = try fields.decode([Int].self, forKey: .image)
    let isImage = image.count == 3 && image.allSatisfy { (1...65_535).contains($0) }
    try fields.require(isImage && image.reduce(1, *) <= Self.mostPixels, .image, "is no channels, height and width")
    likelihood = try fields.decode(Likelihood.self, forKey: .likelihood)
    if case .gaussian(let deviation) = likelihood {
      try fields.require(
        Likelihood.deviations.contains(deviation), .likelihood,
        "has the deviation \(deviation), and its bounds are "
          + "\(Likelihood.deviations.lowerBound) and \(Likelihood.deviations.upperBound)")
    }
    beta = try fields.decode(.beta, in: TrainingOptions.weights)
    shared = try fields.decodeIfPresent([[String]].self, forKey: .shared)
  }
}

extension SessionRecord.Data {
  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    name = try fields.decode(.name, most: SavedRange.text)
    title = try fields.decodeLine(.title)
    fingerprint = try fields.decode(.fingerprint, most: SavedRange.text)
    options = try fields.decode(DatasetOptions.self, forKey: .options)
  }
}

extension SessionRecord.State {
  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    random = try fields.decode(RandomSource.self, forKey: .random)
    batchSize = try fields.decode(.batchSize, in: TrainerRecord.batchSizes)
    losses = try fields.decode([Double].self, forKey: .losses)
    runs = try fields.decode([TrainingRun].self, forKey: .runs)
  }
}

extension Diagnostic {
  /// A saved session that says what no session can be.
  ///
  /// - Parameter reason: what is wrong, beginning with the field.
  static func damaged(_ path: String, _ reason: String) -> Diagnostic {
    Diagnostic(.data, "\(path) is damaged: \(reason); nothing was loaded")
  }
}
