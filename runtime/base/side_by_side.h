// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <functional>
#include <vector>

#include <pthread.h>
#include <sched.h>

namespace slate {

// How many threads can run at once here.
inline std::size_t ProcessorsForUs() {
  cpu_set_t ours;
  CPU_ZERO(&ours);
  const bool known = sched_getaffinity(0, sizeof(ours), &ours) == 0;
  return known ? static_cast<std::size_t>(std::max(1, CPU_COUNT(&ours))) : 1;
}

// The work on many items that do not depend on each other. `worker` counts from 0: what a worker
// keeps is its own. Which worker does which item differs from run to run, so what is found belongs
// to a place of the item.
using WorkOnItem = std::function<void(std::size_t worker, std::size_t item)>;

// Does all items on so many threads with stacks of so many bytes; with fewer threads if the system
// has no more.
inline void WorkSideBySide(
    std::size_t items, std::size_t workers, std::size_t stack, const WorkOnItem& work
) {
  struct Worker {
    std::size_t number;
    std::size_t items;
    std::atomic<std::size_t>* next;
    const WorkOnItem* work;
    pthread_t thread;
  };
  const auto run = [](void* argument) -> void* {
    const auto& self = *static_cast<const Worker*>(argument);
    for (std::size_t item = (*self.next)++; item < self.items; item = (*self.next)++) {
      (*self.work)(self.number, item);
    }
    return nullptr;
  };
  std::atomic<std::size_t> next = 0;
  std::vector<Worker> started;
  started.reserve(workers);
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, stack);
  while (started.size() < std::min(workers, items)) {
    Worker& worker = started.emplace_back(Worker{started.size(), items, &next, &work, {}});
    if (pthread_create(&worker.thread, &attributes, run, &worker) != 0) {
      started.pop_back();
      break;
    }
  }
  pthread_attr_destroy(&attributes);
  for (const Worker& worker : started) {
    pthread_join(worker.thread, nullptr);
  }
  if (started.empty()) {
    Worker here{0, items, &next, &work, {}};
    run(&here);
  }
}

}  // namespace slate
