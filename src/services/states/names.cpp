#include "services/states/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <vector>

#include "services/states/errors.hpp"

namespace spotdrill::states {
namespace {

/// "arn:aws:states:us-east-1:123456789012:stateMachine": what stands before a name.
constexpr std::size_t arn_parts = 6;

/// The parts of an ARN; the last one has the rest.
std::vector<std::string_view> split_arn(std::string_view text, std::size_t parts) {
  std::vector<std::string_view> found;
  while (found.size() + 1 < parts) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) break;
    found.push_back(text.substr(0, colon));
    text.remove_prefix(colon + 1);
  }
  found.push_back(text);
  return found;
}

bool is_account(std::string_view text) {
  return text.size() == 12 &&
         std::ranges::all_of(text, [](unsigned char c) { return std::isdigit(c) != 0; });
}

/// U+0080 to U+009F in UTF-8.
bool has_later_control(std::string_view name) {
  for (std::size_t i = 0; i + 1 < name.size(); ++i) {
    const auto lead = static_cast<unsigned char>(name[i]);
    const auto next = static_cast<unsigned char>(name[i + 1]);
    if (lead == 0xC2U && next >= 0x80U && next <= 0x9FU) return true;
  }
  return false;
}

}  // namespace

// "A name must not contain: white space; brackets < > { } [ ]; wildcard characters ? *; special
// characters " # % \ ^ | ~ ` $ & , ; : /; control characters (U+0000-001F, U+007F-009F)."
Result<void> check_name(std::string_view name) {
  constexpr std::string_view forbidden = " <>{}[]?*\"#%\\^|~`$&,;:/";
  const bool fine =
      !name.empty() && !has_later_control(name) && std::ranges::none_of(name, [&](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20U || byte == 0x7FU || forbidden.find(c) != std::string_view::npos;
      });
  if (!fine) return invalid_name(name);
  return {};
}

// DEVIATION: whether the role exists and lets states.amazonaws.com assume it is not asked.
Result<void> check_role(std::string_view arn, const Place& place) {
  const auto parts = split_arn(arn, arn_parts);
  constexpr std::string_view prefix = "role/";
  const bool fine = parts.size() == arn_parts && parts[0] == "arn" && parts[1].starts_with("aws") &&
                    parts[2] == "iam" && parts[3].empty() && is_account(parts[4]) &&
                    parts[5].starts_with(prefix) && parts[5].size() > prefix.size();
  if (!fine) return invalid_role_arn(arn);
  if (parts[4] != place.account) return foreign_role();
  return {};
}

std::optional<std::int64_t> ResourceArn::version() const {
  std::int64_t number = 0;
  const char* end = qualifier.data() + qualifier.size();
  const auto [rest, error] = std::from_chars(qualifier.data(), end, number);
  if (qualifier.empty() || error != std::errc{} || rest != end) return std::nullopt;
  return number;
}

// DEVIATION: of what is wrong with an ARN only the prefix and the resource type are in AWS's words.
Result<ResourceArn> read_arn(std::string_view text, const Place& place) {
  if (!text.starts_with("arn:")) return invalid_arn(fmt::format("Invalid ARN prefix: {}", text));
  const auto parts = split_arn(text, arn_parts + 1);
  if (parts.size() != arn_parts + 1 || !parts[1].starts_with("aws") || parts[6].empty()) {
    return invalid_arn(fmt::format("Invalid ARN: {}", text));
  }
  if (parts[2] != "states") {
    return invalid_arn(fmt::format("Service name not valid in this context: {}", parts[2]));
  }
  ResourceArn arn{.type = std::string{parts[5]}};
  arn.foreign = parts[3] != place.region || parts[4] != place.account;
  const std::string_view resource = parts[6];
  const std::size_t end = std::min(resource.find_first_of(":/"), resource.size());
  arn.name = resource.substr(0, end);
  if (end == resource.size()) return arn;
  (resource[end] == ':' ? arn.qualifier : arn.label) = resource.substr(end + 1);
  if (arn.name.empty() || (arn.qualifier.empty() && arn.label.empty())) {
    return invalid_arn(fmt::format("Invalid ARN: {}", text));
  }
  return arn;
}

Result<ResourceArn> read_arn(std::string_view text, const Place& place, std::string_view type) {
  ResourceArn arn = TRY(read_arn(text, place));
  if (arn.type != type) {
    return invalid_arn(fmt::format("Resource type not valid in this context: {}", arn.type));
  }
  return arn;
}

// DEVIATION: AWS's words for what an operation does not take as a qualifier are not known.
Result<ResourceArn> read_machine_arn(std::string_view text, const Place& place) {
  ResourceArn arn = TRY(read_arn(text, place, "stateMachine"));
  if (!arn.label.empty()) {
    return invalid(fmt::format("This API does not support labelled state machine ARNs: '{}'", text),
                   "API_DOES_NOT_SUPPORT_LABELED_ARNS");
  }
  return arn;
}

Result<ResourceArn> read_unqualified_arn(std::string_view text, const Place& place) {
  ResourceArn arn = TRY(read_machine_arn(text, place));
  if (!arn.qualifier.empty()) {
    return invalid(
        fmt::format("This API does not support qualified state machine ARNs: '{}'", text));
  }
  return arn;
}

}  // namespace spotdrill::states
