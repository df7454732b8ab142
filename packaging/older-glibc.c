// What lets a program that was linked on glibc 2.36 run on 2.34, that of Red Hat Enterprise Linux 9 and its like: the three
// functions that archives linked into it would take from a newer one. In C, as libgcc and Cairo call them.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <math.h>
#include <stddef.h>

// The linker takes these before glibc's; hidden, so that no other object does.
#define OWN __attribute__((visibility("hidden")))

// hypot and hypotf were given a new version in 2.35. Long doubles hold a sum of two squares without overflow, and its last bit.
OWN double hypot(double x, double y) { return (double)hypotl(x, y); }
OWN float hypotf(float x, float y) { return (float)hypotl(x, y); }

// How libgcc finds the tables by which C++ unwinds an exception (libzmq throws some): 2.35's way is quicker than walking
// through the loaded objects, and does the same.
struct search {
  ElfW(Addr) address;
  struct dl_find_object *result;
};

static int look_at(struct dl_phdr_info *object, size_t size, void *argument) {
  (void)size;
  struct search *search = argument;
  ElfW(Addr) first = (ElfW(Addr))-1, end = 0;
  void *table = NULL;
  int is_inside = 0;
  for (ElfW(Half) i = 0; i < object->dlpi_phnum; i++) {
    const ElfW(Phdr) *segment = &object->dlpi_phdr[i];
    ElfW(Addr) start = object->dlpi_addr + segment->p_vaddr;
    if (segment->p_type == PT_GNU_EH_FRAME) table = (void *)start;
    if (segment->p_type != PT_LOAD) continue;
    if (start < first) first = start;
    if (start + segment->p_memsz > end) end = start + segment->p_memsz;
    if (search->address >= start && search->address < start + segment->p_memsz) is_inside = 1;
  }
  if (!is_inside) return 0;
  if (!table) return -1;
  *search->result = (struct dl_find_object){
      .dlfo_map_start = (void *)first, .dlfo_map_end = (void *)end, .dlfo_eh_frame = table};
  return 1;
}

OWN int _dl_find_object(void *address, struct dl_find_object *result) {
  struct search search = {(ElfW(Addr))address, result};
  return dl_iterate_phdr(look_at, &search) == 1 ? 0 : -1;
}
