#include <fmt/format.h>

#include <algorithm>

#include "asl/parse/warnings.hpp"

namespace spotdrill::asl::parse {
namespace {

/// The index of the quote that ends the text which begins after `start`, or the end.
std::size_t end_of_quoted(std::string_view text, std::size_t start) {
  const char quote = text[start];
  std::size_t at = start + 1;
  while (at < text.size() && text[at] != quote) at += text[at] == '\\' ? 2 : 1;
  return std::min(at, text.size());
}

bool begins_path(std::string_view text) {
  return text.starts_with("$.") || text.starts_with("$[") || text.starts_with("$$");
}

}  // namespace

std::optional<std::string_view> quoted_path(std::string_view text) {
  std::size_t depth = 0;  // Of parentheses, inside a filter.
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\'' || c == '"') {
      const std::size_t end = end_of_quoted(text, at);
      const std::string_view quoted = text.substr(at + 1, end - at - 1);
      // In brackets it names a member, as in @['$.a'].
      const bool name = at > 0 && (text[at - 1] == '[' || text[at - 1] == ',');
      if (depth > 0 && !name && begins_path(quoted)) return quoted;
      at = end;
    } else if (c == '(' && (depth > 0 || (at > 0 && text[at - 1] == '?'))) {
      ++depth;
    } else if (c == ')' && depth > 0) {
      --depth;
    }
  }
  return {};
}

bool looks_like_expression(std::string_view text) {
  if (begins_path(text)) return true;
  return text.starts_with("States.") && text.ends_with(')') &&
         text.find('(') != std::string_view::npos;
}

void warn_of_quoted_path(Context& context, std::string_view text, std::string location) {
  const auto quoted = quoted_path(text);
  if (!quoted) return;
  // Source: Step Functions Developer Guide, "Using paths": "Filtering … by referencing another
  // value in the JSON structure is not supported." DEVIATION: AWS compares with the text as well,
  // and does not warn of it.
  context.warn(code::path_in_quotes,
               fmt::format("The filter in '{}' compares with the text '{}' itself: what stands in "
                           "quotes is not looked up, and a filter cannot refer to another value. "
                           "Ask the service for that item alone, by its id in Parameters "
                           "(\"Ids.$\": \"States.Array($.id)\"), or compare in a Choice state with "
                           "StringEqualsPath. In JSONata a filter can: see examples/jsonata",
                           text, *quoted),
               std::move(location));
}

void warn_of_template(Context& context, const json::value& value, const std::string& location) {
  if (value.is_array()) {
    for (std::size_t i = 0; i < value.get_array().size(); ++i) {
      warn_of_template(context, value.get_array()[i], fmt::format("{}[{}]", location, i));
    }
  }
  if (!value.is_object()) return;
  for (const auto& member : value.get_object()) {
    const std::string_view key = member.key();
    const std::string place = fmt::format("{}/{}", location, key);
    if (!member.value().is_string()) {
      warn_of_template(context, member.value(), place);
      continue;
    }
    const std::string_view text = member.value().get_string();
    if (key.ends_with(".$")) {
      warn_of_quoted_path(context, text, place);
    } else if (looks_like_expression(text)) {
      context.warn(code::no_dollar,
                   fmt::format("The value of field '{0}' is passed on as it is: call the field "
                               "'{0}.$' if it is to be evaluated",
                               key),
                   place);
    }
  }
}

VariableScope::VariableScope(const Fields& machine) : context_(machine.context()) {
  const json::value* config = machine.find("ProcessorConfig");
  apart_ = config != nullptr && config->is_object() &&
           string_at(config->get_object(), "Mode") == "DISTRIBUTED";
  if (apart_) hidden_.swap(context_.outer_variables);
  const json::value* states = machine.find("States");
  if (states == nullptr || !states->is_object()) return;
  for (const auto& state : states->get_object()) {
    const json::object* object = state.value().if_object();
    if (object == nullptr) continue;
    const std::string place =
        fmt::format("{}/States/{}", machine.place(), std::string_view{state.key()});
    add(object->if_contains("Assign"), place);
    for (const char* list : {"Choices", "Catch"}) {
      const json::value* all = object->if_contains(list);
      if (all == nullptr || !all->is_array()) continue;
      for (std::size_t i = 0; i < all->get_array().size(); ++i) {
        const json::object* each = all->get_array()[i].if_object();
        if (each != nullptr)
          add(each->if_contains("Assign"), fmt::format("{}/{}[{}]", place, list, i));
      }
    }
  }
  for (const std::string& name : added_) context_.outer_variables.insert(name);
}

VariableScope::~VariableScope() {
  for (const std::string& name : added_) context_.outer_variables.erase(name);
  if (apart_) hidden_.swap(context_.outer_variables);
}

// DEVIATION: on AWS "inner scopes cannot assign to variables that exist in an outer scope"; what it
// does of one that tries is not known. Here it has a variable of its own, with a warning.
void VariableScope::add(const json::value* assign, const std::string& location) {
  if (assign == nullptr || !assign->is_object()) return;
  for (const auto& member : assign->get_object()) {
    std::string name{member.key()};
    if (name.ends_with(".$")) name.resize(name.size() - 2);
    if (context_.outer_variables.contains(name)) {
      context_.warn(code::variable_of_outer_scope,
                    fmt::format("The variable '{}' is assigned to around this as well: on AWS an "
                                "inner scope cannot assign to an outer scope's variable, here it "
                                "has one of its own",
                                name),
                    location + "/Assign");
    } else {
      added_.push_back(std::move(name));
    }
  }
}

}  // namespace spotdrill::asl::parse
