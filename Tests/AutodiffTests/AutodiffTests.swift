import Autodiff
import Testing
