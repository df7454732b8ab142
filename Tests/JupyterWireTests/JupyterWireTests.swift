import JupyterWire
import Testing
