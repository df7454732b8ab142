import Language

// What happens while a model learns.

extension Glossary {
  static let training: [GlossaryTerm] = [
    GlossaryTerm(
      "loss", also: ["negative_elbo", "objective"],
      "The number that training lowers. A VAE's is the negative ELBO, and Elbow gives it in nats for one image.",
      formula: "loss = reconstruction + KL", lessons: ["06-training"], entries: ["train", "plot", "step"],
      related: ["ELBO", "reconstruction", "nats"]),
    GlossaryTerm(
      "reconstruction", also: ["reconstruction_term"],
      """
      What the pixels cost when a code drawn for an image is decoded again: minus the average log-likelihood. It is one of \
      the two terms of the loss; the other, KL, is what the code costs.
      """,
      formula: "-E_q[log p_θ(x | z)]", lessons: ["06-training"], entries: ["reconstruct", "evaluate"],
      related: ["conditional_likelihood", "ELBO", "rate_and_distortion"]),
    GlossaryTerm(
      "minibatch",
      """
      The few images that one step of training looks at. Their average gradient is an unbiased estimate of that over all \
      images, and averages over the noise in the codes as well.
      """,
      lessons: ["05-gradients-through-samples", "06-training"], entries: ["batch", "batches"],
      related: ["epoch", "unbiased"]),
    GlossaryTerm(
      "epoch", "One pass over all training images, in a new random order each time.", lessons: ["00-five-commands"],
      entries: ["train", "history"], related: ["minibatch"]),
    GlossaryTerm(
      "optimizer",
      """
      The rule that turns gradients into steps. Adam, the usual one, gives every parameter a step of its own length, \
      from running means of its gradient and of the gradient's square.
      """,
      lessons: ["06-training"], entries: ["adam", "sgd", "step"], related: ["gradient"]),
    GlossaryTerm(
      "held_out", also: ["test_set", "overfitting", "generalization"],
      """
      Images that training never saw, on which a model is judged. A model that does well on its training images only has \
      learned them by heart.
      """,
      lessons: ["06-training"], entries: ["evaluate", "reconstruct"], related: ["evidence"]),
  ]
}
