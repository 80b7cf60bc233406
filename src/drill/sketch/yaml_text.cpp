#include "drill/sketch/yaml_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "base/json.hpp"

namespace spotdrill::drill::sketch {

namespace {

/// What a reader of YAML takes for something other than a string, or may.
bool is_taken_otherwise(std::string_view text) {
  constexpr std::array<std::string_view, 10> words{"null", "Null",  "NULL", "true", "True",
                                                   "TRUE", "false", "yes",  "no",   "-"};
  return std::find(words.begin(), words.end(), text) != words.end();
}

bool is_plain(std::string_view text) {
  if (text.empty() || is_taken_otherwise(text)) return false;
  if (text[0] != '-' && text[0] != '.' && text[0] != '/' && text[0] != '_' &&
      std::isalnum(static_cast<unsigned char>(text[0])) == 0) {
    return false;
  }
  return std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 ||
           std::string_view{"._-/+=@"}.find(static_cast<char>(c)) != std::string_view::npos;
  });
}

}  // namespace

std::string yaml_text(std::string_view text) {
  if (is_plain(text)) return std::string{text};
  const bool printable =
      std::none_of(text.begin(), text.end(), [](unsigned char c) { return c < ' ' || c == 0x7f; });
  // A double-quoted string of JSON is one of YAML.
  if (!printable) return spotdrill::to_text(json::value(text));
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string{"''"} : std::string{c};
  return quoted + "'";
}

std::string yaml_list(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + yaml_text(word);
  return "[" + text + "]";
}

std::string yaml_source(const NumberSource& source) {
  switch (source.kind) {
    case NumberSource::Kind::Metric:
      return fmt::format("{{metric: {}}}",
                         yaml_text(source.metric_namespace + "/" + source.metric_name));
    case NumberSource::Kind::File:
      if (source.pattern.empty())
        return fmt::format("{{file: {}}}", yaml_text(source.file.string()));
      return fmt::format("{{file: {}, pattern: {}}}", yaml_text(source.file.string()),
                         yaml_text(source.pattern));
    case NumberSource::Kind::Checkpoints:
      return fmt::format("{{checkpoints: {}}}", yaml_text(source.file.string()));
    case NumberSource::Kind::S3:
      if (source.pattern.empty()) return fmt::format("{{s3: {}}}", yaml_text(to_text(source)));
      return fmt::format("{{s3: {}, pattern: {}}}", yaml_text(to_text(source)),
                         yaml_text(source.pattern));
    case NumberSource::Kind::DynamoDb:
      return fmt::format("{{dynamodb: {}}}",
                         yaml_text(source.table + "/" + source.key + "/" + source.attribute));
    case NumberSource::Kind::LogGroup: {
      const std::string pattern = source.pattern.empty() ? "" : ":" + source.pattern;
      return fmt::format("{{logs: {}}}", yaml_text(source.log_group + pattern));
    }
    case NumberSource::Kind::Log:
      break;
  }
  return fmt::format("{{log: {}}}", yaml_text(source.pattern));
}

}  // namespace spotdrill::drill::sketch
