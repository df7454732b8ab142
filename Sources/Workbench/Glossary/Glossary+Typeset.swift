extension Glossary {
  /// The formulas of the terms in TeX, by the terms' names.
  static let typeset: [String: [String]] = [
    "generative_model": [#"x \sim p_\theta(x)"#],
    "latent": [#"z \sim p(z), \qquad x \sim p_\theta(x \mid z)"#],
    "prior": [#"p(z) = \mathcal{N}(0, I)"#],
    "decoder": [#"p = \mathrm{decoder}(z), \qquad p_j = \text{probability that pixel } j \text{ is on}"#],
    "encoder": [#"\mu, \log \sigma^2 = \mathrm{encoder}(x)"#],
    "vector_quantization": [
      #"z = e_k, \quad k = \mathrm{argmin}_j \lVert z_e - e_j \rVert; \qquad \mathrm{KL} = P \log K"#
    ],
    "conditional_likelihood": [
      #"\log p_\theta(x \mid z) = \sum_j x_j \log p_j + (1 - x_j) \log (1 - p_j)"#
    ],
    "logits": [#"p = \mathrm{sigmoid}(\mathrm{logit}) = \frac{1}{1 + e^{-\mathrm{logit}}}"#],
    "joint": [#"p_\theta(x, z) = p_\theta(x \mid z)\, p(z)"#],
    "evidence": [#"p_\theta(x) = \int p_\theta(x \mid z)\, p(z)\, dz"#],
    "posterior": [#"p_\theta(z \mid x) = \frac{p_\theta(x \mid z)\, p(z)}{p_\theta(x)}"#],
    "approximate_posterior": [
      #"q_\phi(z \mid x) = \mathcal{N}\big(\mu_\phi(x), \mathrm{diag}(\sigma_\phi^2(x))\big)"#
    ],
    "KL": [
      #"\mathrm{KL}(q \,\|\, p) = \mathbb{E}_q\big[\log q(z) - \log p(z)\big]"#,
      #"\mathrm{KL}\big(\mathcal{N}(\mu, \sigma^2) \,\|\, \mathcal{N}(0, 1)\big) = \tfrac12 \left(\mu^2 + \sigma^2 - 1 - \log \sigma^2\right)"#,
    ],
    "ELBO": [
      #"\mathcal{L}_{\theta,\phi}(x) = \mathbb{E}_{q_\phi}\big[\log p_\theta(x \mid z)\big] "#
        + #"- \mathrm{KL}\big(q_\phi(z \mid x) \,\|\, p(z)\big) \le \log p_\theta(x)"#
    ],
    "Monte_Carlo": [#"\mathbb{E}_q\big[f(z)\big] \approx \frac1K \sum_{k=1}^K f(z_k), \qquad z_k \sim q"#],
    "importance_sampling": [
      #"\log p_\theta(x) \approx \log \frac1K \sum_{k=1}^K \frac{p_\theta(x, z_k)}{q_\phi(z_k \mid x)}"#
    ],
    "normalizing_flow": [
      #"\log q\big(f(z)\big) = \log q(z) - \log \left| \det \frac{\partial f}{\partial z} \right|"#
    ],
    "aggregate_posterior": [#"q(z) = \frac1N \sum_n q_\phi(z \mid x_n)"#],
    "unbiased": [#"\mathbb{E}[\text{estimate}] = \text{true value}"#],
    "reparameterization": [#"z = \mu + \sigma\,\varepsilon, \qquad \varepsilon \sim \mathcal{N}(0, I)"#],
    "score_function": [
      #"\nabla_\phi\, \mathbb{E}_q\big[f(z)\big] = \mathbb{E}_q\big[f(z)\, \nabla_\phi \log q_\phi(z)\big]"#
    ],
    "straight_through": [
      #"z + \mathrm{sg}(e - z): \text{ the value is } e \text{, the gradient comes to } z"#
    ],
    "loss": [#"\text{loss} = \text{reconstruction} + \mathrm{KL}"#],
    "reconstruction": [#"-\,\mathbb{E}_q\big[\log p_\theta(x \mid z)\big]"#],
    "nats": [#"\text{nats}(x) = -\log p(x)"#],
    "bits_per_dimension": [#"\text{bpd} = \frac{\text{nats}}{D \log 2}, \qquad D \text{ values in an image}"#],
    "active_unit": [#"\text{active where } \mathrm{Var}_x\big(\mu_i(x)\big) > 0.01"#],
    "perplexity": [
      #"\text{perplexity} = e^{-\sum_k p_k \log p_k}, \qquad p_k = \text{share of entry } k"#
    ],
    "posterior_collapse": [#"q_\phi(z \mid x) = p(z) \text{ for all } x"#],
    "beta": [#"\text{loss} = \text{reconstruction} + \beta\, \mathrm{KL}"#],
    "mutual_information": [#"I(a; b) = \sum_{a, b} p(a, b) \log \frac{p(a, b)}{p(a)\, p(b)}"#],
    "total_correlation": [
      #"\mathrm{KL}\Big(q(z) \,\Big\|\, \prod_d q(z_d)\Big), \qquad q(z) = \frac1N \sum_n q_\phi(z \mid x_n)"#
    ],
    "diffusion": [
      #"z_t = \sqrt{\bar\alpha_t}\, z_0 + \sqrt{1 - \bar\alpha_t}\, \varepsilon, \qquad "#
        + #"\text{lowered: } \mathbb{E}\, \lVert \varepsilon - \varepsilon_\theta(z_t, t) \rVert^2"#
    ],
    "interpolation": [#"z(t) = (1 - t)\, z_a + t\, z_b, \qquad 0 \le t \le 1"#],
  ]
}
