// The verbs that tell what there is.
#include <sys/wait.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <deque>

#include "init/processes.hpp"
#include "init/units/manager.hpp"

namespace spotdrill::init::units {
namespace {

std::string moment_text(Microseconds wall) {
  if (wall == 0) return "n/a";
  const std::time_t seconds = wall / second_us;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[64];
  std::strftime(text, sizeof text, "%a %Y-%m-%d %H:%M:%S UTC", &parts);
  return text;
}

std::string status_words(int status) {
  if (WIFEXITED(status)) return "code=exited, status=" + std::to_string(WEXITSTATUS(status));
  return "code=killed, signal=" + signal_name(WTERMSIG(status));
}

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text + " ";
}

const char* load_word(Loaded state) {
  return state == Loaded::Yes ? "loaded" : (state == Loaded::Masked ? "masked" : "not-found");
}

// The last lines of a unit's journal.
std::string journal_tail(const std::string& unit, std::size_t lines_max) {
  std::deque<std::string> lines;
  (void)each_journal_entry(journal_path, 0, [&](const JournalEntry& entry) {
    if (entry.unit != unit) return;
    lines.push_back(journal_time(entry.at) + " " + entry.identifier + "[" +
                    std::to_string(entry.pid) + "]: " + entry.text + "\n");
    if (lines.size() > lines_max) lines.pop_front();
  });
  std::string tail;
  for (const std::string& line : lines) tail += line;
  return tail;
}

using Property = std::pair<const char*, std::string>;

std::vector<Property> properties_of(const std::string& name, const Runtime* runtime, Loaded state) {
  std::vector<Property> all{{"Id", name}, {"LoadState", load_word(state)}};
  if (runtime == nullptr) {
    all.insert(all.end(), {{"ActiveState", "inactive"}, {"SubState", "dead"}, {"MainPID", "0"}});
    return all;
  }
  const Service& service = runtime->unit.service;
  const int status = runtime->main_status;
  const int code =
      !runtime->main_ended ? 0 : (WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
  const std::vector<Property> rest{
      {"Names", name},
      {"Description", runtime->unit.description},
      {"ActiveState", active_word(*runtime)},
      {"SubState", sub_word(*runtime)},
      {"FragmentPath", runtime->unit.fragment},
      {"MainPID", std::to_string(runtime->main_pid)},
      {"ControlPID", std::to_string(runtime->control_pid)},
      {"Result", runtime->result},
      {"NRestarts", std::to_string(runtime->restarts)},
      {"ExecMainStatus", std::to_string(code)},
      {"ExecMainCode", runtime->main_ended ? (WIFEXITED(status) ? "1" : "2") : "0"},
      {"ExecMainPID", std::to_string(runtime->main_pid)},
      {"StatusText", runtime->status_text},
      {"InvocationID", runtime->members.invocation_id},
      {"User", service.user},
      {"Group", service.group},
      {"KillSignal", std::to_string(service.kill_signal)},
      {"TimeoutStopUSec", show_time_span(service.stop_timeout_us)},
      {"TimeoutStartUSec", show_time_span(service.start_timeout_us)},
      {"RestartUSec", show_time_span(service.restart_us)},
      {"ActiveEnterTimestamp",
       runtime->active_since == 0 ? "" : moment_text(runtime->active_since)},
      {"InactiveEnterTimestamp",
       runtime->inactive_since == 0 ? "" : moment_text(runtime->inactive_since)},
  };
  all.insert(all.end(), rest.begin(), rest.end());
  return all;
}

}  // namespace

void Manager::verb_is_active(Client& client, const Request& request) {
  // "Returns an exit code 0 if at least one is active, or non-zero otherwise."
  client.code = 3;
  for (const std::string& word : request.names) {
    Loaded state;
    const Runtime* runtime = load(full_name(word), state);
    std::string active = runtime == nullptr ? "inactive" : active_word(*runtime);
    if (is_done_by_instance(full_name(word))) active = "active";
    if (active == "active" || active == "reloading") client.code = 0;
    if (!request.quiet) answer(client, answer_output, active + "\n");
    if (runtime == nullptr && client.code != 0) client.code = 4;
  }
}

void Manager::verb_is_failed(Client& client, const Request& request) {
  client.code = 1;
  for (const std::string& word : request.names) {
    const Runtime* runtime = find(full_name(word));
    const std::string active = runtime == nullptr ? "inactive" : active_word(*runtime);
    if (active == "failed") client.code = 0;
    if (!request.quiet) answer(client, answer_output, active + "\n");
  }
}

void Manager::verb_is_running(Client& client, const Request& request) {
  const bool failed = std::any_of(units_.begin(), units_.end(), [](const auto& each) {
    return each.second.state == State::Failed;
  });
  const char* word = stopping_ ? "stopping" : (failed ? "degraded" : "running");
  if (!request.quiet) answer(client, answer_output, std::string{word} + "\n");
  client.code = stopping_ || failed ? 1 : 0;
}

std::string Manager::status_text(Runtime& runtime) {
  const Unit& unit = runtime.unit;
  const bool active = is_active(runtime);
  std::string text = active ? "● " : (runtime.state == State::Failed ? "× " : "○ ");
  text += unit.name + " - " + unit.description + "\n";
  text += "     Loaded: loaded (" + unit.fragment + ")\n";
  for (const std::string& path : unit.drop_ins) text += "    Drop-In: " + path + "\n";
  text += "     Active: " + std::string{active_word(runtime)} + " (" + sub_word(runtime) + ")";
  if (runtime.state == State::Failed) text += " (Result: " + runtime.result + ")";
  const Microseconds since = active ? runtime.active_since : runtime.inactive_since;
  if (since != 0) text += " since " + moment_text(since);
  text += "\n";
  if (unit.kind == "timer" && active && runtime.timer_next != infinite_us) {
    text += "    Trigger: " + moment_text(clock_.wall() + runtime.timer_next - clock_.monotonic()) +
            "\n";
  }
  if (unit.kind == "path" || unit.kind == "socket") {
    text += "   Triggers: ● " + full_name(triggered_unit(unit)) + "\n";
  }
  for (const Socket::Listen& listen : unit.socket.listens) {
    text += "     Listen: " + listen.address + " (" + listen.kind.substr(6) + ")\n";
  }
  for (const std::string& each : triggers_of(unit.name)) text += "TriggeredBy: ● " + each + "\n";
  if (runtime.main_pid > 0) {
    text += "   Main PID: " + std::to_string(runtime.main_pid) + " (" +
            process_name(runtime.main_pid) + ")\n";
  } else if (runtime.main_ended) {
    text += "    Process: (" + status_words(runtime.main_status) + ")\n";
  }
  if (!runtime.status_text.empty()) text += "     Status: \"" + runtime.status_text + "\"\n";
  return text;
}

void Manager::verb_status(Client& client, const Request& request) {
  std::vector<std::string> names;
  for (const std::string& word : request.names) names.push_back(full_name(word));
  if (names.empty()) {
    for (const auto& [name, runtime] : units_) {
      const bool shown = runtime.unit.kind != "target" && !is_unlisted(name);
      if (!is_settled(runtime) && shown) names.push_back(name);
    }
  }
  drain_streams();
  for (const std::string& name : names) {
    Loaded state;
    Runtime* runtime = load(name, state);
    if (runtime == nullptr) {
      say_error(client, "Unit " + name +
                            (state == Loaded::Masked ? " is masked." : " could not be found."));
      client.code = 4;
      continue;
    }
    std::string text = status_text(*runtime);
    // "Only root and members of adm see the messages of others."
    const std::string tail = client.uid == 0 ? journal_tail(runtime->unit.name, 10) : "";
    if (!tail.empty()) text += "\n" + tail;
    answer(client, answer_output, text + (names.size() > 1 ? "\n" : ""));
    if (!is_active(*runtime) && client.code == 0 && !request.names.empty()) client.code = 3;
  }
}

void Manager::verb_show(Client& client, const Request& request) {
  for (const std::string& word : request.names) {
    const std::string name = full_name(word);
    Loaded state;
    const Runtime* runtime = load(name, state);
    for (const auto& [key, value] : properties_of(name, runtime, state)) {
      const bool wanted = request.properties.empty() ||
                          std::find(request.properties.begin(), request.properties.end(), key) !=
                              request.properties.end();
      if (!wanted) continue;
      answer(client, answer_output, (request.value ? "" : std::string{key} + "=") + value + "\n");
    }
  }
}

void Manager::verb_list(Client& client, const Request& request) {
  std::string text = request.no_legend
                         ? ""
                         : "  UNIT                           LOAD   ACTIVE   SUB     DESCRIPTION\n";
  std::size_t count = 0;
  for (const auto& [name, runtime] : units_) {
    bool named = request.names.empty();
    if (is_unlisted(name)) continue;
    for (const std::string& word : request.names) named = named || matches(full_name(word), name);
    const bool shown = request.all || runtime.state != State::Inactive;
    const bool state = request.state.empty() || request.state == active_word(runtime) ||
                       request.state == sub_word(runtime);
    const bool type = request.type.empty() || request.type == runtime.unit.kind;
    if (!named || !shown || !state || !type) continue;
    ++count;
    text += (runtime.state == State::Failed ? "● " : "  ") + padded(name, 30) +
            padded("loaded", 6) + padded(active_word(runtime), 8) + padded(sub_word(runtime), 7) +
            runtime.unit.description + "\n";
  }
  if (!request.no_legend) text += "\n" + std::to_string(count) + " loaded units listed.\n";
  answer(client, answer_output, text);
}

void Manager::verb_list_timers(Client& client, const Request& request) {
  std::string text =
      request.no_legend
          ? ""
          : "NEXT                         LEFT       UNIT                 ACTIVATES\n";
  std::size_t count = 0;
  for (const auto& [name, runtime] : units_) {
    if (runtime.unit.kind != "timer" || !is_active(runtime) || is_unlisted(name)) continue;
    ++count;
    const Microseconds left =
        runtime.timer_next == infinite_us ? infinite_us : runtime.timer_next - clock_.monotonic();
    const bool known_end = left != infinite_us;
    text += padded(known_end ? moment_text(clock_.wall() + left) : "n/a", 28) +
            padded(known_end ? show_time_span(left / second_us * second_us) : "n/a", 10) +
            padded(name, 20) + full_name(runtime.unit.timer.unit) + "\n";
  }
  if (!request.no_legend) text += "\n" + std::to_string(count) + " timers listed.\n";
  answer(client, answer_output, text);
}

void Manager::verb_list_sockets(Client& client, const Request& request) {
  std::string text =
      request.no_legend ? "" : "LISTEN               UNIT                 ACTIVATES\n";
  std::size_t count = 0;
  for (const auto& [name, runtime] : units_) {
    if (runtime.unit.kind != "socket" || !is_active(runtime)) continue;
    for (const Socket::Listen& listen : runtime.unit.socket.listens) {
      ++count;
      text += padded(listen.address, 20) + padded(name, 20) +
              full_name(triggered_unit(runtime.unit)) + "\n";
    }
  }
  if (!request.no_legend) text += "\n" + std::to_string(count) + " sockets listed.\n";
  answer(client, answer_output, text);
}

void Manager::verb_default(Client& client, const Request& request) {
  (void)request;
  answer(client, answer_output, "multi-user.target\n");
}

}  // namespace spotdrill::init::units
