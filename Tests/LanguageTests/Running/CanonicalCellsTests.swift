import Language
import Testing

/// The cells of the specification that need no tensors, and the others as far as the language goes.
@Suite struct CanonicalCellsTests {
  @Test("the tutorial in five commands")
  func fiveCommands() {
    let session = Session()
    let written = session.written(
      """
      data mnist, batch=64
      model latent=30
      train epochs=10, lr=0.001
      plot loss
      sample 64
      """)
    #expect(written == "data mnist\ntrained 10\nsample 64\n")
    #expect(session.output.displays.map(\.plain) == ["plot of loss"])
  }

  @Test("a loop with unpacking, augmented assignment and an f-string")
  func loop() {
    let session = Session()
    let written = session.written(
      """
      def reparam(mean, var):
          eps = 2
          return mean + var * eps

      for epoch in range(3):
          total = 0
          for x in [vector([1, 2]), vector([3, 4])]:
              mean, logvar = x[0], x[1]
              loss = reparam(mean, logvar)
              total += loss.item() / (64 * 784)
          print(f"Epoch {epoch + 1}, loss {total:.4f}")
      """)
    #expect(written == "Epoch 1, loss 0.0003\nEpoch 2, loss 0.0003\nEpoch 3, loss 0.0003\n")
  }
}
