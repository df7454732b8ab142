/// `torch.nn.utils`: parameters as one vector.
extension LayersModule {
  static let utilities = #"""
    def parameters_to_vector(parameters):
        return torch.cat([parameter.reshape(-1) for parameter in parameters])

    def vector_to_parameters(vec, parameters):
        start = 0
        parameters = list(parameters)
        count = sum([parameter.numel() for parameter in parameters])
        if vec.numel() != count:
            raise RuntimeError(f"vector_to_parameters: the parameters have {count} numbers, and the vector {vec.numel()}")
        with torch.no_grad():
            for parameter in parameters:
                end = start + parameter.numel()
                parameter.copy_(vec[start:end].reshape(parameter.shape))
                start = end

    def clip_grad_norm(parameters, max_norm, norm_type=2.0):
        return torch.nn.utils.clip_grad_norm_(parameters, max_norm, norm_type)
    """#
}
