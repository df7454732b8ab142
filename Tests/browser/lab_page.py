"""What the tests ask a page of JupyterLab, as JavaScript."""

STATUS = "() => window.jupyterapp.shell.currentWidget.sessionContext.kernelDisplayStatus"
OUTPUTS = "() => window.jupyterapp.shell.currentWidget.context.model.toJSON().cells.map(cell => cell.outputs)"
PICTURES = "() => [...document.querySelectorAll('.jp-OutputArea img')].map(image => image.src)"
DARK = "() => window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})"
# The form of an output that controls draw.
VIEW = "application/vnd.jupyter.widget-view+json"
