// What PID 1 tells the daemon of the instance's processes, and again to a daemon that comes later.
#include <unistd.h>

#include <algorithm>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string_view>

#include "init/network_keeper.hpp"
#include "init/report.hpp"
#include "init/supervisor.hpp"

namespace spotdrill::init {
namespace {

// What outlives the instance, as its processes see it.
std::vector<std::string> shared_places(const Config& config) {
  std::vector<std::string> places;
  for (const Share& share : config.shares) {
    // Without a file system of its own an instance finds them where the host has them.
    const std::string& place = config.mode == "plain" ? share.host : share.guest;
    char real[PATH_MAX];
    places.emplace_back(realpath(place.c_str(), real) != nullptr ? real : place);
  }
  return places;
}

}  // namespace

void Supervisor::send_state() {
  Message state{.kind = Kind::State};
  state.a = (booted_ ? booted_bit : 0) | (user_data_ended_ ? user_data_ended_bit : 0) |
            (shutdown_requested_ ? shutdown_requested_bit : 0) |
            (reboot_requested_ ? reboot_requested_bit : 0) | (stopping_ ? stopping_bit : 0);
  state.b = first_failure_;
  control_.send(state);
}

void Supervisor::tell_gone() {
  Message told{.kind = Kind::ProcessesGone};
  told.a = gone_in_shutdown_ ? during_shutdown_bit : 0;
  told.b = last_status_;
  told.c = now_ms() - all_gone_at_;
  std::snprintf(told.text, sizeof told.text, "%s", last_name_.c_str());
  control_.send(told);
}

void Supervisor::hear_reports() {
  // As many as one turn may take; a loop that asks in vain must not hold up a shutdown.
  constexpr int lines_max = 16;
  for (int count = 0; count < lines_max; ++count) {
    const auto line = receive_report(reports_);
    if (!line) return;
    if (!line->empty()) tell_unavailable(*line);
  }
}

void Supervisor::hear_keeper() {
  char word = 0;
  if (read(config_.network_keeper, &word, 1) != 1) {
    close(config_.network_keeper);
    config_.network_keeper = -1;
    return;
  }
  const std::string name = config_.network_helper.substr(config_.network_helper.rfind('/') + 1);
  tell_unavailable("command\t" + name +
                   "\tIt carries this instance's packets to the internet, and has ended: its last "
                   "words are in the instance's " +
                   network_log_name + ".");
}

void Supervisor::tell_unavailable(const std::string& line) {
  // The sentence may differ each time: kind and thing make it another.
  const std::string_view thing{line.data(), line.rfind('\t') + 1};
  const auto same = [&](const std::string& known) { return known.starts_with(thing); };
  if (unavailable_.size() >= unavailable_told_max ||
      std::any_of(unavailable_.begin(), unavailable_.end(), same)) {
    return;
  }
  unavailable_.push_back(line);
  send_unavailable(line);
}

void Supervisor::send_unavailable(const std::string& line) {
  Message told{.kind = Kind::Unavailable};
  std::snprintf(told.text, sizeof told.text, "%s", line.c_str());
  control_.send(told);
}

void Supervisor::tell_processes() {
  hear_units();  // Whose main process is whose.
  std::map<int, int> parents;
  for (const ProcessState& process : processes_.states(processes_told_max)) {
    if (process.pid == units_.pid()) continue;  // Ours, not the workload's.
    parents[process.pid] = process.parent;
    Message told{.kind = Kind::Process};
    told.a = static_cast<std::int64_t>(process.pid) | static_cast<std::int64_t>(process.parent)
                                                          << 32;
    told.b = static_cast<std::int64_t>(units_.caught(process.pid, process.caught, parents));
    std::snprintf(told.text, sizeof told.text, "%s", process.name.c_str());
    control_.send(told);
  }
  tell_open_files();
  control_.send({.kind = Kind::ShuttingDown});
}

void Supervisor::tell_open_files() {
  for (const OpenFile& file : processes_.open_files(shared_places(config_), open_files_told_max)) {
    Message told{.kind = Kind::OpenFile, .a = file.size, .b = file.position};
    told.c = static_cast<std::int64_t>(file.pid) | (file.append ? append_bit : 0);
    const std::string text = file.process + file.path;
    if (text.size() >= sizeof told.text) continue;
    std::snprintf(told.text, sizeof told.text, "%s", text.c_str());
    control_.send(told);
  }
}

}  // namespace spotdrill::init
