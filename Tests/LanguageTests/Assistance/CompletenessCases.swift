/// Prefixes, by lines, of the canonical cells, and other beginnings, each with what CPython 3.11's `codeop` says of it:
/// `exec` for the whole, `single` for its last statement, as a console asks. Commands were asked about in call form.
enum CompletenessCases {
  static let all: [(code: String, verdict: String)] = [
    ("data mnist, batch=64", "complete"),
    ("data mnist, batch=64\nmodel latent=30", "complete"),
    ("data mnist, batch=64\nmodel latent=30\ntrain epochs=10, lr=0.001", "complete"),
    ("data mnist, batch=64\nmodel latent=30\ntrain epochs=10, lr=0.001\nplot loss", "complete"),
    ("data mnist, batch=64\nmodel latent=30\ntrain epochs=10, lr=0.001\nplot loss\nsample 64", "complete"),
    ("LATENT_DIM = 20", "complete"),
    ("LATENT_DIM = 20\nBATCH_SIZE = 32", "complete"),
    (
      "LATENT_DIM = 20\nBATCH_SIZE = 32\ndec = sequential(linear(LATENT_DIM, 512), relu, linear(512, 784), sigmoid)",
      "complete"
    ),
    (
      "LATENT_DIM = 20\nBATCH_SIZE = 32\ndec = sequential(linear(LATENT_DIM, 512), relu, linear(512, 784), sigmoid)\nmean = randn(BATCH_SIZE, LATENT_DIM)",
      "complete"
    ),
    (
      "LATENT_DIM = 20\nBATCH_SIZE = 32\ndec = sequential(linear(LATENT_DIM, 512), relu, linear(512, 784), sigmoid)\nmean = randn(BATCH_SIZE, LATENT_DIM)\nlogvar = randn(BATCH_SIZE, LATENT_DIM)",
      "complete"
    ),
    (
      "LATENT_DIM = 20\nBATCH_SIZE = 32\ndec = sequential(linear(LATENT_DIM, 512), relu, linear(512, 784), sigmoid)\nmean = randn(BATCH_SIZE, LATENT_DIM)\nlogvar = randn(BATCH_SIZE, LATENT_DIM)\nvar = exp(logvar)",
      "complete"
    ),
    (
      "LATENT_DIM = 20\nBATCH_SIZE = 32\ndec = sequential(linear(LATENT_DIM, 512), relu, linear(512, 784), sigmoid)\nmean = randn(BATCH_SIZE, LATENT_DIM)\nlogvar = randn(BATCH_SIZE, LATENT_DIM)\nvar = exp(logvar)\nz = normal(mean, sqrt(var))",
      "complete"
    ),
    (
      "LATENT_DIM = 20\nBATCH_SIZE = 32\ndec = sequential(linear(LATENT_DIM, 512), relu, linear(512, 784), sigmoid)\nmean = randn(BATCH_SIZE, LATENT_DIM)\nlogvar = randn(BATCH_SIZE, LATENT_DIM)\nvar = exp(logvar)\nz = normal(mean, sqrt(var))\np_x_given_z = dec(z)",
      "complete"
    ),
    (
      "LATENT_DIM = 20\nBATCH_SIZE = 32\ndec = sequential(linear(LATENT_DIM, 512), relu, linear(512, 784), sigmoid)\nmean = randn(BATCH_SIZE, LATENT_DIM)\nlogvar = randn(BATCH_SIZE, LATENT_DIM)\nvar = exp(logvar)\nz = normal(mean, sqrt(var))\np_x_given_z = dec(z)\nshow p_x_given_z[0]",
      "complete"
    ),
    ("x = tensor([[1, 1], [0, 0]])", "complete"),
    ("x = tensor([[1, 1], [0, 0]])\np = tensor([[0.9, 0.8], [0.2, 0.1]])", "complete"),
    ("x = tensor([[1, 1], [0, 0]])\np = tensor([[0.9, 0.8], [0.2, 0.1]])\nprod(p**x * (1 - p)**(1 - x))", "complete"),
    ("data mnist", "complete"),
    ("data mnist\nenc = sequential(", "incomplete"),
    ("data mnist\nenc = sequential(\n    conv2d(1, 16, 5, padding=1), relu, max_pool2d(2),", "incomplete"),
    (
      "data mnist\nenc = sequential(\n    conv2d(1, 16, 5, padding=1), relu, max_pool2d(2),\n    conv2d(16, 32, 5, padding=1), relu, max_pool2d(2),",
      "incomplete"
    ),
    (
      "data mnist\nenc = sequential(\n    conv2d(1, 16, 5, padding=1), relu, max_pool2d(2),\n    conv2d(16, 32, 5, padding=1), relu, max_pool2d(2),\n    flatten, linear(32 * 5 * 5, 128), relu,",
      "incomplete"
    ),
    (
      "data mnist\nenc = sequential(\n    conv2d(1, 16, 5, padding=1), relu, max_pool2d(2),\n    conv2d(16, 32, 5, padding=1), relu, max_pool2d(2),\n    flatten, linear(32 * 5 * 5, 128), relu,\n    heads(linear(128, 30), linear(128, 30)))",
      "complete"
    ),
    (
      "data mnist\nenc = sequential(\n    conv2d(1, 16, 5, padding=1), relu, max_pool2d(2),\n    conv2d(16, 32, 5, padding=1), relu, max_pool2d(2),\n    flatten, linear(32 * 5 * 5, 128), relu,\n    heads(linear(128, 30), linear(128, 30)))\ndec = sequential(linear(30, 512), relu, linear(512, 784), sigmoid)",
      "complete"
    ),
    (
      "data mnist\nenc = sequential(\n    conv2d(1, 16, 5, padding=1), relu, max_pool2d(2),\n    conv2d(16, 32, 5, padding=1), relu, max_pool2d(2),\n    flatten, linear(32 * 5 * 5, 128), relu,\n    heads(linear(128, 30), linear(128, 30)))\ndec = sequential(linear(30, 512), relu, linear(512, 784), sigmoid)\nx = batch(64)",
      "complete"
    ),
    (
      "data mnist\nenc = sequential(\n    conv2d(1, 16, 5, padding=1), relu, max_pool2d(2),\n    conv2d(16, 32, 5, padding=1), relu, max_pool2d(2),\n    flatten, linear(32 * 5 * 5, 128), relu,\n    heads(linear(128, 30), linear(128, 30)))\ndec = sequential(linear(30, 512), relu, linear(512, 784), sigmoid)\nx = batch(64)\nmean, logvar = enc(x)",
      "complete"
    ),
    (
      "data mnist\nenc = sequential(\n    conv2d(1, 16, 5, padding=1), relu, max_pool2d(2),\n    conv2d(16, 32, 5, padding=1), relu, max_pool2d(2),\n    flatten, linear(32 * 5 * 5, 128), relu,\n    heads(linear(128, 30), linear(128, 30)))\ndec = sequential(linear(30, 512), relu, linear(512, 784), sigmoid)\nx = batch(64)\nmean, logvar = enc(x)\nq_z_given_x = normal(mean, sqrt(exp(logvar)))",
      "complete"
    ),
    (
      "data mnist\nenc = sequential(\n    conv2d(1, 16, 5, padding=1), relu, max_pool2d(2),\n    conv2d(16, 32, 5, padding=1), relu, max_pool2d(2),\n    flatten, linear(32 * 5 * 5, 128), relu,\n    heads(linear(128, 30), linear(128, 30)))\ndec = sequential(linear(30, 512), relu, linear(512, 784), sigmoid)\nx = batch(64)\nmean, logvar = enc(x)\nq_z_given_x = normal(mean, sqrt(exp(logvar)))\nLL = -binary_cross_entropy(dec(q_z_given_x), flatten(x), reduction=\"sum\")",
      "complete"
    ),
    (
      "data mnist\nenc = sequential(\n    conv2d(1, 16, 5, padding=1), relu, max_pool2d(2),\n    conv2d(16, 32, 5, padding=1), relu, max_pool2d(2),\n    flatten, linear(32 * 5 * 5, 128), relu,\n    heads(linear(128, 30), linear(128, 30)))\ndec = sequential(linear(30, 512), relu, linear(512, 784), sigmoid)\nx = batch(64)\nmean, logvar = enc(x)\nq_z_given_x = normal(mean, sqrt(exp(logvar)))\nLL = -binary_cross_entropy(dec(q_z_given_x), flatten(x), reduction=\"sum\")\nprint(f\"Log-likelihood: {LL:.4f}\")",
      "complete"
    ),
    ("def reparam(mean, var):", "incomplete"),
    ("def reparam(mean, var):\n    eps = randn_like(mean)", "incomplete"),
    ("def reparam(mean, var):\n    eps = randn_like(mean)\n    return mean + sqrt(var) * eps", "incomplete"),
    ("def reparam(mean, var):\n    eps = randn_like(mean)\n    return mean + sqrt(var) * eps\n", "complete"),
    (
      "def reparam(mean, var):\n    eps = randn_like(mean)\n    return mean + sqrt(var) * eps\n\noptimizer = adam(enc, dec, lr=0.001)",
      "complete"
    ),
    (
      "def reparam(mean, var):\n    eps = randn_like(mean)\n    return mean + sqrt(var) * eps\n\noptimizer = adam(enc, dec, lr=0.001)\nfor epoch in range(3):",
      "incomplete"
    ),
    (
      "def reparam(mean, var):\n    eps = randn_like(mean)\n    return mean + sqrt(var) * eps\n\noptimizer = adam(enc, dec, lr=0.001)\nfor epoch in range(3):\n    total = 0",
      "incomplete"
    ),
    (
      "def reparam(mean, var):\n    eps = randn_like(mean)\n    return mean + sqrt(var) * eps\n\noptimizer = adam(enc, dec, lr=0.001)\nfor epoch in range(3):\n    total = 0\n    for x in batches(64):",
      "incomplete"
    ),
    (
      "def reparam(mean, var):\n    eps = randn_like(mean)\n    return mean + sqrt(var) * eps\n\noptimizer = adam(enc, dec, lr=0.001)\nfor epoch in range(3):\n    total = 0\n    for x in batches(64):\n        optimizer.zero_grad()",
      "incomplete"
    ),
    (
      "def reparam(mean, var):\n    eps = randn_like(mean)\n    return mean + sqrt(var) * eps\n\noptimizer = adam(enc, dec, lr=0.001)\nfor epoch in range(3):\n    total = 0\n    for x in batches(64):\n        optimizer.zero_grad()\n        mean, logvar = enc(x)",
      "incomplete"
    ),
    (
      "def reparam(mean, var):\n    eps = randn_like(mean)\n    return mean + sqrt(var) * eps\n\noptimizer = adam(enc, dec, lr=0.001)\nfor epoch in range(3):\n    total = 0\n    for x in batches(64):\n        optimizer.zero_grad()\n        mean, logvar = enc(x)\n        var = exp(logvar)",
      "incomplete"
    ),
    (
      "def reparam(mean, var):\n    eps = randn_like(mean)\n    return mean + sqrt(var) * eps\n\noptimizer = adam(enc, dec, lr=0.001)\nfor epoch in range(3):\n    total = 0\n    for x in batches(64):\n        optimizer.zero_grad()\n        mean, logvar = enc(x)\n        var = exp(logvar)\n        p = dec(reparam(mean, var))",
      "incomplete"
    ),
    (
      "def reparam(mean, var):\n    eps = randn_like(mean)\n    return mean + sqrt(var) * eps\n\noptimizer = adam(enc, dec, lr=0.001)\nfor epoch in range(3):\n    total = 0\n    for x in batches(64):\n        optimizer.zero_grad()\n        mean, logvar = enc(x)\n        var = exp(logvar)\n        p = dec(reparam(mean, var))\n        LL = -binary_cross_entropy(p, flatten(x), reduction=\"sum\")",
      "incomplete"
    ),
    (
      "def reparam(mean, var):\n    eps = randn_like(mean)\n    return mean + sqrt(var) * eps\n\noptimizer = adam(enc, dec, lr=0.001)\nfor epoch in range(3):\n    total = 0\n    for x in batches(64):\n        optimizer.zero_grad()\n        mean, logvar = enc(x)\n        var = exp(logvar)\n        p = dec(reparam(mean, var))\n        LL = -binary_cross_entropy(p, flatten(x), reduction=\"sum\")\n        KL = 0.5 * sum(mean**2 + var - 1 - logvar)",
      "incomplete"
    ),
    (
      "def reparam(mean, var):\n    eps = randn_like(mean)\n    return mean + sqrt(var) * eps\n\noptimizer = adam(enc, dec, lr=0.001)\nfor epoch in range(3):\n    total = 0\n    for x in batches(64):\n        optimizer.zero_grad()\n        mean, logvar = enc(x)\n        var = exp(logvar)\n        p = dec(reparam(mean, var))\n        LL = -binary_cross_entropy(p, flatten(x), reduction=\"sum\")\n        KL = 0.5 * sum(mean**2 + var - 1 - logvar)\n        loss = KL - LL",
      "incomplete"
    ),
    (
      "def reparam(mean, var):\n    eps = randn_like(mean)\n    return mean + sqrt(var) * eps\n\noptimizer = adam(enc, dec, lr=0.001)\nfor epoch in range(3):\n    total = 0\n    for x in batches(64):\n        optimizer.zero_grad()\n        mean, logvar = enc(x)\n        var = exp(logvar)\n        p = dec(reparam(mean, var))\n        LL = -binary_cross_entropy(p, flatten(x), reduction=\"sum\")\n        KL = 0.5 * sum(mean**2 + var - 1 - logvar)\n        loss = KL - LL\n        loss.backward()",
      "incomplete"
    ),
    (
      "def reparam(mean, var):\n    eps = randn_like(mean)\n    return mean + sqrt(var) * eps\n\noptimizer = adam(enc, dec, lr=0.001)\nfor epoch in range(3):\n    total = 0\n    for x in batches(64):\n        optimizer.zero_grad()\n        mean, logvar = enc(x)\n        var = exp(logvar)\n        p = dec(reparam(mean, var))\n        LL = -binary_cross_entropy(p, flatten(x), reduction=\"sum\")\n        KL = 0.5 * sum(mean**2 + var - 1 - logvar)\n        loss = KL - LL\n        loss.backward()\n        optimizer.step()",
      "incomplete"
    ),
    (
      "def reparam(mean, var):\n    eps = randn_like(mean)\n    return mean + sqrt(var) * eps\n\noptimizer = adam(enc, dec, lr=0.001)\nfor epoch in range(3):\n    total = 0\n    for x in batches(64):\n        optimizer.zero_grad()\n        mean, logvar = enc(x)\n        var = exp(logvar)\n        p = dec(reparam(mean, var))\n        LL = -binary_cross_entropy(p, flatten(x), reduction=\"sum\")\n        KL = 0.5 * sum(mean**2 + var - 1 - logvar)\n        loss = KL - LL\n        loss.backward()\n        optimizer.step()\n        total += loss.item() / (64 * 784)",
      "incomplete"
    ),
    (
      "def reparam(mean, var):\n    eps = randn_like(mean)\n    return mean + sqrt(var) * eps\n\noptimizer = adam(enc, dec, lr=0.001)\nfor epoch in range(3):\n    total = 0\n    for x in batches(64):\n        optimizer.zero_grad()\n        mean, logvar = enc(x)\n        var = exp(logvar)\n        p = dec(reparam(mean, var))\n        LL = -binary_cross_entropy(p, flatten(x), reduction=\"sum\")\n        KL = 0.5 * sum(mean**2 + var - 1 - logvar)\n        loss = KL - LL\n        loss.backward()\n        optimizer.step()\n        total += loss.item() / (64 * 784)\n    print(f\"Epoch {epoch + 1}, loss {total:.4f}\")",
      "incomplete"
    ),
    ("model enc, dec", "complete"),
    ("model enc, dec\ntrain epochs=1", "complete"),
    ("model enc, dec\ntrain epochs=1\nreconstruct 8", "complete"),
    ("model enc, dec\ntrain epochs=1\nreconstruct 8\ninterpolate 3, 8, steps=10", "complete"),
    ("mu = parameter(0.5)", "complete"),
    ("mu = parameter(0.5)\nK = 1000", "complete"),
    ("mu = parameter(0.5)\nK = 1000\neps = randn(K)", "complete"),
    (
      "mu = parameter(0.5)\nK = 1000\neps = randn(K)\nz = mu + eps                                    # reparameterized",
      "complete"
    ),
    (
      "mu = parameter(0.5)\nK = 1000\neps = randn(K)\nz = mu + eps                                    # reparameterized\nreparameterized = grad(mean(z**2), [mu])",
      "complete"
    ),
    (
      "mu = parameter(0.5)\nK = 1000\neps = randn(K)\nz = mu + eps                                    # reparameterized\nreparameterized = grad(mean(z**2), [mu])\nz = detach(mu) + eps                            # score function",
      "complete"
    ),
    (
      "mu = parameter(0.5)\nK = 1000\neps = randn(K)\nz = mu + eps                                    # reparameterized\nreparameterized = grad(mean(z**2), [mu])\nz = detach(mu) + eps                            # score function\nlog_q = -0.5 * (z - mu)**2",
      "complete"
    ),
    (
      "mu = parameter(0.5)\nK = 1000\neps = randn(K)\nz = mu + eps                                    # reparameterized\nreparameterized = grad(mean(z**2), [mu])\nz = detach(mu) + eps                            # score function\nlog_q = -0.5 * (z - mu)**2\nscore = grad(mean(z**2 * log_q), [mu])",
      "complete"
    ),
    (
      "mu = parameter(0.5)\nK = 1000\neps = randn(K)\nz = mu + eps                                    # reparameterized\nreparameterized = grad(mean(z**2), [mu])\nz = detach(mu) + eps                            # score function\nlog_q = -0.5 * (z - mu)**2\nscore = grad(mean(z**2 * log_q), [mu])\nprint(reparameterized, score, \"true value\", 2 * 0.5)",
      "complete"
    ),
    ("", "complete"),
    ("# c", "complete"),
    ("x = 'a", "invalid"),
    ("x = '''a", "incomplete"),
    ("a b", "invalid"),
    ("for x in y:", "incomplete"),
    ("for x in y:\n    foo()", "incomplete"),
    ("for x in y:\n    foo()\n", "complete"),
    ("for x in y:\n    foo()\n\n", "complete"),
    ("if a:\n  b\nelse:", "incomplete"),
    ("x = 3 \\", "incomplete"),
    ("def f(): return 1", "incomplete"),
    ("def f(): return 1\n", "complete"),
    ("foo(1,\n  2)", "complete"),
    ("x = (1,", "incomplete"),
    ("x = ", "invalid"),
    ("x = )", "invalid"),
    ("if a:\n    b\n  c", "invalid"),
    ("while 1:\n    if x:\n        y\n    z", "incomplete"),
    ("f(", "incomplete"),
    ("[1, 2", "incomplete"),
    ("{'a': [1,", "incomplete"),
    ("x = 1\nfor x in y:\n    foo()\nx=3", "complete"),
    ("def f(a,\n      b):", "incomplete"),
    ("f'{x'", "invalid"),
    ("f'''{x", "incomplete"),
    ("return 3", "invalid"),
    ("x = 1 +", "invalid"),
    ("(1 + 2))", "invalid"),
    ("for x in y", "invalid"),
    ("with f():", "incomplete"),
    ("lambda x:", "invalid"),
    ("if x: y", "incomplete"),
    ("if x: y\n", "complete"),
    ("else:", "invalid"),
  ]
}
