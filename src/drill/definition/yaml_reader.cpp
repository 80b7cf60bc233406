#include "drill/definition/yaml_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/stream_parser.hpp>
#include <cmath>
#include <fstream>
#include <sstream>

#include "base/iso8601.hpp"
#include "base/suggest.hpp"

namespace spotdrill::drill {

namespace {

constexpr std::size_t yaml_bytes_max = 1 << 20;

/// YAML as JSON: what AWS documents are when somebody writes them inline.
json::value to_json(const YAML::Node& node) {
  switch (node.Type()) {
    case YAML::NodeType::Sequence: {
      json::array array;
      for (const YAML::Node& element : node) array.push_back(to_json(element));
      return array;
    }
    case YAML::NodeType::Map: {
      json::object object;
      for (const auto& entry : node) object.emplace(entry.first.Scalar(), to_json(entry.second));
      return object;
    }
    case YAML::NodeType::Scalar: {
      // A quoted scalar has the tag "!": it is a string whatever it looks like.
      std::int64_t integer = 0;
      double number = 0;
      bool truth = false;
      if (node.Tag() != "!") {
        if (YAML::convert<std::int64_t>::decode(node, integer)) return integer;
        if (YAML::convert<double>::decode(node, number)) return number;
        if (YAML::convert<bool>::decode(node, truth)) return truth;
      }
      return json::value(node.Scalar());
    }
    case YAML::NodeType::Null:
    case YAML::NodeType::Undefined:
      break;
  }
  return nullptr;
}

/// Where reading `text` stops that parse_json has refused: the offset of what is wrong.
std::size_t json_error_offset(std::string_view text) {
  json::stream_parser parser;
  boost::system::error_code error;
  return std::min(parser.write_some(text.data(), text.size(), error), text.size());
}

/// ":3:14", counted from 1, as compilers do.
std::string line_and_column(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const std::size_t line_begin = before.rfind('\n') + 1;  // npos + 1 is 0.
  return fmt::format(":{}:{}", lines + 1, offset - line_begin + 1);
}

/// Where the last member of the path that `error` begins with stands in `text`.
std::optional<std::size_t> offset_of_member(std::string_view text, std::string_view error) {
  const std::string_view path = error.substr(0, error.find(':'));
  const std::string_view member = path.substr(path.rfind('.') + 1);  // npos + 1 is 0.
  const std::size_t at = text.find(fmt::format("\"{}\"", member.substr(0, member.find('['))));
  return at == std::string_view::npos ? std::nullopt : std::optional{at};
}

std::string_view kind_of(const YAML::Node& node) {
  switch (node.Type()) {
    case YAML::NodeType::Sequence:
      return "a list";
    case YAML::NodeType::Map:
      return "a mapping";
    case YAML::NodeType::Scalar:
      return "a value";
    case YAML::NodeType::Null:
    case YAML::NodeType::Undefined:
      break;
  }
  return "nothing";
}

}  // namespace

void YamlReader::mistake(const YAML::Node& node, std::string message) {
  const YAML::Mark mark = node.Mark();
  std::string where = path_.string();
  if (mark.line >= 0) where += fmt::format(":{}:{}", mark.line + 1, mark.column + 1);
  mistakes_.push_back({std::move(where), std::move(message)});
}

void YamlReader::mistake_in(const YAML::Node& node, std::string_view what, std::string_view error) {
  std::string message = fmt::format("{}: {}", what, error);
  if (!node.IsScalar()) return mistake(node, std::move(message));
  std::string where = place_of(node);
  if (const auto content = file(node, "")) {
    if (const auto at = offset_of_member(*content, error)) where += line_and_column(*content, *at);
  }
  mistakes_.push_back({std::move(where), std::move(message)});
}

std::string YamlReader::place_of(const YAML::Node& node) const {
  return node.IsScalar() ? beside(node.Scalar()).string() : line_of(node);
}

std::string YamlReader::line_of(const YAML::Node& node) const {
  return fmt::format("{}:{}:{}", path_.string(), node.Mark().line + 1, node.Mark().column + 1);
}

bool YamlReader::mapping(const YAML::Node& node, std::string_view what,
                         std::initializer_list<std::string_view> keys) {
  if (!node.IsMap()) {
    mistake(node, fmt::format("{} must be a mapping with some of the keys {}; found {}", what,
                              fmt::join(keys, ", "), kind_of(node)));
    return false;
  }
  bool good = true;
  std::vector<std::string> seen;
  for (const auto& entry : node) {
    const std::string& key = entry.first.Scalar();
    if (std::find(seen.begin(), seen.end(), key) != seen.end()) {
      mistake(entry.first, fmt::format("'{}' is here twice", key));
      good = false;
    }
    seen.push_back(key);
    if (std::find(keys.begin(), keys.end(), key) != keys.end()) continue;
    mistake(entry.first,
            fmt::format("'{}' is not known in {}{}; expected {}", key, what,
                        did_you_mean(key, {keys.begin(), keys.size()}), fmt::join(keys, ", ")));
    good = false;
  }
  return good;
}

std::optional<std::string> YamlReader::text(const YAML::Node& node, std::string_view expected) {
  if (node.IsScalar() && !node.Scalar().empty()) return node.Scalar();
  mistake(node, fmt::format("expected {}; found {}", expected, kind_of(node)));
  return std::nullopt;
}

std::optional<double> YamlReader::number(const YAML::Node& node, std::string_view expected) {
  double value = 0;
  if (node.IsScalar() && YAML::convert<double>::decode(node, value) && std::isfinite(value)) {
    return value;
  }
  mistake(node,
          fmt::format("expected {}; found {}", expected,
                      node.IsScalar() ? "'" + node.Scalar() + "'" : std::string{kind_of(node)}));
  return std::nullopt;
}

std::vector<std::string> YamlReader::command(const YAML::Node& node, std::string_view what) {
  std::vector<std::string> words;
  if (node.IsScalar()) {
    words = {"/bin/sh", "-c", node.Scalar()};
  } else if (node.IsSequence() && node.size() > 0) {
    for (const YAML::Node& word : node) {
      // An empty word is one too.
      if (word.IsScalar()) {
        words.push_back(word.Scalar());
      } else {
        mistake(word, fmt::format("expected a word of the {}", what));
      }
    }
  } else {
    mistake(node, fmt::format("{} must be a list such as [python3, {}.py]", what,
                              what == "check" ? "check" : "train"));
  }
  return words;
}

std::optional<bool> YamlReader::truth(const YAML::Node& node) {
  bool value = false;
  if (node.IsScalar() && YAML::convert<bool>::decode(node, value)) return value;
  mistake(node,
          fmt::format("expected true or false; found {}",
                      node.IsScalar() ? "'" + node.Scalar() + "'" : std::string{kind_of(node)}));
  return std::nullopt;
}

std::optional<Duration> YamlReader::duration(const YAML::Node& node, std::string_view expected) {
  const std::optional<Duration> value =
      node.IsScalar() ? parse_duration(node.Scalar()) : std::nullopt;
  if (value && *value > Duration::zero()) return value;
  mistake(node,
          fmt::format("expected {}; found {}", expected,
                      node.IsScalar() ? "'" + node.Scalar() + "'" : std::string{kind_of(node)}));
  return std::nullopt;
}

std::map<std::string, std::string> YamlReader::names(const YAML::Node& node,
                                                     std::string_view what) {
  std::map<std::string, std::string> names;
  if (!node.IsMap()) {
    mistake(node, fmt::format("{} must be a mapping of names to values", what));
    return names;
  }
  for (const auto& entry : node) {
    if (const auto value = text(entry.second, "a value")) names[entry.first.Scalar()] = *value;
  }
  return names;
}

std::filesystem::path YamlReader::beside(const std::filesystem::path& name) const {
  return name.is_absolute() ? name : path_.parent_path() / name;
}

std::optional<std::string> YamlReader::file(const YAML::Node& node, std::string_view expected) {
  const std::optional<std::string> name = this->text(node, expected);
  if (!name) return std::nullopt;
  const std::filesystem::path path = beside(*name);
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  if (error) {
    mistake(node, fmt::format("cannot read '{}': {}", path.string(), error.message()));
    return std::nullopt;
  }
  if (size > yaml_bytes_max) {
    mistake(node, fmt::format("'{}' has {} bytes; at most {} are read", path.string(), size,
                              yaml_bytes_max));
    return std::nullopt;
  }
  std::ifstream stream{path, std::ios::binary};
  std::ostringstream content;
  if (stream) content << stream.rdbuf();
  if (!stream) {
    mistake(node, fmt::format("cannot read '{}'", path.string()));
    return std::nullopt;
  }
  std::string text = std::move(content).str();
  const auto is_read = [&](const SourceFile& each) { return each.path == path.string(); };
  if (std::none_of(files_.begin(), files_.end(), is_read)) files_.push_back({path.string(), text});
  return text;
}

std::optional<json::object> YamlReader::document(const YAML::Node& node,
                                                 std::string_view expected) {
  if (node.IsMap()) return to_json(node).as_object();
  const std::optional<std::string> content = file(node, expected);
  if (!content) return std::nullopt;
  Result<json::value, std::string> value = parse_json(*content);
  if (!value) {
    mistakes_.push_back({place_of(node) + line_and_column(*content, json_error_offset(*content)),
                         fmt::format("this is not JSON: {}", value.error())});
    return std::nullopt;
  }
  if (!value->is_object()) {
    mistake(node, fmt::format("'{}' must hold a JSON object: {}", node.Scalar(), expected));
    return std::nullopt;
  }
  return std::move(value->get_object());
}

}  // namespace spotdrill::drill
