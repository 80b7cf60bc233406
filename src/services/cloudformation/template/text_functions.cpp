// The intrinsic functions of texts and lists of texts.
#include <fmt/format.h>

#include <charconv>

#include "base/base64.hpp"
#include "services/cloudformation/template/cidr.hpp"
#include "services/cloudformation/template/functions.hpp"
#include "services/cloudformation/template/references.hpp"
#include "services/cloudformation/template/scalar.hpp"

namespace spotdrill::cloudformation {
namespace {

Refusal<std::string> too_long(std::string_view function) {
  return refuse(fmt::format("Template error: {} makes a text that is too long", function));
}

/// What ${NAME} in a Sub means.
Result<std::string, std::string> variable(std::string_view name, const json::object* own,
                                          const Scope& scope, int depth) {
  if (own != nullptr) {
    if (const json::value* found = own->if_contains(name)) {
      return evaluate_text(*found, scope, depth, "Fn::Sub");
    }
  }
  const std::size_t dot = name.find('.');
  json::object call;
  if (dot == std::string_view::npos) {
    call.emplace("Ref", name);
  } else {
    call.emplace("Fn::GetAtt",
                 json::array{json::value(name.substr(0, dot)), json::value(name.substr(dot + 1))});
  }
  return evaluate_text(call, scope, depth, "Fn::Sub");
}

}  // namespace

Result<std::string, std::string> evaluate_text(const json::value& value, const Scope& scope,
                                               int depth, std::string_view function) {
  const Value evaluated = TRY(evaluate(value, scope, depth + 1));
  if (evaluated) {
    if (auto text = scalar_text(*evaluated)) return std::move(*text);
  }
  return refuse(fmt::format("Template error: every {} object requires string values", function));
}

Result<json::array, std::string> evaluate_list(const json::value& value, const Scope& scope,
                                               int depth, std::string_view function) {
  Value evaluated = TRY(evaluate(value, scope, depth + 1));
  if (evaluated && evaluated->is_array()) return std::move(evaluated->get_array());
  return refuse(fmt::format("Template error: every {} object requires a list", function));
}

Evaluated base64_of(const json::value& argument, const Scope& scope, int depth) {
  const std::string text = TRY(evaluate_text(argument, scope, depth, "Fn::Base64"));
  return Value{json::value(base64_encode(text))};
}

Evaluated cidr_of(const json::value& argument, const Scope& scope, int depth) {
  const json::array* parts = argument.if_array();
  if (parts == nullptr || parts->size() < 2 || parts->size() > 3) {
    return wrong_argument("Fn::Cidr", "an ipBlock, a count and cidrBits");
  }
  const std::string block = TRY(evaluate_text((*parts)[0], scope, depth, "Fn::Cidr"));
  const std::string count = TRY(evaluate_text((*parts)[1], scope, depth, "Fn::Cidr"));
  std::string bits = "8";
  if (parts->size() == 3) bits = TRY(evaluate_text((*parts)[2], scope, depth, "Fn::Cidr"));
  json::array blocks;
  for (const std::string& each : TRY(cidr_blocks(block, count, bits))) blocks.emplace_back(each);
  return Value{json::value(std::move(blocks))};
}

Evaluated join_of(const json::value& argument, const Scope& scope, int depth) {
  const json::array* parts = argument.if_array();
  if (parts == nullptr || parts->size() != 2 || !(*parts)[0].is_string()) {
    return wrong_argument("Fn::Join",
                          "two parameters, (1) a string delimiter and (2) a list of strings to be "
                          "joined or a function that returns a list of strings (such as "
                          "Fn::GetAZs) to be joined.");
  }
  const json::array list = TRY(evaluate_list((*parts)[1], scope, depth, "Fn::Join"));
  std::string joined;
  bool first = true;
  for (const json::value& each : list) {
    const auto text = scalar_text(each);
    if (!text) return wrong_argument("Fn::Join", "a list of strings");
    if (!first) joined += (*parts)[0].get_string();
    joined += *text;
    first = false;
    if (joined.size() > evaluated_bytes_max) return too_long("Fn::Join");
  }
  return Value{json::value(joined)};
}

Evaluated select_of(const json::value& argument, const Scope& scope, int depth) {
  constexpr std::string_view needs =
      "a list argument with two elements: an integer index and a list";
  const json::array* parts = argument.if_array();
  if (parts == nullptr || parts->size() != 2) return wrong_argument("Fn::Select", needs);
  const std::string text = TRY(evaluate_text((*parts)[0], scope, depth, "Fn::Select"));
  const json::array list = TRY(evaluate_list((*parts)[1], scope, depth, "Fn::Select"));
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
  if (error != std::errc{} || end != text.data() + text.size()) {
    return wrong_argument("Fn::Select", needs);
  }
  if (index >= list.size()) {
    return refuse(
        fmt::format("Template error: Fn::Select cannot select nonexistent value at "
                    "index {}",
                    index));
  }
  return Value{list[index]};
}

Evaluated split_of(const json::value& argument, const Scope& scope, int depth) {
  constexpr std::string_view needs =
      "two parameters, (1) a string delimiter and (2) a string to be split or a function that "
      "returns a string to be split.";
  const json::array* parts = argument.if_array();
  if (parts == nullptr || parts->size() != 2 || !(*parts)[0].is_string() ||
      (*parts)[0].get_string().empty()) {
    return wrong_argument("Fn::Split", needs);
  }
  const std::string_view delimiter = (*parts)[0].get_string();
  const std::string text = TRY(evaluate_text((*parts)[1], scope, depth, "Fn::Split"));
  json::array pieces;
  std::string_view rest = text;
  while (true) {
    const std::size_t at = rest.find(delimiter);
    pieces.emplace_back(rest.substr(0, at));
    if (at == std::string_view::npos) break;
    rest.remove_prefix(at + delimiter.size());
  }
  return Value{json::value(std::move(pieces))};
}

Evaluated sub_of(const json::value& argument, const Scope& scope, int depth) {
  const json::value* text = &argument;
  const json::object* own = nullptr;
  if (const json::array* parts = argument.if_array()) {
    if (parts->size() != 2 || !(*parts)[1].is_object()) {
      return wrong_argument("Fn::Sub", "a string and a map of variables");
    }
    text = &(*parts)[0];
    own = &(*parts)[1].get_object();
  }
  if (!text->is_string()) return wrong_argument("Fn::Sub", "a string");
  std::optional<std::string> mistake;
  std::size_t made = 0;
  std::string result = replace_variables(text->get_string(), [&](std::string_view name) {
    if (mistake || made > evaluated_bytes_max) return std::string{};
    auto value = variable(name, own, scope, depth);
    if (!value.has_value()) {
      mistake = value.error();
      return std::string{};
    }
    made += value->size();
    return std::move(*value);
  });
  if (mistake) return refuse(std::move(*mistake));
  if (made > evaluated_bytes_max) return too_long("Fn::Sub");
  return Value{json::value(result)};
}

}  // namespace spotdrill::cloudformation
