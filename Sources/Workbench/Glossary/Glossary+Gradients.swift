import Language

// Differentiating an average over random draws.

extension Glossary {
  static let gradients: [GlossaryTerm] = [
    GlossaryTerm(
      "gradient", also: ["backpropagation", "autodiff"],
      """
      The list of derivatives of one number, such as the loss, with respect to each parameter. A step against it lowers the \
      loss; going backwards through the computation gives all of them at once.
      """,
      lessons: ["05-gradients-through-samples", "06-training"], entries: ["grad", "backward", "step"],
      related: ["loss", "reparameterization"]),
    GlossaryTerm(
      "unbiased", also: ["unbiased_estimator", "biased_estimator"],
      """
      An estimate is unbiased where it is right on average, however far off a single one may be. What is left is its \
      spread, which more draws, or a batch of images, make smaller.
      """,
      formula: "E[estimate] = true value", lessons: ["05-gradients-through-samples"],
      related: ["Monte_Carlo", "score_function"]),
    GlossaryTerm(
      "reparameterization",
      also: ["reparametrization", "reparameterization_trick", "reparametrization_trick", "reparam"],
      """
      Drawing a code by drawing noise that depends on nothing and scaling and shifting it. The code is then a \
      differentiable function of mean and deviation, so gradients reach the encoder, and with little spread.
      """,
      formula: "z = μ + σ ε,  ε ~ N(0, I)", lessons: ["05-gradients-through-samples"], entries: ["randn_like", "grad"],
      related: ["score_function", "approximate_posterior"]),
    GlossaryTerm(
      "score_function", also: ["reinforce", "likelihood_ratio_estimator"],
      """
      A gradient estimator that weights each draw by the gradient of its log-probability. It needs no derivative of f, and \
      so works for draws that jump, but it spreads far more than reparameterization does.
      """,
      formula: "∇_φ E_q[f(z)] = E_q[f(z) ∇_φ log q_φ(z)]", lessons: ["05-gradients-through-samples"], entries: ["grad"],
      related: ["reparameterization", "unbiased"]),
    GlossaryTerm(
      "straight_through", also: ["straight_through_estimator", "STE", "stop_gradient"],
      """
      A way past a step that has no gradient, as rounding or the choice of a nearest entry. Forwards the step is taken; \
      backwards the gradient of what came out is handed to what went in, as if nothing had happened between. It is biased.
      """,
      formula: "z + sg(e - z):  the value is e, the gradient comes to z", lessons: ["14-discrete-codes"],
      entries: ["detach"], related: ["gradient", "vector_quantization", "unbiased"]),
  ]
}
