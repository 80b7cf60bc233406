#include "services/cloudformation/template/references.hpp"

#include <algorithm>
#include <array>

namespace spotdrill::cloudformation {
namespace {

constexpr std::array<std::string_view, 8> pseudo_parameters{
    "AWS::AccountId", "AWS::NotificationARNs", "AWS::NoValue",   "AWS::Partition",
    "AWS::Region",    "AWS::StackId",          "AWS::StackName", "AWS::URLSuffix"};

void gather_sub(const json::value& argument, References& found) {
  const json::value* text = &argument;
  std::set<std::string, std::less<>> own;
  if (argument.is_array() && !argument.get_array().empty()) {
    const json::array& parts = argument.get_array();
    text = &parts[0];
    if (parts.size() > 1 && parts[1].is_object()) {
      for (const auto& entry : parts[1].get_object()) own.emplace(entry.key());
      gather_references(parts[1], found);
    }
  }
  if (!text->is_string()) return;
  replace_variables(text->get_string(), [&](std::string_view name) {
    const std::size_t dot = name.find('.');
    if (own.contains(name)) return std::string{};
    if (dot == std::string_view::npos) {
      found.refs.emplace(name);
    } else {
      found.attributes.emplace(name.substr(0, dot));
    }
    return std::string{};
  });
}

void gather_attribute(const json::value& argument, References& found) {
  if (argument.is_string()) {
    const std::string_view text = argument.get_string();
    found.attributes.emplace(text.substr(0, text.find('.')));
  } else if (argument.is_array() && !argument.get_array().empty()) {
    const json::value& first = argument.get_array()[0];
    if (first.is_string()) found.attributes.emplace(first.get_string());
  }
}

}  // namespace

bool is_pseudo_parameter(std::string_view name) {
  return std::ranges::find(pseudo_parameters, name) != pseudo_parameters.end();
}

std::string replace_variables(std::string_view text,
                              const std::function<std::string(std::string_view)>& visit) {
  std::string result;
  while (true) {
    const std::size_t begin = text.find("${");
    const std::size_t end = begin == std::string_view::npos ? begin : text.find('}', begin);
    if (end == std::string_view::npos) return result.append(text);
    result.append(text.substr(0, begin));
    std::string_view name = text.substr(begin + 2, end - begin - 2);
    if (name.starts_with('!')) {
      result.append("${").append(name.substr(1)).append("}");
    } else {
      while (name.starts_with(' ')) name.remove_prefix(1);
      while (name.ends_with(' ')) name.remove_suffix(1);
      result.append(visit(name));
    }
    text.remove_prefix(end + 1);
  }
}

void gather_references(const json::value& value, References& found) {
  if (value.is_array()) {
    for (const json::value& each : value.get_array()) gather_references(each, found);
    return;
  }
  if (!value.is_object()) return;
  const json::object& object = value.get_object();
  if (object.size() == 1) {
    const std::string_view key = object.begin()->key();
    const json::value& argument = object.begin()->value();
    if (key == "Ref" && argument.is_string()) {
      found.refs.emplace(argument.get_string());
      return;
    }
    if (key == "Condition" && argument.is_string()) found.conditions.emplace(argument.get_string());
    if (key == "Fn::GetAtt") gather_attribute(argument, found);
    if (key == "Fn::Sub") return gather_sub(argument, found);
    if (key == "Fn::If" && argument.is_array() && !argument.get_array().empty() &&
        argument.get_array()[0].is_string()) {
      found.conditions.emplace(argument.get_array()[0].get_string());
    }
  }
  for (const auto& entry : object) gather_references(entry.value(), found);
}

}  // namespace spotdrill::cloudformation
