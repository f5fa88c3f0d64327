// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace slate {

// Threads that share the parts of a job.
class Workers {
 public:
  // The caller of ForEach is one of the threads.
  explicit Workers(int threads) {
    for (int i = 1; i < threads; ++i) {
      others_.emplace_back([this](std::stop_token stop) { Serve(stop); });
    }
  }
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;
  ~Workers() {
    const std::lock_guard lock(mutex_);
    for (std::jthread& other : others_) {
      other.request_stop();
    }
    wake_.notify_all();
  }

  std::size_t threads() const { return others_.size() + 1; }

  // Calls job(i) once for each i below count, in any order and at the same time; returns when all
  // are done. What one throws, such as the end of memory, is thrown here; others may then not
  // begin.
  void ForEach(std::size_t count, const std::function<void(std::size_t)>& job) {
    if (others_.empty() || count < 2) {
      for (std::size_t i = 0; i < count; ++i) {
        job(i);
      }
      return;
    }
    std::unique_lock lock(mutex_);
    job_ = &job;
    next_ = 0;
    count_ = count;
    wake_.notify_all();
    Work(lock);
    done_.wait(lock, [&] { return working_ == 0; });
    job_ = nullptr;
    if (const std::exception_ptr failure = std::exchange(failure_, nullptr)) {
      std::rethrow_exception(failure);
    }
  }

 private:
  static std::exception_ptr Try(const std::function<void(std::size_t)>& job, std::size_t part) {
    try {
      job(part);
      return nullptr;
    } catch (...) {
      return std::current_exception();
    }
  }

  // Takes parts as long as there are any.
  void Work(std::unique_lock<std::mutex>& lock) {
    ++working_;
    while (next_ < count_) {
      const std::size_t part = next_++;
      const std::function<void(std::size_t)>& job = *job_;
      lock.unlock();
      const std::exception_ptr failure = Try(job, part);
      lock.lock();
      if (failure) {
        failure_ = failure;
        next_ = count_;
      }
    }
    --working_;
    done_.notify_all();
  }

  void Serve(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    for (;;) {
      wake_.wait(lock, [&] {
        return stop.stop_requested() || (job_ != nullptr && next_ < count_);
      });
      if (stop.stop_requested()) {
        return;
      }
      Work(lock);
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::condition_variable done_;
  const std::function<void(std::size_t)>* job_ = nullptr;
  std::size_t next_ = 0;
  std::size_t count_ = 0;
  std::size_t working_ = 0;
  std::exception_ptr failure_ = nullptr;
  std::vector<std::jthread> others_;  // last, so that they end first
};

}  // namespace slate
