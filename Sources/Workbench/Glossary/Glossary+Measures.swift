import Language

// What a trained model is measured by, and what goes wrong.

extension Glossary {
  static let measures: [GlossaryTerm] = [
    GlossaryTerm(
      "nats", also: ["nat"],
      """
      The unit of information with natural logarithms: something with probability e^-n costs n nats. One nat is 1.44 bits, \
      and a fair coin costs log 2 = 0.693 nats.
      """,
      formula: "nats(x) = -log p(x)", lessons: ["01-decoder-network", "00-five-commands"],
      entries: ["log", "evaluate"],
      related: ["bits_per_dimension", "loss"]),
    GlossaryTerm(
      "bits_per_dimension", also: ["bpd", "bits_per_pixel"],
      """
      The negative log-likelihood in bits, divided by the number of values in an image, so that images of different sizes \
      can be compared. It is defined where values are counted in whole steps, such as 256 grey levels.
      """,
      formula: "bpd = nats / (D log 2),  D values in an image", lessons: ["09-cifar10-exercise"], entries: ["evaluate"],
      related: ["nats"]),
    GlossaryTerm(
      "active_unit", also: ["active_units", "active_dimension"],
      """
      A latent dimension that the model uses: its posterior mean varies from image to image. One that is not active costs \
      nothing and says nothing.
      """,
      formula: "active where Var_x(μ_i(x)) > 0.01", lessons: ["07-gaussian-kl", "10-limitations"],
      entries: ["diagnose"],
      related: ["posterior_collapse"]),
    GlossaryTerm(
      "perplexity",
      """
      How many entries of a codebook, used alike, would tell as much as those that are there tell together: e to the power of \
      the entropy of their shares. It is the number of entries where all are used alike, and 1 where always the same one is.
      """,
      formula: "perplexity = exp(-Σ p_k log p_k),  p_k the share of entry k", lessons: ["14-discrete-codes"],
      entries: ["diagnose"], related: ["vector_quantization", "nats"]),
    GlossaryTerm(
      "posterior_collapse", also: ["collapse"],
      """
      The encoder gives the prior whatever it is shown, the KL is zero, and the decoder ignores the code. It comes where the \
      code costs more than it saves: a large β, or a decoder that manages without.
      """,
      formula: "q_φ(z | x) = p(z) for all x", lessons: ["10-limitations"], entries: ["diagnose", "traverse"],
      related: ["active_unit", "beta", "KL"]),
    GlossaryTerm(
      "beta", also: ["beta_vae", "β", "β_vae"],
      """
      A weight on the KL term. Above 1 codes become dear, so the model uses fewer dimensions and blurs more; below 1 \
      reconstructions sharpen, and codes drawn from the prior fit the decoder worse.
      """,
      formula: "loss = reconstruction + β KL", lessons: ["10-limitations", "06-training", "12-disentangling"],
      entries: ["train"], related: ["rate_and_distortion", "posterior_collapse", "disentangled"]),
    GlossaryTerm(
      "rate_and_distortion", also: ["rate", "distortion", "compression"],
      """
      The two terms of the loss, as an engineer of compression sees them: the KL is what sending the code costs (the rate), \
      the reconstruction term what is lost by it (the distortion). β chooses a point on the curve between them.
      """,
      lessons: ["10-limitations"], entries: ["evaluate"], related: ["KL", "reconstruction", "beta"]),
    GlossaryTerm(
      "blur", also: ["blurriness"],
      """
      A decoder whose pixels are independent cannot say "one of these sharp images"; the cheapest answer is their average. It \
      shows as missing contrast between neighbouring pixels, which is how it is measured.
      """,
      formula: "sharpness = mean squared difference of neighbouring pixels", lessons: ["10-limitations"],
      entries: ["reconstruct", "sample"], related: ["conditional_likelihood"]),
    GlossaryTerm(
      "interpolation",
      """
      Decoding the codes along a line from one image's to another's. In a space of codes without gaps every step is a \
      plausible image, not a cross-fade of the two.
      """,
      formula: "z(t) = (1 - t) z_a + t z_b,  0 ≤ t ≤ 1", lessons: ["08-latent-space"], entries: ["interpolate"],
      related: ["latent"]),
    GlossaryTerm(
      "factor_of_variation", also: ["factor", "factors_of_variation"],
      """
      One of the things that vary from image to image independently of the others, and from which an image could be made: \
      which shape, in which hue, where. Of most data nobody knows them; of those drawn by a program one does.
      """,
      lessons: ["12-disentangling", "09-cifar10-exercise"], entries: ["factors"],
      related: ["disentangled", "latent"]),
    GlossaryTerm(
      "disentangled", also: ["disentangling", "disentangled_code"],
      """
      A code in which each factor of variation has a dimension to itself, and that dimension stands for nothing else. From \
      images alone no method finds such codes whatever the data, and how near one comes differs from run to run.
      """,
      lessons: ["12-disentangling"], entries: ["disentanglement", "traverse"],
      related: ["factor_of_variation", "total_correlation", "beta"]),
    GlossaryTerm(
      "mutual_information", also: ["information"],
      """
      What two quantities tell of each other, in nats, by whatever rule they are connected: 0 where they are independent, and \
      at most the entropy of either. Of an image and its code it is what the code says about which image it is.
      """,
      formula: "I(a; b) = Σ p(a, b) log [p(a, b) / (p(a) p(b))]",
      lessons: ["12-disentangling"], entries: ["disentanglement"],
      related: ["KL", "total_correlation", "nats"]),
    GlossaryTerm(
      "total_correlation", also: ["TC", "beta_TC_VAE"],
      """
      How far the dimensions of a code depend on one another, over all images: the KL from the distribution q(z) of all codes to \
      the product of its single dimensions' distributions. It is a part of the KL term, and β-TC-VAE makes it dearer.
      """,
      formula: "TC = KL(q(z) ‖ Π_d q(z_d)),  q(z) the mean of q_φ(z | x) over all images",
      lessons: ["12-disentangling"], entries: ["train"],
      related: ["KL", "mutual_information", "disentangled"]),
    GlossaryTerm(
      "latent_diffusion", also: ["stable_diffusion"],
      """
      A generator of images that works on the codes of a VAE instead of on pixels: the VAE compresses, another model \
      learns to draw codes, the VAE's decoder makes them into images.
      """,
      lessons: ["10-limitations", "15-latent-diffusion"], entries: ["diffuse", "sample"],
      related: ["rate_and_distortion", "VAE", "prior", "diffusion"]),
    GlossaryTerm(
      "diffusion", also: ["diffusion_model", "DDPM", "DDIM", "denoising_diffusion"],
      """
      A model that draws by undoing noise. Data are mixed with more and more noise until nothing else is left; a network learns \
      which noise is in a noisy example, and from pure noise one walks back, step by step.
      """,
      formula: "z_t = √ᾱ_t z_0 + √(1 - ᾱ_t) ε,  lowered: E‖ε - ε_θ(z_t, t)‖²", lessons: ["15-latent-diffusion"],
      entries: ["diffuse"], related: ["latent_diffusion", "prior"]),
  ]
}
