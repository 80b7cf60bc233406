#include <fmt/format.h>

#include <utility>

#include "asl/intrinsics/arguments.hpp"
#include "asl/intrinsics/functions.hpp"
#include "asl/payload.hpp"

namespace spotdrill::asl::intrinsics {
namespace {

void append_java(std::string& out, const json::value& value);

/// "{Arg1=1, Arg2=[]}": AbstractMap.toString.
void append_java_map(std::string& out, const json::object& object) {
  out += '{';
  bool first = true;
  for (const auto& member : object) {
    if (!std::exchange(first, false)) out += ", ";
    out += member.key();
    out += '=';
    append_java(out, member.value());
  }
  out += '}';
}

/// "[1, a]": AbstractCollection.toString.
void append_java_list(std::string& out, const json::array& array) {
  out += '[';
  bool first = true;
  for (const json::value& element : array) {
    if (!std::exchange(first, false)) out += ", ";
    append_java(out, element);
  }
  out += ']';
}

/// As String.valueOf does. The recursion is as deep as the value: bounds.hpp bounds that.
void append_java(std::string& out, const json::value& value) {
  if (value.is_string()) {
    out += value.get_string();
  } else if (value.is_object()) {
    append_java_map(out, value.get_object());
  } else if (value.is_array()) {
    append_java_list(out, value.get_array());
  } else {
    out += write_json(value);
  }
}

}  // namespace

/// The template comes with its escapes, so that "\{\}" is told from "{}".
Outcome format(const Invocation& invocation) {
  const std::string_view source = TRY(string_argument(invocation, 0));
  std::string out;
  std::size_t used = 1;
  for (std::size_t i = 0; i < source.size(); ++i) {
    const bool escape = source[i] == '\\' && i + 1 < source.size() &&
                        std::string_view{"'{}\\"}.find(source[i + 1]) != std::string_view::npos;
    if (escape) {
      out += source[++i];
    } else if (source.substr(i, 2) == "{}") {
      if (used < invocation.arguments.size()) append_java(out, *invocation.arguments[used]);
      ++used;
      ++i;
    } else {
      out += source[i];
    }
  }
  if (used != invocation.arguments.size()) {
    return refuse(fmt::format("The template has {} '{{}}', for {} arguments", used - 1,
                              invocation.arguments.size() - 1));
  }
  return json::value(out);
}

}  // namespace spotdrill::asl::intrinsics
