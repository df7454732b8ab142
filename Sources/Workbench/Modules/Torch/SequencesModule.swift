/// `torch.nn.utils.rnn`: sequences of different lengths side by side.
enum SequencesModule {
  static let text = #"""
    def pad_sequence(sequences, batch_first=False, padding_value=0.0, padding_side="right"):
        if padding_side not in ("left", "right"):
            raise ValueError(f"padding_side must be 'left' or 'right', and is {padding_side!r}")
        rows = list(sequences)
        if len(rows) == 0:
            raise RuntimeError("received an empty list of sequences")
        longest = max(len(row) for row in rows)
        padded = []
        for row in rows:
            rest = torch.full([longest - len(row)] + list(row.shape[1:]), padding_value).to(row.dtype)
            padded.append(torch.cat([row, rest] if padding_side == "right" else [rest, row], 0))
        return torch.stack(padded, 0 if batch_first else 1)

    def unpad_sequence(padded_sequences, lengths, batch_first=False):
        rows = padded_sequences if batch_first else padded_sequences.transpose(0, 1)
        return [row[:int(length)] for row, length in zip(rows, lengths)]
    """#
}
