// journalctl: shows the journal's file. Source: journalctl(1).
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <deque>

#include "init/report.hpp"
#include "init/units/client.hpp"
#include "init/units/drill_clock.hpp"
#include "init/units/format/moment.hpp"
#include "init/units/journal.hpp"
#include "init/units/load.hpp"
#include "init/units/request.hpp"

namespace spotdrill::init::units {
namespace {

struct JournalQuery {
  std::vector<std::string> unit_patterns;
  std::vector<std::string> identifiers;
  std::string output = "short";
  std::string grep;
  std::string problem;
  long lines = -1;  // -1: all.
  bool follow = false;
  bool reverse = false;
  Microseconds since = 0;
  Microseconds until = infinite_us;
  int priority = 7;  ///< Nothing less urgent.
};

std::string host_name() {
  char name[256] = {};
  (void)!gethostname(name, sizeof name - 1);
  const std::string text{name};
  return text.substr(0, text.find('.'));
}

class JournalReader {
 public:
  explicit JournalReader(JournalQuery query) : query_(std::move(query)), host_(host_name()) {}
  int run();

 private:
  bool wanted(const JournalEntry& entry) const;
  void print(const JournalEntry& entry) const;
  void follow(std::int64_t from);

  JournalQuery query_;
  std::string host_;
};

bool JournalReader::wanted(const JournalEntry& entry) const {
  const auto& units = query_.unit_patterns;
  const auto& names = query_.identifiers;
  if (!units.empty() && std::none_of(units.begin(), units.end(), [&](const std::string& each) {
        return matches(each, entry.unit);
      })) {
    return false;
  }
  if (!names.empty() && std::find(names.begin(), names.end(), entry.identifier) == names.end()) {
    return false;
  }
  return entry.at >= query_.since && entry.at <= query_.until &&
         entry.priority <= query_.priority &&
         (query_.grep.empty() || entry.text.find(query_.grep) != std::string::npos);
}

void JournalReader::print(const JournalEntry& entry) const {
  if (query_.output == "cat") {
    std::printf("%s\n", entry.text.c_str());
    return;
  }
  const std::string pid = entry.pid > 0 ? "[" + std::to_string(entry.pid) + "]" : "";
  std::printf("%s %s %s%s: %s\n", journal_time(entry.at).c_str(), host_.c_str(),
              entry.identifier.c_str(), pid.c_str(), entry.text.c_str());
}

void JournalReader::follow(std::int64_t from) {
  for (;;) {
    std::fflush(stdout);
    if (std::ferror(stdout) != 0) return;
    struct stat about{};
    // A new file has taken its place.
    if (stat(journal_path, &about) == 0 && about.st_size < from) from = 0;
    from = std::max<std::int64_t>(each_journal_entry(journal_path, from,
                                                     [&](const JournalEntry& entry) {
                                                       if (wanted(entry)) print(entry);
                                                     }),
                                  0);
    constexpr unsigned look_again_us = 100'000;
    usleep(look_again_us);
  }
}

int JournalReader::run() {
  std::deque<JournalEntry> found;
  const auto limit = static_cast<std::size_t>(query_.lines < 0 ? 1'000'000 : query_.lines);
  const auto take = [&](const JournalEntry& entry) {
    if (!wanted(entry)) return;
    found.push_back(entry);
    if (found.size() > limit) found.pop_front();
  };
  (void)each_journal_entry(journal_old_path, 0, take);
  const std::int64_t end = each_journal_entry(journal_path, 0, take);
  if (end < 0 && errno == EACCES) {
    std::fprintf(stderr,
                 "Hint: You are currently not seeing messages from other users and the "
                 "system.\nNo journal files were opened due to insufficient permissions.\n");
    return 1;
  }
  if (query_.reverse) std::reverse(found.begin(), found.end());
  for (const JournalEntry& entry : found) print(entry);
  if (found.empty() && !query_.follow) std::puts("-- No entries --");
  if (query_.follow) follow(std::max<std::int64_t>(end, 0));
  return 0;
}

// "err", "3", "warning..err": the least urgent that is shown. -1: there is no such.
int priority_named(const std::string& text) {
  constexpr std::string_view names[] = {"emerg",   "alert",  "crit", "err",
                                        "warning", "notice", "info", "debug"};
  int least = -1;
  const std::size_t dots = text.find("..");
  for (const std::string& word :
       {text.substr(0, dots), dots == text.npos ? "" : text.substr(dots + 2)}) {
    for (int number = 0; number < 8; ++number) {
      if (word == names[number] || word == std::to_string(number)) least = std::max(least, number);
    }
  }
  return least;
}

// The options that choose; what only pages, colours or tidies up has no effect.
JournalQuery parse_journal_query(const std::vector<std::string>& words) {
  JournalQuery query;
  for (std::size_t at = 0; at < words.size(); ++at) {
    std::string word = words[at];
    std::string value;
    const std::size_t equals = word.find('=');
    const bool attached = word.starts_with("--") && equals != std::string::npos;
    if (attached) {
      value = word.substr(equals + 1);
      word.resize(equals);
    }
    // "-fu NAME", "-n100", "-xeu NAME": letters in one word.
    const bool letters = word.size() > 2 && word[0] == '-' && word[1] != '-';
    if (letters && std::string_view{"untogpSU"}.find(word[1]) != std::string_view::npos) {
      value = word.substr(2);
      word.resize(2);
    } else if (letters) {
      for (std::size_t letter = 1; letter + 1 < word.size(); ++letter) {
        if (word[letter] == 'f') query.follow = true;
        if (word[letter] == 'r') query.reverse = true;
      }
      word = {'-', word.back()};
    }
    const auto take_value = [&] {
      if (value.empty() && !attached && at + 1 < words.size()) value = words[++at];
      return value;
    };
    const auto is = [&](std::string_view one, std::string_view other) {
      return word == one || word == other;
    };
    if (is("-u", "--unit")) {
      query.unit_patterns.push_back(full_name(take_value()));
    } else if (is("-t", "--identifier")) {
      query.identifiers.push_back(take_value());
    } else if (is("-n", "--lines")) {
      // "-n" alone is ten.
      const bool number = at + 1 < words.size() && !words[at + 1].empty() &&
                          words[at + 1].find_first_not_of("0123456789") == std::string::npos;
      if (value.empty() && number) value = words[++at];
      query.lines = value.empty() ? 10 : (value == "all" ? -1 : std::atol(value.c_str()));
    } else if (is("-f", "--follow")) {
      query.follow = true;
    } else if (is("-r", "--reverse")) {
      query.reverse = true;
    } else if (is("-o", "--output")) {
      query.output = take_value();
    } else if (is("-g", "--grep")) {
      query.grep = take_value();
    } else if (is("-S", "--since") || is("-U", "--until")) {
      const bool since = is("-S", "--since");
      const auto moment = parse_moment(take_value(), DrillClock{}.wall());
      if (!moment) query.problem = "Failed to parse timestamp: " + value;
      if (moment) (since ? query.since : query.until) = *moment;
    } else if (is("-p", "--priority")) {
      query.priority = priority_named(take_value());
      if (query.priority < 0) query.problem = "Unknown log level " + value;
    }
  }
  if (query.follow && query.lines < 0) query.lines = 10;
  return query;
}

}  // namespace

int run_journalctl(const std::vector<std::string>& words) {
  JournalQuery query = parse_journal_query(words);
  if (!query.problem.empty()) {
    std::fprintf(stderr, "%s\n", query.problem.c_str());
    return 1;
  }
  if (query.output != "cat" && !query.output.starts_with("short") && query.output != "with-unit") {
    report_unavailable("command", "journalctl -o " + query.output,
                       "The journal is not told in the form " + query.output + " here.");
    std::fprintf(stderr, "journalctl: Unknown output format '%s' here.\n", query.output.c_str());
    return 1;
  }
  return JournalReader{std::move(query)}.run();
}

}  // namespace spotdrill::init::units
