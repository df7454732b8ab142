import JupyterKernel
import Testing
