import Autodiff
import Foundation
import Networks
import Tensors
import TestSupport
import Testing

/// Networks as files describe them.
@Suite struct DescriptionTests {
  private var random = RandomSource()

  /// One of each kind, with settings that are all other than the defaults.
  private mutating func layers() throws -> [any Layer] {
    let norm = try BatchNorm(5, epsilon: 0.25, momentum: 0.5, affine: false)
    norm.dimensions = 1
    return try [
      Linear(3, 4, bias: false, random: &random),
      MaxPool2d(4, stride: 2, padding: 1), AvgPool2d(4, stride: 3, padding: 2),
      norm, LayerNorm([2, 3], epsilon: 0.25, bias: false),
      LayerNorm([7], affine: false), Dropout(0.25, random: &random), LeakyReLU(0.5), Unflatten([2, 3, 4]),
      GELU(isApproximate: true), ELU(0.5), Hardtanh(-2, 3),
      Conv2d(
        4, 6, Size2d(3, 5), stride: Size2d(2, 1), padding: .size(Size2d(0, 1)), dilation: Size2d(1, 2), groups: 2,
        bias: false, random: &random),
      Conv1d(4, 6, 3, stride: 2, padding: 1, dilation: 2, groups: 2, bias: false, random: &random),
      ConvTranspose2d(
        4, 6, Size2d(3, 5), stride: Size2d(2, 3), padding: Size2d(0, 1), outputPadding: Size2d(1, 2), dilation: 2,
        groups: 2, bias: false, random: &random),
      ConvTranspose1d(
        4, 6, 3, stride: 3, padding: 1, outputPadding: 2, dilation: 2, groups: 2, bias: false, random: &random),
      AdaptiveAvgPool2d(3, 7), GroupNorm(2, 6, epsilon: 0.25, affine: false),
      Embedding(5, 3, paddingIndex: 2, random: &random), PReLU(3, start: 0.5),
      Recurrent(.gru, 3, 4, layers: 2, bias: false, batchFirst: true, random: &random),
      Recurrent(.lstm, 3, 4, layers: 2, bias: false, batchFirst: true, random: &random),
      RecurrentCell(.gru, 3, 4, bias: false, random: &random),
      RecurrentCell(.lstm, 3, 4, bias: false, random: &random),
    ]
  }

  /// Settings that exclude each other, and so cannot all be other than the defaults.
  private mutating func others() throws -> [any Layer] {
    try [
      Conv2d(2, 3, 5, stride: 2, padding: 1, bias: false, random: &random),
      Conv2d(2, 3, 4, padding: .same, dilation: 3, bias: false, random: &random),
      Conv1d(2, 3, 4, padding: nil, random: &random),
      ConvTranspose2d(2, 3, 5, stride: 3, padding: 1, outputPadding: 2, bias: false, random: &random),
      Upsample(Resampling(.bilinear, size: [3, 5], alignsCorners: true)),
      Upsample(Resampling(.nearest, factor: [0.5, 2])), Upsample(Resampling(.linear, factor: [2])),
      AdaptiveAvgPool2d(nil, 2), GroupNorm(nil, 3, epsilon: 0.25, affine: true), GroupNorm(nil, 3, affine: false),
      GroupNorm(3, 6), Embedding(5, 3, random: &random), PReLU(), Recurrent(.gru, 2, 3, random: &random),
      MaxPool2d(Size2d(2, 1), stride: Size2d(1, 3), padding: Size2d(1, 0)), AvgPool2d(Size2d(3, 2)),
    ]
  }

  @Test mutating func whatExcludesEachOtherComesBack() throws {
    for layer in try others() {
      let found = try describe(layer)
      let back = try build(try description(try json(found)))
      #expect(back.description == layer.description)
      #expect(try describe(back) == found)
    }
  }

  private func json(_ description: LayerDescription) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(description), as: UTF8.self)
  }

  private func description(_ json: String) throws -> LayerDescription {
    try JSONDecoder().decode(LayerDescription.self, from: Data(json.utf8))
  }

  private func describe(_ layer: any Layer) throws -> LayerDescription {
    var describer = NetworkDescriber()
    return try describer.describe(layer, at: "net")
  }

  private func build(_ description: LayerDescription) throws -> any Layer {
    var (builder, random) = (NetworkBuilder(), RandomSource())
    return try builder.build(description, at: "net", random: &random)
  }

  /// A setting that one of the ways forgets would come back as its default.
  @Test mutating func noSettingIsLost() throws {
    for layer in try layers() {
      let found = try describe(layer)
      // The affine map of a layer_norm has the bias in it.
      let others: Set<String> =
        layer is LayerNorm && layer.parameters.isEmpty ? ["eps", "bias"] : ["elementwise_affine"]
      #expect(try SavedFields.lost(of: found, except: others, joined: ["convolution"]) == [], "\(layer.description)")
      let back = try build(try description(try json(found)))
      #expect(back.description == layer.description)
      #expect(try describe(back) == found)
    }
  }

  @Test mutating func networksComeBackWithWhatTheyShare() throws {
    let both = try Sequential([Linear(4, 4, random: &random), Dropout(0.1, random: &random)])
    let network = try Sequential([
      Flatten(), Activation(.relu), both, Sequential(Activation.Kind.allCases.map { Activation($0) }),
      both.children[0], Heads([Sequential([both, Linear(4, 2, random: &random)]), both]),
    ])
    let found = try describe(network)
    let text = try json(found)
    #expect(
      text.contains(#"{"kind":"shared","place":"net.2"}"#) && text.contains(#"{"kind":"shared","place":"net.2.0"}"#))
    let back = try build(try description(text))
    #expect(back.description == network.description && back.parameterCount == network.parameterCount)
    #expect(back.children[2] === back.children[5].children[1] && back.children[4] === back.children[2].children[0])
    #expect(back.namedParameters.map(\.name) == network.namedParameters.map(\.name))
    #expect(try describe(back) == found)
  }

  /// docs/saved-files.md is what readers of other programs go by.
  @Test func everyKindIsOnThePage() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/saved-files.md")
    let page = try String(contentsOf: path.standardized, encoding: .utf8)
    let table = try #require(
      page.components(separatedBy: "| kind | settings |").last?.components(separatedBy: "\n\n").first)
    let kinds = table.split(separator: "\n").flatMap { row in
      row.split(separator: "|").first?.matches(of: /`(\w+)`/).map { String($0.1) } ?? []
    }
    #expect(
      Set(kinds) == Set(LayerDescription.kinds), "the table of layers in docs/saved-files.md, and what files may hold")
  }

  /// What files from before a setting say: nothing, which is its default.
  @Test(arguments: [
    (#"{"kind":"linear","in_features":2,"out_features":3}"#, "linear(2, 3)"),
    (#"{"kind":"conv2d","in_channels":2,"out_channels":3,"kernel_size":4}"#, "conv2d(2, 3, 4)"),
    (#"{"kind":"conv_transpose2d","in_channels":2,"out_channels":3,"kernel_size":4}"#, "conv_transpose2d(2, 3, 4)"),
    (#"{"kind":"max_pool2d","kernel_size":4}"#, "max_pool2d(4)"),
    (#"{"kind":"batch_norm","num_features":4}"#, "batch_norm(4)"),
    (#"{"kind":"batch_norm","num_features":4,"momentum":null}"#, "batch_norm(4, momentum=None)"),
    (#"{"kind":"layer_norm","normalized_shape":[4]}"#, "layer_norm(4)"),
    (#"{"kind":"leaky_relu"}"#, "leaky_relu"), (#"{"kind":"flatten","later":7}"#, "flatten"),
  ]) func aSettingThatIsMissingHasItsDefault(json: String, layer: String) throws {
    #expect(try build(try description(json)).description == layer)
  }

  @Test(arguments: [
    #"{"kind":"linear","in_features":0,"out_features":3}"#, #"{"kind":"linear","in_features":2}"#,
    #"{"kind":"conv2d","in_channels":65537,"out_channels":3,"kernel_size":4}"#,
    #"{"kind":"conv2d","in_channels":1,"out_channels":3,"kernel_size":4,"stride":0}"#,
    #"{"kind":"conv_transpose2d","in_channels":2,"out_channels":3,"kernel_size":4,"output_padding":1}"#,
    #"{"kind":"max_pool2d","kernel_size":3,"padding":2}"#, #"{"kind":"dropout","p":1.5}"#, #"{"kind":"dropout"}"#,
    #"{"kind":"batch_norm","num_features":4,"eps":-1}"#, #"{"kind":"layer_norm","normalized_shape":[]}"#,
    #"{"kind":"layer_norm","normalized_shape":[3,0]}"#, #"{"kind":"unflatten","sizes":[-1]}"#,
    #"{"kind":"heads","layers":[]}"#, #"{"kind":"sequential"}"#, #"{"kind":"gru"}"#, #"{"layers":[]}"#, "[]", "7",
  ]) func settingsThatNoLayerHasAreRefused(json: String) {
    #expect(throws: DecodingError.self) { try description(json) }
  }

  /// Short to write, and more layers than there are atoms.
  @Test func whatDoublesAndDoublesIsRefused() throws {
    var layers: [LayerDescription] = [try description(#"{"kind":"dropout","p":0.5}"#)]
    for number in 0..<70 {
      layers.append(.sequential([.shared(place: "net.\(number)"), .shared(place: "net.\(number)")]))
    }
    #expect(throws: DescriptionError.self) { try build(.sequential(layers)) }
    #expect(throws: DescriptionError.self) { try build(.sequential([.shared(place: "net")])) }
    #expect(throws: DescriptionError.self) { try build(.shared(place: "net.0")) }
    // And is not written either.
    var network = try Sequential([Activation(.relu)])
    for _ in 0..<17 { network = try Sequential([network, network]) }
    let big = network
    #expect(throws: DescriptionError.self) { try describe(big) }
    var deep = try Sequential([Activation(.relu)])
    for _ in 0..<200 { deep = try Sequential([deep]) }
    let deepest = deep
    #expect(throws: DescriptionError.self) { try describe(deepest) }
  }
}
