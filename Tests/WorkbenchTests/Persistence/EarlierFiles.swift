import Datasets
import Foundation
import TestSupport

/// Files that programs of earlier days saved, from Fixtures/Saved, with what those programs themselves made of them.
/// Fixtures/saved.py writes them, each folder once.
struct EarlierFiles: Decodable {
  /// A saved session, and what the program that saved it showed when it loaded it.
  struct Expected: Decodable {
    /// The line that loads the data.
    let data: String
    let says: [String]
    /// Four normal numbers drawn right after loading, and what the decoder makes of numbers drawn after `seed 5`.
    let drawn, decoded: [Double]
    /// How training went on, the last three steps of the history then, and the fingerprint of all tensors saved then.
    let train: String?
    let steps: [Double]?
    let after: String?
  }

  /// Which processor's kernels the numbers come from: those of others differ in the last digits.
  let core: String
  let sessions: [String: Expected]
  /// What lines showed, by the file whose variables they look at.
  let variables: [String: [Look]]?

  struct Look: Decodable { let look, shown: String }

  static let folders = ["format-1", "format-1-early", "format-2"]

  static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures/Saved")
    .standardizedFileURL.path

  init(_ folder: String) throws {
    let bytes = try Data(contentsOf: URL(filePath: "\(Self.root)/\(folder)/expected.json"))
    self = try JSONDecoder().decode(EarlierFiles.self, from: bytes)
  }

  /// A catalog that finds the data of these files.
  static var catalog: DatasetCatalog {
    var catalog = SmallDataset.catalog
    catalog.workingFolder = root + "/data"
    return catalog
  }
}
