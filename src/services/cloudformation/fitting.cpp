#include "services/cloudformation/fitting.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>

#include "services/cloudformation/template/scalar.hpp"

namespace spotdrill::cloudformation {
namespace {

bool same_name(std::string_view left, std::string_view right) {
  const auto lower = [](char c) { return std::tolower(static_cast<unsigned char>(c)); };
  return left.size() == right.size() && !left.empty() && lower(left[0]) == lower(right[0]) &&
         left.substr(1) == right.substr(1);
}

const shape::Member* member_called(const shape::Shape& shape, std::string_view name) {
  const auto found = std::ranges::find_if(
      shape.members, [&](const shape::Member& each) { return same_name(each.name, name); });
  return found == shape.members.end() ? nullptr : &*found;
}

template <class T>
json::value number_or(const std::string& text, const json::value& value) {
  T number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return value;
  return number;
}

json::value fit_text(const json::value& value) {
  if (auto text = scalar_text(value)) return json::value(*text);
  return json::value(to_text(value));
}

json::value fit_scalar(shape::Kind kind, const json::value& value) {
  if (kind == shape::Kind::String) return fit_text(value);
  if (!value.is_string()) return value;
  const std::string text{value.get_string()};
  switch (kind) {
    case shape::Kind::Boolean:
      if (text == "true" || text == "True") return true;
      if (text == "false" || text == "False") return false;
      return value;
    case shape::Kind::Integer:
    case shape::Kind::Long:
      return number_or<std::int64_t>(text, value);
    case shape::Kind::Float:
    case shape::Kind::Double:
      return number_or<double>(text, value);
    default:
      return value;
  }
}

}  // namespace

json::value fit(const shape::Shape& shape, const json::value& value) {
  switch (shape.kind) {
    case shape::Kind::Structure: {
      if (!value.is_object()) return value;
      json::object fitted;
      for (const auto& entry : value.get_object()) {
        const shape::Member* member = member_called(shape, entry.key());
        if (member == nullptr) {
          fitted.emplace(entry.key(), entry.value());
        } else {
          fitted.emplace(member->name, fit(*member->shape(), entry.value()));
        }
      }
      return json::value(std::move(fitted));
    }
    case shape::Kind::List: {
      if (!value.is_array()) return value;
      json::array fitted;
      for (const json::value& each : value.get_array()) {
        fitted.push_back(fit(*shape.element(), each));
      }
      return json::value(std::move(fitted));
    }
    case shape::Kind::Map: {
      if (!value.is_object()) return value;
      json::object fitted;
      for (const auto& entry : value.get_object()) {
        fitted.emplace(entry.key(), fit(*shape.element(), entry.value()));
      }
      return json::value(std::move(fitted));
    }
    default:
      return fit_scalar(shape.kind, value);
  }
}

void drop_unknown(const shape::Shape& shape, json::object& value) {
  json::object known;
  for (const auto& entry : value) {
    if (member_called(shape, entry.key()) != nullptr) known.emplace(entry.key(), entry.value());
  }
  value = std::move(known);
}

}  // namespace spotdrill::cloudformation
