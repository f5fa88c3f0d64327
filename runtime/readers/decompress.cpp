// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include <isa-l/igzip_lib.h>
#include <zstd.h>

#include "runtime/base/check.h"
#include "runtime/readers/data_file.h"
#include "runtime/readers/kinds.h"
#include "runtime/readers/read_ahead.h"

namespace slate::readers {

namespace {

constexpr std::size_t kBlock = std::size_t{128} << 10U;

class PlainSource : public ByteSource {
 public:
  explicit PlainSource(RawFile& file) : file_(file) {}
  std::size_t Read(std::span<char> into) override { return file_.Read(into); }

 private:
  RawFile& file_;
};

// A file of one or more gzip members.
class GzipSource : public ByteSource {
 public:
  explicit GzipSource(RawFile& file) : file_(file), input_(kBlock) { Start(); }

  std::size_t Read(std::span<char> into) override {
    const auto size = static_cast<std::uint32_t>(std::min<std::size_t>(into.size(), kLargestRead));
    state_->next_out = reinterpret_cast<std::uint8_t*>(into.data());
    state_->avail_out = size;
    while (state_->avail_out == size && Step()) {
    }
    return size - state_->avail_out;
  }

 private:
  static constexpr std::size_t kLargestRead = std::size_t{1} << 30U;

  void Start() {
    isal_inflate_init(state_.get());
    state_->crc_flag = ISAL_GZIP;  // headers, and sums that are checked
  }

  // Makes some progress; false at the end of the file or of its sense.
  bool Step() {
    // What is still held back is asked for even when the file has ended.
    const bool refilled = state_->avail_in > 0 || Refill();
    if (file_.failed() || (!refilled && between_members_)) {
      return false;
    }
    if (between_members_) {
      isal_inflate_reset(state_.get());
      between_members_ = false;
    }
    const std::uint32_t room = state_->avail_out;
    if (isal_inflate(state_.get()) != ISAL_DECOMP_OK) {
      file_.Fail(kBadCompression, "the gzip data are damaged");
      return false;
    }
    between_members_ = state_->block_state == ISAL_BLOCK_FINISH;
    if (!refilled && !between_members_ && state_->avail_out == room) {
      file_.Fail(kBadCompression, "the gzip data end early");
      return false;
    }
    return true;
  }

  bool Refill() {
    const std::size_t count = file_.Read(input_);
    state_->next_in = reinterpret_cast<std::uint8_t*>(input_.data());
    state_->avail_in = static_cast<std::uint32_t>(count);
    return count > 0;
  }

  RawFile& file_;
  std::vector<char> input_;
  std::unique_ptr<inflate_state> state_ = std::make_unique<inflate_state>();
  bool between_members_ = false;
};

class ZstdSource : public ByteSource {
 public:
  explicit ZstdSource(RawFile& file) : file_(file), bytes_(kBlock), context_(ZSTD_createDCtx()) {
    Check(context_ != nullptr, "zstd does not start");
  }
  ~ZstdSource() override { ZSTD_freeDCtx(context_); }
  ZstdSource(const ZstdSource&) = delete;
  ZstdSource& operator=(const ZstdSource&) = delete;

  std::size_t Read(std::span<char> into) override {
    ZSTD_outBuffer output{into.data(), into.size(), 0};
    while (output.pos == 0 && Step(output)) {
    }
    return output.pos;
  }

 private:
  bool Step(ZSTD_outBuffer& output) {
    const bool refilled = input_.pos < input_.size || Refill();
    // What zstd still holds back is asked for even when the file has ended.
    if (!refilled && (left_ == 0 || file_.failed())) {
      return false;
    }
    const std::size_t before = output.pos;
    left_ = ZSTD_decompressStream(context_, &output, &input_);
    if (ZSTD_isError(left_) != 0) {
      file_.Fail(kBadCompression, "the zstd data are damaged");
      return false;
    }
    if (!refilled && output.pos == before) {
      file_.Fail(kBadCompression, "the zstd data end early");
      return false;
    }
    return true;
  }

  bool Refill() {
    input_ = {bytes_.data(), file_.Read(bytes_), 0};
    return input_.size > 0;
  }

  RawFile& file_;
  std::vector<char> bytes_;
  ZSTD_DCtx* context_;
  ZSTD_inBuffer input_ = {nullptr, 0, 0};
  std::size_t left_ = 1;  // 0 at the end of a frame
};

// Another source on a thread of its own.
class AheadSource : public ByteSource {
 public:
  explicit AheadSource(std::unique_ptr<ByteSource> source)
      : source_(std::move(source)), ahead_([this](std::span<char> into) {
          return static_cast<std::ptrdiff_t>(source_->Read(into));
        }) {}

  std::size_t Read(std::span<char> into) override {
    return into.empty() ? 0 : static_cast<std::size_t>(ahead_.Read(into));
  }

 private:
  std::unique_ptr<ByteSource> source_;
  ReadAhead ahead_;  // last: it uses the source
};

}  // namespace

std::unique_ptr<ByteSource> ByteSource::Over(RawFile& file, bool ahead) {
  std::unique_ptr<ByteSource> unpacked;
  if (file.path().ends_with(".gz")) {
    unpacked = std::make_unique<GzipSource>(file);
  } else if (file.path().ends_with(".zst")) {
    unpacked = std::make_unique<ZstdSource>(file);
  } else {
    return std::make_unique<PlainSource>(file);
  }
  return ahead ? std::make_unique<AheadSource>(std::move(unpacked)) : std::move(unpacked);
}

}  // namespace slate::readers
