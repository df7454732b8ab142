"""The tutorial's model in Keras over TensorFlow, each step compiled (`tf.function`)."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tensorflow as tf
from images import read_bytes, training_images
from keras import layers

LATENT, BATCH = 30, 64


class Training:
    def __init__(self):
        count, data = read_bytes(training_images()[1])
        self.images = np.frombuffer(data, np.uint8).reshape(count, 28, 28, 1).astype(np.float32) / 255
        image = keras.Input((28, 28, 1))
        x = image
        for channels in (16, 32):
            x = layers.ZeroPadding2D(1)(x)
            x = layers.MaxPooling2D(2)(layers.Conv2D(channels, 5, activation="relu")(x))
        x = layers.Dense(128, activation="relu")(layers.Flatten()(x))
        self.encoder = keras.Model(image, [layers.Dense(LATENT)(x), layers.Dense(LATENT)(x)])
        self.decoder = keras.Sequential([keras.Input((LATENT,)), layers.Dense(512, activation="relu"), layers.Dense(784)])
        self.optimizer = keras.optimizers.Adam(0.001)
        self.variables = self.encoder.trainable_variables + self.decoder.trainable_variables
        self.optimizer.build(self.variables)
        self.compiled = tf.function(self.step, reduce_retracing=True)

    def step(self, x):
        with tf.GradientTape() as tape:
            mean, logvar = self.encoder(x)
            z = mean + tf.exp(0.5 * logvar) * tf.random.normal(tf.shape(mean))
            target = tf.reshape(x, (-1, 784))
            entropy = tf.nn.sigmoid_cross_entropy_with_logits(target, self.decoder(z))
            loss = tf.reduce_sum(entropy) + 0.5 * tf.reduce_sum(mean**2 + tf.exp(logvar) - 1 - logvar)
        self.optimizer.apply(tape.gradient(loss, self.variables), self.variables)
        return loss

    def epoch(self):
        order = np.random.permutation(len(self.images))
        batches = (self.images[order[at : at + BATCH]] for at in range(0, len(order), BATCH))
        return sum(float(self.compiled(tf.constant(x))) / (BATCH * 784) for x in batches)
