import Datasets
import Tensors
import Threads

/// The tensor that a saved session had its data from, which has no name to find it by: it is known by the checksum of the
/// images that it gives.
struct DataTensor {
  private let wanted: SessionRecord.Data

  init(_ wanted: SessionRecord.Data) { self.wanted = wanted }

  /// The data that one of the tensors gives, with the labels that another may be; nil where none does.
  ///
  /// - Throws: ``Cancelled``.
  func found(among tensors: [Tensor]) throws -> Dataset? {
    for images in tensors where images.shape.rank >= 2 {
      if let data = try data(of: images, labels: nil) { return data }
      for labels in tensors where labels.shape.rank == 1 && labels.count == images.shape[0] {
        if let data = try data(of: images, labels: labels) { return data }
      }
    }
    return nil
  }

  private func data(of images: Tensor, labels: Tensor?) throws -> Dataset? {
    do {
      let data = try Dataset.tensor(images, labels: labels, wanted.options)
      return data.train.fingerprint == wanted.fingerprint ? data : nil
    } catch let error as Cancelled { throw error } catch {
      // What cannot be images is not what is looked for.
      return nil
    }
  }
}
