// SPDX-License-Identifier: Apache-2.0

// Writes the data of one workload: same seed, same bytes.
//
// usage: bench_data <workload> <folder> [<option>=<number>]...
//   probes    services months          probes.csv, maintenance.csv
//   requests  rows months customers    requests.csv, requests.ndjson (ndjson=1), customers.csv
//   tickets   tickets months           tickets.csv
//   calls     rows months              calls.csv
//
// usage: bench_data newlines|bytes <file>
// What the machine allows: counting line ends, adding up words.

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr std::int64_t kMsPerMinute = 60'000;
constexpr std::int64_t kMsPerDay = 86'400'000;
constexpr std::int64_t kFirstDay = 20'089;  // 2025-01-01
constexpr std::array kDaysOfMonth = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
constexpr std::array<std::string_view, 3> kRegions = {"eu", "us", "ap"};
constexpr std::array<std::string_view, 3> kTiers = {"gold", "silver", "basic"};
constexpr std::array<std::string_view, 4> kPriorities = {"P1", "P2", "P3", "P4"};

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t Next() {
    std::uint64_t z = (state_ += 0x9E37'79B9'7F4A'7C15U);
    z = (z ^ (z >> 30U)) * 0xBF58'476D'1CE4'E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D0'49BB'1331'11EBU;
    return z ^ (z >> 31U);
  }
  std::int64_t Below(std::int64_t n) {
    return static_cast<std::int64_t>(Next() % static_cast<std::uint64_t>(n));
  }
  bool OneIn(std::int64_t n) { return Below(n) == 0; }
  // Small mostly, with a long tail.
  std::int64_t Tail(std::int64_t typical, std::int64_t most) {
    std::int64_t value = 1 + Below(typical) + Below(typical);
    while (OneIn(6) && value < most) {
      value += Below(3 * typical) + 1;
    }
    return std::min(value, most);
  }

 private:
  std::uint64_t state_;
};

class Output {
 public:
  Output(const std::string& folder, std::string_view name)
      : file_(std::fopen((folder + "/" + std::string(name)).c_str(), "wb")) {
    if (file_ == nullptr) {
      std::fprintf(stderr, "bench_data: cannot write %s in %s\n", name.data(), folder.c_str());
      std::exit(2);
    }
  }
  ~Output() {
    Flush();
    std::fclose(file_);
  }
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  Output& operator<<(std::string_view text) {
    buffer_ += text;
    if (buffer_.size() > kFlushAt) {
      Flush();
    }
    return *this;
  }
  Output& operator<<(std::int64_t number) {
    return *this << std::string_view(std::to_string(number));
  }

 private:
  static constexpr std::size_t kFlushAt = std::size_t{1} << 20U;
  void Flush() {
    std::fwrite(buffer_.data(), 1, buffer_.size(), file_);
    buffer_.clear();
  }

  std::FILE* file_;
  std::string buffer_;
};

void PutDigits(char* to, std::int64_t value, int count) {
  for (int i = count - 1; i >= 0; --i) {
    to[i] = static_cast<char>('0' + value % 10);
    value /= 10;
  }
}

// ms since 1970 in the year 2025 or 2026 as 2025-01-01T00:00:00[.000]Z
std::string Iso(std::int64_t ms, bool with_ms) {
  std::int64_t day = ms / kMsPerDay - kFirstDay;
  const std::int64_t year = day >= 365 ? 2026 : 2025;
  day -= day >= 365 ? 365 : 0;
  std::size_t month = 0;
  while (day >= kDaysOfMonth[month]) {
    day -= kDaysOfMonth[month++];
  }
  std::string text = "0000-00-00T00:00:00.000Z";
  PutDigits(text.data(), year, 4);
  PutDigits(text.data() + 5, static_cast<std::int64_t>(month) + 1, 2);
  PutDigits(text.data() + 8, day + 1, 2);
  PutDigits(text.data() + 11, ms / 3'600'000 % 24, 2);
  PutDigits(text.data() + 14, ms / kMsPerMinute % 60, 2);
  PutDigits(text.data() + 17, ms / 1'000 % 60, 2);
  PutDigits(text.data() + 20, ms % 1'000, 3);
  if (!with_ms) {
    text = text.substr(0, 19) + "Z";
  }
  return text;
}

// i * span / rows without overflow.
std::int64_t Scaled(std::int64_t i, std::int64_t span, std::int64_t rows) {
  return span / rows * i + span % rows * i / rows;
}

std::string Number(std::string_view prefix, std::int64_t number, int digits) {
  std::string text(prefix);
  text.append(static_cast<std::size_t>(digits), '0');
  PutDigits(text.data() + prefix.size(), number, digits);
  return text;
}

std::string ServiceName(std::int64_t service) {
  return Number("service-", service, 2);
}

std::int64_t MonthsAsDays(std::int64_t months) {
  std::int64_t days = 0;
  for (std::int64_t i = 0; i < months; ++i) {
    days += kDaysOfMonth[static_cast<std::size_t>(i % 12)];
  }
  return days;
}

using Options = std::map<std::string, std::int64_t>;

std::int64_t OptionOf(const Options& options, const std::string& name, std::int64_t otherwise) {
  const auto found = options.find(name);
  return found == options.end() ? otherwise : found->second;
}

// ---- Probes ----

// A service's failures, minute by minute.
class Failures {
 public:
  bool Up(Random& random, std::size_t region) {
    std::int64_t& left = left_[region];
    if (left == 0 && random.OneIn(9'000)) {
      left = random.Tail(9, 240);
    }
    const bool down = left > 0 || all_left_ > 0 || random.OneIn(4'000);
    left -= left > 0 ? 1 : 0;
    return !down;
  }
  void NextMinute(Random& random) {
    all_left_ -= all_left_ > 0 ? 1 : 0;
    if (all_left_ == 0 && random.OneIn(7'000)) {
      all_left_ = random.Tail(7, 300);
    }
  }

 private:
  std::array<std::int64_t, kRegions.size()> left_{};
  std::int64_t all_left_ = 0;
};

struct LateRow {
  std::int64_t minute = 0;
  std::string text;
};

void WriteProbes(const std::string& folder, const Options& options) {
  const std::int64_t services = OptionOf(options, "services", 20);
  const std::int64_t minutes = MonthsAsDays(OptionOf(options, "months", 12)) * 1'440;
  Random random(static_cast<std::uint64_t>(OptionOf(options, "seed", 1)));
  Output probes(folder, "probes.csv");
  probes << "timestamp,service,region,up,latency_ms\n";
  std::vector<Failures> failures(static_cast<std::size_t>(services));
  std::vector<LateRow> late;
  for (std::int64_t minute = 0; minute < minutes; ++minute) {
    const std::string time = Iso(kFirstDay * kMsPerDay + minute * kMsPerMinute, false);
    for (std::int64_t service = 0; service < services; ++service) {
      Failures& of_service = failures[static_cast<std::size_t>(service)];
      of_service.NextMinute(random);
      for (std::size_t region = 0; region < kRegions.size(); ++region) {
        const bool up = of_service.Up(random, region);
        const std::int64_t latency = up ? random.Tail(40, 5'000) : 0;
        const std::int64_t fate = random.Below(10'000);
        if (fate == 0) {
          continue;
        }
        std::string row = time + "," + ServiceName(service) + "," + std::string(kRegions[region]) +
                          (up ? ",1," : ",0,") + std::to_string(latency) + "\n";
        if (fate == 2) {
          late.push_back({minute + 1 + random.Below(7), std::move(row)});
          continue;
        }
        probes << row << (fate == 1 ? std::string_view(row) : std::string_view());
      }
    }
    std::erase_if(late, [&](const LateRow& row) {
      const bool due = row.minute <= minute || minute + 1 == minutes;
      probes << (due ? std::string_view(row.text) : std::string_view());
      return due;
    });
  }
  Output maintenance(folder, "maintenance.csv");
  maintenance << "from,to,service\n";
  for (std::int64_t month = 0, day = kFirstDay; month < OptionOf(options, "months", 12); ++month) {
    const std::int64_t days = kDaysOfMonth[static_cast<std::size_t>(month % 12)];
    for (std::int64_t window = 0; window < 2 * services; ++window) {
      const std::int64_t from =
          (day + random.Below(days)) * kMsPerDay + random.Below(1'200) * kMsPerMinute;
      const std::int64_t to = from + (30 + random.Below(180)) * kMsPerMinute;
      maintenance << Iso(from, false) << "," << Iso(to, false) << "," << ServiceName(window / 2)
                  << "\n";
    }
    day += days;
  }
}

// ---- Requests ----

void WriteRequests(const std::string& folder, const Options& options) {
  constexpr std::int64_t kServices = 20;
  const std::int64_t rows = OptionOf(options, "rows", 30'000'000);
  const std::int64_t span = MonthsAsDays(OptionOf(options, "months", 12)) * kMsPerDay;
  const std::int64_t customers = OptionOf(options, "customers", 1'000);
  Random random(static_cast<std::uint64_t>(OptionOf(options, "seed", 2)));
  Output csv(folder, "requests.csv");
  csv << "timestamp,service,customer,status,latency_ms,bytes\n";
  std::unique_ptr<Output> ndjson;
  if (OptionOf(options, "ndjson", 0) != 0) {
    ndjson = std::make_unique<Output>(folder, "requests.ndjson");
  }
  for (std::int64_t i = 0; i < rows; ++i) {
    const std::int64_t at = Scaled(i, span, rows);
    const std::int64_t ms =
        kFirstDay * kMsPerDay + std::clamp<std::int64_t>(at + random.Below(5'000), 0, span - 1);
    const std::int64_t service = random.Below(kServices);
    const bool bad_time = (ms / 300'000 + service * 37) % 400 < 2;
    const std::int64_t dice = random.Below(1'000);
    const std::int64_t status = dice < (bad_time ? 300 : 2) ? 500 + random.Below(4)
                                : dice < 30                 ? 404
                                : dice < 80                 ? 302
                                                            : 200;
    const std::int64_t latency = random.Tail(60 + service, 30'000);
    const std::int64_t bytes = 200 + random.Below(60'000);
    const std::string customer = Number("customer-", random.Below(customers), 5);
    const std::string time = Iso(ms, true);
    csv << time << "," << ServiceName(service) << "," << customer << "," << status << "," << latency
        << "," << bytes << "\n";
    if (ndjson) {
      *ndjson << "{\"timestamp\":\"" << time << "\",\"service\":\"" << ServiceName(service)
              << "\",\"customer\":\"" << customer << "\",\"status\":" << status
              << ",\"latency_ms\":" << latency << ",\"bytes\":" << bytes << "}\n";
    }
  }
  Output list(folder, "customers.csv");
  list << "customer,tier,fee\n";
  for (std::int64_t i = 0; i < customers; ++i) {
    list << Number("customer-", i, 5) << "," << kTiers[static_cast<std::size_t>(i % 3)] << ","
         << 100 + 10 * random.Below(90) << "\n";
  }
}

// ---- Tickets ----

struct TicketEvent {
  std::int64_t second = 0;
  std::int32_t ticket = 0;
  std::int8_t kind = 0;
  std::int8_t priority = 0;
};

void AddTicket(
    Random& random, std::int64_t span, std::int32_t ticket, std::vector<TicketEvent>& events
) {
  const auto priority = static_cast<std::int8_t>(random.Below(4));
  std::int64_t at = kFirstDay * 86'400 + random.Below(span);
  const auto add = [&](std::int8_t kind, std::int64_t later) {
    at += later;
    events.push_back({at, ticket, kind, priority});
  };
  add(0, 0);
  add(1, random.Tail(2'400 * (1 + priority), 400'000));
  for (int pauses = 0; pauses < 2 && random.OneIn(3); ++pauses) {
    add(2, random.Tail(3'000, 50'000));
    add(3, random.Tail(20'000, 300'000));
  }
  if (!random.OneIn(50)) {
    add(4, random.Tail(20'000 * (1 + priority), 900'000));
  }
}

void WriteTickets(const std::string& folder, const Options& options) {
  constexpr std::array<std::string_view, 5> kKinds = {
      "opened", "replied", "paused", "resumed", "resolved"};
  const std::int64_t span = MonthsAsDays(OptionOf(options, "months", 12)) * 86'400;
  Random random(static_cast<std::uint64_t>(OptionOf(options, "seed", 3)));
  std::vector<TicketEvent> events;
  const auto tickets = static_cast<std::int32_t>(OptionOf(options, "tickets", 2'000'000));
  for (std::int32_t ticket = 0; ticket < tickets; ++ticket) {
    AddTicket(random, span, ticket, events);
  }
  std::stable_sort(events.begin(), events.end(), [](const TicketEvent& a, const TicketEvent& b) {
    return a.second < b.second;
  });
  Output csv(folder, "tickets.csv");
  csv << "ticket,priority,event,timestamp\n";
  for (const TicketEvent& event : events) {
    csv << Number("T", event.ticket, 8) << ","
        << kPriorities[static_cast<std::size_t>(event.priority)] << ","
        << kKinds[static_cast<std::size_t>(event.kind)] << "," << Iso(event.second * 1'000, false)
        << "\n";
  }
}

// ---- Calls ----

void WriteCalls(const std::string& folder, const Options& options) {
  const std::int64_t rows = OptionOf(options, "rows", 10'000'000);
  const std::int64_t span = MonthsAsDays(OptionOf(options, "months", 12)) * 86'400;
  Random random(static_cast<std::uint64_t>(OptionOf(options, "seed", 4)));
  Output csv(folder, "calls.csv");
  csv << "call_id,queued_at,answered_at,ended_at,outcome\n";
  for (std::int64_t i = 0; i < rows; ++i) {
    const std::int64_t at = Scaled(i, span, rows);
    const std::int64_t queued = kFirstDay * 86'400 + at;
    const std::int64_t waited = random.Tail(9, 1'200) - 1;
    const bool answered = !random.OneIn(14);
    const std::int64_t ended = queued + waited + (answered ? 20 + random.Below(600) : 0);
    csv << Number("C", i, 9) << "," << Iso(queued * 1'000, false) << ","
        << (answered ? Iso((queued + waited) * 1'000, false) : std::string()) << ","
        << Iso(ended * 1'000, false) << (answered ? ",answered\n" : ",abandoned\n");
  }
}

// ---- Limits ----

bool MeasureLimit(std::string_view limit, const char* path) {
  std::FILE* file = std::fopen(path, "rb");
  if (file == nullptr) {
    return false;
  }
  std::vector<std::uint64_t> block(std::size_t{1} << 17U);
  std::uint64_t found = 0;
  for (std::size_t count = 0; (count = std::fread(block.data(), 1, block.size() * 8, file)) > 0;) {
    if (limit == "bytes") {
      found = std::accumulate(
          block.begin(), block.begin() + static_cast<std::ptrdiff_t>(count / 8), found
      );
      continue;
    }
    const std::string_view text(reinterpret_cast<const char*>(block.data()), count);
    found += static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
  }
  std::fclose(file);
  std::printf("%llu\n", static_cast<unsigned long long>(found));
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  const std::map<std::string_view, void (*)(const std::string&, const Options&)> writers = {
      {"probes", WriteProbes},
      {"requests", WriteRequests},
      {"tickets", WriteTickets},
      {"calls", WriteCalls}};
  if (argc == 3 &&
      (argv[1] == std::string_view("newlines") || argv[1] == std::string_view("bytes"))) {
    return MeasureLimit(argv[1], argv[2]) ? 0 : 2;
  }
  const auto writer = argc < 3 ? writers.end() : writers.find(argv[1]);
  if (writer == writers.end()) {
    std::fputs(
        "usage: bench_data probes|requests|tickets|calls FOLDER [OPTION=NUMBER]...\n", stderr
    );
    return 2;
  }
  Options options;
  for (int i = 3; i < argc; ++i) {
    const std::string_view text = argv[i];
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) {
      std::fprintf(stderr, "bench_data: `%s` is no OPTION=NUMBER\n", argv[i]);
      return 2;
    }
    options[std::string(text.substr(0, equals))] =
        std::strtoll(std::string(text.substr(equals + 1)).c_str(), nullptr, 10);
  }
  writer->second(argv[2], options);
  return 0;
}
