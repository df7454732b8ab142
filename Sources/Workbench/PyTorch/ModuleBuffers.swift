import Autodiff
import Language
import Networks
import Tensors

/// The buffers of a layer as PyTorch has them: of a batch normalization the count of its batches too, which is no tensor
/// underneath.
extension Layer {
  var torchBuffers: [(name: String, item: Buffer)] {
    // Where they depend on it, the layer has it among its own.
    guard let layer = self as? BatchNorm, layer.momentum != nil, let count = try? layer.trackedBatchesBuffer() else {
      return ownBuffers
    }
    return ownBuffers + [(count.name, count)]
  }

  /// Those of all levels, each once, with the places of their layers before their names.
  var namedTorchBuffers: [(name: String, value: Value)] {
    var seen: Set<ObjectIdentifier> = []
    return places(from: "").flatMap { place, layer -> [(name: String, value: Value)] in
      guard seen.insert(ObjectIdentifier(layer)).inserted else { return [] }
      return layer.torchBuffers.map {
        ((place + "." + $0.name).drop { $0 == "." }.description, layer.value(of: $0.item))
      }
    }
  }

  /// A buffer as a tensor: what is written into it, the layer has. Of a class of the reader's it is the attribute itself.
  func value(of buffer: Buffer) -> Value {
    if let own = (self as? ModuleLayer)?.instance.ownAttribute(buffer.name) { return own }
    return .object(TensorValue.looking(into: buffer))
  }
}
