"""A connection between Jupyter's server and a page on which a kernel's messages leave at once.

TCP keeps a small message back until what went before it is acknowledged, and a browser's machine acknowledges up to 40 ms
later: as long as the kernel takes to decode a picture several times over. Tornado leaves that as it is, and so does the server.
"""

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

__all__ = ["PromptConnection"]


class PromptConnection(ZMQChannelsWebsocketConnection):
    def connect(self):
        self.websocket_handler.set_nodelay(True)
        return super().connect()
