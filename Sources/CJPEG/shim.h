// jpeglib.h takes size_t and FILE for granted.
#include <stdio.h>
#include <jpeglib.h>
