#include <fmt/format.h>

#include "asl/states/states.hpp"

namespace spotdrill::asl {
namespace {

Result<std::string, Failure> given_text(const std::optional<std::string>& fixed,
                                        const std::optional<Expression>& path,
                                        std::string_view field, const Visit& visit) {
  if (fixed) return *fixed;
  if (!path) return std::string{};
  const json::value value = TRY(visit.evaluate(*path, field));
  if (value.is_string()) return std::string{value.get_string()};
  return fail(error_name::runtime, fmt::format("The {} parameter must be a string but was: {}",
                                               field, write_json(value)));
}

}  // namespace

Result<Step, Failure> enter(const Fail& end, const Visit& visit) {
  std::string error = TRY(given_text(end.error, end.error_path, "ErrorPath", visit));
  std::string cause = TRY(given_text(end.cause, end.cause_path, "CausePath", visit));
  return Failed{Failure{.error = std::move(error), .cause = std::move(cause)}};
}

}  // namespace spotdrill::asl
