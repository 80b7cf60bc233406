#include "init/units/journal.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace spotdrill::init::units {
namespace {

constexpr const char* log_paths[] = {"/var/log/syslog", "/var/log/messages"};
constexpr int append_to = O_WRONLY | O_APPEND | O_CLOEXEC;

void write_all(int fd, std::string_view text) {
  while (fd >= 0 && !text.empty()) {
    const ssize_t written = ::write(fd, text.data(), text.size());
    if (written <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

// The next field of a line; false: there is none.
bool take_field(std::string_view& line, std::string_view& field) {
  const std::size_t tab = line.find('\t');
  if (tab == std::string_view::npos) return false;
  field = line.substr(0, tab);
  line.remove_prefix(tab + 1);
  return true;
}

}  // namespace

std::string journal_line(const JournalEntry& entry) {
  std::string line = std::to_string(entry.at) + "\t" + entry.unit + "\t" + entry.identifier + "\t" +
                     std::to_string(entry.pid) + "\t" + std::to_string(entry.priority) + "\t";
  for (const char c : entry.text) line += c == '\n' || c == '\r' ? ' ' : c;
  return line + "\n";
}

bool parse_journal_line(std::string_view line, JournalEntry& entry) {
  std::string_view at, unit, identifier, pid, priority;
  if (!take_field(line, at) || !take_field(line, unit) || !take_field(line, identifier) ||
      !take_field(line, pid) || !take_field(line, priority)) {
    return false;
  }
  entry.at = std::strtoll(std::string{at}.c_str(), nullptr, 10);
  entry.unit = unit;
  entry.identifier = identifier;
  entry.pid = std::atoi(std::string{pid}.c_str());
  entry.priority = std::atoi(std::string{priority}.c_str());
  entry.text = line;
  return true;
}

std::int64_t each_journal_entry(const char* path, std::int64_t from,
                                const std::function<void(const JournalEntry&)>& function) {
  std::FILE* file = std::fopen(path, "re");
  if (file == nullptr) return -1;
  (void)!fseeko(file, from, SEEK_SET);
  char* line = nullptr;
  std::size_t room = 0;
  ssize_t length = 0;
  while ((length = getline(&line, &room, file)) > 0 && line[length - 1] == '\n') {
    from += length;
    JournalEntry entry;
    const std::string_view text{line, static_cast<std::size_t>(length - 1)};
    if (parse_journal_line(text, entry)) function(entry);
  }
  std::free(line);
  std::fclose(file);
  return from;
}

void append_to_journal(const std::string& line) {
  struct stat about{};
  if (stat(journal_path, &about) == 0 && about.st_size >= journal_bytes_max) {
    (void)!rename(journal_path, journal_old_path);
  }
  const int file = open(journal_path, append_to | O_CREAT, 0640);
  if (file < 0) return;
  write_all(file, line);
  close(file);
}

std::string journal_time(Microseconds at) {
  const std::time_t seconds = at / second_us;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%b %d %H:%M:%S", &parts);
  return text;
}

Journal::Journal(const DrillClock& clock) : clock_(clock) {
  const mode_t before = umask(0027);
  file_ = open(journal_path, append_to | O_CREAT, 0640);
  umask(before);
  struct stat about{};
  if (file_ >= 0 && fstat(file_, &about) == 0) length_ = about.st_size;
  // PID 1 reads it always: a write never waits for long.
  console_ = open("/dev/console", O_WRONLY | O_CLOEXEC);
  for (int index = 0; index < 2; ++index) logs_[index] = open(log_paths[index], append_to);
  char name[256] = {};
  if (gethostname(name, sizeof name - 1) == 0) host_ = name;
  host_ = host_.substr(0, host_.find('.'));
}

void Journal::keep(const std::string& line) {
  if (length_ >= journal_bytes_max && rename(journal_path, journal_old_path) == 0) {
    if (file_ >= 0) close(file_);
    file_ = open(journal_path, append_to | O_CREAT, 0640);
    length_ = 0;
  }
  write_all(file_, line);
  length_ += static_cast<std::int64_t>(line.size());
}

void Journal::write(JournalEntry entry) {
  entry.at = clock_.wall();
  keep(journal_line(entry));
  const std::string said = entry.identifier +
                           (entry.pid > 0 ? "[" + std::to_string(entry.pid) + "]" : "") + ": " +
                           entry.text + "\n";
  write_all(console_, said);
  // Debian's and Amazon Linux 2's rsyslog takes the journal's lines too. PID 1 keeps them short.
  for (const int log : logs_) write_all(log, journal_time(entry.at) + " " + host_ + " " + said);
}

void Journal::say(const std::string& unit, std::string text, int priority) {
  write({.unit = unit,
         .identifier = "systemd",
         .pid = 1,
         .priority = priority,
         .text = std::move(text)});
}

}  // namespace spotdrill::init::units
