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
  /// - Throws: ``Diagnostic`` where it is one of another version, or damaged.
  init?(_ metadata: [String: String], path: String) throws {
    guard metadata["format"] == Self.format else { return nil }
    guard metadata["version"] == Self.version else {
      throw Diagnostic(
        .data, "\(path) was saved by another version of Elbow, as format \(metadata["version"] ?? "unknown")",
        suggestion: "load it with that version")
    }
    func part<Part: Decodable>(_ name: String, _ type: Part.Type) throws -> Part? {
      guard let text = metadata[name] else { return nil }
      let decoder = JSONDecoder()
      decoder.nonConformingFloatDecodingStrategy = .convertFromString(
        positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
      do { return try decoder.decode(type, from: FoundationEssentials.Data(text.utf8)) } catch {
        throw Diagnostic(.data, "\(path) is damaged: what it says of its \(name) cannot be read")
      }
    }
    guard let model = try part("model", Model.self), let state = try part("session", State.self),
      model.image.count == 3, model.image.allSatisfy({ (1...65_535).contains($0) }),
      (1...100_000).contains(state.batchSize)
    else { throw Diagnostic(.data, "\(path) is damaged: it does not say what its model is") }
    self.model = model
    self.state = state
    data = try part("data", Data.self)
    training = try part("training", TrainerRecord.self)
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
