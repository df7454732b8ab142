import Datasets
import FoundationEssentials
import Language
import Tensors
import VAE

/// The metadata of a saved session's safetensors file, in which it describes itself: several documents in JSON.
/// docs/saved-files.md describes them for readers.
struct SessionRecord {
  struct Model: Codable {
    /// Channels, height, width.
    var image: [Int]
    var likelihood: Likelihood
    var beta: Double
    /// The random numbers of its dropout layers, where no training has them. In files that do not say: as they begin.
    var random: [RandomSource]?
    /// Whether each of its layers is in training. In files that do not say: as they are.
    var training: [Bool]?
    /// Whether each of its parameters keeps no gradient. In files that do not say: all keep theirs.
    var frozen: [Bool]?
    /// In files that do not say: the standard one.
    var prior: PriorDescription?
    /// In files that do not say: the diagonal one.
    var posterior: PosteriorDescription?
    /// The names of the classes that it is told. In files that do not say: it is told nothing.
    var classes: [String]?

    enum CodingKeys: String, CodingKey {
      case image, likelihood, beta, random, training, frozen, prior, posterior, classes
    }
  }

  struct Data: Codable {
    var name, title, fingerprint: String
    var options: DatasetOptions

    enum CodingKeys: String, CodingKey { case name, title, fingerprint, options }
  }

  struct State: Codable {
    var random: RandomSource
    var batchSize: Int
    /// The losses of `step`.
    var losses: [Double]
    /// The calls of `train`, each without the history's steps.
    var runs: [TrainingRun]
    /// Whether a cell has made `judge` strict. In files that do not say: none has.
    var isStrict = false

    enum CodingKeys: String, CodingKey { case random, batchSize, losses, runs, isStrict = "strict" }
  }

  static let format = "elbow"
  /// The newest format that this program reads.
  static let version = 3
  /// The format of sessions that have a model. From 3 on there need be none.
  private static let versionWithModel = 2

  /// Nil where there is no model, and then ``model`` is too.
  var network: ModelDescription?
  /// How a file contradicts itself, which is said where the sizes of its networks are those of its tensors.
  private(set) var contradiction: String?
  var model: Model?
  var data: Data?
  var training: TrainerRecord?
  var state: State
  /// What was fitted to the codes of the model. In files that do not say: nothing.
  var codes: SavedCodeModels.Record?
  var variables: SavedVariables?

  /// The entries of the file's metadata.
  func metadata() throws -> [String: String] {
    // What an earlier Elbow can take up is not withheld from it.
    let version = model == nil ? Self.version : Self.versionWithModel
    var result = ["format": Self.format, "version": "\(version)"]
    if let network { result["network"] = try Self.json(network) }
    if let model { result["model"] = try Self.json(model) }
    result["session"] = try Self.json(state)
    if let data { result["data"] = try Self.json(data) }
    if let training { result["training"] = try Self.json(training) }
    if let codes { result["codes"] = try Self.json(codes) }
    if let variables { result["variables"] = try Self.json(variables) }
    return result
  }

  /// - Returns: nil where this is no saved session, but a file of tensors.
  /// - Throws: ``Diagnostic`` where it is one of a newer format, or damaged; it names the field.
  init?(_ metadata: [String: String], path: String) throws {
    guard metadata["format"] == Self.format else { return nil }
    let version = try Self.version(of: metadata, path)
    func document<Part: Decodable>(_ name: String, _ type: Part.Type) throws -> Part? {
      do { return try metadata[name].map { try Self.decoded($0, name) } } catch let error as FieldError {
        throw Diagnostic.damaged(path, error.description)
      }
    }
    func required<Part: Decodable>(_ name: String, _ type: Part.Type) throws -> Part {
      guard let part = try document(name, type) else { throw Diagnostic.damaged(path, "\(name) is missing") }
      return part
    }
    if version == FormatOne.version {
      (network, contradiction) = try Self.network(of: try required("model", FormatOne.Model.self), path)
      model = try required("model", Model.self)
    } else if version == Self.versionWithModel || metadata["network"] != nil || metadata["model"] != nil {
      network = try required("network", ModelDescription.self)
      model = try required("model", Model.self)
    }
    state = try required("session", State.self)
    data = try document("data", Data.self)
    training = try document("training", TrainerRecord.self)
    codes = try document("codes", SavedCodeModels.Record.self)
    variables = try document("variables", SavedVariables.self)
    guard model != nil || training == nil else {
      throw Diagnostic.damaged(path, "training is there, and no model that was trained")
    }
  }

  /// The format's number.
  private static func version(of metadata: [String: String], _ path: String) throws -> Int {
    guard let text = metadata["version"] else { throw Diagnostic.damaged(path, "version is missing") }
    guard let version = Int(text), version >= 1 else {
      throw Diagnostic.damaged(path, "version is '\(text.inMessage)', which is no format")
    }
    guard version <= Self.version else {
      throw Diagnostic(
        .data,
        "\(path) was saved by a newer Elbow (format \(version), this program reads up to \(Self.version)): what it says "
          + "may mean something else here; nothing was loaded",
        suggestion: "load it with that Elbow, or take its weights alone, into a network: load \(path.literal), enc")
    }
    return version
  }

  /// The networks of format 1.
  private static func network(
    of model: FormatOne.Model, _ path: String
  ) throws -> (ModelDescription, contradiction: String?) {
    func refused(_ reason: String?) -> Diagnostic {
      Diagnostic.damaged(
        path, "its networks cannot be made from what it says of them" + (reason.map { ": \($0)" } ?? ""))
    }
    do {
      let (json, contradiction) = try FormatOne.network(of: model)
      return (try decoded(json, "network"), contradiction)
    } catch let error as FieldError {
      throw refused(error.description)
    } catch let error as Diagnostic { throw refused(error.message.inMessage) } catch is FormatOne.Unreadable {
      throw refused(nil)
    }
  }

  /// Why a document is refused, beginning with the field: `training.state.steps is -1, and must be from 0 to …`.
  private struct FieldError: Error { let description: String }

  private static func decoded<Part: Decodable>(_ text: String, _ name: String) throws(FieldError) -> Part {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    do { return try decoder.decode(Part.self, from: FoundationEssentials.Data(text.utf8)) } catch {
      throw FieldError(description: words(error, in: name))
    }
  }

  /// The field that is wrong, and how: `training.state.steps is -1, and must be from 0 to 9007199254740992`.
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

  init(
    network: ModelDescription?, model: Model?, data: Data?, training: TrainerRecord?, state: State,
    codes: SavedCodeModels.Record? = nil
  ) {
    (self.network, self.model, self.data, self.training, self.state) = (network, model, data, training, state)
    self.codes = codes
  }

  static func json(_ part: some Encodable) throws -> String {
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
    random = try fields.decodeIfPresent([RandomSource].self, forKey: .random)
    training = try fields.decodeIfPresent([Bool].self, forKey: .training)
    frozen = try fields.decodeIfPresent([Bool].self, forKey: .frozen)
    prior = try fields.decodeIfPresent(PriorDescription.self, forKey: .prior)
    posterior = try fields.decodeIfPresent(PosteriorDescription.self, forKey: .posterior)
    classes = try fields.decodeIfPresent([String].self, forKey: .classes)
    let count = classes?.count
    try fields.require(
      count.map(Condition.classCounts.contains) ?? true, .classes,
      "has \(count ?? 0) names, and a model is told one of 1 to \(Condition.classCounts.upperBound) classes")
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
    isStrict = try fields.decodeIfPresent(Bool.self, forKey: .isStrict) ?? false
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
