#include "services/cloudformation/template/parse.hpp"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <boost/json/stream_parser.hpp>
#include <optional>
#include <set>

#include "services/cloudformation/template/scalar.hpp"

namespace spotdrill::cloudformation {
namespace {

/// As deep as "/Resources/Queue/Properties/DelaySeconds".
constexpr int places_depth_max = 4;

constexpr std::array<std::string_view, 17> short_functions{
    "Base64", "Cidr",   "FindInMap", "GetAZs",    "GetAtt", "ImportValue",
    "Join",   "Select", "Split",     "Sub",       "And",    "Equals",
    "If",     "Not",    "Or",        "Transform", "Length"};

Refusal<std::string> not_well_formed(std::string_view language, int line, int column) {
  return refuse(fmt::format("Template format error: {} not well-formed. (line {}, column {})",
                            language, line, column));
}

/// The key of the long form of a tag such as "!Sub"; nothing when it is no function's.
std::optional<std::string> long_form(std::string_view tag) {
  if (!tag.starts_with('!') || tag.size() < 2) return std::nullopt;
  tag.remove_prefix(1);
  if (tag == "Ref" || tag == "Condition") return std::string{tag};
  if (tag == "ToJsonString") return std::string{"Fn::ToJsonString"};
  if (std::ranges::find(short_functions, tag) == short_functions.end()) return std::nullopt;
  return "Fn::" + std::string{tag};
}

bool is_plain_tag(const std::string& tag) {
  return tag.empty() || tag == "?" || tag == "!" || tag.starts_with("tag:yaml.org,2002:");
}

class YamlConverter {
 public:
  explicit YamlConverter(ParsedText& parsed) : parsed_(parsed) {}

  Result<json::value, std::string> convert(const YAML::Node& node, const std::string& path,
                                           int depth) {
    const YAML::Mark mark = node.Mark();
    if (++values_ > template_values_max || depth > static_cast<int>(template_depth_max)) {
      return refuse(
          std::string{"Template format error: the template is nested too deeply or has "
                      "too many values."});
    }
    json::value plain = TRY(untagged(node, path, depth));
    const std::string& tag = node.Tag();
    if (is_plain_tag(tag)) return plain;
    const auto key = long_form(tag);
    if (!key) {
      return refuse(fmt::format("Template format error: unknown tag '{}'. (line {}, column {})",
                                tag, mark.line + 1, mark.column + 1));
    }
    if (*key == "Fn::GetAtt" && plain.is_string()) plain = split_attribute(plain.get_string());
    json::object function;
    function.emplace(*key, std::move(plain));
    return json::value(std::move(function));
  }

 private:
  static json::array split_attribute(std::string_view text) {
    const std::size_t dot = text.find('.');
    if (dot == std::string_view::npos) return {json::value(text)};
    return {json::value(text.substr(0, dot)), json::value(text.substr(dot + 1))};
  }

  Result<json::value, std::string> untagged(const YAML::Node& node, const std::string& path,
                                            int depth) {
    switch (node.Type()) {
      case YAML::NodeType::Sequence: {
        json::array array;
        for (const YAML::Node& each : node) {
          array.push_back(TRY(convert(each, path + "/" + std::to_string(array.size()), depth + 1)));
        }
        return json::value(std::move(array));
      }
      case YAML::NodeType::Map:
        return mapping(node, path, depth);
      case YAML::NodeType::Scalar:
        // A quoted scalar has the tag "!", and a function's argument is text.
        if (node.Tag() != "?" && !node.Tag().empty()) return json::value(node.Scalar());
        return plain_scalar(node.Scalar());
      case YAML::NodeType::Null:
      case YAML::NodeType::Undefined:
        break;
    }
    return json::value(nullptr);
  }

  Result<json::value, std::string> mapping(const YAML::Node& node, const std::string& path,
                                           int depth) {
    json::object object;
    for (const auto& entry : node) {
      const YAML::Mark mark = entry.first.Mark();
      if (!entry.first.IsScalar()) return not_well_formed("YAML", mark.line + 1, mark.column + 1);
      const std::string& key = entry.first.Scalar();
      const std::string below = path + "/" + key;
      if (depth < places_depth_max) {
        parsed_.places.insert_or_assign(below, TextPlace{mark.line + 1, mark.column + 1});
      }
      if (object.contains(key)) {
        return refuse(fmt::format("Template format error: duplicate key '{}'. (line {}, column {})",
                                  key, mark.line + 1, mark.column + 1));
      }
      object.emplace(key, TRY(convert(entry.second, below, depth + 1)));
    }
    return json::value(std::move(object));
  }

  ParsedText& parsed_;
  std::size_t values_ = 0;
};

Result<ParsedText, std::string> parse_yaml(std::string_view text) {
  ParsedText parsed;
  try {
    const YAML::Node root = YAML::Load(std::string{text});
    json::value document = TRY(YamlConverter{parsed}.convert(root, "", 0));
    if (!document.is_object()) {
      return refuse(std::string{"Template format error: unsupported structure."});
    }
    parsed.document = std::move(document.get_object());
  } catch (const YAML::Exception& exception) {
    return not_well_formed("YAML", std::max(exception.mark.line, 0) + 1,
                           std::max(exception.mark.column, 0) + 1);
  }
  return parsed;
}

/// Where reading `text` stops that parse_json has refused.
Refusal<std::string> json_mistake(std::string_view text) {
  json::stream_parser parser;
  boost::system::error_code error;
  const std::string_view before =
      text.substr(0, std::min(parser.write_some(text.data(), text.size(), error), text.size()));
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const std::size_t line_begin = before.rfind('\n') + 1;  // npos + 1 is 0.
  return not_well_formed("JSON", static_cast<int>(lines) + 1,
                         static_cast<int>(before.size() - line_begin) + 1);
}

/// GetAtt may be written "Queue.Arn" in JSON too.
Result<ParsedText, std::string> read_json_text(std::string_view text) {
  auto value = parse_json(text);
  if (!value.has_value()) return json_mistake(text);
  if (!value->is_object()) {
    return refuse(std::string{"Template format error: unsupported structure."});
  }
  ParsedText parsed;
  // JSON is nearly always YAML too, which tells where things stand.
  if (auto places = parse_yaml(text); places.has_value()) parsed.places = std::move(places->places);
  parsed.document = std::move(value->get_object());
  return parsed;
}

}  // namespace

Result<ParsedText, std::string> parse_text(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) {
    return refuse(std::string{"Template format error: unsupported structure."});
  }
  return text[begin] == '{' ? read_json_text(text) : parse_yaml(text);
}

}  // namespace spotdrill::cloudformation
