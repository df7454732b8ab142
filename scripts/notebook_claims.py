"""The claims of notebooks: sentences about outputs, each with what must be true for it to hold.

They stand in the metadata of the code cell whose output they speak of:

    "elbow": {"claims": [{"says": "three quarters of it", "holds": "abs(share - 0.75) < 0.02"}]}

`says` are words that stand in the notebook's prose, `holds` is in Elbow's language: an expression, and above it lines
that it needs. It is evaluated right after the cell, on a copy of the session, so that it changes nothing; what its lines
bind, later claims see. With `"data": "sample"` or `"data": "full"` it is a claim about a run on these data alone.
"""

from nbclient import NotebookClient

TIMEOUT = 300  # seconds


def claims_of(cell):
    return cell.metadata.get("elbow", {}).get("claims", [])


class ClaimsClient(NotebookClient):
    """Runs a notebook, and after each cell looks whether its claims hold; `unmet` says which do not."""

    def __init__(self, notebook, data, **options):
        super().__init__(notebook, **options)
        self.data = data
        self.unmet = []
        self.met = 0
        self._reader = None

    async def async_execute_cell(self, cell, *arguments, **options):
        done = await super().async_execute_cell(cell, *arguments, **options)
        for claim in claims_of(cell):
            if claim.get("data", self.data) != self.data:
                continue
            outcome = await self._outcome(claim["holds"])
            if outcome == "True":
                self.met += 1
            else:
                self.unmet.append(f"cell {cell.id} does not bear out {claim['says']!r}: {claim['holds']} is {outcome}")
        return done

    async def _outcome(self, text):
        """What the text comes to, in words: True, False, or what went wrong."""
        if self._reader is None:
            reply = await self._asked(self.kc.control_channel, "create_subshell_request", {})
            self._reader = reply["content"]["subshell_id"]
        above, _, expression = text.rpartition("\n")
        content = {
            "code": above, "silent": True, "store_history": False, "allow_stdin": False, "stop_on_error": False,
            "user_expressions": {"holds": expression}}  # fmt: skip
        reply = (await self._asked(self.kc.shell_channel, "execute_request", content, self._reader))["content"]
        if reply["status"] != "ok":
            return f"{reply['ename']}: {reply['evalue']}"
        found = reply["user_expressions"]["holds"]
        return found["data"]["text/plain"] if found["status"] == "ok" else f"{found['ename']}: {found['evalue']}"

    async def _asked(self, channel, kind, content, subshell=None):
        request = self.kc.session.msg(kind, content)
        if subshell:
            request["header"]["subshell_id"] = subshell
        channel.send(request)
        while True:
            reply = await channel.get_msg(timeout=TIMEOUT)
            if reply["parent_header"].get("msg_id") == request["header"]["msg_id"]:
                return reply
