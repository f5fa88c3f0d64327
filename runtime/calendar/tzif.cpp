// SPDX-License-Identifier: Apache-2.0
#include "runtime/calendar/tzif.h"

#include <cstddef>

namespace slate::calendar {

namespace {

constexpr std::size_t kHeaderSize = 44;
// RFC 8536, 3.2: offsets lie between -25 and 26 hours.
constexpr std::int32_t kMostStoredOffset = 26 * 3600 - 1;
constexpr std::uint32_t kMostEntries = 100'000;

// Big-endian numbers off the front of the bytes. The caller has made sure that there are enough.
class Bytes {
 public:
  explicit Bytes(std::string_view rest) : rest_(rest) {}

  std::uint64_t Unsigned(std::size_t size) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < size; ++i) {
      value = value << 8U | static_cast<unsigned char>(rest_[i]);
    }
    rest_.remove_prefix(size);
    return value;
  }
  std::int32_t Int32() { return static_cast<std::int32_t>(Unsigned(4)); }
  std::int64_t Int64() { return static_cast<std::int64_t>(Unsigned(8)); }
  std::uint32_t Count() { return static_cast<std::uint32_t>(Unsigned(4)); }
  void Skip(std::size_t size) { rest_.remove_prefix(size); }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

struct Header {
  char version = 0;
  std::uint32_t ut_flags = 0;
  std::uint32_t standard_flags = 0;
  std::uint32_t leap_seconds = 0;
  std::uint32_t times = 0;
  std::uint32_t types = 0;
  std::uint32_t characters = 0;

  bool plausible() const {
    return times <= kMostEntries && types <= 256 && types > 0 && characters <= kMostEntries &&
           leap_seconds <= kMostEntries && ut_flags <= 256 && standard_flags <= 256;
  }
  std::size_t BlockSize(std::size_t time_size) const {
    return times * (time_size + 1) + types * std::size_t{6} + characters +
           leap_seconds * (time_size + 4) + standard_flags + ut_flags;
  }
};

bool TakeHeader(std::string_view& bytes, Header& header) {
  if (bytes.size() < kHeaderSize || !bytes.starts_with("TZif")) {
    return false;
  }
  header.version = bytes[4];
  Bytes in(bytes.substr(20));
  header.ut_flags = in.Count();
  header.standard_flags = in.Count();
  header.leap_seconds = in.Count();
  header.times = in.Count();
  header.types = in.Count();
  header.characters = in.Count();
  bytes.remove_prefix(kHeaderSize);
  return header.plausible();
}

bool ReadBlock(std::string_view block, const Header& header, TzFile& file) {
  Bytes times(block);
  Bytes kinds(block.substr(header.times * std::size_t{8}));
  Bytes types(block.substr(header.times * std::size_t{9}));
  std::vector<std::int32_t> offsets;
  for (std::uint32_t i = 0; i < header.types; ++i) {
    offsets.push_back(types.Int32());
    types.Skip(2);
    if (offsets.back() < -kMostStoredOffset || offsets.back() > kMostStoredOffset) {
      return false;
    }
  }
  file.first_offset = offsets.front();
  for (std::uint32_t i = 0; i < header.times; ++i) {
    const std::int64_t at = times.Int64();
    const std::size_t kind = kinds.Unsigned(1);
    const bool in_order = file.transitions.empty() || file.transitions.back().at < at;
    if (kind >= offsets.size() || !in_order) {
      return false;
    }
    file.transitions.push_back({at, offsets[kind]});
  }
  return true;
}

}  // namespace

Result<TzFile> ReadTzFile(std::string_view bytes) {
  Header header;
  if (!TakeHeader(bytes, header)) {
    return Error{"not a compiled time zone file"};
  }
  // Version 1 ends in 2037 and has no footer.
  if (header.version < '2' || bytes.size() < header.BlockSize(4)) {
    return Error{"a time zone file of version 1, or cut short"};
  }
  bytes.remove_prefix(header.BlockSize(4));
  if (!TakeHeader(bytes, header) || bytes.size() < header.BlockSize(8)) {
    return Error{"a time zone file that is cut short"};
  }
  if (header.leap_seconds != 0) {
    return Error{"a time zone file that counts leap seconds"};
  }
  TzFile file;
  if (!ReadBlock(bytes.substr(0, header.BlockSize(8)), header, file)) {
    return Error{"a time zone file with impossible offsets or transitions"};
  }
  bytes.remove_prefix(header.BlockSize(8));
  const std::size_t end = bytes.find('\n', 1);
  if (!bytes.starts_with('\n') || end == std::string_view::npos) {
    return Error{"a time zone file without a footer"};
  }
  file.footer = bytes.substr(1, end - 1);
  return file;
}

}  // namespace slate::calendar
