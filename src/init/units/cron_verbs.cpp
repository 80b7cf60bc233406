// What `crontab` and `at` ask of the manager, which alone may write to their places.
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>

#include "init/files.hpp"
#include "init/schedules.hpp"
#include "init/units/accounts.hpp"
#include "init/units/format/at_time.hpp"
#include "init/units/manager.hpp"

namespace spotdrill::init::units {
namespace {

constexpr std::size_t at_jobs_max = 1'000;
constexpr const char* at_numbers = "/var/spool/cron/atjobs/.SEQ";

std::string user_name(uid_t uid) {
  const auto account = find_account(std::to_string(uid));
  return account ? account->name : std::to_string(uid);
}

std::string crontab_of(const std::string& user) {
  const std::string other = std::string{other_crontabs_directory} + "/" + user;
  const std::string path = std::string{crontabs_directory} + "/" + user;
  return !exists(path) && exists(other) ? other : path;
}

// "Mon Nov 30 10:00:00 2026", as ctime has it.
std::string at_moment(std::time_t moment) {
  std::tm parts{};
  gmtime_r(&moment, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%a %b %e %H:%M:%S %Y", &parts);
  return text;
}

struct AtJob {
  std::string path;
  AtName name;
  uid_t owner = 0;
};

std::vector<AtJob> at_jobs() {
  std::vector<AtJob> jobs;
  for (const std::string& name : names_in(at_jobs_directory, "")) {
    struct stat about{};
    const std::string path = std::string{at_jobs_directory} + "/" + name;
    const auto read = parse_at_name(name);
    if (!read || stat(path.c_str(), &about) != 0) continue;
    jobs.push_back({.path = path, .name = *read, .owner = about.st_uid});
  }
  std::sort(jobs.begin(), jobs.end(), [](const AtJob& one, const AtJob& other) {
    return one.name.number < other.name.number;
  });
  return jobs;
}

long next_at_number() {
  constexpr long numbers = 0xfffff;
  std::string text;
  long number = 0;
  if (exists(at_numbers) && !read_file(at_numbers, text).failed()) {
    number = std::strtol(text.c_str(), nullptr, 16);
  }
  number = number % numbers + 1;
  char digits[16];
  std::snprintf(digits, sizeof digits, "%05lx\n", number);
  (void)!write_file(at_numbers, digits, 0600).failed();
  return number;
}

}  // namespace

// Whose crontab a client means; empty: not one that it may touch, which is said.
std::string Manager::crontab_user(Client& client, const Request& request) {
  const std::string own = user_name(client.uid);
  const std::string asked = request.names.empty() ? "" : request.names.front();
  if (asked.empty() || asked == own) return own;
  if (client.uid != 0) {
    say_error(client, "must be privileged to use -u");
  } else if (const auto account = find_account(asked); account && asked.find('/') == asked.npos) {
    return account->name;
  } else {
    say_error(client, "crontab:  user `" + asked + "' unknown");
  }
  client.code = 1;
  return {};
}

void Manager::verb_crontab_list(Client& client, const Request& request) {
  const std::string user = crontab_user(client, request);
  if (user.empty()) return;
  std::string text;
  const std::string path = crontab_of(user);
  if (!exists(path) || read_file(path, text).failed()) {
    say_error(client, "no crontab for " + user);
    client.code = 1;
  } else if (!text.empty()) {
    answer(client, answer_output, text);
  }
}

// crontab-install -- USER FILE TEXT
void Manager::verb_crontab_install(Client& client, const Request& request) {
  const std::string user = crontab_user(client, request);
  if (user.empty() || request.names.size() != 3) return;
  const std::string& text = request.names[2];
  client.code = 1;
  if (!text.empty() && text.back() != '\n') {
    return say_error(client, "new crontab file is missing newline before EOF, can't install.");
  }
  const Crontab table = parse_crontab(text, false);
  for (const auto& [line, error] : table.errors) {
    say_error(client, "\"" + request.names[1] + "\":" + std::to_string(line) + ": " + error);
  }
  if (!table.errors.empty()) {
    return say_error(client, "errors in crontab file, can't install.");
  }
  const std::string path = std::string{crontabs_directory} + "/" + user;
  if (const Outcome written = replace_file(path, text, 0600); written.failed()) {
    return say_error(client, "crontab: " + written.step + ": " + strerrordesc_np(written.error));
  }
  unlink((std::string{other_crontabs_directory} + "/" + user).c_str());
  const auto account = find_account(user);
  if (account) (void)!chown(path.c_str(), account->uid, account->gid);
  client.code = 0;
  read_schedules(false);
}

void Manager::verb_crontab_remove(Client& client, const Request& request) {
  const std::string user = crontab_user(client, request);
  if (user.empty()) return;
  if (unlink(crontab_of(user).c_str()) != 0) {
    say_error(client, "no crontab for " + user);
    client.code = 1;
  }
  read_schedules(false);
}

// at-add -- SECONDS QUEUE TEXT
void Manager::verb_at_add(Client& client, const Request& request) {
  if (request.names.size() != 3 || request.names[1].empty()) return;
  client.code = 1;
  if (at_jobs().size() >= at_jobs_max) return say_error(client, "at: too many jobs");
  const std::time_t due = std::strtoll(request.names[0].c_str(), nullptr, 10) / 60 * 60;
  const auto account = find_account(std::to_string(client.uid));
  const gid_t gid = account ? account->gid : client.uid;
  const long number = next_at_number();
  const std::string path = at_jobs_directory + std::string{"/"} +
                           at_name({.queue = request.names[1][0], .number = number, .due = due});
  const std::string head = "#!/bin/sh\n# atrun uid=" + std::to_string(client.uid) +
                           " gid=" + std::to_string(gid) + "\n# mail " + user_name(client.uid) +
                           " 0\n";
  // Its owner says as whom it is run.
  const std::string fresh = std::string{at_jobs_directory} + "/.new";
  if (const Outcome written = write_file(fresh, head + request.names[2], 0700);
      written.failed() || chown(fresh.c_str(), client.uid, gid) != 0 ||
      rename(fresh.c_str(), path.c_str()) != 0) {
    return say_error(client,
                     "at: Cannot create atjob file: " + std::string{strerrordesc_np(errno)});
  }
  client.code = 0;
  say_error(client, "job " + std::to_string(number) + " at " + at_moment(due));
  read_schedules(false);
}

void Manager::verb_at_list(Client& client, const Request& request) {
  (void)request;
  for (const AtJob& job : at_jobs()) {
    if (client.uid != 0 && job.owner != client.uid) continue;
    answer(client, answer_output,
           std::to_string(job.name.number) + "\t" + at_moment(job.name.due) + " " + job.name.queue +
               " " + user_name(job.owner) + "\n");
  }
}

void Manager::verb_at_remove(Client& client, const Request& request) {
  const std::vector<AtJob> jobs = at_jobs();
  for (const std::string& word : request.names) {
    const auto found = std::find_if(jobs.begin(), jobs.end(), [&](const AtJob& job) {
      return std::to_string(job.name.number) == word &&
             (client.uid == 0 || client.uid == job.owner);
    });
    if (found == jobs.end()) {
      say_error(client, "Cannot find jobid " + word);
      client.code = 1;
    } else {
      unlink(found->path.c_str());
    }
  }
  read_schedules(false);
}

}  // namespace spotdrill::init::units
