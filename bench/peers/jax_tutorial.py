"""The tutorial's model and loop in JAX, each step compiled."""

import jax
import jax.numpy as jnp
import numpy as np
from images import read_bytes, training_images
from jax.example_libraries import optimizers

LATENT, BATCH = 30, 64


def parameters(key):
    shapes = {
        "conv1": ((16, 1, 5, 5), 25), "conv2": ((32, 16, 5, 5), 400), "fc1": ((800, 128), 800),
        "mean": ((128, LATENT), 128), "logvar": ((128, LATENT), 128), "dec1": ((LATENT, 512), LATENT),
        "dec2": ((512, 784), 512),
    }
    made = {}
    for name, (shape, fan_in) in shapes.items():
        key, first, second = jax.random.split(key, 3)
        bound = fan_in**-0.5
        outputs = shape[0] if len(shape) == 4 else shape[1]
        made[name] = (
            jax.random.uniform(first, shape, minval=-bound, maxval=bound),
            jax.random.uniform(second, (outputs,), minval=-bound, maxval=bound),
        )
    return made


def conv(x, layer):
    weight, bias = layer
    y = jax.lax.conv_general_dilated(x, weight, (1, 1), ((1, 1), (1, 1)), dimension_numbers=("NCHW", "OIHW", "NCHW"))
    y = jax.nn.relu(y + bias[None, :, None, None])
    return jax.lax.reduce_window(y, -jnp.inf, jax.lax.max, (1, 1, 2, 2), (1, 1, 2, 2), "VALID")


def linear(x, layer):
    return x @ layer[0] + layer[1]


def loss(weights, x, key):
    hidden = conv(conv(x, weights["conv1"]), weights["conv2"]).reshape(len(x), -1)
    hidden = jax.nn.relu(linear(hidden, weights["fc1"]))
    mean, logvar = linear(hidden, weights["mean"]), linear(hidden, weights["logvar"])
    z = mean + jnp.exp(0.5 * logvar) * jax.random.normal(key, mean.shape)
    logits = linear(jax.nn.relu(linear(z, weights["dec1"])), weights["dec2"])
    target = x.reshape(len(x), -1)
    reconstruction = jnp.sum(jax.nn.softplus(logits) - logits * target)
    return reconstruction + 0.5 * jnp.sum(mean**2 + jnp.exp(logvar) - 1 - logvar)


class Training:
    def __init__(self):
        count, data = read_bytes(training_images()[1])
        self.images = np.frombuffer(data, np.uint8).reshape(count, 1, 28, 28).astype(np.float32) / 255
        make, update, self.weights = optimizers.adam(0.001)
        self.key, first = jax.random.split(jax.random.key(0))
        self.state, self.number = make(parameters(first)), 0

        @jax.jit
        def step(number, state, x, key):
            value, gradients = jax.value_and_grad(loss)(self.weights(state), x, key)
            return update(number, gradients, state), value

        self.compiled = step

    def epoch(self):
        order, total = np.random.permutation(len(self.images)), 0.0
        for at in range(0, len(order), BATCH):
            self.key, key = jax.random.split(self.key)
            x = self.images[order[at : at + BATCH]]
            self.state, value = self.compiled(self.number, self.state, x, key)
            self.number += 1
            total += float(value) / (BATCH * 784)
        return total
