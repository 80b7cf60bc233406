// Clients: who they are, what they may, and when they get their answers.
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>

#include "init/passed_descriptors.hpp"
#include "init/report.hpp"
#include "init/units/manager.hpp"

namespace spotdrill::init::units {
namespace {

constexpr std::size_t clients_max = 128;

std::vector<std::string> words_of_request(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty() && words.size() < 1'000) {
    const std::size_t end = std::min(text.find('\0'), text.size());
    words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

// What one gives of its own comes along: its standard streams, or nothing.
ssize_t receive_request(int from, char* text, std::size_t size, std::array<int, 3>& streams) {
  std::array<int, 3> given = no_streams;
  std::size_t count = 0;
  const ssize_t got =
      receive_with(from, text, size, MSG_DONTWAIT, given.data(), given.size(), count);
  if (count == 0) return got;
  if (count < given.size()) close_streams(given);
  close_streams(streams);
  streams = given;
  return got;
}

}  // namespace

const Manager::VerbEntry* Manager::find_verb(const std::string& name) {
  static constexpr VerbEntry entries[] = {
      {"start", &Manager::verb_start, true},
      {"stop", &Manager::verb_stop, true},
      {"restart", &Manager::verb_restart, true},
      {"try-restart", &Manager::verb_restart, true},
      {"condrestart", &Manager::verb_restart, true},
      {"reload", &Manager::verb_reload, true},
      {"reload-or-restart", &Manager::verb_reload, true},
      {"try-reload-or-restart", &Manager::verb_reload, true},
      {"force-reload", &Manager::verb_reload, true},
      {"kill", &Manager::verb_kill, true},
      {"reset-failed", &Manager::verb_reset_failed, true},
      {"daemon-reload", &Manager::verb_daemon_reload, true},
      {"daemon-reexec", &Manager::verb_daemon_reload, true},
      {"is-active", &Manager::verb_is_active, false},
      {"is-failed", &Manager::verb_is_failed, false},
      {"is-system-running", &Manager::verb_is_running, false},
      {"status", &Manager::verb_status, false},
      {"show", &Manager::verb_show, false},
      {"list-units", &Manager::verb_list, false},
      {"list-timers", &Manager::verb_list_timers, false},
      {"list-sockets", &Manager::verb_list_sockets, false},
      {"list-unit-files", &Manager::verb_list_files, false},
      {"list-jobs", &Manager::verb_nothing, false},
      {"get-default", &Manager::verb_default, false},
      {"set-default", &Manager::verb_nothing, true},
      {"is-enabled", &Manager::verb_is_enabled, false},
      {"enable", &Manager::verb_enable, true},
      {"reenable", &Manager::verb_enable, true},
      {"disable", &Manager::verb_disable, true},
      {"mask", &Manager::verb_mask, true},
      {"unmask", &Manager::verb_unmask, true},
      {"cat", &Manager::verb_cat, false},
      {"run-transient", &Manager::verb_run, true},
      {"sudo", &Manager::verb_sudo, false},
      // Of one's own; root's commands may name another user.
      {"crontab-list", &Manager::verb_crontab_list, false},
      {"crontab-install", &Manager::verb_crontab_install, false},
      {"crontab-remove", &Manager::verb_crontab_remove, false},
      {"at-add", &Manager::verb_at_add, false},
      {"at-list", &Manager::verb_at_list, false},
      {"at-remove", &Manager::verb_at_remove, false},
  };
  for (const VerbEntry& entry : entries) {
    if (name == entry.name) return &entry;
  }
  return nullptr;
}

void Manager::accept_client() {
  const int fd = accept4(listener_fd, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (fd < 0) return;
  ucred peer{};
  socklen_t size = sizeof peer;
  if (clients_.size() >= clients_max ||
      getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) {
    close(fd);
    return;
  }
  constexpr int bytes = 1 << 20;
  setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &bytes, sizeof bytes);
  auto client = std::make_unique<Client>();
  client->fd = fd;
  client->uid = peer.uid;
  clients_.push_back(std::move(client));
}

void Manager::hear_client(Client& client) {
  static char text[request_bytes_max];
  const ssize_t got = receive_request(client.fd, text, sizeof text, client.streams);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (got <= 0 || client.answered || !client.verb.empty()) {
    close(client.fd);  // It has gone; what it asked for goes on.
    client.fd = -1;
    return;
  }
  const auto words = words_of_request({text, static_cast<std::size_t>(got)});
  const Request request = parse_request(words);
  client.verb = request.verb;
  client.quiet = request.quiet;
  const VerbEntry* verb = find_verb(request.verb);
  if (request.user) {
    say_error(client, "Failed to connect to bus: No medium found");
    client.code = 1;
  } else if (verb == nullptr) {
    report_unavailable("command", "systemctl " + request.verb,
                       "Instances here have no systemctl " + request.verb + ".");
    say_error(client, "Unknown command verb " + request.verb + ".");
    client.code = 1;
  } else if (verb->changes && client.uid != 0) {
    const std::string what = request.names.empty() ? "" : " " + full_name(request.names.front());
    say_error(client, "Failed to " + request.verb + what + ": Access denied");
    client.code = request.verb == "start" ? 4 : 1;
  } else {
    (this->*verb->run)(client, request);
  }
}

void Manager::answer(Client& client, char kind, const std::string& text) {
  std::size_t at = 0;
  do {
    const std::string packet = kind + text.substr(at, packet_bytes_max);
    at += packet_bytes_max;
    if (client.fd >= 0)
      (void)!send(client.fd, packet.data(), packet.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  } while (at < text.size());
}

void Manager::say_error(Client& client, const std::string& text) {
  answer(client, answer_errors, text + "\n");
}

void Manager::finish(Client& client) {
  if (client.answered) return;
  client.answered = true;
  answer(client, answer_exit, std::to_string(client.code));
}

// Whether the units whose ends it waits for have come to them. Its code is then a service's own.
bool Manager::wait_over(Client& client) {
  for (const std::string& name : client.waits_end) {
    const Runtime* runtime = find(name);
    if (runtime != nullptr && !is_settled(*runtime)) return false;
  }
  for (const std::string& name : client.waits_end) {
    const Runtime* runtime = find(name);
    if (!client.runs || client.answered || runtime == nullptr) continue;
    const int status = runtime->main_status;
    const bool exited = runtime->main_ended && WIFEXITED(status);
    client.code =
        !runtime->main_ended ? 1 : (exited ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    if (client.quiet) continue;
    say_error(client, "Finished with result: " + runtime->result);
    if (!runtime->main_ended) continue;
    say_error(client, "Main processes terminated with: code=" +
                          (exited ? "exited/status=" + std::to_string(WEXITSTATUS(status))
                                  : "killed/signal=" + signal_name(WTERMSIG(status))));
  }
  client.waits_end.clear();
  return true;
}

void Manager::forget_client(Client& client) {
  close_streams(client.streams);
  if (!client.ends_with) return;
  for (const std::string& name : client.waits_end) enqueue_stop(name, false);
}

// Those whose jobs have all come to their ends.
void Manager::finish_waiting() {
  for (const auto& client : clients_) {
    if (!client->verb.empty() && client->waits.empty() && wait_over(*client)) finish(*client);
  }
}

bool Manager::known(Client& client, const std::string& name, const char* to_do) {
  Loaded state;
  if (load(name, state) != nullptr) return true;
  say_error(client, "Failed to " + std::string{to_do} + " " + name + ": Unit " + name +
                        (state == Loaded::Masked ? " is masked." : " not loaded."));
  client.code = 5;
  return false;
}

}  // namespace spotdrill::init::units
