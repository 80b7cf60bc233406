// Cron's and at's jobs: timers of the manager whose files are crontabs, each run a service of its
// own. Source: cron(8), atd(8).
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <ctime>

#include "init/files.hpp"
#include "init/schedules.hpp"
#include "init/units/accounts.hpp"
#include "init/units/format/at_time.hpp"
#include "init/units/manager.hpp"
#include "init/unix_address.hpp"

namespace spotdrill::init::units {
namespace {

constexpr std::size_t scheduled_max = 1'000;

// "PATH=/usr/bin:/bin": cron's own, with the commands that an instance has of its image.
constexpr const char* cron_path = "/run/spotdrill/bin:/usr/bin:/bin";

// What programs here need where an EC2 instance needs nothing; cron gives its jobs nothing else.
constexpr std::string_view kept_variables[] = {"AWS_CA_BUNDLE",       "SSL_CERT_FILE",
                                               "REQUESTS_CA_BUNDLE",  "CURL_CA_BUNDLE",
                                               "NODE_EXTRA_CA_CERTS", "LANG"};

// Debian's /etc/crontab, for the directories of scripts.
constexpr const char* script_moments[] = {"*-*-* *:17:00", "*-*-* 6:25:00", "Sun *-*-* 6:47:00",
                                          "*-*-1 6:52:00"};

struct CronSource {
  std::string path;
  std::string user;  // Empty: the file's lines name users.
};

// "They must consist solely of upper- and lower-case letters, digits, underscores, and hyphens": a
// dot in its name has Debian's cron pass over a file. cronie takes it.
bool heeds_name(std::string_view name, bool amazon_linux) {
  for (const char c : name) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
    if (!plain && !(amazon_linux && c == '.')) return false;
  }
  return !name.empty() && name[0] != '.';
}

// The files of a directory that the instance has written, by their names.
std::vector<std::string> own_files(const char* directory, const OwnFiles& own) {
  std::vector<std::string> found;
  for (const std::string& name : names_in(directory, "")) {
    struct stat about{};
    const std::string path = directory + std::string{"/"} + name;
    if (stat(path.c_str(), &about) == 0 && own.contains(about)) found.push_back(name);
  }
  return found;
}

bool runs_script_directories(const std::string& command) {
  return command.find("run-parts") != std::string::npos &&
         command.find("/etc/cron.") != std::string::npos;
}

std::string calendar_of(std::time_t moment) {
  std::tm parts{};
  gmtime_r(&moment, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%F %H:%M:00", &parts);
  return text;
}

}  // namespace

void Manager::log_cron(pid_t pid, const std::string& text) {
  const int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  const sockaddr_un address = unix_address("/dev/log");
  // Facility cron, informational.
  const std::string message = "<78>" + journal_time(clock_.wall()) +
                              (amazon_linux_ ? " CROND[" : " CRON[") + std::to_string(pid) +
                              "]: " + text;
  (void)!sendto(fd, message.data(), message.size(), MSG_NOSIGNAL | MSG_DONTWAIT,
                reinterpret_cast<const sockaddr*>(&address), sizeof address);
  close(fd);
}

// What a job prints is mailed, and nobody here takes mail, as on EC2's images. cronie, Amazon
// Linux's, "will use syslog instead of sendmail" then; Debian's discards it.
void Manager::take_cron_output(Stream& stream, const std::string& line) {
  if (!line.empty()) stream.printed = true;
  if (amazon_linux_ && !line.empty() && stream.cron_user != "at") {
    log_cron(stream.pid, "(" + stream.cron_user + ") CMDOUT (" + line + ")");
  }
}

void Manager::tell_discarded(const Stream& stream) {
  if (!stream.printed || amazon_linux_ || stream.cron_user.empty() || stream.cron_user == "at") {
    return;
  }
  log_cron(stream.pid, "(CRON) info (No MTA installed, discarding output)");
}

std::map<std::string, Manager::Scheduled> Manager::wanted_schedules() {
  const OwnFiles own;
  std::vector<CronSource> sources;
  struct stat about{};
  if (stat(system_crontab, &about) == 0 && own.contains(about))
    sources.push_back({system_crontab, ""});
  for (const std::string& name : own_files(cron_directory, own)) {
    if (heeds_name(name, amazon_linux_))
      sources.push_back({std::string{cron_directory} + "/" + name, ""});
  }
  for (const char* directory : {crontabs_directory, other_crontabs_directory}) {
    for (const std::string& name : own_files(directory, own)) {
      sources.push_back({std::string{directory} + "/" + name, name});
    }
  }
  std::map<std::string, Scheduled> wanted;
  for (const CronSource& source : sources) {
    std::string text;
    if (read_file(source.path, text).failed() || text.empty()) continue;
    Crontab table = parse_crontab(text, source.user.empty());
    const std::string name = source.user.empty()
                                 ? "*system*" + source.path.substr(source.path.rfind('/') + 1)
                                 : source.user;
    if (text.back() != '\n') table.errors.emplace_back(0, "Missing newline before EOF");
    if (!table.errors.empty()) {
      const std::string& what = table.errors.front().second;
      log_cron(getpid(), "Error: " + what + "; while reading " + source.path);
      log_cron(getpid(), "(" + name + ") ERROR (" +
                             (table.errors.front().first > 0 ? "Syntax error" : what) +
                             ", this crontab file will be ignored)");
      continue;
    }
    for (std::size_t index = 0; index < table.entries.size(); ++index) {
      CronEntry& entry = table.entries[index];
      if (source.path == system_crontab && runs_script_directories(entry.command)) continue;
      if (!source.user.empty()) entry.user = source.user;
      wanted[":cron:" + source.path + ":" + std::to_string(index)] = {.entry = std::move(entry)};
    }
  }
  for (std::size_t index = 0; index < std::size(script_moments); ++index) {
    const char* directory = cron_script_directories[index];
    for (const std::string& name : own_files(directory, own)) {
      const std::string path = std::string{directory} + "/" + name;
      if (!heeds_name(name, false) || access(path.c_str(), X_OK) != 0) continue;
      CronEntry entry{.calendars = {script_moments[index]},
                      .user = "root",
                      .command = path,
                      .input = {},
                      .environment = {}};
      wanted[":cron:" + path] = {.entry = std::move(entry)};
    }
  }
  for (const std::string& name : own_files(at_jobs_directory, own)) {
    const auto job = parse_at_name(name);
    if (!job) continue;
    CronEntry entry{.calendars = {calendar_of(job->due)},
                    .user = "at",
                    .command = {},
                    .input = {},
                    .environment = {}};
    wanted[":cron:at:" + name] = {.entry = std::move(entry),
                                  .at_job = std::string{at_jobs_directory} + "/" + name,
                                  .due = job->due};
  }
  return wanted;
}

void Manager::add_timer(const std::string& name, const Scheduled& scheduled) {
  Runtime& timer = units_[name];
  timer = {};
  timer.unit.name = name;
  timer.unit.kind = "timer";
  timer.unit.fragment = "transient";
  timer.unit.timer.calendars = scheduled.entry.calendars;
  timer.state = timer.seen = State::Running;
  timer.started_at = clock_.monotonic();
  // What was due while the machine was off is run when it is on again.
  if (!scheduled.at_job.empty() && scheduled.due * second_us <= clock_.wall()) {
    timer.unit.timer.calendars.clear();
    timer.unit.timer.after = {{'a', 0}};
  }
  schedule(timer);
}

// "cron examines the modification time on all crontabs and reload those which have changed."
void Manager::read_schedules(bool at_boot) {
  if (stopping_) return;
  std::string release;
  (void)!read_file("/etc/os-release", release).failed();
  amazon_linux_ = release.find("\nID=\"amzn\"") != std::string::npos;
  std::map<std::string, Scheduled> wanted = wanted_schedules();
  std::erase_if(scheduled_, [&](const auto& each) {
    const auto found = wanted.find(each.first);
    if (found != wanted.end() && found->second == each.second) return false;
    units_.erase(each.first);
    return true;
  });
  for (auto& [name, scheduled] : wanted) {
    if (scheduled.entry.calendars.empty()) {
      // "@reboot": at cron's start, which is the boot. What is installed later waits for the next.
      if (at_boot) run_job_of_cron(scheduled);
      continue;
    }
    if (scheduled_.size() >= scheduled_max || scheduled_.contains(name)) continue;
    add_timer(name, scheduled);
    scheduled_.emplace(name, std::move(scheduled));
  }
}

void Manager::run_scheduled(const std::string& name) {
  const auto found = scheduled_.find(name);
  if (found == scheduled_.end()) return;
  const Scheduled scheduled = found->second;
  run_job_of_cron(scheduled);
  if (scheduled.at_job.empty()) return;
  unlink(scheduled.at_job.c_str());
  scheduled_.erase(found);
  units_.erase(name);
}

void Manager::run_job_of_cron(const Scheduled& scheduled) {
  const CronEntry& entry = scheduled.entry;
  const bool at = !scheduled.at_job.empty();
  Unit unit = unlisted_service("cron:run");
  unit.description = entry.user;  // Whose output it is.
  Service& service = unit.service;
  // What a job leaves behind goes on, as it does below cron.
  service.kill_mode = KillMode::Process;
  Environment& own = service.environment;
  own = entry.environment;
  own.emplace("PATH", cron_path);
  own.emplace("SHELL", "/bin/sh");
  std::string user = entry.user;
  struct stat about{};
  if (at && stat(scheduled.at_job.c_str(), &about) == 0) user = std::to_string(about.st_uid);
  const auto account = find_account(user);
  if (account) {
    own["LOGNAME"] = own["USER"] = account->name;
    own.emplace("HOME", account->home);
    service.working_directory = "-" + own["HOME"];
  }
  // One that is not there fails at its start, which is told.
  if (!account || account->uid != 0) service.user = user;
  for (const auto& [name, value] : environment_) {
    const auto& kept = kept_variables;
    if (!own.contains(name) &&
        std::find(std::begin(kept), std::end(kept), name) == std::end(kept)) {
      service.unset_environment.push_back(name);
    }
  }
  const std::string shell = at ? "/bin/sh" : own["SHELL"];
  ExecCommand command{.path = shell, .words = {shell}, .keep_dollars = true};
  if (at) {
    service.standard_input = "file:" + scheduled.at_job;
  } else {
    command.words.insert(command.words.end(), {"-c", entry.command});
    if (!entry.input.empty()) service.standard_input = "data";
    service.input_text = entry.input;
  }
  service.exec["ExecStart"].push_back(std::move(command));
  const std::string name = unit.name;
  Runtime& runtime = units_[name];
  runtime.unit = std::move(unit);
  (void)services_.start(runtime);
  if (!at) log_cron(runtime.main_pid, "(" + entry.user + ") CMD (" + entry.command + ")");
}

Unit Manager::unlisted_service(const char* of) {
  Unit unit;
  unit.name = ":" + std::string{of} + ":" + std::to_string(++unlisted_) + ".service";
  unit.kind = "service";
  unit.fragment = "transient";
  unit.service.ignore_sigpipe = false;
  return unit;
}

void Manager::forget_ended_jobs() {
  const auto waited_for = [&](const std::string& name) {
    return std::any_of(clients_.begin(), clients_.end(),
                       [&](const auto& client) { return client->waits_end.contains(name); });
  };
  std::erase_if(units_, [&](const auto& each) {
    return is_unlisted(each.first) && each.second.unit.kind == "service" &&
           is_settled(each.second) && !jobs_.contains(each.first) && !waited_for(each.first);
  });
}

}  // namespace spotdrill::init::units
