#include "asl/resource.hpp"

namespace spotdrill::asl {
namespace {

/// Takes what stands before the next colon off the front of `text`.
std::string_view take_arn_part(std::string_view& text) {
  const std::size_t colon = text.find(':');
  const std::string_view part = text.substr(0, colon);
  text.remove_prefix(colon == std::string_view::npos ? text.size() : colon + 1);
  return part;
}

std::optional<Resource::Pattern> pattern_of(std::string_view suffix) {
  if (suffix.empty()) return Resource::Pattern::RequestResponse;
  if (suffix == ".sync") return Resource::Pattern::Sync;
  if (suffix == ".sync:2") return Resource::Pattern::Sync2;
  if (suffix == ".waitForTaskToken") return Resource::Pattern::WaitForTaskToken;
  return {};
}

/// "aws-sdk:ec2:describeInstances", "states:startExecution.sync:2".
std::optional<Resource> integration_of(std::string_view arn, std::string_view rest) {
  std::string type{take_arn_part(rest)};
  if (type.empty()) return {};
  if (type == "aws-sdk") {
    const std::string_view service = take_arn_part(rest);
    if (service.empty()) return {};
    type.append(":").append(service);
  }
  const std::size_t dot = rest.find('.');
  const std::string_view operation = rest.substr(0, dot);
  if (operation.empty() || operation.find(':') != std::string_view::npos) return {};
  const auto pattern = pattern_of(dot == std::string_view::npos ? "" : rest.substr(dot));
  if (!pattern) return {};
  return Resource{.kind = Resource::Kind::Integration,
                  .arn = std::string{arn},
                  .type = std::move(type),
                  .action = std::string{rest},
                  .pattern = *pattern};
}

}  // namespace

std::string_view Resource::operation() const {
  return std::string_view{action}.substr(0, action.find('.'));
}

std::optional<Resource> parse_resource(std::string_view arn) {
  std::string_view rest = arn;
  if (take_arn_part(rest) != "arn" || take_arn_part(rest).empty()) return {};
  const std::string_view service = take_arn_part(rest);
  const std::string_view region = take_arn_part(rest);
  const std::string_view account = take_arn_part(rest);
  if (service == "states") {
    if (region.empty() && account.empty()) return integration_of(arn, rest);
    if (take_arn_part(rest) != "activity" || rest.empty()) return {};
    if (rest.find(':') != std::string_view::npos) return {};
    return Resource{.kind = Resource::Kind::Activity, .arn = std::string{arn}};
  }
  if (service == "lambda") {
    if (take_arn_part(rest) != "function" || take_arn_part(rest).empty()) return {};
    return Resource{.kind = Resource::Kind::Function, .arn = std::string{arn}};
  }
  return {};
}

}  // namespace spotdrill::asl
