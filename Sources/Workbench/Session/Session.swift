import Datasets
import Language
import Tensors
import VAE

/// What one works on: the data, the model and its training, and where random numbers come from. It lives as long as the
/// kernel; cells change it through the entries of the table.
package final class Session {
  package let catalog: DatasetCatalog
  package internal(set) var dataset: Dataset?
  /// The size of batches, for training and for `batch()`.
  package internal(set) var batchSize = Session.defaultBatchSize
  package internal(set) var model: VariationalAutoencoder?
  /// The training of the present model; nil until `train`.
  package internal(set) var trainer: Trainer?
  /// The losses of `step`, for a training loop written by hand.
  var recordedLosses: [Double] = []
  package internal(set) var random = RandomSource(seed: 0)

  private let displayPrefix: String
  private var displays = 0

  static let defaultBatchSize = 64

  /// - Parameter displayPrefix: what the names of its displays begin with.
  package init(catalog: DatasetCatalog = DatasetCatalog(), displayPrefix: String = "elbow") {
    self.catalog = catalog
    self.displayPrefix = displayPrefix
  }

  /// Everything that cells can say on this session.
  package func entries() -> [Entry] {
    let groups =
      dataEntries() + pictureEntries() + modelEntries() + trainingEntries() + lookingEntries()
      + measuringEntries() + sessionEntries() + creationEntries() + mathsEntries() + reductionEntries()
      + movementEntries() + lossEntries() + layerEntries() + optimizerEntries()
    return groups.map(Self.marked)
  }

  /// A name for a display that will be updated.
  func nextDisplayID() -> String {
    displays += 1
    return "\(displayPrefix)-\(displays)"
  }

  /// Forgets the model and its training, when the data or the networks change under it.
  func forgetTraining() {
    trainer = nil
    recordedLosses = []
  }
}

extension Session: Host {
  /// A failing statement takes back the random numbers it drew. What `train` did stays.
  package func checkpoint() -> () -> Void {
    let random = random
    return { [unowned self] in self.random = random }
  }
}
