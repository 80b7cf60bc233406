#include "services/lambda/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "services/lambda/errors.hpp"

namespace spotdrill::lambda {
namespace {

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t colon = text.find(':');
    parts.push_back(text.substr(0, colon));
    if (colon == std::string_view::npos) return parts;
    text.remove_prefix(colon + 1);
  }
}

}  // namespace

std::string function_arn(const Place& place, std::string_view name, std::string_view qualifier) {
  std::string arn = place.arn("lambda", fmt::format("function:{}", name));
  if (!qualifier.empty()) arn.append(":").append(qualifier);
  return arn;
}

Result<Named> read_name(const Place& place, std::string_view text,
                        const std::optional<std::string>& qualifier) {
  const auto parts = split(text);
  const auto mark = std::ranges::find(parts, "function");
  auto at = mark == parts.end() ? parts.begin() : mark + 1;
  if (mark != parts.end()) {
    // What stands before: "ACCOUNT", or "arn:aws:lambda:REGION:ACCOUNT".
    const auto before = mark - parts.begin();
    const bool here =
        (before == 0 || parts[static_cast<std::size_t>(before - 1)] == place.account) &&
        (before < 2 || parts[static_cast<std::size_t>(before - 2)] == place.region);
    if (!here) return function_not_found(text);
  }
  if (at == parts.end() || parts.end() - at > 2) return function_not_found(text);
  Named named{.name = std::string{*at}, .qualifier = qualifier.value_or("")};
  if (parts.end() - at == 2) {
    const std::string_view said = *(at + 1);
    if (qualifier && *qualifier != said) {
      return invalid_value(fmt::format(
          "The derived qualifier from the function name does not match the specified qualifier."));
    }
    named.qualifier = said;
  }
  return named;
}

}  // namespace spotdrill::lambda
