/// What the checks of exercises find beside the language: how a number is judged, and the mistakes that are made everywhere.
enum CheckHelpers {
  /// In Elbow's own language. It is read before each file of checks, and documented in docs/teaching.md.
  static let text = #"""
    def as_number(answer):
        """An answer as a number; None where it is none."""
        if isinstance(answer, bool) or isinstance(answer, str):
            return None
        try:
            return float(answer)
        except Exception:
            return None

    def lies_near(number, value, within=0.001):
        """Whether they differ by no more than that share of the value."""
        return abs(number - value) <= within * abs(value) + 0.0000001

    def why_no_number(answer):
        """What is wrong with an answer that should be a number."""
        if isinstance(answer, bool):
            return "A number is asked for, and this says yes or no."
        if isinstance(answer, str):
            return "A number is asked for, and this is a text: leave the quotation marks out."
        if callable(answer):
            return "A number is asked for, and this is a function or a network, which has not been called yet."
        if hasattr(answer, "shape"):
            return f"One number is asked for, and this is a tensor of shape {answer.shape}: a sum or a mean is still to be taken."
        return "One number is asked for, and this holds several, or none."

    def judge_number(answer, right, slips=[], hint="", within=0.001, unit=""):
        """Whether an answer is this number. True, or what is wrong with it.

        `slips` are pairs of a number and what somebody did who comes to it. Found without being told: a wrong sign, the
        reciprocal, and, where the unit is "nats" or "bits", the other one of them.
        """
        number = as_number(answer)
        if number is None:
            return why_no_number(answer) + " " + hint
        if number != number:
            return "This is no number (NaN): somewhere a logarithm or a root was taken of something negative, or 0 / 0."
        if lies_near(number, right, within):
            return True
        for value, text in slips:
            if lies_near(number, value, max(within, 0.001)):
                return text
        if lies_near(number, -right, within):
            return "It has the right size, and the wrong sign. " + hint
        if unit == "nats" and lies_near(number, right / log(2), within):
            return "This is right in bits, and nats are asked for: those come from the natural logarithm."
        if unit == "bits" and lies_near(number, right * log(2), within):
            return "This is right in nats, and bits are asked for: divide by log(2)."
        if right != 0 and lies_near(number, 1 / right, within):
            return "It is upside down: one divided by this is right. " + hint
        if lies_near(number, right, 3 * within + 0.03):
            return "Close, and not close enough: something small is missing, or it was rounded too early. " + hint
        return hint

    def judge_network(network, gives, hint=""):
        """What is wrong with something that should be a network; None where nothing is. `gives` is what it is to be."""
        if isinstance(network, str) or not callable(network):
            return f"A network is asked for, {gives}, as sequential(…) makes one. " + hint
        if not hasattr(network, "parameters"):
            return f"A network is asked for, {gives}; this is a function. " + hint
        return None

    def parameters_of(network):
        """A network's parameters, as a list."""
        parts = network.parameters
        return list(parts()) if callable(parts) else list(parts)
    """#
}
