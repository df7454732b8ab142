import Autodiff
import Networks
import Tensors
import Testing

/// Which layers behave as in training, of networks whose layers were told one by one.
@Suite struct LayerModesTests {
  private let dropout: Dropout
  private let norm: BatchNorm
  private let inner: Sequential
  private let network: any Layer

  init() throws {
    var random = RandomSource()
    dropout = Dropout(0.5, random: &random)
    norm = try BatchNorm(2)
    inner = try Sequential([dropout, Activation(.relu)])
    network = try Sequential([inner, norm])
  }

  @Test func aLayerThatIsToldByItselfChangesNoOther() {
    norm.isTraining = false
    #expect(network.isTraining && inner.isTraining && dropout.isTraining)
    inner.isTraining = false
    #expect(network.isTraining && !inner.isTraining && !dropout.isTraining)
    network.isTraining = true
    #expect(inner.isTraining && dropout.isTraining && norm.isTraining)
  }

  @Test func aNetworkIsToldByItself() {
    dropout.isTraining = false
    network.mode = false
    #expect(!network.isTraining && inner.isTraining && !dropout.isTraining && norm.isTraining)
  }

  @Test func whatLooksPutsEachBack() throws {
    dropout.isTraining = false
    network.evaluating { #expect(!network.isTraining && !inner.isTraining && !dropout.isTraining && !norm.isTraining) }
    #expect(network.isTraining && inner.isTraining && !dropout.isTraining && norm.isTraining)
    network.isTraining = false
    norm.isTraining = true
    network.evaluating {}
    #expect(!network.isTraining && !inner.isTraining && norm.isTraining)
  }

  @Test func copiesAreInTheSameModes() throws {
    network.isTraining = false
    norm.isTraining = true
    let copy = try NetworkCopies().copy(network)
    #expect(!copy.isTraining && copy.modes == network.modes)
    #expect(copy.children.map(\.isTraining) == [false, true])
  }

  /// A file has a mode for each layer, and none for what is made of them.
  @Test func aNetworkWhoseLayersEvaluateDoesSoItself() {
    let modes = network.modes
    network.isTraining = false
    let evaluating = network.modes
    network.modes = modes
    #expect(network.isTraining && inner.isTraining && norm.isTraining)
    network.modes = evaluating
    #expect(!network.isTraining && !inner.isTraining && !dropout.isTraining)
  }
}
