// SPDX-License-Identifier: Apache-2.0
#include "runtime/readers/sha256.h"

#include <array>
#include <cstdint>

#include <fmt/format.h>
#include <nettle/sha2.h>

namespace slate::readers {

struct Sha256::State {
  sha256_ctx context;
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
  sha256_init(&state_->context);
}
Sha256::~Sha256() = default;

void Sha256::Add(std::string_view bytes) {
  sha256_update(
      &state_->context, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data())
  );
}

std::string Sha256::Finish() {
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest{};
  sha256_digest(&state_->context, digest.size(), digest.data());
  std::string text;
  for (const std::uint8_t byte : digest) {
    text += fmt::format("{:02x}", byte);
  }
  return text;
}

}  // namespace slate::readers
