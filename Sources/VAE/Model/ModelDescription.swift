import Networks
import Tensors

/// The networks of a model as a file describes them. A layer that stands in several places, in both networks or twice in one,
/// is described at the first of them.
package struct ModelDescription: Codable, Equatable, Sendable {
  package var encoder, decoder: LayerDescription

  package enum CodingKeys: String, CodingKey { case encoder, decoder }

  /// - Throws: ``DescriptionError`` where the networks have more layers than a file can hold.
  package init(_ model: VariationalAutoencoder) throws(DescriptionError) {
    var describer = NetworkDescriber()
    try self.init(model, &describer)
  }

  /// - Parameter describer: one that goes on to networks which may share layers with these.
  package init(_ model: VariationalAutoencoder, _ describer: inout NetworkDescriber) throws(DescriptionError) {
    encoder = try describer.describe(model.encoder, at: CodingKeys.encoder.rawValue)
    decoder = try describer.describe(model.decoder, at: CodingKeys.decoder.rawValue)
  }

  /// The networks, with new parameters.
  ///
  /// - Throws: ``DescriptionError`` where none can be made, ``TensorError`` of code `memory`.
  package func networks() throws -> (encoder: any Layer, decoder: any Layer) {
    var builder = NetworkBuilder()
    // Each begins with random numbers of its own, and none of the session's.
    var (ofEncoder, ofDecoder) = (RandomSource(), RandomSource())
    return (
      try builder.build(encoder, at: CodingKeys.encoder.rawValue, random: &ofEncoder),
      try builder.build(decoder, at: CodingKeys.decoder.rawValue, random: &ofDecoder)
    )
  }
}
