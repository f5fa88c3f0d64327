// SPDX-License-Identifier: Apache-2.0
#include "compiler/syntax/own_stack.h"

#include <pthread.h>

#include "runtime/base/check.h"

namespace slate::syntax {

namespace {

void* CallWork(void* work) {
  (*static_cast<const std::function<void()>*>(work))();
  return nullptr;
}

}  // namespace

void RunOnOwnStack(const std::function<void()>& work) {
  constexpr std::size_t kStackBytes = std::size_t{32} << 20U;
  pthread_attr_t attributes;
  Check(pthread_attr_init(&attributes) == 0, "a thread cannot be described");
  Check(pthread_attr_setstacksize(&attributes, kStackBytes) == 0, "a stack is too large");
  pthread_t thread{};
  std::function<void()> copy = work;
  Check(pthread_create(&thread, &attributes, CallWork, &copy) == 0, "no thread for the parser");
  Check(pthread_join(thread, nullptr) == 0, "the parser's thread is lost");
  pthread_attr_destroy(&attributes);
}

}  // namespace slate::syntax
