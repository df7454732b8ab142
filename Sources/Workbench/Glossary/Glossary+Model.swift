import Language

// What a variational autoencoder is made of.

extension Glossary {
  static let model: [GlossaryTerm] = [
    GlossaryTerm(
      "VAE", also: ["variational_autoencoder"],
      """
      A decoder that turns random codes into data, trained together with an encoder that finds plausible codes for data it \
      is shown. Unlike a plain autoencoder it is a probability model: new data come from codes drawn at random.
      """,
      lessons: ["00-five-commands", "06-training"], entries: ["model", "train", "sample"],
      related: ["autoencoder", "encoder", "decoder", "ELBO"]),
    GlossaryTerm(
      "autoencoder",
      """
      Two networks, one of which squeezes an image into a short code and the other of which unfolds it again, trained to \
      give back what went in. Nothing orders the space of its codes, so that a random code mostly decodes to nonsense.
      """,
      lessons: ["03-encoder-network"], related: ["VAE", "reconstruction"]),
    GlossaryTerm(
      "generative_model", also: ["generative_modeling"],
      """
      A probability distribution with adjustable parameters θ that was fitted to data, and from which new data like them can \
      be drawn.
      """,
      formula: "x ~ p_θ(x)", lessons: ["01-decoder-network"], entries: ["sample"], related: ["VAE", "evidence"]),
    GlossaryTerm(
      "latent", also: ["latent_variable", "code", "z"],
      """
      A short vector z that nobody observes and from which an observation is supposed to have come: its hidden cause. For a \
      handwritten digit it may hold which digit it is, how slanted and how bold.
      """,
      formula: "z ~ p(z),  x ~ p_θ(x | z)", lessons: ["01-decoder-network", "08-latent-space"],
      entries: ["traverse", "manifold", "map"], related: ["prior", "posterior"]),
    GlossaryTerm(
      "prior",
      """
      The distribution of codes before anything was seen. A VAE's is the standard normal distribution, from which drawing is \
      easy; the KL term of the loss keeps the codes of the data near it.
      """,
      formula: "p(z) = N(0, I)", lessons: ["01-decoder-network"], entries: ["randn", "sample"],
      related: ["latent", "KL", "posterior"]),
    GlossaryTerm(
      "conditional", also: ["conditional_VAE", "CVAE", "condition"],
      """
      A model that is told something besides the image, as its class: the encoder sees it, the decoder sees it, and a code \
      carries only the rest. Such a model can be asked for one class.
      """,
      formula: "log p_θ(x | y) ≥ E[log p_θ(x | z, y)] - KL(q_φ(z | x, y) ‖ p(z))", lessons: ["11-conditional"],
      entries: ["model", "sample", "reconstruct"], related: ["latent", "ELBO", "prior"]),
    GlossaryTerm(
      "parameters", also: ["weight", "weights", "bias", "biases"],
      """
      The numbers that training changes. A linear layer has a weight for each pair of a number that goes in and one that comes \
      out, and a bias, a constant that is added, for each that comes out. The bias of an estimate is something else: how far it \
      is off on average.
      """,
      formula: "y = W x + b", lessons: ["01-decoder-network"], entries: ["linear", "parameter"],
      related: ["decoder", "gradient", "unbiased"]),
    GlossaryTerm(
      "decoder", also: ["generator"],
      """
      The network with parameters θ that computes from a code z the distribution p_θ(x | z) of what it may turn into: for \
      black-and-white pixels, a probability for each.
      """,
      formula: "p = decoder(z),  p_j = probability that pixel j is on", lessons: ["01-decoder-network"],
      entries: ["model", "networks"], related: ["conditional_likelihood", "encoder", "logits"]),
    GlossaryTerm(
      "encoder", also: ["recognition_model", "inference_network"],
      """
      The network with parameters φ that computes from an observation x a mean and a variance for each dimension of its \
      code. Together they are the approximate posterior.
      """,
      formula: "μ, log σ² = encoder(x)", lessons: ["03-encoder-network"], entries: ["model", "networks", "trace"],
      related: ["approximate_posterior", "decoder", "amortization"]),
    GlossaryTerm(
      "vector_quantization", also: ["VQ_VAE", "VQ", "quantized", "quantization", "discrete_code"],
      """
      Replacing a vector by the nearest entry of a codebook, a list of vectors that is learned, too. A code is then a row or a \
      small picture of whole numbers: which entry stands where. Such a model is a VQ-VAE; its KL is the same for every image.
      """,
      formula: "z = e_k,  k = argmin ‖z_e - e_k‖;  KL = P log K for P places and K entries",
      lessons: ["14-discrete-codes"],
      entries: ["model", "code_indices", "codebook"],
      related: ["latent", "straight_through", "perplexity", "prior"]),
    GlossaryTerm(
      "conditional_likelihood", also: ["bernoulli_likelihood", "log_likelihood"],
      """
      How probable an observation is once its code is known. With black-and-white pixels, independent given the code, it is a \
      product of Bernoulli probabilities; minus its logarithm is the binary cross-entropy, which serves grey pixels too.
      """,
      formula: "log p_θ(x | z) = Σ_j x_j log p_j + (1 - x_j) log(1 - p_j)",
      lessons: ["01-decoder-network", "03-encoder-network"],
      entries: ["binary_cross_entropy", "binary_cross_entropy_with_logits"],
      related: ["decoder", "reconstruction", "evidence"]),
    GlossaryTerm(
      "logits",
      """
      Numbers from minus to plus infinity that a sigmoid turns into probabilities. Losses computed from logits stay exact \
      where a probability would round to 0 or 1.
      """,
      formula: "p = sigmoid(logit) = 1 / (1 + e^-logit)", lessons: ["03-encoder-network"],
      entries: ["sigmoid", "binary_cross_entropy_with_logits"], related: ["decoder"]),
  ]
}
