import Datasets
import Foundation
import Language
import TestSupport
import Testing
import Threads
import Workbench

/// A desk in a folder of its own, for what writes files beside the notebook.
final class SweepPlace {
  let path = FileManager.default.temporaryDirectory.appending(path: "elbow-sweep-\(UUID().uuidString)").path

  init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
  deinit { try? FileManager.default.removeItem(atPath: path) }

  var catalog: DatasetCatalog {
    var catalog = SmallDataset.catalog
    catalog.workingFolder = path
    return catalog
  }

  func desk<Result>(_ body: @escaping (Desk) throws -> Result) throws -> Result { try atDesk(catalog, body) }

  /// The files of the one sweep that there is, or of the one named.
  func files(_ name: String? = nil) throws -> [String] {
    let folders = try FileManager.default.contentsOfDirectory(atPath: path + "/sweeps")
    let folder = try #require(name ?? folders.first)
    return try FileManager.default.contentsOfDirectory(atPath: path + "/sweeps/" + folder).sorted()
      .map { path + "/sweeps/" + folder + "/" + $0 }
  }
}

extension Desk {
  /// The rows of a sweep as text, without what no two runs have in common: times.
  func rows(_ sweep: String, _ location: SourceLocation = #_sourceLocation) throws -> String {
    let value = try value(
      "[{k: v for k, v in row.items() if k != \"seconds\"} for row in \(sweep).table]", location)
    return value.repr
  }
}
