import VAE
import Testing
