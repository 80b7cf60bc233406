#include "host/guest_messages.hpp"

#include <sys/wait.h>

#include "host/guest.hpp"
#include "host/instance_activity.hpp"
#include "host/valid_text.hpp"

namespace spotdrill {

ExitStatus exit_status(std::int64_t wait_status) {
  const int status = static_cast<int>(wait_status);
  if (WIFSIGNALED(status)) return {.signalled = true, .value = WTERMSIG(status)};
  return {.signalled = false, .value = WEXITSTATUS(status)};
}

Unavailable read_unavailable(std::string_view line) {
  const std::size_t first = line.find('\t');
  const std::size_t second = line.find('\t', first + 1);
  if (first == std::string_view::npos || second == std::string_view::npos) return {};
  // What programs inside wrote may be no text; the journal is JSON.
  return {.kind = valid_text(line.substr(0, first)),
          .what = valid_text(line.substr(first + 1, second - first - 1)),
          .detail = valid_text(line.substr(second + 1))};
}

void Guest::note_process(const init::Message& message) {
  if (processes_.size() >= init::processes_told_max) return;
  ProcessState process{.pid = static_cast<int>(message.a & 0xffffffff),
                       .parent = static_cast<int>(message.a >> 32),
                       .name = message.text};
  for (int signal = 1; signal <= 64; ++signal) {
    if ((static_cast<std::uint64_t>(message.b) >> (signal - 1) & 1U) != 0) {
      process.caught.push_back(signal);
    }
  }
  processes_.push_back(std::move(process));
}

void Guest::note_open_file(const init::Message& message) {
  const std::string_view text{message.text};
  const std::size_t slash = text.find('/');
  if (open_files_.size() >= init::open_files_told_max || slash == std::string_view::npos) return;
  open_files_.push_back({.path = valid_text(text.substr(slash)),
                         .pid = static_cast<int>(message.c & 0xffffffff),
                         .process = std::string{text.substr(0, slash)},
                         .size = message.a,
                         .position = message.b,
                         .append = (message.c & init::append_bit) != 0});
}

void Guest::tell_gone(const init::Message& message) {
  const std::chrono::duration<double, std::milli> real{static_cast<double>(message.c)};
  owner_->listener(id()).processes_gone(
      id(), {.last = exit_status(message.b),
             .name = message.text,
             .ago = std::chrono::duration_cast<Duration>(real * owner_->rate()),
             .during_shutdown = (message.a & init::during_shutdown_bit) != 0});
}

Guest::UseBegin Guest::begin_use() const {
  return {.processor_time = processor_time(),
          .waited = cgroup_.valid() ? cgroup_waiting_time(cgroup_.directory()) : std::nullopt,
          .at = owner_->now()};
}

void Guest::tell_processor_use() {
  tell_processor_use("shutdown", in_shutdown_);
  tell_processor_use("instance", in_life_);
}

void Guest::tell_processor_use(std::string_view phase, std::optional<UseBegin>& since) {
  // Without a cgroup, what those used who have ended is not known.
  if (!since || !cgroup_.valid() || !owner_->events().processor_used) return;
  const UseBegin now = begin_use();
  ProcessorUse use{.phase = phase,
                   .processor_time = now.processor_time - since->processor_time,
                   .waited = std::nullopt,
                   .drill_time = now.at - since->at};
  if (now.waited && since->waited) use.waited = *now.waited - *since->waited;
  since.reset();
  owner_->events().processor_used(id(), use);
}

void Guest::handle_state(const init::Message& message) {
  if ((message.a & init::booted_bit) != 0) now_booted();
  if ((message.a & init::user_data_ended_bit) != 0 && owner_ != nullptr) {
    owner_->listener(id()).user_data_ended(id(), exit_status(message.b));
  }
  if ((message.a & init::shutdown_requested_bit) != 0 && owner_ != nullptr) {
    owner_->listener(id()).shutdown_requested(id(), (message.a & init::reboot_requested_bit) != 0);
  }
}

}  // namespace spotdrill
