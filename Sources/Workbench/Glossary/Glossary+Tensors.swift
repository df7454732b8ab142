import Language

// What tensors are computed with.

extension Glossary {
  static let tensors: [GlossaryTerm] = [
    GlossaryTerm(
      "dim", also: ["dimension", "axis"],
      """
      Which dimension of a tensor a function works along. Images as rows of pixels are [images, pixels]: sum(x, dim=1) adds \
      along each row, and gives a number for each image; sum(x, dim=0) adds down each column, and gives a number for each \
      pixel. Counted from the end, dim=-1 is the last. The dimension is gone afterwards; keepdim=True leaves it, with length 1.
      """,
      lessons: ["01-decoder-network"], entries: ["sum", "mean", "cat"], related: ["broadcasting", "reduction"]),
    GlossaryTerm(
      "broadcasting", also: ["broadcast"],
      """
      Tensors of different shapes computed with as if they were one shape: shapes are compared from the right, and where one \
      has length 1, or nothing, its numbers are repeated. A row of 20 less a matrix 500×20 is less each of its rows; \
      codes.unsqueeze(1) - centres.unsqueeze(0), of 500×1×20 and 1×10×20, is every code less every centre, 500×10×20.
      """,
      lessons: ["08-latent-space"], entries: ["unsqueeze", "broadcast_to"], related: ["dim"]),
    GlossaryTerm(
      "reduction",
      """
      What a loss makes of the costs of single numbers: "mean", usually what is taken, averages them, "sum" adds them up, and \
      "none" leaves them as they are. A VAE's loss is a sum over the pixels of an image, so that reconstruction and KL are \
      both counted in nats for an image.
      """,
      lessons: ["01-decoder-network"], entries: ["binary_cross_entropy", "mse_loss"],
      related: ["reconstruction", "nats"]),
  ]
}
