// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/read_watch.h"

#include <array>
#include <charconv>
#include <string_view>

#include <fcntl.h>
#include <unistd.h>

namespace slate::readers {

namespace {

// Takes a number and the blank behind it; 0 if there is none.
std::uint64_t TakeNumber(std::string_view& rest) {
  std::uint64_t number = 0;
  const auto [end, failed] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
  rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
  rest.remove_prefix(rest.starts_with(' ') ? 1 : 0);
  return failed == std::errc() ? number : 0;
}

// In bytes.
struct Memory {
  std::uint64_t resident = 0;
  std::uint64_t of_files = 0;
  std::uint64_t writable = 0;
};

Memory ReadMemory() {
  const int file = ::open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    return {};
  }
  std::array<char, 128> text{};
  const ssize_t size = ::read(file, text.data(), text.size());
  ::close(file);
  // size resident shared text lib data dt
  std::string_view rest(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  std::array<std::uint64_t, 6> pages{};
  for (std::uint64_t& count : pages) {
    count = TakeNumber(rest);
  }
  const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  return {.resident = pages[1] * page, .of_files = pages[2] * page, .writable = pages[5] * page};
}

}  // namespace

std::uint64_t MemoryInUse() {
  const Memory memory = ReadMemory();
  return memory.resident > memory.of_files ? memory.resident - memory.of_files : 0;
}

std::uint64_t MemoryReserved() {
  const std::uint64_t writable = ReadMemory().writable;
  const std::uint64_t used = MemoryInUse();
  return writable > used ? writable - used : 0;
}

bool ReadWatch::Look(ReadPlace place, std::uint64_t rows, std::uint64_t bytes) {
  place_ = std::move(place);
  if (listener_) {
    listener_(
        {.rows = finished_.rows + rows,
         .bytes = finished_.bytes + bytes,
         .total_bytes = finished_.total_bytes}
    );
  }
  stopped_ = stopped_ || (memory_limit_ > 0 && MemoryInUse() > memory_limit_);
  return !stopped_;
}

void ReadWatch::FinishFile(std::uint64_t rows, std::uint64_t bytes) {
  finished_.rows += rows;
  finished_.bytes += bytes;
}

}  // namespace slate::readers
