#include "init/units/request.hpp"

#include <fnmatch.h>

#include <algorithm>

namespace spotdrill::init::units {
namespace {

struct Flag {
  std::string_view names;  // Each with a space before and after.
  bool Request::* member;
};
constexpr Flag flags[] = {
    {" --no-block ", &Request::no_block}, {" --now ", &Request::now},
    {" -q --quiet ", &Request::quiet},    {" --value ", &Request::value},
    {" -a --all ", &Request::all},        {" --no-legend ", &Request::no_legend},
    {" -f --force ", &Request::force},    {" --user ", &Request::user},
    {" --runtime ", &Request::runtime},   {" --wait ", &Request::wait},
};

struct Valued {
  std::string_view names;
  std::string Request::* member;
};
constexpr Valued valued[] = {
    {" -s --signal ", &Request::signal},
    {" --kill-whom --kill-who ", &Request::whom},
    {" -t --type ", &Request::type},
    {" --state ", &Request::state},
};

constexpr std::string_view without_effect[] = {"--no-pager",
                                               "-l",
                                               "--full",
                                               "--system",
                                               "--plain",
                                               "--no-ask-password",
                                               "--no-warn",
                                               "--no-reload",
                                               "--show-types",
                                               "--no-wall",
                                               "-i",
                                               "-r",
                                               "--recursive",
                                               "--reverse",
                                               "--with-dependencies",
                                               "--preset-mode",
                                               "--check-inhibitors=no"};
constexpr std::string_view valued_without_effect[] = {
    "-n", "--lines", "-o", "--output", "--job-mode", "--preset-mode", "--what"};

template <class Entry, std::size_t Count>
const Entry* find_option(const Entry (&entries)[Count], std::string_view word) {
  const std::string spaced = " " + std::string{word} + " ";
  for (const Entry& entry : entries) {
    if (entry.names.find(spaced) != std::string_view::npos) return &entry;
  }
  return nullptr;
}

void add_properties(Request& request, std::string_view list) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    request.properties.emplace_back(list.substr(0, comma));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
}

class Options {
 public:
  Options(const std::vector<std::string>& words, Request& request)
      : words_(words), request_(request) {}
  void take(std::size_t& at);

 private:
  const std::vector<std::string>& words_;
  Request& request_;
};

// The option at `at`, which is left at its last word.
void Options::take(std::size_t& at) {
  std::string word = words_[at];
  std::string value;
  bool attached = false;
  if (const std::size_t equals = word.find('='); word.starts_with("--") && equals != word.npos) {
    value = word.substr(equals + 1);
    word.resize(equals);
    attached = true;
  } else if (!word.starts_with("--") && word.size() > 2 &&
             std::string_view{"pstno"}.find(word[1]) != std::string_view::npos) {
    value = word.substr(2);
    word.resize(2);
    attached = true;
  }
  const auto take_value = [&] {
    if (!attached && at + 1 < words_.size()) value = words_[++at];
  };
  if (word == "-p" || word == "--property" || word == "-P") {
    take_value();
    if (word == "-P") request_.value = true;
    return add_properties(request_, value);
  }
  if (const Flag* flag = find_option(flags, word)) {
    request_.*(flag->member) = true;
    return;
  }
  if (const Valued* option = find_option(valued, word)) {
    take_value();
    request_.*(option->member) = value;
    return;
  }
  const auto is = [&](std::string_view known) { return known == word; };
  if (std::any_of(std::begin(valued_without_effect), std::end(valued_without_effect), is)) {
    return take_value();
  }
  if (std::any_of(std::begin(without_effect), std::end(without_effect), is)) return;
  if (request_.problem.empty()) request_.problem = word;
}

}  // namespace

Request parse_request(const std::vector<std::string>& words) {
  Request request;
  Options options{words, request};
  bool only_names = false;
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (!only_names && words[at] == "--") {
      only_names = true;
    } else if (!only_names && words[at].size() > 1 && words[at][0] == '-') {
      options.take(at);
    } else if (request.verb.empty()) {
      request.verb = words[at];
    } else {
      request.names.push_back(words[at]);
    }
  }
  if (request.verb.empty()) request.verb = "list-units";
  return request;
}

bool matches(std::string_view pattern, std::string_view text) {
  return fnmatch(std::string{pattern}.c_str(), std::string{text}.c_str(), 0) == 0;
}

}  // namespace spotdrill::init::units
