#include "jpeg_writing.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

typedef struct {
  struct jpeg_compress_struct info;
  struct jpeg_error_mgr errors;
  jmp_buf back;
  jpeg_written *written;
  unsigned char *bytes;
  unsigned long count;
} state_of_writing;

static void fail(j_common_ptr info) {
  state_of_writing *state = info->client_data;
  char message[JMSG_LENGTH_MAX];
  info->err->format_message(info, message);
  snprintf(state->written->message, sizeof state->written->message, "%s", message);
  longjmp(state->back, 1);
}

int jpeg_writing(jpeg_written *written, const uint8_t *pixels, uint32_t width, uint32_t height, int channels, int quality) {
  memset(written, 0, sizeof *written);
  state_of_writing *state = calloc(1, sizeof *state);
  if (state == NULL) {
    snprintf(written->message, sizeof written->message, "there is no memory to write it");
    return 0;
  }
  state->written = written;
  j_compress_ptr info = &state->info;
  info->err = jpeg_std_error(&state->errors);
  state->errors.error_exit = fail;
  info->client_data = state;
  if (setjmp(state->back) != 0) {
    jpeg_destroy_compress(info);
    free(state->bytes);
    free(state);
    return 0;
  }
  jpeg_create_compress(info);
  jpeg_mem_dest(info, &state->bytes, &state->count);
  info->image_width = width;
  info->image_height = height;
  info->input_components = channels;
  info->in_color_space = channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
  // With halved colours, as PIL writes them.
  jpeg_set_defaults(info);
  jpeg_set_quality(info, quality, TRUE);
  jpeg_start_compress(info, TRUE);
  size_t row = (size_t)width * (size_t)channels;
  while (info->next_scanline < info->image_height) {
    // What is written is only read.
    JSAMPROW place = (JSAMPROW)(pixels + info->next_scanline * row);
    jpeg_write_scanlines(info, &place, 1);
  }
  jpeg_finish_compress(info);
  written->bytes = state->bytes;
  written->count = state->count;
  jpeg_destroy_compress(info);
  free(state);
  return 1;
}

void jpeg_writing_end(jpeg_written *written) {
  free(written->bytes);
  written->bytes = NULL;
}
