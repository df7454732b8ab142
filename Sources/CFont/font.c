// The letters of plots, inside the program: a slim image has no font, and every machine draws the same picture.
// In C because #embed takes no time; as an array in Swift, these bytes took the compiler more than two minutes.
#include "font.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char bytes[] = {
#embed "DejaVuSans.ttf"
};

const unsigned char *const elbow_font = bytes;
const size_t elbow_font_size = sizeof bytes;
