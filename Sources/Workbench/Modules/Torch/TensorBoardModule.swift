/// `torch.utils.tensorboard`: numbers and images for TensorBoard, in the files that it reads.
enum TensorBoardModule {
  static let text = #"""
    import os
    import time

    class SummaryWriter:
        def __init__(self, log_dir=None, comment="", purge_step=None, max_queue=10, flush_secs=120, filename_suffix=""):
            self.log_dir = os.path.join("runs", time.strftime("%b%d_%H-%M-%S") + comment) if log_dir is None else str(log_dir)
            self._writers = {"": _event_file(self.log_dir)}

        def get_logdir(self):
            return self.log_dir

        def add_scalar(self, tag, scalar_value, global_step=None, walltime=None, new_style=False, double_precision=False):
            _add_scalar(self._writers[""], tag, float(scalar_value), 0 if global_step is None else int(global_step))

        def add_scalars(self, main_tag, tag_scalar_dict, global_step=None, walltime=None):
            for tag, value in tag_scalar_dict.items():
                folder = os.path.join(self.log_dir, main_tag.replace("/", "_") + "_" + tag)
                if folder not in self._writers:
                    self._writers[folder] = _event_file(folder)
                _add_scalar(self._writers[folder], main_tag, float(value), 0 if global_step is None else int(global_step))

        def add_image(self, tag, img_tensor, global_step=None, walltime=None, dataformats="CHW"):
            image = torch.as_tensor(img_tensor).detach()
            if dataformats == "HWC":
                image = image.permute(2, 0, 1)
            elif dataformats == "HW":
                image = image.unsqueeze(0)
            elif dataformats != "CHW":
                raise ValueError(f"add_image takes images as CHW, HWC or HW, and not {dataformats!r}")
            _add_image(self._writers[""], tag, image, 0 if global_step is None else int(global_step))

        def add_images(self, tag, img_tensor, global_step=None, walltime=None, dataformats="NCHW"):
            images = torch.as_tensor(img_tensor).detach()
            if dataformats == "NHWC":
                images = images.permute(0, 3, 1, 2)
            elif dataformats != "NCHW":
                raise ValueError(f"add_images takes images as NCHW or NHWC, and not {dataformats!r}")
            columns = math.ceil(math.sqrt(len(images)))
            _add_image(
                self._writers[""], tag, torchvision.utils.make_grid(images, nrow=columns, padding=0),
                0 if global_step is None else int(global_step))

        def __getattr__(self, name):
            if name.startswith("add_"):
                raise AttributeError(f"SummaryWriter writes numbers and images here, and has no {name}: leave it out")
            raise AttributeError(f"SummaryWriter has no {name}")

        def flush(self):
            pass

        def close(self):
            pass

        def __enter__(self):
            return self

        def __exit__(self, *error):
            pass
    """#
}
