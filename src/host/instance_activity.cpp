#include "host/instance_activity.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>

#include "host/descriptor.hpp"
#include "init/network_helper.hpp"
#include "init/protocol.hpp"

namespace spotdrill {
namespace {

/// Threads of one instance that are looked at; with more, it counts as one that works.
constexpr std::size_t threads_max = 4096;

std::string read_small(const char* path) {
  std::string text;
  const Descriptor file{::open(path, O_RDONLY | O_CLOEXEC)};
  if (!file.valid()) return text;
  std::array<char, 4096> buffer;
  ssize_t got = 0;
  while ((got = ::read(file.get(), buffer.data(), buffer.size())) > 0) {
    text.append(buffer.data(), static_cast<std::size_t>(got));
  }
  return text;
}

template <class Number>
void append_numbers(std::string_view text, std::vector<Number>& numbers) {
  while (!text.empty() && numbers.size() <= threads_max) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{}) return;
    numbers.push_back(number);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    while (!text.empty() && (text.front() == '\n' || text.front() == ' ')) text.remove_prefix(1);
  }
}

void append_threads_of(pid_t pid, std::vector<pid_t>& threads) {
  DIR* tasks = ::opendir(fmt::format("/proc/{}/task", pid).c_str());
  if (tasks == nullptr) return;
  while (const dirent* entry = ::readdir(tasks)) {
    pid_t tid = 0;
    const std::string_view name{entry->d_name};
    std::from_chars(name.data(), name.data() + name.size(), tid);
    if (tid > 0) threads.push_back(tid);
  }
  ::closedir(tasks);
}

// Columns of /proc/net/dev after the interface's name.
constexpr int received_column = 1;
constexpr int sent_column = 9;

std::string_view next_word(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  const std::string_view word = text.substr(0, text.find(' '));
  text.remove_prefix(word.size());
  return word;
}

// "0100007F:0050" is 127.0.0.1:80; what is beyond link-local and loopback addresses.
bool is_outside(std::string_view place) {
  constexpr std::size_t digits = 8;
  const std::size_t colon = place.find(':');
  if (colon == std::string_view::npos || colon < digits) return false;
  std::uint32_t address = 0;
  const char* begin = place.data() + colon - digits;
  std::from_chars(begin, begin + digits, address, 16);
  const std::uint32_t first = address & 0xFFU;
  const std::uint32_t second = (address >> 8U) & 0xFFU;
  return first != 0 && first != 127 && !(first == 169 && second == 254);
}

}  // namespace

std::optional<std::uint64_t> packets_in(std::string_view net_dev) {
  const std::string name = fmt::format("{}:", init::interface_name);
  const std::size_t at = net_dev.find(name);
  if (at == std::string_view::npos) return std::nullopt;
  std::string_view line = net_dev.substr(at + name.size());
  line = line.substr(0, line.find('\n'));
  std::uint64_t packets = 0;
  for (int column = 0; column <= sent_column; ++column) {
    const std::string_view word = next_word(line);
    std::uint64_t number = 0;
    std::from_chars(word.data(), word.data() + word.size(), number);
    if (column == received_column || column == sent_column) packets += number;
  }
  return packets;
}

bool any_outside(std::string_view net_tcp) {
  constexpr std::string_view established = "01";
  constexpr std::string_view syn_sent = "02";
  while (!net_tcp.empty()) {
    std::string_view line = net_tcp.substr(0, net_tcp.find('\n'));
    net_tcp.remove_prefix(std::min(line.size() + 1, net_tcp.size()));
    next_word(line);  // Its number.
    next_word(line);  // This end.
    const std::string_view other = next_word(line);
    const std::string_view state = next_word(line);
    if ((state == established || state == syn_sent) && is_outside(other)) return true;
  }
  return false;
}

std::optional<std::uint64_t> outside_packets(pid_t init) {
  return packets_in(read_small(fmt::format("/proc/{}/net/dev", init).c_str()));
}

bool has_outside_connection(pid_t init) {
  return any_outside(read_small(fmt::format("/proc/{}/net/tcp", init).c_str())) ||
         any_outside(read_small(fmt::format("/proc/{}/net/tcp6", init).c_str()));
}

std::optional<std::chrono::nanoseconds> cgroup_processor_time(const std::filesystem::path& cgroup) {
  const std::string text = read_small((cgroup / "cpu.stat").c_str());
  constexpr std::string_view key = "usage_usec ";
  if (!text.starts_with(key)) return std::nullopt;
  std::int64_t used = 0;
  std::from_chars(text.data() + key.size(), text.data() + text.size(), used);
  return std::chrono::microseconds{used};
}

std::optional<std::chrono::nanoseconds> waited_by(std::string_view cpu_pressure) {
  constexpr std::string_view line = "full ";
  constexpr std::string_view key = "total=";
  const std::size_t full = cpu_pressure.find(line);
  const std::size_t total = cpu_pressure.find(key, full);
  if (full == std::string_view::npos || total == std::string_view::npos) return std::nullopt;
  std::int64_t waited = 0;
  const std::string_view digits = cpu_pressure.substr(total + key.size());
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), waited);
  if (read.ec != std::errc{}) return std::nullopt;
  return std::chrono::microseconds{waited};
}

std::optional<std::chrono::nanoseconds> cgroup_waiting_time(const std::filesystem::path& cgroup) {
  return waited_by(read_small((cgroup / "cpu.pressure").c_str()));
}

std::vector<pid_t> cgroup_threads(const std::filesystem::path& cgroup) {
  std::vector<pid_t> threads;
  append_numbers(read_small((cgroup / "cgroup.threads").c_str()), threads);
  const auto inner = cgroup / init::cgroup_processes_name / "cgroup.threads";
  append_numbers(read_small(inner.c_str()), threads);
  return threads;
}

std::vector<pid_t> descending_threads(pid_t first) {
  std::vector<pid_t> processes{first};
  std::vector<pid_t> threads;
  for (std::size_t at = 0; at < processes.size() && threads.size() <= threads_max; ++at) {
    const std::size_t begin = threads.size();
    append_threads_of(processes[at], threads);
    for (std::size_t index = begin; index < threads.size(); ++index) {
      const auto children = fmt::format("/proc/{}/task/{}/children", processes[at], threads[index]);
      append_numbers(read_small(children.c_str()), processes);
    }
  }
  return threads;
}

std::chrono::nanoseconds processor_time_of(const std::vector<pid_t>& threads) {
  std::int64_t sum = 0;
  for (const pid_t thread : threads) {
    const std::string text = read_small(fmt::format("/proc/{}/schedstat", thread).c_str());
    std::int64_t used = 0;
    std::from_chars(text.data(), text.data() + text.size(), used);
    sum += used;
  }
  return std::chrono::nanoseconds{sum};
}

bool any_runs(const std::vector<pid_t>& threads) {
  if (threads.size() > threads_max) return true;
  for (const pid_t thread : threads) {
    const std::string text = read_small(fmt::format("/proc/{}/stat", thread).c_str());
    // "PID (NAME) STATE …": a name may hold anything, parentheses too.
    const std::size_t name_end = text.rfind(')');
    if (name_end == std::string::npos || name_end + 2 >= text.size()) continue;
    const char state = text[name_end + 2];
    if (state == 'R' || state == 'D') return true;
  }
  return false;
}

}  // namespace spotdrill
