// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>

#include <pthread.h>

#include "runtime/base/check.h"

namespace slate {

// Runs `work` to its end on a stack of its own of so many bytes, so that how deep it may descend
// does not depend on what `ulimit -s` leaves. Memory that is not touched costs nothing.
inline void RunOnOwnStack(std::size_t bytes, const std::function<void()>& work) {
  pthread_attr_t attributes;
  Check(pthread_attr_init(&attributes) == 0, "a thread cannot be described");
  Check(pthread_attr_setstacksize(&attributes, bytes) == 0, "a stack is too large");
  pthread_t thread{};
  std::function<void()> copy = work;
  const auto call = [](void* of) -> void* {
    (*static_cast<const std::function<void()>*>(of))();
    return nullptr;
  };
  Check(pthread_create(&thread, &attributes, call, &copy) == 0, "there is no thread to be had");
  Check(pthread_join(thread, nullptr) == 0, "a thread is lost");
  pthread_attr_destroy(&attributes);
}

}  // namespace slate
