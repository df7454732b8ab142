import Language
import Networks
import Threads

/// What programs keep with layers and networks that are no objects of theirs: `net.latent_dim = 20`. A layer is looked at through
/// another value each time, and so they stand here, as long as the layer is there.
final class LayerAttributes: @unchecked Sendable {
  static let shared = LayerAttributes()

  private struct Kept {
    weak var layer: (any Layer)?
    var values: [(name: String, value: Value)] = []
  }

  private let lock = Lock()
  private var kept: [ObjectIdentifier: Kept] = [:]
  private var limit = 64

  /// Settings of layers. Elsewhere another one changes what the layer does from then on, and here it would do nothing.
  private static let settings: Set<String> = Set(
    """
    in_features out_features in_channels out_channels kernel_size stride padding dilation groups padding_mode output_padding \
    transposed num_features eps affine track_running_stats normalized_shape elementwise_affine num_groups inplace negative_slope \
    alpha beta lambd threshold value dim start_dim end_dim num_embeddings embedding_dim padding_idx max_norm norm_type sparse \
    scale_grad_by_freq input_size hidden_size num_layers bias batch_first dropout bidirectional proj_size size scale_factor mode \
    align_corners upscale_factor output_size return_indices ceil_mode count_include_pad divisor_override min_val max_val \
    num_parameters init approximate unflattened_size weight p momentum
    """.split(separator: " ").map(String.init))

  func value(_ name: String, of layer: any Layer) -> Value? {
    lock.lock()
    defer { lock.unlock() }
    guard let found = kept[ObjectIdentifier(layer)], found.layer === layer else { return nil }
    return found.values.first { $0.name == name }?.value
  }

  func names(of layer: any Layer) -> [String] {
    lock.lock()
    defer { lock.unlock() }
    guard let found = kept[ObjectIdentifier(layer)], found.layer === layer else { return [] }
    return found.values.map(\.name)
  }

  /// - Throws: ``Diagnostic`` where the name is a setting of the layer, or something that it does.
  func set(_ value: Value, for name: String, of layer: any Layer) throws {
    let isSetting = !(layer is Sequential) && Self.settings.contains(name)
    guard !isSetting, !ModuleMethods.names.contains(name), name != "children", !name.hasPrefix("__") else {
      throw Diagnostic(
        .attribute, "`\(name)` of \(layer.description) stays as the layer was made",
        suggestion: "make another layer with it, or a class that derives from nn.Module")
    }
    lock.lock()
    defer { lock.unlock() }
    let key = ObjectIdentifier(layer)
    var own = kept[key] ?? Kept()
    // Another layer may have had the place in memory.
    if own.layer !== layer { own = Kept(layer: layer) }
    if let place = own.values.firstIndex(where: { $0.name == name }) {
      own.values[place].value = value
    } else {
      own.values.append((name, value))
    }
    kept[key] = own
    guard kept.count > limit else { return }
    kept = kept.filter { $0.value.layer != nil }
    limit = max(64, 2 * kept.count)
  }

  func remove(_ name: String, of layer: any Layer) -> Bool {
    lock.lock()
    defer { lock.unlock() }
    guard let place = kept[ObjectIdentifier(layer)]?.values.firstIndex(where: { $0.name == name }) else { return false }
    kept[ObjectIdentifier(layer)]?.values.remove(at: place)
    return true
  }
}
