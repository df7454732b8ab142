import Language

// What is wanted, why it cannot be had, and the bound that stands in for it.

extension Glossary {
  static let inference: [GlossaryTerm] = [
    GlossaryTerm(
      "joint", also: ["joint_distribution"],
      """
      The probability of a code and an observation together: that of the code, times that of the observation given the code. \
      Both factors of a VAE's are easy to compute.
      """,
      formula: "p_θ(x, z) = p_θ(x | z) p(z)", lessons: ["02-intractable-integral", "04-evidence-lower-bound"],
      related: ["prior", "conditional_likelihood", "evidence"]),
    GlossaryTerm(
      "evidence", also: ["marginal_likelihood", "marginal"],
      """
      The probability of an observation under the model, whatever its code: the joint, summed over all codes. A model is \
      good where the evidence of held-out data is large.
      """,
      formula: "p_θ(x) = ∫ p_θ(x | z) p(z) dz", lessons: ["02-intractable-integral"], entries: ["likelihood"],
      related: ["intractable", "ELBO", "importance_sampling"]),
    GlossaryTerm(
      "intractable",
      """
      Well defined and yet out of reach of any computer: a grid of 100 points in each of 20 dimensions has 10^40 of them. \
      The evidence and the posterior of a VAE are intractable; its ELBO is not.
      """,
      lessons: ["02-intractable-integral"], related: ["evidence", "posterior", "Monte_Carlo"]),
    GlossaryTerm(
      "posterior", also: ["true_posterior", "bayes_rule", "bayes"],
      """
      The distribution of codes once an observation was seen: how plausible each is as its cause. Bayes' rule gives it, but \
      its denominator is the evidence, so a VAE approximates it with its encoder.
      """,
      formula: "p_θ(z | x) = p_θ(x | z) p(z) / p_θ(x)", lessons: ["03-encoder-network", "04-evidence-lower-bound"],
      related: ["approximate_posterior", "prior", "evidence"]),
    GlossaryTerm(
      "approximate_posterior", also: ["variational_posterior", "q"],
      """
      The normal distribution over codes that the encoder gives for an observation, in place of the true posterior. Its \
      dimensions are independent of each other, unless `model posterior=` asks for all covariances, or for a flow that bends it.
      """,
      formula: "q_φ(z | x) = N(μ_φ(x), diag(σ_φ²(x)))", lessons: ["03-encoder-network"],
      entries: ["reconstruct", "map"], related: ["posterior", "encoder", "reparameterization"]),
    GlossaryTerm(
      "amortization", also: ["amortized_inference"],
      """
      One network learns to answer for all observations, instead of a search for the best mean and variance for each \
      anew. It is quick, and a little worse than the search.
      """,
      lessons: ["04-evidence-lower-bound", "13-better-bounds-and-priors"],
      related: ["encoder", "approximate_posterior"]),
    GlossaryTerm(
      "KL", also: ["kl_divergence", "kullback_leibler_divergence", "relative_entropy"],
      """
      How far a distribution q is from another one p, in nats: the average over q of the logarithm of their quotient. It is \
      never negative, zero only where the two are the same, and not symmetric.
      """,
      formula: """
        KL(q ‖ p) = E_q[log q(z) - log p(z)]
        KL(N(μ, σ²) ‖ N(0, 1)) = ½ (μ² + σ² - 1 - log σ²)
        """,
      lessons: ["07-gaussian-kl", "04-evidence-lower-bound"], entries: ["kl_divergence", "diagnose"],
      related: ["ELBO", "prior", "nats"]),
    GlossaryTerm(
      "ELBO", also: ["evidence_lower_bound", "lower_bound", "variational_bound"],
      """
      The evidence lower bound, which a VAE is trained to raise. It lies below log p(x) by just the KL divergence from \
      the approximate to the true posterior, and splits into a term for the pixels and a price for the code.
      """,
      formula: "ELBO(x) = E_q[log p_θ(x | z)] - KL(q_φ(z | x) ‖ p(z)) ≤ log p_θ(x)",
      lessons: ["04-evidence-lower-bound", "06-training"], entries: ["train", "evaluate", "plot"],
      related: ["evidence", "KL", "reconstruction"]),
    GlossaryTerm(
      "Monte_Carlo", also: ["monte_carlo_estimate"],
      """
      Estimating an average by drawing at random and averaging what was drawn. The error falls with the square root of the \
      number of draws, whatever the number of dimensions.
      """,
      formula: "E_q[f(z)] ≈ (1/K) Σ_k f(z_k),  z_k ~ q",
      lessons: ["02-intractable-integral", "05-gradients-through-samples"],
      related: ["importance_sampling", "unbiased"]),
    GlossaryTerm(
      "importance_sampling", also: ["iwae"],
      """
      Drawing from where it matters, and weighting each draw by how much more often the true distribution would have drawn \
      it. With codes from the encoder it estimates log p(x) far better than the ELBO does, always from below on average.
      """,
      formula: "log p_θ(x) ≈ log (1/K) Σ_k p_θ(x, z_k) / q_φ(z_k | x)",
      lessons: ["02-intractable-integral", "13-better-bounds-and-priors"],
      entries: ["likelihood", "logsumexp"], related: ["evidence", "Monte_Carlo"]),
    GlossaryTerm(
      "normalizing_flow", also: ["flow", "planar_flow", "inverse_autoregressive_flow", "IAF", "RealNVP"],
      """
      A simple distribution, such as a normal one, sent through steps that can be undone. Where a step drives points apart \
      the density falls, by the determinant of its derivatives; so the density stays known while the shape bends.
      """,
      formula: "log q(f(z)) = log q(z) - log |det ∂f/∂z|", lessons: ["13-better-bounds-and-priors"],
      entries: ["model"], related: ["approximate_posterior", "prior"]),
    GlossaryTerm(
      "aggregate_posterior", also: ["aggregated_posterior"],
      """
      The distribution of all images' codes together: the encoder's answers laid over one another. How far it is from the \
      prior is the part of the KL term that says nothing about which image it is.
      """,
      formula: "q(z) = (1/N) Σ_n q_φ(z | x_n)", lessons: ["13-better-bounds-and-priors"],
      entries: ["model", "fit"], related: ["prior", "KL", "mutual_information"]),
  ]
}
