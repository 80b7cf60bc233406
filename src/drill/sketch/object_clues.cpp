#include "drill/sketch/object_clues.hpp"

#include <algorithm>
#include <array>
#include <regex>
#include <sstream>

#include "drill/readings/checkpoint_names.hpp"
#include "drill/sketch/lookup.hpp"
#include "drill/sketch/resolved_text.hpp"

namespace spotdrill::drill::sketch {

namespace {

constexpr std::string_view s3_scheme = "s3://";

/// "s3://bucket/key" that a job sends to or gets from, values in it as "*".
struct Transferred {
  std::string object;
  Place at;
};

std::string unquoted(std::string word) {
  std::erase_if(word, [](char c) { return c == '\'' || c == '"'; });
  return word;
}

/// The source and the destination of an `aws s3 cp`: words that are no options and none's values.
std::vector<std::string> operands(const std::string& words) {
  constexpr std::array<std::string_view, 9> with_value{
      "--exclude", "--include", "--region",        "--profile", "--endpoint-url",
      "--sse",     "--acl",     "--storage-class", "--metadata"};
  std::vector<std::string> found;
  std::istringstream stream{words};
  for (std::string word; found.size() < 2 && stream >> word;) {
    if (word == "&&" || word == "||" || word == "|" || word == "&" || word[0] == '>') break;
    if (word.starts_with("-") && word != "-") {
      if (std::ranges::find(with_value, word) != with_value.end()) stream >> word;
      continue;
    }
    const std::size_t end = word.find_first_of(";)");
    found.push_back(unquoted(word.substr(0, end)));
    if (end != std::string::npos) break;
  }
  return found;
}

class ObjectFinder {
 public:
  explicit ObjectFinder(const JobTexts& job) : job_(job) {
    each_line(job, [&](const Place& place, const JobText& text) {
      if (text.compiled) return;
      look_for_cli(place);
      look_for_boto3(place);
    });
  }

  [[nodiscard]] std::optional<SavedObjects> find() const {
    const auto back = [&](const Transferred& sent) {
      return std::ranges::find(got_, sent.object, &Transferred::object) != got_.end();
    };
    const auto named = [&](const Transferred& sent) {
      const std::string name = sent.object.substr(sent.object.rfind('/') + 1);
      std::string example = name;
      std::ranges::replace(example, '*', '1');
      return checkpoint_name(example, false);
    };
    for (const Transferred& sent : sent_) {
      if (back(sent)) return saved(sent);
    }
    for (const Transferred& sent : sent_) {
      if (named(sent)) return saved(sent);
    }
    return std::nullopt;
  }

 private:
  static std::optional<SavedObjects> saved(const Transferred& sent) {
    const auto source = parse_source(sent.object);
    if (!source) return std::nullopt;
    return SavedObjects{*source, sent.at};
  }

  void take(std::vector<Transferred>& list, std::string object, const Place& place) {
    if (object.starts_with(s3_scheme)) list.push_back({std::move(object), place});
  }

  void look_for_cli(const Place& place) {
    static const std::regex command{R"(\baws\s+(?:--?\S+\s+)*s3\s+(cp|mv|sync)\s+(.*))"};
    std::smatch match;
    if (!std::regex_search(place.text, match, command)) return;
    const std::vector<std::string> given = operands(match[2].str());
    if (given.size() < 2) return;
    std::string from = resolved(job_, given[0]);
    std::string to = resolved(job_, given[1]);
    if (match[1] == "sync") {
      // What is below it.
      for (std::string* place_of : {&from, &to}) {
        if (place_of->starts_with(s3_scheme) && !place_of->ends_with('/')) *place_of += '/';
      }
    } else if (to.starts_with(s3_scheme) && to.ends_with('/')) {
      to += from.substr(from.rfind('/') + 1);
    }
    take(got_, from, place);
    take(sent_, to, place);
  }

  [[nodiscard]] std::string object_of(const std::string& bucket, const std::string& key) const {
    const std::string name = resolved(job_, bucket);
    if (name.find('*') != std::string::npos) return {};
    return std::string{s3_scheme} + name + "/" + resolved(job_, key);
  }

  void look_for_boto3(const Place& place) {
    // A string, with whatever is in it, or a name.
    static const std::string word = R"((f?'[^']*'|f?"[^"]*"|[\w.]+))";
    static const std::regex upload{
        R"(\bupload_file(?:obj)?\(\s*(?:\w+\s*=\s*)?(?:f?'[^']*'|f?"[^"]*"|[\w.()]+)\s*,\s*(?:Bucket\s*=\s*)?)" +
        word + R"(\s*,\s*(?:Key\s*=\s*)?)" + word};
    static const std::regex download{R"(\bdownload_file(?:obj)?\(\s*(?:Bucket\s*=\s*)?)" + word +
                                     R"(\s*,\s*(?:Key\s*=\s*)?)" + word};
    static const std::regex named{R"(\b(put_object|get_object)\(.*\bBucket\s*=\s*)" + word +
                                  R"(\s*,\s*Key\s*=\s*)" + word};
    std::smatch match;
    if (std::regex_search(place.text, match, upload)) {
      take(sent_, object_of(match[1].str(), match[2].str()), place);
    } else if (std::regex_search(place.text, match, download)) {
      take(got_, object_of(match[1].str(), match[2].str()), place);
    } else if (std::regex_search(place.text, match, named)) {
      take(match[1] == "put_object" ? sent_ : got_, object_of(match[2].str(), match[3].str()),
           place);
    }
  }

  const JobTexts& job_;
  std::vector<Transferred> sent_;
  std::vector<Transferred> got_;
};

}  // namespace

std::optional<SavedObjects> saved_objects_of(const JobTexts& job) {
  return ObjectFinder{job}.find();
}

}  // namespace spotdrill::drill::sketch
