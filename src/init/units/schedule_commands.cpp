// crontab, at, batch, atq and atrm. Source: crontab(1), at(1).
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include "init/files.hpp"
#include "init/report.hpp"
#include "init/units/client.hpp"
#include "init/units/drill_clock.hpp"
#include "init/units/format/at_time.hpp"

extern "C" char** environ;

namespace spotdrill::init::units {
namespace {

// A request is one packet; cron's own limit is of lines.
constexpr std::size_t schedule_bytes_max = 60 << 10;

bool read_input(std::string& text) {
  char buffer[4096];
  ssize_t got = 0;
  while ((got = read(STDIN_FILENO, buffer, sizeof buffer)) > 0) {
    text.append(buffer, static_cast<std::size_t>(got));
    if (text.size() > schedule_bytes_max) return false;
  }
  return got == 0;
}

// "-": standard input.
bool read_given(const char* command, const std::string& path, std::string& text) {
  const bool input = path == "-";
  errno = EFBIG;
  const bool read = input ? read_input(text) : !read_file(path, text).failed();
  if (read && text.size() <= schedule_bytes_max) return true;
  std::fprintf(stderr, "%s: %s: %s\n", command, path.c_str(), std::strerror(read ? EFBIG : errno));
  return false;
}

int run_crontab(const std::vector<std::string>& words) {
  std::string user, file = "-";
  char verb = 'i';
  bool only_check = false;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const std::string& word = words[at];
    if (word == "-u" && at + 1 < words.size()) {
      user = words[++at];
    } else if (word == "-l" || word == "-r" || word == "-e") {
      verb = word[1];
    } else if (word == "-n" || word == "-T") {
      only_check = true;
    } else if (word == "-i") {
      // It asks before -r removes; nobody here would answer.
    } else if (word.size() > 1 && word[0] == '-') {
      std::fprintf(stderr, "crontab: usage error: unrecognized option %s\n", word.c_str());
      return 1;
    } else {
      file = word;
    }
  }
  if (verb == 'e' || only_check) {
    report_unavailable("command", verb == 'e' ? "crontab -e" : "crontab -n",
                       "Nobody edits a crontab in an instance; give crontab a file.");
    std::fprintf(stderr, "crontab: %s is not here: give it a file, or - for standard input.\n",
                 verb == 'e' ? "-e" : "-n");
    return 1;
  }
  if (verb == 'l') return ask_manager("crontab", {"crontab-list", "--", user});
  if (verb == 'r') return ask_manager("crontab", {"crontab-remove", "--", user});
  std::string text;
  if (!read_given("crontab", file, text)) return 1;
  return ask_manager("crontab", {"crontab-install", "--", user, file, text});
}

std::string quoted_for_shell(std::string_view text) {
  std::string quoted;
  for (const char c : text) {
    if (c == '\n') {
      quoted += "\"\n\"";
      continue;
    }
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::strchr("%+-./:=@_", c) != nullptr || (c & 0x80) != 0;
    if (!plain) quoted += '\\';
    quoted += c;
  }
  return quoted;
}

// "The working directory, the environment (except for the variables BASH_VERSINFO, DISPLAY, EUID,
// GROUPS, SHELLOPTS, TERM, UID, and _) and the umask are retained from the time of invocation."
std::string surroundings() {
  constexpr std::string_view left_out[] = {"TERM", "DISPLAY", "_",    "SHELLOPTS", "BASH_VERSINFO",
                                           "EUID", "GROUPS",  "PPID", "UID"};
  const mode_t mask = umask(0);
  umask(mask);
  char digits[16];
  std::snprintf(digits, sizeof digits, "%o", mask);
  std::string text = "umask " + std::string{digits} + "\n";
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view whole{*variable};
    const std::size_t equals = whole.find('=');
    const std::string_view name = whole.substr(0, equals);
    bool taken = equals != std::string_view::npos && !name.empty() &&
                 name.find_first_of("%()") == std::string_view::npos;
    for (const std::string_view each : left_out) taken = taken && each != name;
    if (!taken) continue;
    const std::string key{name};
    text += key + "=" + quoted_for_shell(whole.substr(equals + 1)) + "; export " + key + "\n";
  }
  char* here = get_current_dir_name();
  text += "cd " + quoted_for_shell(here != nullptr ? here : "/") +
          " || {\n\t echo 'Execution directory inaccessible' >&2\n\t exit 1\n}\n";
  std::free(here);
  return text;
}

struct AtWish {
  std::string file = "-";
  std::string queue = "a";
  std::string stamp;
  std::vector<std::string> time;
  std::vector<std::string> jobs;
  char verb = 'a';
};

bool take_at_option(const std::vector<std::string>& words, std::size_t& at, AtWish& wish) {
  const std::string& word = words[at];
  const bool more = at + 1 < words.size();
  if (word == "-f" && more)
    wish.file = words[++at];
  else if (word == "-q" && more)
    wish.queue = words[++at];
  else if (word == "-t" && more)
    wish.stamp = words[++at];
  else if (word == "-l")
    wish.verb = 'l';
  else if (word == "-d" || word == "-r")
    wish.verb = 'r';
  else
    return word == "-m" || word == "-M" || word == "-v";
  return true;
}

int add_at_job(const AtWish& wish) {
  const std::time_t now = DrillClock{}.wall() / second_us;
  const auto due =
      wish.stamp.empty() ? parse_at_time(wish.time, now) : parse_at_stamp(wish.stamp, now);
  if (!due) {
    std::string asked = wish.stamp;
    for (const std::string& word : wish.time) asked += (asked.empty() ? "" : " ") + word;
    // Of times that at knows more are read there than here.
    if (!asked.empty()) {
      report_unavailable("command", "at " + asked, "Such a time is not read here.");
    }
    std::fprintf(stderr, "Garbled time\n");
    return 1;
  }
  // Of the time at which it was asked; what has come due since is run at once.
  if (*due + 60 <= now) {
    std::fprintf(stderr, "at: refusing to create job destined in the past\n");
    return 1;
  }
  std::string text;
  if (!read_given("at", wish.file, text)) return 1;
  if (text.empty() || text.back() != '\n') text += '\n';
  std::fprintf(stderr, "warning: commands will be executed using /bin/sh\n");
  return ask_manager("at",
                     {"at-add", "--", std::to_string(*due), wish.queue, surroundings() + text});
}

int remove_at_jobs(const char* called, const std::vector<std::string>& jobs) {
  std::vector<std::string> request{"at-remove", "--"};
  request.insert(request.end(), jobs.begin(), jobs.end());
  return ask_manager(called, request);
}

int run_at(const std::vector<std::string>& words, bool batch) {
  AtWish wish;
  if (batch) wish.queue = "b";
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (words[at].size() > 1 && words[at][0] == '-' && wish.time.empty()) {
      if (take_at_option(words, at, wish)) continue;
      report_unavailable("command", "at " + words[at],
                         "Instances here have no at " + words[at] + ".");
      std::fprintf(stderr, "at: %s is not here.\n", words[at].c_str());
      return 1;
    }
    (wish.verb == 'a' ? wish.time : wish.jobs).push_back(words[at]);
  }
  if (wish.verb == 'l') return ask_manager("at", {"at-list"});
  if (wish.verb == 'r') return remove_at_jobs("at", wish.jobs);
  // DEVIATION: batch runs at once; on a machine it waits until the load is below 1.5, and the load
  // here is the host's.
  if (batch && wish.time.empty()) wish.time = {"now"};
  return add_at_job(wish);
}

}  // namespace

int run_schedule_command(const char* name, int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  const std::string_view called{name};
  if (called == "crontab") return run_crontab(words);
  if (called == "atq") return ask_manager("atq", {"at-list"});
  if (called != "atrm") return run_at(words, called == "batch");
  return remove_at_jobs("atrm", words);
}

}  // namespace spotdrill::init::units
