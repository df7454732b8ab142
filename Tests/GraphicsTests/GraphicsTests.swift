import Graphics
import Testing
