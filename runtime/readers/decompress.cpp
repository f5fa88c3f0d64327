// SPDX-License-Identifier: Apache-2.0
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <zlib.h>
#include <zstd.h>

#include "runtime/base/check.h"
#include "runtime/readers/data_file.h"
#include "runtime/readers/kinds.h"

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
  explicit GzipSource(RawFile& file) : file_(file), input_(kBlock) {
    constexpr int kGzipWindow = 15 + 16;
    Check(inflateInit2(&stream_, kGzipWindow) == Z_OK, "zlib does not start");
  }
  ~GzipSource() override { inflateEnd(&stream_); }
  GzipSource(const GzipSource&) = delete;
  GzipSource& operator=(const GzipSource&) = delete;

  std::size_t Read(std::span<char> into) override {
    stream_.next_out = reinterpret_cast<Bytef*>(into.data());
    stream_.avail_out = static_cast<uInt>(into.size());
    while (stream_.avail_out == into.size() && Step()) {
    }
    return into.size() - stream_.avail_out;
  }

 private:
  // Makes some progress; false at the end of the file or of its sense.
  bool Step() {
    if (stream_.avail_in == 0 && !Refill()) {
      return false;
    }
    if (between_members_) {
      inflateReset(&stream_);
      between_members_ = false;
    }
    const int state = inflate(&stream_, Z_NO_FLUSH);
    if (state == Z_STREAM_END) {
      between_members_ = true;
    } else if (state != Z_OK && state != Z_BUF_ERROR) {
      file_.Fail(kBadCompression, "the gzip data are damaged");
      return false;
    }
    return true;
  }

  bool Refill() {
    const std::size_t count = file_.Read(input_);
    stream_.next_in = reinterpret_cast<Bytef*>(input_.data());
    stream_.avail_in = static_cast<uInt>(count);
    if (count == 0 && !between_members_) {
      file_.Fail(kBadCompression, "the gzip data end early");
    }
    return count > 0;
  }

  RawFile& file_;
  std::vector<char> input_;
  z_stream stream_ = {};
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

}  // namespace

std::unique_ptr<ByteSource> ByteSource::Over(RawFile& file) {
  if (file.path().ends_with(".gz")) {
    return std::make_unique<GzipSource>(file);
  }
  if (file.path().ends_with(".zst")) {
    return std::make_unique<ZstdSource>(file);
  }
  return std::make_unique<PlainSource>(file);
}

}  // namespace slate::readers
