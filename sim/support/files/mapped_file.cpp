#include "sim/support/files/mapped_file.h"

#include <cerrno>
#include <new>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace reprise {

MappedFile map_file(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return {};
  struct stat status {};
  void* memory = MAP_FAILED;
  std::size_t size = 0;
  int error = 0;
  if (::fstat(file, &status) == 0 && status.st_size > 0) {
    size = static_cast<std::size_t>(status.st_size);
    memory = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
    if (memory == MAP_FAILED) error = errno;
  }
  ::close(file);
  if (memory == MAP_FAILED) {
    // Too little memory is not an empty result, because the caller would take the file for damaged
    // and make it again.
    if (error == ENOMEM) throw std::bad_alloc();
    return {};
  }
  MappedFile mapped;
  mapped.memory = std::shared_ptr<const void>(
      memory, [size](const void* m) { ::munmap(const_cast<void*>(m), size); });
  mapped.bytes = {static_cast<const std::byte*>(memory), size};
  return mapped;
}

}  // namespace reprise
